"""Read the text back out of a page, a PDF and a Word file, section by section, as a reader would."""

import io
import re
import subprocess
from html.parser import HTMLParser

from docx import Document

VOID = {"img", "br", "hr", "input", "meta", "link"}
# Controls and decoration: not part of what the edition says.
SKIPPED = {"svg", "summary", "nav"}
DECORATION = str.maketrans("", "", "▲●▼○\u200b")


def squeezed(text: str) -> str:
    """Without white space and breaks: where a line ends is no difference."""
    return "".join(text.translate(DECORATION).split())


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:[.,]\d+)*", text)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[list[str]] = [[]]
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            return
        values = dict(attrs)
        hidden = tag in SKIPPED or values.get("aria-hidden") == "true"
        self.open.append((tag, hidden))
        if tag == "section":
            self.parts.append([])
        if tag == "footer":
            self.parts.append([])

    def handle_startendtag(self, tag, attrs):
        """A shape that closes itself holds no text."""

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        while self.open:
            last, _ = self.open.pop()
            if last == tag:
                return

    def handle_data(self, data):
        if not any(hidden for _, hidden in self.open):
            self.parts[-1].append(data)


def page_parts(html: str) -> list[str]:
    """Head, each section, and the colophon of the page."""
    reader = _Page()
    reader.feed(html)
    return [" ".join(part) for part in reader.parts]


def pdf_parts(pdf: bytes) -> list[str]:
    """The same from the PDF, along its structure tree: the order in which a screen reader goes."""
    made = subprocess.run(["pdfinfo", "-struct-text", "-"], input=pdf, capture_output=True, check=True)
    parts: list[list[str]] = [[]]
    skip_deeper_than, in_label = None, False
    for line in made.stdout.decode(errors="replace").splitlines():
        depth = len(line) - len(line.lstrip())
        if skip_deeper_than is not None and depth > skip_deeper_than:
            continue
        skip_deeper_than = None
        word = line.strip()
        if word.startswith('"'):
            # The number or dot before an item of a list; the term of a definition has the same tag.
            if not (in_label and re.fullmatch(r"\d+|•", word[1:-1])):
                parts[-1].append(word[1:-1])
            continue
        in_label = word.startswith("Lbl")
        if re.match(r"Figure\b", word):
            skip_deeper_than = depth
        elif re.match(r"H2\b", word):
            parts.append([])
    return [" ".join(part) for part in parts]


def docx_parts(content: bytes) -> list[str]:
    """The same from the Word file, in the order of its body."""
    document = Document(io.BytesIO(content))
    parts: list[list[str]] = [[]]
    for element in document.element.body.iterchildren():
        kind = element.tag.rsplit("}", 1)[1]
        if kind == "p":
            style = element.pPr.pStyle.val if element.pPr is not None and element.pPr.pStyle is not None else ""
            if style == "Heading2":
                parts.append([])
            parts[-1].append(_text_of(element))
        elif kind == "tbl":
            parts[-1].append(_text_of(element))
    return [" ".join(part) for part in parts]


def _text_of(element) -> str:
    pieces = []
    for node in element.iter():
        kind = node.tag.rsplit("}", 1)[1] if isinstance(node.tag, str) else ""
        if kind == "t":
            pieces.append(node.text or "")
        elif kind in ("p", "tc", "tab", "br"):
            pieces.append(" ")
    return "".join(pieces)
