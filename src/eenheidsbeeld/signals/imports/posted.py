"""What the page of the rows sends back: per row the masks, the place and the day, and words for every row."""

from __future__ import annotations

from datetime import date

from django.http import QueryDict

from eenheidsbeeld.signals.imports.choosing import Choice, choice_of
from eenheidsbeeld.signals.imports.mending import Mend, Mends, plain
from eenheidsbeeld.signals.imports.rows import municipality_names


def mends_of(asked: QueryDict, *, today: date) -> Mends:
    """What was changed in rows. Anything can be posted, so all of it is kept short."""
    lifts, names = _lifts(asked), municipality_names()
    rows = {
        number: Mend(
            holding=asked.get(f"masks-{number}", ""),
            lifts=tuple(lifts.get(number, ())),
            words=tuple(asked.get(f"words-{number}", "")[:2000].splitlines()),
            choice=_choice(asked, number, names, today),
        )
        for number in _numbers(asked)
    }
    return Mends(
        rows=rows,
        everywhere=tuple(line for line in asked.get("words", "")[:4000].splitlines() if line.strip()),
        back=frozenset(plain(words) for words in [*asked.getlist("back")[:200], *asked.getlist("teach")[:200]]),
        applied=frozenset(asked.get("applied", "")[:4000].splitlines()),
    )


def _numbers(asked: QueryDict) -> list[int]:
    """The rows that stood on the page: each has a field for its masks."""
    found = (name.removeprefix("masks-") for name in asked if name.startswith("masks-"))
    short = (number for number in found if len(number) < 9 and number.isdecimal())
    return [int(number) for number in short if number == str(int(number))]


def _lifts(asked: QueryDict) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for value in asked.getlist("lift"):
        row, _colon, span = value.partition(":")
        if row.isdecimal() and len(value) < 30:
            found.setdefault(int(row), []).append(span)
    return found


def _choice(asked: QueryDict, number: int, names: dict[str, str], today: date) -> Choice:
    return choice_of(
        place=asked.get(f"place-{number}", ""),
        municipality=asked.get(f"area-{number}", ""),
        when=asked.get(f"when-{number}", "")[:80],
        day=asked.get(f"day-{number}", ""),
        hour=asked.get(f"time-{number}", ""),
        names=names,
        today=today,
    )
