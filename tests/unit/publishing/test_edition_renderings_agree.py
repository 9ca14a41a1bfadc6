"""The proof: page, PDF and Word file say the same, word for word and number for number, section by section."""

import shutil
import subprocess

import pytest
from example import example
from extract import docx_parts, numbers, page_parts, pdf_parts, squeezed

from eenheidsbeeld.publishing.blocks import EditionState
from eenheidsbeeld.publishing.render import docx, page, pdf
from eenheidsbeeld.publishing.render.reading import read, texts

needs_poppler = pytest.mark.skipif(not shutil.which("pdfinfo"), reason="pdfinfo (poppler-utils) is not installed")


def expected_parts(snapshot, order=lambda section: section):
    """Head, sections and colophon, as the reading form has them."""
    edition = read(snapshot)
    parts = [edition["head"], *(order(section) for section in edition["sections"]), edition["colophon"]]
    return [" ".join(texts(part)) for part in parts]


def as_printed(section):
    """On paper the legend of a map stands below the levels beside it; every word is there all the same."""
    blocks, printed = list(section["blocks"]), []
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if block["meta"]["type"] == "level_map" and following and following["meta"]["type"] == "level_table":
            legend = {name: value for name, value in block.items() if name != "title"}
            printed += [{"title": block["title"]}, following, legend]
        elif not any(block is one for one in printed):
            printed.append(block)
    return {**section, "blocks": printed}


def joined_end(parts):
    """PDF and Word have no mark between the last section and the colophon."""
    return [*parts[:-2], parts[-2] + " " + parts[-1]]


def assert_same(found, expected):
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert squeezed(one) == squeezed(other)
        assert numbers(one.replace("\u200b", "")) == numbers(other)


@pytest.mark.parametrize("state", list(EditionState))
def test_the_page_says_what_the_snapshot_says(figures, state):
    snapshot = example(state)

    assert_same(page_parts(page.render(snapshot, figures=figures)), expected_parts(snapshot))


@pytest.mark.parametrize("state", [EditionState.RELEASED, EditionState.IN_AGREEMENT])
def test_the_word_file_says_what_the_snapshot_says(figures, state):
    snapshot = example(state)

    assert_same(docx_parts(docx.render(snapshot, figures=figures)), joined_end(expected_parts(snapshot)))


@needs_poppler
@pytest.mark.parametrize("state", [EditionState.RELEASED, EditionState.IN_AGREEMENT])
def test_the_pdf_says_what_the_snapshot_says(figures, state):
    snapshot = example(state)

    assert_same(pdf_parts(pdf.render(snapshot, figures=figures)), joined_end(expected_parts(snapshot, as_printed)))


@needs_poppler
def test_every_number_can_be_found_in_the_printed_text_of_the_pdf(figures):
    snapshot = example()
    made = pdf.render(snapshot, figures=figures)
    printed = subprocess.run(["pdftotext", "-layout", "-", "-"], input=made, capture_output=True, check=True)
    found = numbers(printed.stdout.decode())

    for wanted in set(numbers(" ".join(expected_parts(snapshot)))):
        assert wanted in found


def test_the_example_has_enough_to_prove_something():
    assert len(numbers(" ".join(expected_parts(example())))) > 500
