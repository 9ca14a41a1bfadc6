"""Addresses with a house number, postcodes and dates of birth."""

import re

from eenheidsbeeld.text.findings import Kind
from eenheidsbeeld.text.redact.spans import Span
from eenheidsbeeld.text.redact.streets import Street, find_postcodes
from eenheidsbeeld.text.tokens import Held

_MONTH = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|jan|feb|febr|"
    r"mrt|apr|jun|jul|aug|sept|sep|okt|nov|dec)"
)
_DATE = (
    rf"(?:\d{{1,2}}\s?[-/. ]\s?\d{{1,2}}\s?[-/. ]\s?(?:19|20)?\d{{2}}|(?:19|20)\d{{2}}-\d{{2}}-\d{{2}}|"
    rf"\d{{1,2}}(?:e|ste|de)?[ -]{_MONTH}\.?[ -](?:19|20)?\d{{2}}|\d{{8}})(?!\d)"
)
_BORN = re.compile(
    rf"(?:\bgeboren(?:\s(?:op|te\s[A-Z][\w-]{{1,30}}(?:\sop)?|in\s[A-Z][\w-]{{1,30}}(?:\sop)?))?|"
    rf"\bgeb\b\.?(?:\s?datum|\sop|dat\.?)?|\bgeboortedatum|\bgebdat(?:um)?|\bgbd|\bg\.?d\.?b|\bgeboortedag|"
    rf"\bdob|\bborn(?:\son)?|°|†)\s{{0,2}}(?:is|was|op|van)?\s{{0,2}}[:=]?\s{{0,2}}({_DATE})",
    re.I,
)
_BORN_YEAR = re.compile(r"(?:\bgeboren\s(?:in|anno)\s|\bgeboortejaar\W{0,3}(?:is\s)?)((?:19|20)\d{2})(?!\d)", re.I)
_OLD_YEAR = r"(?:19\d{2}|200\d|201\d)"
_FULL_DATE = re.compile(
    rf"[\s,(*]{{0,4}}(?:geb\.?\s|\*\s?)?(\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:{_OLD_YEAR}|[4-9]\d|0\d)|"
    rf"\d{{1,2}} {_MONTH}\.? {_OLD_YEAR})(?!\d)",
    re.I,
)


def find_addresses(text: str, streets: list[Street], held: Held) -> list[Span]:
    spans = [
        Span(s.start, s.address_end, Kind.ADDRESS, "street with house number", 8)
        for s in streets
        if s.address_end and not s.public
    ]
    if any(len(number) == 4 for number in held.numbers):
        spans += [Span(start, end, Kind.ADDRESS, "postcode", 6) for start, end in find_postcodes(text)]
    return spans


# "gebeurd", "gebied" and "gebruik" are no words for birth
_BIRTH = re.compile(r"geb(?:oren|oorte|dat|(?!\w))|gbd|g\.?d\.?b|dob|born|°|†")


def find_birthdates(text: str, held: Held) -> list[Span]:
    if not held.numbers or _BIRTH.search(held.low) is None:
        return []
    spans = [
        Span(m.start(1), m.end(1), Kind.BIRTHDATE, "date after a word for birth", 9) for m in _BORN.finditer(text)
    ]
    spans += [Span(m.start(1), m.end(1), Kind.BIRTHDATE, "year of birth", 7) for m in _BORN_YEAR.finditer(text)]
    return spans


def find_birthdates_after_names(text: str, names: list[Span]) -> list[Span]:
    """A full old date directly after a name is taken for a date of birth."""
    spans = []
    for name in names:
        if match := _FULL_DATE.match(text, name.end):
            spans.append(Span(match.start(1), match.end(1), Kind.BIRTHDATE, "date directly after a name", 7))
    return spans
