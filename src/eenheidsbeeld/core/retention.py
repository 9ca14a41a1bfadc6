"""Everything ends: each kind of record declares how long it is kept, and from which moment that runs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q


@dataclass(frozen=True, slots=True)
class KeepFor:
    """`days` after the moment in field `since`; None days means: as long as the record it belongs to.

    `why` names the reason in English; the Dutch text for the register is made from it.
    """

    days: int | None
    since: str
    why: str

    def length(self) -> timedelta:
        if self.days is None:
            raise ValueError("this kind of record has no term of its own")
        return timedelta(days=self.days)

    @property
    def follows_another(self) -> bool:
        return self.days is None


def term_when_left_open(model: type[Any]) -> KeepFor | None:
    """The term of records that never reach the moment from which `keep_for` runs, such as a draft nobody released.

    A model declares it as `keep_open_for`. Without it such records stay as long as they are in force.
    """
    return getattr(model, "keep_open_for", None)


def past_a_term(model: type[Any], at: datetime) -> Q:
    """Which records of this kind have passed their term at this moment, whether they ended or were left open."""
    keep_for: KeepFor = model.keep_for
    past = Q(**{f"{keep_for.since}__lt": at - keep_for.length()})
    if left_open := term_when_left_open(model):
        past |= Q(**{keep_for.since: None, f"{left_open.since}__lt": at - left_open.length()})
    return past


WEEK = 7
YEAR = 365


def with_its(owner: str) -> KeepFor:
    """Kept exactly as long as the record that this field points to; the database deletes both together."""
    return KeepFor(None, owner, f"kept as long as its {owner}")


Destroy = Callable[[Collection[Any]], None]
Held = Callable[[Collection[str]], Mapping[str, Collection[str]]]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a kind of record ends when deleting its rows is not all of it.

    `destroy` gets the keys of records whose term has passed and runs inside the transaction of the night.
    `open_only` says which records have not ended yet, for kinds of which an empty row may remain.
    """

    destroy: Destroy | None = None
    open_only: Q | None = None


_endings: dict[str, Ending] = {}
_held_with: dict[str, Held] = {}


def ends_by(kind: str, ending: Ending) -> None:
    """Let a room say how its kind of record (`publishing.edition`) ends. Kinds that say nothing are deleted."""
    _endings[kind] = ending


def ending_of(kind: str) -> Ending | None:
    return _endings.get(kind)


def held_with(kind: str, held: Held) -> None:
    """Let a room say what is kept along when records of this kind are held, such as the signals of a situation."""
    _held_with[kind] = held


def kept_along(kind: str, keys: Collection[str]) -> Mapping[str, Collection[str]]:
    return _held_with[kind](keys) if kind in _held_with else {}


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """By which columns a hold on an area or a subject finds records of a kind; paths as in a query, empty when none.

    `spans` are pairs of columns, begin and end; one of them lying in the period is enough. A record without an end
    counts by its beginning.
    """

    spans: tuple[tuple[str, str], ...]
    area: str = ""
    subject: str = ""
    owner: str = "owner"


_whereabouts: dict[str, Whereabouts] = {}


def found_by(kind: str, where: Whereabouts) -> None:
    """Let a room say how its kind of record is found when an area or a subject is held."""
    _whereabouts[kind] = where


def whereabouts() -> Mapping[str, Whereabouts]:
    return _whereabouts


def keeps_others(kind: str) -> bool:
    return kind in _held_with


AreasWithin = Callable[[str, Iterable[int]], Collection[str]]
_areas_within: list[AreasWithin] = []


def areas_within_by(resolve: AreasWithin) -> None:
    """Let the room of areas say which codes lie within a code, in the divisions of these years."""
    _areas_within[:] = [resolve]


def areas_within(code: str, years: Iterable[int]) -> set[str]:
    return {code}.union(*(resolve(code, years) for resolve in _areas_within))


Trace = Callable[[Collection[Any], int, datetime], None]
_traces: dict[str, list[Trace]] = {}


def leaves_trace(kind: str, trace: Trace) -> None:
    """Let a room note that records of this kind end where it points to them: their keys, the number of the
    certificate and the moment. Runs in the transaction that destroys, before anything is gone."""
    if trace not in _traces.setdefault(kind, []):
        _traces[kind].append(trace)


def note_ending(kind: str, keys: Collection[Any], certificate: int, at: datetime) -> None:
    for trace in _traces.get(kind, ()):
        trace(keys, certificate, at)


_sweeps: dict[str, Callable[[], object]] = {}


def sweep(name: str, work: Callable[[], object]) -> None:
    """Let a room put away at night what no row points to any more, such as a file. Must be able to run twice."""
    _sweeps[name] = work


def sweeps() -> Mapping[str, Callable[[], object]]:
    return _sweeps
