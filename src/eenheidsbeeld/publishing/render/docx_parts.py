"""The pieces of the Word file that python-docx leaves to us: styles, fields, shading, links, alternative texts."""

import io
import zipfile
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor

from eenheidsbeeld.publishing.render import fonts, levels
from eenheidsbeeld.publishing.render.block_words import Reading

INK, QUIET, ACCENT, LINE = "1B1F24", "535A63", "17457F", "D3CDC0"
TLP = {"red": "FF2B2B", "amber": "FFC000", "amber_strict": "FFC000", "green": "33FF00", "clear": "FFFFFF"}
SIGNS = {"up": "▲", "stable": "●", "down": "▼", "unknown": "○"}
WIDTH = Mm(170)
TOGETHER = 16
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT


def printable(text: str) -> str:
    """XML has no place for a few characters; the reading form has already spelled out the others."""
    return "".join(c if c in "\t\n" or (ord(c) >= 32 and c not in "\ufffe\uffff") else "�" for c in text)


# --- The sheet -------------------------------------------------------------------------------------------


def prepare(document: Any, language: str) -> None:
    """A4, our own type, and the language of the text."""
    sheet = document.sections[0]
    sheet.page_width, sheet.page_height = Mm(210), Mm(297)
    sheet.left_margin = sheet.right_margin = Mm(20)
    sheet.top_margin, sheet.bottom_margin = Mm(26), Mm(22)
    _style(document, "Normal", size=10, after=6)
    for name, size, before in (
        ("Heading 1", 21, 6),
        ("Heading 2", 14, 22),
        ("Heading 3", 11.5, 12),
        ("Heading 4", 10, 10),
    ):
        style = _style(document, name, size=size, bold=True, before=before, after=4)
        style.font.color.rgb = RGBColor.from_string(INK)
    _rule_above(document.styles["Heading 2"])
    _style(document, "List Bullet", size=10, after=3)
    _style(document, "List Number", size=11, after=4)
    _style(document, "Caption", size=10, bold=True, before=10, after=4, ink=INK)
    _style(document, "Small", size=8, after=4, ink=QUIET)
    _style(document, "Area", size=10, bold=True, after=2, ink=ACCENT)
    _bar_beside(_style(document, "Statement", size=10, before=6, after=0))
    _bar_beside(_style(document, "About statement", size=8, after=8, ink=QUIET))
    _language(document, language)
    _name_stand_in(document)


def _name_stand_in(document: Any) -> None:
    """Where Fira Sans is not installed, Word takes a plain sans instead of guessing."""
    part = next((p for p in document.part.package.iter_parts() if p.partname == "/word/fontTable.xml"), None)
    if part is not None:
        entry = (
            f'<w:font w:name="{fonts.TEXT_FONT}"><w:altName w:val="Segoe UI"/>'
            '<w:panose1 w:val="020B0503050000020004"/><w:charset w:val="00"/>'
            '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
        )
        part._blob = part.blob.replace(b"</w:fonts>", entry.encode())


