"""Who may see one record. The whole rule in one place, on plain values; `queries.visible_to` is its twin for many."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
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


class Purpose(StrEnum):
    """What a record is held for. A record is used for another purpose only where `MAY_SERVE` says so."""

    PICTURE = "oov_picture"
    DEMONSTRATION = "demonstration"
    LEARNING = "learning"
    PRACTICE = "practice"
    BREACH = "data_breach"


ORDER = list(Marking)
OWN_WORDING_REGIMES = frozenset({Regime.WPG, Regime.WJSG})

# Which ground carries a purpose under which law. [K]: to be confirmed by the privacy officers before go-live.
GROUNDS = {
    (Purpose.PICTURE, Regime.AVG): _("Municipalities Act art. 172; AVG art. 6(1)(e)"),
    (Purpose.PICTURE, Regime.WPG): _("Police Act art. 3; supplied under Wpg art. 16 or 20 [K]"),
    (Purpose.PICTURE, Regime.WJSG): _("Supplied under Wjsg art. 39f [K]"),
    (Purpose.DEMONSTRATION, Regime.AVG): _("Public Assemblies Act art. 5; AVG art. 6(1)(e)"),
    (Purpose.DEMONSTRATION, Regime.WPG): _("Police Act art. 3; supplied under Wpg art. 16 [K]"),
    (Purpose.LEARNING, Regime.AVG): _("Statistics and evaluation: AVG art. 5(1)(b) and 89 [K]"),
    (Purpose.PRACTICE, Regime.AVG): _("Invented data only; no ground is needed"),
    (Purpose.BREACH, Regime.AVG): _("AVG art. 33 and 34"),
    (Purpose.BREACH, Regime.WPG): _("Wpg art. 33a [K]"),
    (Purpose.BREACH, Regime.WJSG): _("Wjsg art. 26g [K]"),
}
# Held for -> may also serve. Police and judicial data serve only the purpose they were supplied for.
MAY_SERVE = {
    Purpose.PICTURE: frozenset({Purpose.LEARNING}),
    Purpose.DEMONSTRATION: frozenset({Purpose.PICTURE, Purpose.LEARNING}),
    Purpose.LEARNING: frozenset[Purpose](),
    Purpose.PRACTICE: frozenset[Purpose](),
    Purpose.BREACH: frozenset[Purpose](),
}


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
    purpose: Purpose = Purpose.PICTURE


@dataclass(frozen=True, slots=True)
class Choice:
    """With whom somebody shares what is brought in, where that is not as usual. No groups at all: the usual ones."""

    marking: Marking = Marking.AMBER
    groups: tuple[int, ...] | None = None
    compartment: int | None = None


def scope_digest(groups: Collection[int], people: Collection[int]) -> str:
    """One set of groups and named people, whatever their order, has one digest."""
    return hashlib.sha256(f"{sorted(set(groups))}|{sorted(set(people))}".encode()).hexdigest()


def may_see(viewer: Looker, rights: Rights) -> bool:
    """Whether this viewer, or everyone in this audience, may see the record."""
    if isinstance(viewer, Audience):
        return all(may_see(one, rights) for one in viewer.viewers) and _may_be_used(viewer, rights)
    if not isinstance(viewer, Viewer):
        raise NoViewer(type(viewer).__name__)
    return (
        viewer.reads_content
        and _marking_allows(viewer, rights)
        and _wording_allows(viewer, rights)
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


def _may_be_used(audience: Audience, rights: Rights) -> bool:
    return not audience.purpose or may_serve(rights.purpose, Purpose(audience.purpose), rights.regime)


def needs_wording(*, regime: str, compartment: int | None) -> bool:
    """Under Wpg, under Wjsg and from a compartment, others read only what the owner released."""
    return regime in OWN_WORDING_REGIMES or compartment is not None


def _wording_allows(viewer: Viewer, rights: Rights) -> bool:
    """Where a wording is needed, others see the record only once its owner released one to a group of theirs."""
    if not reads_released_wording(viewer, owner=rights.owner, regime=rights.regime, compartment=rights.compartment):
        return True
    return rights.is_released and not viewer.groups.isdisjoint(rights.released_groups)


def reads_released_wording(viewer: Viewer, *, owner: int, regime: str, compartment: int | None) -> bool:
    """Whether this viewer reads the released wording instead of the own text: everyone outside the owner, and of the
    owner's own people those without a key of the compartment."""
    is_inside = viewer.organisation == owner and (compartment is None or compartment in viewer.compartments)
    return needs_wording(regime=regime, compartment=compartment) and not is_inside


def may_serve(held_for: Purpose, wanted: Purpose, regime: str) -> bool:
    """Whether a record that is held for one purpose may serve another. Practice never mixes with the real."""
    if held_for == wanted:
        return True
    return regime not in OWN_WORDING_REGIMES and wanted in MAY_SERVE[held_for]


def serving(wanted: Purpose) -> dict[bool, list[str]]:
    """The purposes whose records may be used for this: under Wpg and Wjsg (True), and under the AVG (False)."""
    return {
        strict: [one.value for one in Purpose if may_serve(one, wanted, Regime.WPG if strict else Regime.AVG)]
        for strict in (True, False)
    }


def ground_of(purpose: str, regime: str) -> Promise | str:
    """The ground that carries this purpose under this law; none is written down for the rest: then it may not be."""
    return GROUNDS.get((Purpose(purpose), Regime(regime)), "–")


class OtherPurpose(Refusal):
    """The record is held for something else, and may not be used for this."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This was brought in for another purpose than what you want to use it for, so it stays where it is. "
                "Ask its owner to bring it in again for this; owner and purpose stand on its page."
            )
        )


def check_purpose(*, held_for: str, wanted: str, regime: str) -> None:
    """Raise when a record would be reused for a purpose that it is not held for."""
    if not may_serve(Purpose(held_for), Purpose(wanted), regime):
        raise OtherPurpose()


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


def common_purpose(held: Collection[tuple[str, str]]) -> Purpose:
    """The one purpose that records (purpose, regime) may serve together; what they are held for comes first."""
    wanted = sorted({Purpose(purpose) for purpose, _regime in held}, key=list(Purpose).index)
    for one in wanted:
        if all(may_serve(Purpose(purpose), one, regime) for purpose, regime in held):
            return one
    raise OtherPurpose()
