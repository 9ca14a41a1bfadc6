"""Whatever people type is shown as they typed it: it is never read as markup, and it opens no file."""

import shutil
import subprocess
from collections import Counter
from dataclasses import replace

import pytest
from example import example
from extract import docx_parts, page_parts, pdf_parts, squeezed

from eenheidsbeeld.publishing.blocks import (
    BulletList,
    Chart,
    ChartMark,
    ChartSpec,
    Column,
    ColumnKind,
    Definition,
    DefinitionList,
    Evidence,
    Gap,
    Heading,
    KeyMessages,
    LevelMap,
    LevelRow,
    LevelTable,
    MapArea,
    Notice,
    NoticeKind,
    Outcome,
    Paragraph,
    Partners,
    PartnerVoice,
    Section,
    Statement,
    Table,
)
from eenheidsbeeld.publishing.render import docx, page, pdf
from eenheidsbeeld.publishing.render.figures import draw_figures
from eenheidsbeeld.publishing.render.links import page_address, web_address
from eenheidsbeeld.publishing.render.reading import read, texts

CANARY = "/tmp/canary-of-the-edition.txt"
HOSTILE = [
    '#import "@preview/x:1.0.0": *',
    f'#read("{CANARY}") #include "{CANARY}" #sys.inputs $x^2$ *dik* _schuin_ `code` <label> @ref \\u{{1F600}}',
    "<script>alert(1)</script><img src=x onerror=alert(1)><style>*{display:none}</style>",
    "{{ settings.SECRET_KEY }} {% load static %} {% include '/etc/passwd' %} {# weg #}",
    f"file://{CANARY} &lt;b&gt; &amp; ]]> <!ENTITY x SYSTEM 'file://{CANARY}'> <?xml?>",
    "=cmd|' /C calc'!A0 \\documentclass{} \\input{/etc/passwd}",
    "Salaam سلام, Türkçe ğüşıöç, Ελληνικά, Привет, ⵜⴰⵎⴰⵣⵉⵖⵜ, 中文, 🙂👨‍👩‍👧 é e\u0301 ﬁ",
    "omgekeerd \u202etxt.exe\u202c en \u2066verborgen\u2069 en \u200bniets\ufeff en \x00\x07\x1b en \ud800",
    "a" * 10_000,
    "woord " * 1_500,
]


def edition_with(text):
    """The hostile text in every place where people's words can stand."""
    rows = tuple((text if place == 0 else f"2026-W{place:02}", 3, 1, 5) for place in range(3))
    numbers = tuple(Column(name, ColumnKind.NUMBER) for name in ("n", text[:200], "tot"))
    blocks = (
        Heading(3, text),
        Paragraph(text),
        KeyMessages((text,)),
        Statement(text, text, None, None, text, Evidence(signals=3, municipalities=2, references=(text,), link=text)),
        BulletList((text,)),
        DefinitionList((Definition(text, text),)),
        Table(text, (Column(text[:200]), Column("n", ColumnKind.NUMBER)), ((text, 12), ("x", text)), text),
        LevelTable(text, (LevelRow("GM0632", text, 2, reason=text),), text),
        LevelMap(text, text, (MapArea("GM0632", text, 2),), 2025),
        Chart(
            ChartSpec.WEEKLY_COUNTS, text, text, text, text, text,
            (Column("Week"), *numbers), rows, (ChartMark("2026-W01", text),),
        ),
        Notice(NoticeKind.URGENT, text),
        Partners((PartnerVoice(text, Outcome.DISSENT, text, None, text),)),
        Gap(text),
    )  # fmt: skip
    section = Section("alles", 1, text[:300], blocks)
    return replace(
        example(), title=text[:300], area_name=text[:300], period=text[:300], owner=text[:300],
        reference=text[:100], regime_note=text[:300], sections=(section,),
    )  # fmt: skip


def wanted(snapshot):
    edition = read(snapshot)
    return squeezed(" ".join(texts([edition["head"], edition["sections"], edition["colophon"]])))


@pytest.fixture(autouse=True)
def canary(tmp_path):
    with open(CANARY, "w") as file:
        file.write("HET-GEHEIM-VAN-DE-KANARIE")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_shown_literally_on_the_page(text, shapes):
    snapshot = edition_with(text)
    html = page.render(snapshot, figures=draw_figures(snapshot, shapes))

    assert squeezed(" ".join(page_parts(html))) == wanted(snapshot)
    assert "<script" not in html
    assert "<img" not in html
    assert "KANARIE" not in html


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_shown_literally_in_word(text, shapes):
    snapshot = edition_with(text)
    made = docx.render(snapshot, figures=draw_figures(snapshot, shapes), base_url="https://beeld.example")

    assert squeezed(" ".join(docx_parts(made))) == wanted(snapshot)


needs_poppler = pytest.mark.skipif(not shutil.which("pdfinfo"), reason="pdfinfo (poppler-utils) is not installed")
SHORT_ASCII = [text for text in HOSTILE if text.isascii() and len(text) < 1_000]
THE_REST = [text for text in HOSTILE if text not in SHORT_ASCII]


@needs_poppler
def test_hostile_text_is_shown_literally_in_the_pdf(shapes):
    # All at once: reading the structure of a PDF back takes seconds.
    snapshot = edition_with(" ".join(SHORT_ASCII))
    made = pdf.render(snapshot, figures=draw_figures(snapshot, shapes), base_url="https://beeld.example")

    assert squeezed(" ".join(pdf_parts(made))) == wanted(snapshot)


@needs_poppler
@pytest.mark.parametrize("text", THE_REST, ids=range(len(THE_REST)))
def test_no_letter_is_lost_in_the_pdf(text, shapes):
    """In other scripts and in endless words the order of extraction differs per reader; the letters do not."""
    snapshot = edition_with(text)
    made = pdf.render(snapshot, figures=draw_figures(snapshot, shapes), base_url="https://beeld.example")
    printed = subprocess.run(["pdftotext", "-raw", "-", "-"], input=made, capture_output=True, check=True)
    found = Counter(printed.stdout.decode())

    for letter, times in Counter(wanted(snapshot)).items():
        if letter.isascii():
            assert found[letter] >= times


def test_a_character_that_turns_text_round_is_shown_by_its_number():
    snapshot = edition_with("x \u202e y")

    assert "x [U+202E] y" in list(texts(read(snapshot)))


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "//evil.example/x", "/\\evil.example", "data:text/html,x", "file:///etc/passwd", "x"],
)
def test_a_link_that_we_would_not_follow_is_no_link(link):
    assert page_address(link) == ""
    assert web_address(link, "https://beeld.example") == ""


def test_a_link_to_our_own_page_works_inside_and_outside():
    assert page_address("/edities/7/") == "/edities/7/"
    assert web_address("/edities/7/", "https://beeld.example") == "https://beeld.example/edities/7/"
    assert web_address("/edities/7/", "") == ""
