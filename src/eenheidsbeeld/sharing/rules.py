"""Who may see one record. The whole rule in one place, on plain values; `queries.visible_to` is its twin for many."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.refusals import Refusal
from eenheidsbeeld.core.viewer import Audience, Looker, NoViewer, Viewer


class Marking(StrEnum):
    """Traffic Light Protocol 2.0 (first.org/tlp), strictest first."""

    RED = "red"
    AMBER_STRICT = "amber_strict"
    AMBER = "amber"
    GREEN = "green"
    CLEAR = "clear"


class Regime(StrEnum):
    """The law under which the owner holds the record."""

    AVG = "avg"
    WPG = "wpg"
    WJSG = "wjsg"


ORDER = list(Marking)
OWN_WORDING_REGIMES = frozenset({Regime.WPG, Regime.WJSG})


@dataclass(frozen=True, slots=True)
class Rights:
    """All that decides who may see a record."""

    owner: int
    unit: str
    marking: Marking
    regime: Regime = Regime.AVG
    groups: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()
    compartment: int | None = None
    practice_run: bool = False
    is_released: bool = False
    released_groups: frozenset[int] = frozenset()


def scope_digest(groups: Collection[int], people: Collection[int]) -> str:
    """One set of groups and named people, whatever their order, has one digest."""
    return hashlib.sha256(f"{sorted(set(groups))}|{sorted(set(people))}".encode()).hexdigest()


def may_see(viewer: Looker, rights: Rights) -> bool:
    """Whether this viewer, or everyone in this audience, may see the record."""
    if isinstance(viewer, Audience):
        return all(may_see(one, rights) for one in viewer.viewers)
    if not isinstance(viewer, Viewer):
        raise NoViewer(type(viewer).__name__)
    return (
        viewer.reads_content
        and _marking_allows(viewer, rights)
        and _regime_allows(viewer, rights)
        and (rights.compartment is None or rights.compartment in viewer.compartments)
        and rights.practice_run == viewer.practice_run
    )


def _marking_allows(viewer: Viewer, rights: Rights) -> bool:
    match rights.marking:
        case Marking.RED:
            return viewer.person in rights.people
        case Marking.AMBER_STRICT:
            return viewer.organisation == rights.owner
        case Marking.AMBER:
            return viewer.organisation == rights.owner or not viewer.groups.isdisjoint(rights.groups)
        case Marking.GREEN:
            return viewer.unit == rights.unit
        case Marking.CLEAR:
            return True


def _regime_allows(viewer: Viewer, rights: Rights) -> bool:
    """Under Wpg and Wjsg others see the record only once its owner released a wording to a group of theirs."""
    if rights.regime not in OWN_WORDING_REGIMES or viewer.organisation == rights.owner:
        return True
    return rights.is_released and not viewer.groups.isdisjoint(rights.released_groups)


def reads_released_wording(viewer: Viewer, *, owner: int, regime: str) -> bool:
    """Whether this viewer reads the released wording instead of the record's own text."""
    return regime in OWN_WORDING_REGIMES and viewer.organisation != owner


def stricter_of(first: Marking, second: Marking) -> Marking:
    return min(first, second, key=ORDER.index)


class WiderThanAllowed(Refusal):
    """The record would be shared wider than its source consented to."""

    def __init__(self) -> None:
        super().__init__(_("Sharing this wider needs the consent of the organisation that brought it in."))


def check_not_wider(current: Marking, wanted: Marking, *, consent: bool) -> None:
    """Raise when a marking is loosened without the owner's consent."""
    if ORDER.index(wanted) > ORDER.index(current) and not consent:
        raise WiderThanAllowed()
