"""The Word file has real headings, lists and tables, and its pictures have a text."""

import io

from docx import Document
from docx.oxml.ns import qn
from example import example

from eenheidsbeeld.publishing.blocks import EditionState
from eenheidsbeeld.publishing.render import docx


def opened(figures, state=EditionState.RELEASED):
    return Document(io.BytesIO(docx.render(example(state), figures=figures, base_url="https://beeld.example")))


def test_title_language_and_owner_are_in_the_properties(figures):
    properties = opened(figures).core_properties

    assert properties.title == example().title
    assert properties.language == "nl"
    assert properties.author == example().owner


def test_the_headings_are_headings(figures):
    styles = [line.style.name for line in opened(figures).paragraphs]

    assert styles.count("Heading 1") == 1
    assert styles.count("Heading 2") == 10
    assert styles.count("Heading 3") == 8
    assert "List Bullet" in styles
    assert "List Number" in styles


def test_every_table_repeats_its_head_and_keeps_its_rows_whole(figures):
    tables = opened(figures).tables

    assert len(tables) == 8
    for table in tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_every_picture_has_a_text(figures):
    shapes = opened(figures).inline_shapes

    assert len(shapes) == 4
    assert all(len(shape._inline.docPr.get("descr")) > 30 for shape in shapes)


def test_the_legend_of_the_map_stays_on_one_sheet(figures):
    lines = opened(figures).paragraphs
    picture = next(place for place, line in enumerate(lines) if line._p.xpath(".//pic:pic"))
    legend = lines[picture + 2 :]
    last = next(place for place, line in enumerate(legend) if line.style.name != "List Bullet")

    assert last >= 5
    assert all(line.paragraph_format.keep_with_next for line in [*lines[picture : picture + 2], *legend[:last]])


def test_marking_version_and_page_stand_on_every_sheet(figures):
    sheet = opened(figures, EditionState.IN_AGREEMENT).sections[0]
    above = "".join(line.text for line in sheet.header.paragraphs)
    below = sheet.footer._element.xml

    assert "TLP:AMBER" in above
    assert "versie 2" in above
    assert "CONCEPT" in above
    assert "PAGE" in below
    assert "NUMPAGES" in below
    assert "26 november 2033" in below


def test_a_key_list_starts_at_one_whatever_stood_before(figures):
    document = opened(figures)
    numbers = {line._p.pPr.numPr.numId.val for line in document.paragraphs if line.style.name == "List Number"}

    assert len(numbers) == 1
    assert numbers != {document.styles["List Number"].element.pPr.numPr.numId.val}


def test_the_same_snapshot_gives_the_same_file(figures):
    assert docx.render(example(), figures=figures) == docx.render(example(), figures=figures)
