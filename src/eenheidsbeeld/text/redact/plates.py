"""Number plates, in the Dutch shapes: with dashes, in one piece, and with spaces beside a word for a vehicle."""

import re
from collections.abc import Iterator

from eenheidsbeeld.text.findings import Kind
from eenheidsbeeld.text.redact.spans import Span
from eenheidsbeeld.text.tokens import Held

_PLATE_DASH = re.compile(
    r"(?<![\w-])(?:[a-z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[a-z]{2}|\d{2}-[a-z]{2}-\d{2}|[a-z]{2}-\d{2}-[a-z]{2}|"
    r"[a-z]{2}-[a-z]{2}-\d{2}"
    r"|\d{2}-[a-z]{2}-[a-z]{2}|\d{2}-[a-z]{3}-\d|\d-[a-z]{3}-\d{2,3}|[a-z]{2}-\d{3}-[a-z]|"
    r"[a-z]-\d{3}-[a-z]{2}|[a-z]{3}-\d{2}-[a-z]"
    r"|[a-z]-\d{2}-[a-z]{3}|\d-[a-z]{2}-\d{3}|\d{3}-[a-z]{2}-\d|[a-z]{3}-\d{3}|"
    r"[a-z]{1,3}-[a-z]{1,2} \d{2,4})(?![\w-])",
    re.I,
)
_PLATE_BARE = re.compile(
    r"(?<![\w-])(?:[a-z]{2} ?\d{2} ?\d{2}|\d{2} ?\d{2} ?[a-z]{2}|\d{2} ?[a-z]{2} ?\d{2}|"
    r"[a-z]{2} ?\d{2} ?[a-z]{2}|[a-z]{2} ?[a-z]{2} ?\d{2}"
    r"|\d{2} ?[a-z]{2} ?[a-z]{2}|\d{2} ?[a-z]{3} ?\d|\d ?[a-z]{3} ?\d{2,3}|[a-z]{2} ?\d{3} ?[a-z]|"
    r"[a-z] ?\d{3} ?[a-z]{2}|[a-z]{3} ?\d{2} ?[a-z]"
    r"|[a-z] ?\d{2} ?[a-z]{3}|\d ?[a-z]{2} ?\d{3}|\d{3} ?[a-z]{2} ?\d|[a-z]{2,3} ?\d{3,5})(?![\w-])",
    re.I,
)
_PLAIN_BETWEEN = re.compile(
    r"(?<![A-Za-z])(?:en|of|om|op|in|de|te|na|is|uur|tot|man|van|met|per|jr|km|cm|mm|m|st|nr|dag|mei|jan|feb|"
    r"apr|jun|jul|aug|sep|okt|nov|dec)(?![A-Za-z])",
    re.I,
)
_PLATE_SURE = re.compile(
    r"^(?:\d{2}[A-Z]{3}\d|\d[A-Z]{3}\d{2}|[A-Z]{2}\d{3}[A-Z]|[A-Z]\d{3}[A-Z]{2}|[A-Z]{3}\d{2}[A-Z]|"
    r"[A-Z]\d{2}[A-Z]{3}|\d{2}[A-Z]{2}\d{2}|\d[A-Z]{2}\d{3}|\d{3}[A-Z]{2}\d|\d{2}[A-Z]{4}|[A-Z]{4}\d{2}|"
    r"[A-Z]{2}\d{2}[A-Z]{2})$"
)
_NO_PLATES = frozenset(("50PLUS",))
_SIX = re.compile(r"(?<![\w-])[A-Z0-9]{6}(?![\w-])")
_PLATE_WORD = re.compile(
    r"\b(?:kenteken(?:s|plaat|nummer)?|kent|ktk|kt|plaat|nummerplaat|nummerbord|voorzien van|gekentekend|"
    r"auto|voertuig|busje|bus|bestelbus|scooter|motor|golf|polo|bmw|audi|mercedes|opel|ford|vw|volkswagen|"
    r"renault|peugeot|toyota|seat|kia|fiat|volvo|skoda|tesla|aanhanger|trekker|tractor|personenauto|pa)\b",
    re.I,
)
_PLATE_STRONG = re.compile(
    r"\b(?:kentekens?|kentekenplaat|kent|ktk|kt|nummerplaat|gekentekend)\b\W{0,3}(?:nr|nummer|is|was|met|"
    r"nl|dus)?\W{0,3}(?:en )?$",
    re.I,
)
# Looked for first, because a dash, a word for a vehicle or a capital against a digit is rare.
_DASHED = re.compile(r"-(?:(?<=\d-)[a-z]{1,3}(?!\w)|(?<=[a-z]-)(?:\d|[a-z]{1,2} \d))", re.I)
_VEHICLES = frozenset(
    (
        "kenteken", "kentekens", "kentekenplaat", "kentekennummer", "kent", "ktk", "kt", "plaat", "nummerplaat",
        "nummerbord", "voorzien", "gekentekend", "auto", "voertuig", "busje", "bus", "bestelbus", "scooter", "motor",
        "golf", "polo", "bmw", "audi", "mercedes", "opel", "ford", "vw", "volkswagen", "renault", "peugeot", "toyota",
        "seat", "kia", "fiat", "volvo", "skoda", "tesla", "aanhanger", "trekker", "tractor", "personenauto", "pa",
    )
)  # fmt: skip
_CAPITAL_AND_DIGIT = re.compile(r"\d(?:[A-Z]|(?<=[A-Z]\d))")


def find_plates(text: str, held: Held) -> Iterator[Span]:
    yield from _with_dashes(text) if "-" in text and _DASHED.search(text) else ()
    if not held.runs.isdisjoint(_VEHICLES) and _PLATE_WORD.search(text) is not None:
        yield from _beside_a_vehicle(text)
    elif _CAPITAL_AND_DIGIT.search(text):
        # Without a word for a vehicle only the sure shapes count, written in capitals and without spaces.
        for match in _SIX.finditer(text):
            if _PLATE_SURE.match(match.group()) and match.group() not in _NO_PLATES:
                yield Span(match.start(), match.end(), Kind.PLATE, "in the shape of a number plate", 7)


def _with_dashes(text: str) -> Iterator[Span]:
    for match in _PLATE_DASH.finditer(text):
        found = match.group()
        if not any(c.isdigit() for c in found) or (
            re.match(r"^[a-z]{3}-\d{3}$|.* ", found, re.I) and not _near_plate_word(text, match.start())
        ):
            continue
        yield Span(match.start(), match.end(), Kind.PLATE, "in the shape of a number plate", 8)


def _beside_a_vehicle(text: str) -> Iterator[Span]:
    for match in _PLATE_BARE.finditer(text):
        found = match.group()
        compact = found.replace(" ", "")
        if " " in found and _PLAIN_BETWEEN.search(found):
            continue
        strong = _PLATE_STRONG.search(text[max(0, match.start() - 30) : match.start()])
        if strong or (
            _PLATE_SURE.match(compact.upper())
            and ((found == found.upper() and " " not in found) or _near_plate_word(text, match.start()))
        ):
            yield Span(match.start(), match.end(), Kind.PLATE, "in the shape of a number plate", 7)


def _near_plate_word(text: str, start: int) -> bool:
    return _PLATE_WORD.search(text, max(0, start - 35), start) is not None
