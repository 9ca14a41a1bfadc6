"""One signal, and what stands around it on its page: history, wordings, readers, what may be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from eenheidsbeeld.accounts.queries import functions, has_analyst
from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.audit import queries as audit
from eenheidsbeeld.core.references import tidy_reference
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing.consent_rules import WHO_SHARES
from eenheidsbeeld.sharing.queries import who_will_see
from eenheidsbeeld.sharing.rules import Marking, needs_wording, reads_released_wording
from eenheidsbeeld.signals.labels import EVENT_LABELS, FOR_THE_OWNER
from eenheidsbeeld.signals.models import ReleasedWording, Signal, SignalChange
from eenheidsbeeld.signals.queries.reading import as_read, readable
from eenheidsbeeld.signals.rules import MAY_BRING_IN, SignalState, check_sender

_MAY_RELEASE = (Role.CONTRIBUTOR.value, Role.EDITOR.value, Role.SIGNATORY.value)


def signal(viewer: Viewer, reference: str) -> Signal:
    """One signal with its `shown_text`; not yours and not there give the same answer."""
    found = (
        readable(viewer)
        .select_related("owner", "source", "brought_in_by__organisation", "story", "batch", "scope", "released_scope")
        .filter(reference=tidy_reference(reference))
        .first()
    )
    if found is None:
        raise NotThere()
    return as_read(found)


def may_bring_in(viewer: Viewer) -> bool:
    return viewer.has_role(*(role.value for role in MAY_BRING_IN))


def own_signal(viewer: Viewer, reference: str) -> Signal:
    """A signal of the own organisation, for pages on which only the sender acts."""
    found = signal(viewer, reference)
    check_sender(organisation=viewer.organisation, owner=found.owner_id)
    _check_opened(viewer, found)
    return found


def _check_opened(viewer: Viewer, found: Signal) -> None:
    """Who works at the owner, but holds no key of the compartment, reads a wording and changes nothing."""
    is_own = viewer.organisation == found.owner_id
    if is_own and found.compartment_id is not None and found.compartment_id not in viewer.compartments:
        raise NotThere()


def signal_for_change(viewer: Viewer, reference: str) -> Signal:
    """One signal with all its fields, locked until the change is done. For actions only."""
    allowed = readable(viewer).filter(reference=tidy_reference(reference)).values("pk")
    found = Signal.objects.select_for_update(of=("self",)).select_related("owner").filter(pk__in=allowed).first()
    if found is None:
        raise NotThere()
    _check_opened(viewer, found)
    return found


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that was done to a signal, by function and never by name."""

    at: datetime
    event: str
    by: str


def history(viewer: Viewer, of: Signal) -> list[HistoryLine]:
    """What was done to a signal this viewer may see, oldest first: what has words and is not the owner's own."""
    signal(viewer, of.reference)
    told = EVENT_LABELS.keys() if viewer.organisation == of.owner_id else EVENT_LABELS.keys() - FOR_THE_OWNER
    entries = list(audit.history_of(of).filter(event__in=told)[:200])
    names = functions(entry.membership for entry in entries if entry.membership is not None)
    return [HistoryLine(entry.at, entry.event, names.get(entry.membership or 0, "")) for entry in entries]


def changes(viewer: Viewer, of: Signal) -> QuerySet[SignalChange]:
    """Earlier wordings of a signal, for those who read its own text."""
    if reads_released_wording(viewer, owner=of.owner_id, regime=of.regime, compartment=of.compartment_id):
        return SignalChange.objects.none()
    return SignalChange.objects.filter(signal_id=of.pk).select_related("by__organisation").order_by("-at", "-pk")


def wordings(viewer: Viewer, of: Signal) -> QuerySet[ReleasedWording]:
    """What the owner released and withdrew, for the owner."""
    if viewer.organisation != of.owner_id:
        return ReleasedWording.objects.none()
    return (
        ReleasedWording.objects.filter(signal_id=of.pk)
        .select_related("by__organisation")
        .prefetch_related("scope__groups")
        .order_by("-at", "-pk")
    )


@dataclass(frozen=True, slots=True)
class Readers:
    """Who sees a signal, for the line above every button."""

    names: tuple[str, ...]
    only_own: bool
    analyst: bool = True


def who_sees(viewer: Viewer, of: Signal) -> Readers:
    """The organisations that may read this signal as it stands; under Wpg and Wjsg those it was released to."""
    if of.is_hidden:
        return Readers((), only_own=True)
    own_wording = needs_wording(regime=of.regime, compartment=of.compartment_id)
    scope = of.released_scope if own_wording else of.scope
    groups = list(scope.groups.values_list("pk", flat=True)) if scope else []
    found = who_will_see(viewer, Marking(of.marking), groups, owner=of.owner_id, unit=of.owner.unit_code)
    only_own = own_wording and scope is None
    readers = [one for one in found if not only_own or one.pk == of.owner_id]
    return Readers(tuple(one.name for one in readers), only_own, has_analyst(one.pk for one in readers))


@dataclass(frozen=True, slots=True)
class May:
    """What this viewer may do with a signal, so that a page shows no button that would be refused."""

    correct: bool
    withdraw: bool
    grade: bool
    mask: bool
    release: bool
    report_name: bool
    own: bool
    share: bool


def what_may_be_done(viewer: Viewer, of: Signal) -> May:
    mine = viewer.organisation == of.owner_id and not of.reads_released  # type: ignore[attr-defined]
    open_still = of.state != SignalState.WITHDRAWN.value and not of.is_hidden
    brings_in = mine and viewer.has_role(*(role.value for role in MAY_BRING_IN))
    judges = viewer.has_role(Role.ANALYST.value, Role.EDITOR.value)
    return May(
        correct=brings_in and open_still,
        withdraw=brings_in and open_still,
        grade=open_still and (brings_in or judges),
        mask=brings_in and not of.is_hidden,
        release=mine
        and open_still
        and viewer.has_role(*_MAY_RELEASE)
        and needs_wording(regime=of.regime, compartment=of.compartment_id),
        report_name=not of.is_hidden,
        own=mine,
        share=open_still and viewer.has_role(*(role.value for role in WHO_SHARES)),
    )
