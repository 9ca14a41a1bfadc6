"""The PDF is tagged and says of itself that it follows PDF/UA-1 and PDF/A-2a; no outside checker has confirmed it."""

import io
import shutil
import subprocess
from dataclasses import replace

import pikepdf
import pytest
from example import LEVELS, example

from eenheidsbeeld.publishing.blocks import Column, ColumnKind, EditionState, Section, Table
from eenheidsbeeld.publishing.render import pdf

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")


@pytest.fixture(scope="module")
def released(figures):
    # Drawn in Dutch by the first test that asks; the words in it matter to no test here.
    return pdf.render(example(), figures=figures, base_url="https://beeld.example")


def page_text(content, number):
    command = ["pdftotext", "-f", str(number), "-l", str(number), "-", "-"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


def opened(content):
    return pikepdf.open(io.BytesIO(content))


def tags_of(document):
    found = []

    def walk(node):
        if isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node.S))
            if "/K" in node:
                walk(node.K)
        elif isinstance(node, pikepdf.Array):
            for part in node:
                walk(part)

    walk(document.Root.StructTreeRoot.K)
    return found


def test_it_is_tagged_with_language_and_title(released):
    with opened(released) as document:
        assert bool(document.Root.MarkInfo.Marked)
        assert str(document.Root.Lang).startswith("nl")
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert document.open_metadata()["dc:title"] == example().title


def test_it_declares_both_standards_itself(released):
    with opened(released) as document:
        metadata = document.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"


def test_headings_lists_tables_and_pictures_are_real(released):
    with opened(released) as document:
        tags = tags_of(document)

    assert tags.count("/H1") == 1
    assert tags.count("/H2") == 10
    assert {"/H3", "/L", "/LI", "/Table", "/TH", "/TD", "/Caption", "/Link"} <= set(tags)
    assert tags.count("/Figure") == 4


def test_every_picture_has_a_text(released):
    with opened(released) as document:
        texts = [
            str(o.Alt) for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"
        ]

    assert len(texts) == 4
    assert all(len(text) > 30 for text in texts)


def test_only_our_own_fonts_are_in_it(released):
    with opened(released) as document:
        names = {str(o.BaseFont) for o in document.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o}

    assert names
    assert all("FiraSans" in name for name in names)


def test_a_weekly_picture_is_at_most_twelve_pages(released):
    with opened(released) as document:
        assert len(document.pages) <= 12


@needs_poppler
@pytest.mark.parametrize("state", [EditionState.RELEASED, EditionState.IN_AGREEMENT])
def test_the_first_page_is_the_glance(figures, state):
    first = page_text(pdf.render(example(state), figures=figures), 1)

    assert "TLP:AMBER" in first
    assert "week 48" in first
    for row in LEVELS:
        assert row.area_name in first


@needs_poppler
def test_what_is_not_released_says_so_on_every_page(figures):
    content = pdf.render(example(EditionState.IN_AGREEMENT), figures=figures)
    with opened(content) as document:
        pages = len(document.pages)

    assert all("CONCEPT" in page_text(content, number) for number in range(1, pages + 1))


@needs_poppler
def test_every_page_has_its_number_and_how_long_to_keep_it(released):
    with opened(released) as document:
        pages = len(document.pages)

    for number in range(1, pages + 1):
        text = " ".join(page_text(released, number).split())
        assert f"pagina {number} van {pages}" in text
        assert "26 november 2033" in text


@needs_poppler
def test_a_long_table_repeats_its_head_on_each_page():
    columns = (Column("Gemeente van melding"), Column("Aantal", ColumnKind.NUMBER))
    table = Table("Lang", columns, tuple((f"Plaats {number}", number) for number in range(200)))
    snapshot = replace(example(), sections=(Section("lang", 1, "Lang", (table,)),))
    content = pdf.render(snapshot, figures={})
    with opened(content) as document:
        pages = len(document.pages)

    assert pages > 2
    assert all("Gemeente van melding" in page_text(content, number) for number in range(1, pages))


def test_the_same_snapshot_gives_the_same_file(figures):
    assert pdf.render(example(), figures=figures) == pdf.render(example(), figures=figures)


def test_without_pictures_the_text_is_still_there():
    assert len(pdf.render(example(), figures={})) > 10_000


def test_a_release_at_any_moment_of_a_second_gives_a_pdf(figures):
    snapshot = example()
    moment = replace(snapshot, released_at=snapshot.released_at.replace(microsecond=123456))
    assert pdf.render(moment, figures=figures).startswith(b"%PDF-")