def _style(
    document: Any, name: str, *, size: float, bold: bool = False, before: float = 0, after: float = 0, ink: str = ""
) -> Any:
    styles = document.styles
    style = styles[name] if name in [one.name for one in styles] else styles.add_style(name, 1)
    style.font.name, style.font.size, style.font.bold, style.font.italic = fonts.TEXT_FONT, Pt(size), bold, False
    # Word keeps a font per script; without these the old theme fonts stay for some of them.
    shapes = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        shapes.set(qn(script), fonts.TEXT_FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        shapes.attrib.pop(qn(theme), None)
    if ink:
        style.font.color.rgb = RGBColor.from_string(ink)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.15
    return style


def _border(parent: Any, side: str, size: int, ink: str, space: int = 4) -> None:
    line = OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", str(size)), ("space", str(space)), ("color", ink)):
        line.set(qn(f"w:{key}"), value)
    parent.append(line)


def _borders_of(style: Any) -> Any:
    borders = OxmlElement("w:pBdr")
    style.element.get_or_add_pPr().append(borders)
    return borders


def _rule_above(style: Any) -> None:
    _border(_borders_of(style), "top", 10, ACCENT, space=5)


def _bar_beside(style: Any) -> None:
    _border(_borders_of(style), "left", 16, "6A5A9C", space=8)
    style.paragraph_format.left_indent = Mm(4)


def _language(document: Any, language: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    tag = properties.find(qn("w:lang"))
    if tag is None:
        tag = OxmlElement("w:lang")
        properties.append(tag)
    for script in ("w:val", "w:eastAsia", "w:bidi"):
        tag.set(qn(script), {"nl": "nl-NL", "en": "en-GB"}.get(language, language))


def head_and_foot(document: Any, edition: Reading) -> None:
    """Marking, title and version above; how long to keep and the page below, on every sheet."""
    running, labels, head = edition["running"], edition["meta"]["labels"], edition["head"]
    sheet = document.sections[0]
    above = sheet.header.paragraphs[0]
    above.style = document.styles["Small"]
    _stops(above)
    marking(above, head["marking"], edition["meta"]["marking"])
    run(above, "  " + running["title"] + "\t")
    if head["warning"]:
        run(above, head["warning"] + "  ", bold=True)
    run(above, running["version"])
    below = sheet.footer.paragraphs[0]
    below.style = document.styles["Small"]
    _stops(below)
    run(below, "   ".join(filter(None, (running["keep"], running["invented"]))) + "\t" + labels["page"] + " ")
    _field(below, "PAGE")
    run(below, f" {labels['of']} ")
    _field(below, "NUMPAGES")


def _stops(line: Any) -> None:
    line.paragraph_format.tab_stops.clear_all()
    line.paragraph_format.tab_stops.add_tab_stop(WIDTH, 2)


def _field(line: Any, name: str) -> None:
    for kind in ("begin", None, "separate", "text", "end"):
        piece = line.add_run()
        if kind is None:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = name
            piece._r.append(code)
        elif kind == "text":
            piece.text = "1"
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            piece._r.append(mark)


# --- Text ------------------------------------------------------------------------------------------------


def run(line: Any, text: str, *, bold: bool = False, ink: str = "") -> Any:
    piece = line.add_run(printable(text))
    piece.bold = bold or None
    if ink:
        piece.font.color.rgb = RGBColor.from_string(ink)
    return piece


def paragraph(document: Any, text: str, *, style: str = "Normal", keep: bool = False) -> Any:
    line = document.add_paragraph(style=style)
    run(line, text)
    line.paragraph_format.keep_with_next = keep or None
    return line


def numbered(document: Any, items: list[str]) -> None:
    """A numbered list that starts at 1, whatever other lists there are."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element.pPr.numPr.numId.val
    abstract = next(n for n in numbering.num_lst if n.numId == style).abstractNumId.val
    fresh = numbering.add_num(abstract)
    fresh.add_lvlOverride(0).add_startOverride(1)
    for item in items:
        line = paragraph(document, item, style="List Number")
        line._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = fresh.numId
        line._p.pPr.numPr.get_or_add_ilvl().val = 0


def definition(document: Any, item: Reading, *, style: str = "Normal") -> None:
    line = document.add_paragraph(style=style)
    run(line, item["term"], bold=True)
    run(line, "  " + item["text"])


def marking(line: Any, text: str, key: str) -> None:
    _shade(run(line, f" {text} ", bold=True, ink=TLP.get(key, "FFFFFF"))._r.get_or_add_rPr(), "000000")


def blacked(line: Any, text: str) -> None:
    """White words on black, as wide as the line: what stood here is gone."""
    _shade(run(line, f" {text} ", bold=True, ink="FFFFFF")._r.get_or_add_rPr(), "000000")
    _shade(line._p.get_or_add_pPr(), "000000")


def framed(document: Any, label: str, text: str) -> None:
    line = document.add_paragraph()
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        _border(borders, side, 12, INK, space=5)
    line._p.get_or_add_pPr().append(borders)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Mm(2)
    run(line, label, bold=True)
    run(line, "  " + text)


def link(line: Any, text: str, address: str) -> None:
    relation = line.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    anchor = OxmlElement("w:hyperlink")
    anchor.set(qn("r:id"), relation)
    piece = run(line, text, ink=ACCENT)
    piece.underline = True
    anchor.append(piece._r)
    line._p.append(anchor)


def _shade(properties: Any, fill: str) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shade.set(qn(f"w:{key}"), value)
    properties.append(shade)


def level(line: Any, reading: Reading) -> None:
    """The number on its colour, then the word; the word alone says it too."""
    key = reading["meta"]["level"]
    if reading["number"]:
        ink = "FFFFFF" if key in ("3", "4") else INK
        piece = run(line, f" {reading['number']} ", bold=True, ink=ink)
        _shade(piece._r.get_or_add_rPr(), levels.ground(key).lstrip("#").upper())
        run(line, "  ")
    run(line, reading["word"], bold=bool(reading["number"]))
    if reading["change"]:
        run(line, "  " + reading["change"], ink=QUIET)


# --- Tables ----------------------------------------------------------------------------------------------


def table(document: Any, titles: list[str], widths: list[float]) -> Any:
    """A table with a head that Word repeats on each sheet; widths in millimetres."""
    made = document.add_table(rows=1, cols=len(titles))
    made.alignment = WD_TABLE_ALIGNMENT.LEFT
    made.autofit = False
    borders = OxmlElement("w:tblBorders")
    _border(borders, "bottom", 4, LINE, space=0)
    _border(borders, "insideH", 4, LINE, space=0)
    made._tbl.tblPr.append(borders)
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    made.rows[0]._tr.get_or_add_trPr().append(repeat)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for cell, title in zip(made.rows[0].cells, titles, strict=True):
        run(cell.paragraphs[0], title, bold=True)
    return made


def widths_for(titles: list[str], kinds: list[str], rows: list[list[Reading]]) -> list[float]:
    """Numbers take what they need, texts share the rest by how much they hold."""
    fixed = {"number": 27.0, "level": 38.0, "direction": 28.0}
    if "text" in kinds[1:] or not rows:
        longest = [
            max([len(title), *(len(row[place].get("text", "")) for row in rows)])
            for place, title in enumerate(titles)
        ]
        words = [
            _longest_word(titles[place], [row[place].get("text", "") for row in rows]) for place in range(len(titles))
        ]
        weights = [max(2.5, min(longest[place], 400) ** 0.5, words[place] / 3.2) for place in range(len(titles))]
        rest = 170 - sum(fixed.get(kind, 0) for kind in kinds)
        shared = sum(weight for weight, kind in zip(weights, kinds, strict=True) if kind not in fixed)
        return [fixed.get(k) or rest * w / shared for k, w in zip(kinds, weights, strict=True)]
    if len(kinds) > 6:
        needs = [
            max([_longest_word(title, []), *(len(row[place]["text"]) for row in rows)]) + 3
            for place, title in enumerate(titles)
        ]
        return [170 * need / sum(needs) for need in needs]
    return [48.0] + [fixed[kind] for kind in kinds[1:]]


def _longest_word(title: str, cells: list[str]) -> int:
    return max(len(word) for text in (title, *cells) for word in (text.split() or [""]))


def finish(made: Any, document: Any, *, size: float = 9, right: tuple[int, ...] = (), note: str = "") -> None:
    """Keep rows whole and cells tight, set numbers to the right, and leave room below."""
    together = len(made.rows) <= TOGETHER
    for place, row in enumerate(made.rows):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for column, cell in enumerate(row.cells):
            cell.width = made.columns[column].width
            for line in cell.paragraphs:
                line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(1.5)
                # The head stays with the first row, and a short table stays on one page.
                stays = place == 0 or (together and place < len(made.rows) - 1)
                line.paragraph_format.keep_with_next = stays or None
                if column in right:
                    line.alignment = RIGHT
                for piece in line.runs:
                    piece.font.size = piece.font.size or Pt(size)
    after = paragraph(document, note, style="Small")
    after.paragraph_format.space_before = Pt(3)


def fill(cell: Any, content: Reading) -> None:
    line = cell.paragraphs[0]
    if "level" in content:
        level(line, content["level"])
    elif "direction" in content:
        direction(line, content["direction"])
    else:
        run(line, content["text"])


def fill_two(cell: Any, first: str, second: str) -> None:
    run(cell.paragraphs[0], first, bold=True)
    if second:
        run(cell.add_paragraph(), second, ink=QUIET).font.size = Pt(8)


def add_direction(cell: Any, reading: Reading) -> None:
    direction(cell.add_paragraph(), reading)


def direction(line: Any, reading: Reading) -> None:
    run(line, SIGNS[reading["meta"]["direction"]] + " ")
    run(line, reading["word"])


# --- Pictures --------------------------------------------------------------------------------------------


def picture(document: Any, drawing: str, alternative: str, width: Length) -> None:
    """A drawing as picture, with the sentence that stands for it."""
    if not drawing:
        return
    from eenheidsbeeld.publishing.render.charts import draw_png

    line = document.add_paragraph()
    line.paragraph_format.keep_with_next = True
    shape = line.add_run().add_picture(io.BytesIO(draw_png(drawing)), width=width)
    properties = shape._inline.docPr
    properties.set("descr", printable(alternative))
    properties.set("name", f"figure {properties.id}")


def without_clock(content: bytes) -> bytes:
    """The same parts with a fixed moment, so that the same edition is the same file."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
