"""Rights of people: which there are, within which time an answer is due, and what a decision needs. Pure.

Terms: AVG art. 12 lid 3 (one month, and two more with the reason told within the first) and Wpg art. 25 (six weeks)
[K]: a jurist checks both, and the grounds in `accountability/texts/rechten.toml`, before anyone leans on them.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accountability.rules import Missing
from eenheidsbeeld.core.refusals import Refusal

WPG_TERM = timedelta(weeks=6)
EXTENSION_MONTHS = 2
ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
SHORTEST_TERM, MOST_TERMS, MOST_HITS = 3, 10, 500


class Right(StrEnum):
    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    OBJECTION = "objection"
    POLICE_DATA = "police_data"


class Outcome(StrEnum):
    """What the officer decided about one place where words were found."""

    OPEN = "open"
    NOT_THEIRS = "not_theirs"
    GRANTED = "granted"
    REFUSED = "refused"


class Answered(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This request was answered. Open a new one when the person asks again."))


# --- Time ------------------------------------------------------------------------------------------------------


def due_on(right: Right, received: date, *, is_extended: bool = False) -> date:
    """The last day to answer. A month ends on the same day of the next, or on the last day that it has."""
    if right == Right.POLICE_DATA:
        return received + WPG_TERM
    return _months_after(received, 1 + (EXTENSION_MONTHS if is_extended else 0))


def _months_after(day: date, months: int) -> date:
    count = day.month - 1 + months
    year, month = day.year + count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def check_extension(right: Right, received: date, *, today: date, reason: str) -> None:
    """Raise unless the term may still be extended: only once the reason is told, and within the first term."""
    if right == Right.POLICE_DATA:
        raise Missing(_("The term for police data cannot be extended."))
    if today > due_on(right, received):
        raise Missing(_("The first month is over. Extending is possible only within it."))
    if not reason.strip():
        raise Missing(_("Say why it takes longer. The person who asked hears this reason."))


# --- Searching, with words that are never kept -----------------------------------------------------------------


def plain(text: str) -> str:
    """As it is compared: without capitals and accents."""
    if text.isascii():
        return text.lower()
    return ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))


def terms_in(typed: str) -> list[str]:
    """One term per line: a name as it may be written, a number, an address."""
    return [line.strip() for line in typed.splitlines() if line.strip()]


def check_terms(terms: Sequence[str]) -> None:
    if not terms:
        raise Missing(_("Type what you look for: one name or number on each line."))
    if len(terms) > MOST_TERMS:
        raise Missing(_("Type at most ten lines. Search again for the others."))
    if any(sum(letter.isalnum() for letter in plain(term)) < SHORTEST_TERM for term in terms):
        raise Missing(_("A line is too short to search for. Use at least three letters or digits."))


def pattern_of(terms: Sequence[str]) -> re.Pattern[str]:
    """What finds any of the terms in a plain text: at the start of a word, whatever stands between its parts.

    Rather a place too many than one too few: a person looks at each.
    """
    found = [rf"(?<!\w){loose}" for term in terms if (loose := _loosely(plain(term)))]
    return re.compile("|".join(found) or r"(?!)")


def _loosely(term: str) -> str:
    parts = [_digits_apart(part) for part in re.findall(r"\w+", term)]
    return r"[\W_]*".join(parts)


def _digits_apart(part: str) -> str:
    """0612345678 is found as 06-1234 5678 too."""
    return r"[\W_]?".join(part) if part.isdigit() else re.escape(part)


# --- Deciding --------------------------------------------------------------------------------------------------


def check_outcome(outcome: Outcome, *, ground: str, grounds: Sequence[str], motivation: str) -> None:
    """Raise unless a refusal names a ground of the law that fits this record, and says why."""
    if outcome != Outcome.REFUSED:
        return
    if ground not in grounds:
        raise Missing(_("Choose the ground of the law on which this is not given."))
    if not motivation.strip():
        raise Missing(_("Say why this ground holds here. The person who asked reads this."))


def check_answerable(*, searched: bool, undecided: int, identity_known: bool) -> None:
    if not searched:
        raise Missing(_("Search first: without a search there is no answer."))
    if undecided:
        raise Missing(_("Decide about every place that was found first."))
    if not identity_known:
        raise Missing(_("Establish first who asks. What is given to the wrong person is a data breach."))
