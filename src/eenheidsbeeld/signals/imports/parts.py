"""A file goes in part by part, each as large as a person can look through on one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from eenheidsbeeld.signals.imports.columns import Column
from eenheidsbeeld.signals.imports.mending import tidied
from eenheidsbeeld.signals.imports.rows import Problem, Read, Sender, read_rows
from eenheidsbeeld.signals.imports.tables import Table
from eenheidsbeeld.signals.models import Signal

ROWS_IN_PART = 200
# Ten pages of two hundred rows can be looked through in a morning; a hundred cannot.
MOST_TO_LOOK_THROUGH = 2_000
ROWS_UNSEEN_AT_ONCE = 1_000
SHOWN_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class Part:
    """The next rows of a file. `fresh` are the ones to look at: they can be taken in and are not here yet."""

    reads: tuple[Read, ...] = field(repr=False)
    fresh: tuple[Read, ...] = field(repr=False)
    rest: Table

    @property
    def last_row(self) -> int:
        return self.reads[-1].number if self.reads else 0


@dataclass(frozen=True, slots=True)
class Overview:
    """What a file holds, before anything of it is taken in."""

    good: int
    bad: int
    known: int
    repeated: int
    problems: tuple[Problem, ...]
    more_problems: int

    @property
    def fresh(self) -> int:
        return self.good - self.known - self.repeated

    @property
    def parts(self) -> int:
        return -(-self.fresh // ROWS_IN_PART)

    @property
    def too_many_to_look_through(self) -> bool:
        return self.fresh > MOST_TO_LOOK_THROUGH


def overview_of(table: Table, columns: Mapping[int, Column], *, sender: Sender, at: datetime) -> Overview:
    """Read every row once: what is good, what is wrong and where, and what is here already."""
    good, bad, prints = 0, 0, []
    errors: list[Problem] = []
    for one in read_rows(table, columns, sender=sender, at=at):
        if one.draft is None:
            bad += 1
            errors += [problem for problem in one.problems if problem.is_error]
        else:
            good += 1
            prints.append(_print(one))
    different = set(prints)
    return Overview(
        good=good,
        bad=bad,
        known=len(_known(different)),
        repeated=len(prints) - len(different),
        problems=tuple(errors[:SHOWN_PROBLEMS]),
        more_problems=max(0, len(errors) - SHOWN_PROBLEMS),
    )


def next_part(
    table: Table, columns: Mapping[int, Column], *, sender: Sender, at: datetime, size: int = ROWS_IN_PART
) -> Part:
    """The rows up to and with the last that makes the part full; rows that are here already take no place in it."""
    reads: list[Read] = []
    fresh: list[Read] = []
    seen: set[str] = set()
    at_row = 0
    while at_row < len(table.rows) and len(fresh) < size:
        block = replace(table, rows=table.rows[at_row : at_row + size - len(fresh)])
        read = list(read_rows(block, columns, sender=sender, at=at))
        prints = {one.number: _print(one) for one in read if one.draft is not None}
        seen |= _known(set(prints.values()))
        for one in read:
            own = prints.get(one.number)
            if own is not None and own not in seen:
                seen.add(own)
                fresh.append(one)
        reads += read
        at_row += len(block.rows)
    return Part(tuple(reads), tuple(fresh), replace(table, rows=table.rows[at_row:]))


def rows_until(table: Table, last_row: int) -> tuple[Table, Table]:
    """The rows a person looked at, and the rest."""
    first = tuple(row for row in table.rows if row.number <= last_row)
    return replace(table, rows=first), replace(table, rows=table.rows[len(first) :])


def _print(one: Read) -> str:
    return tidied(one.draft).fingerprint() if one.draft is not None else ""


def _known(prints: set[str]) -> set[str]:
    """Which of these are here already."""
    wanted, found = sorted(prints), set()
    for start in range(0, len(wanted), 900):
        some = wanted[start : start + 900]
        found |= set(Signal.objects.filter(fingerprint__in=some).values_list("fingerprint", flat=True))
    return found
