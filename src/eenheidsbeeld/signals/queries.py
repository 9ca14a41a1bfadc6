"""Reading signals. The viewer comes first; rows that leave here hold only what that viewer may read."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Case, CharField, Count, F, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.queries import functions
from eenheidsbeeld.accounts.rules import OrganisationKind, Role, check_role
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.rules import NotKnown
from eenheidsbeeld.audit import queries as audit
from eenheidsbeeld.core.periods import Period, Week
from eenheidsbeeld.core.references import tidy_reference
from eenheidsbeeld.core.refusals import NotThere, Reason
from eenheidsbeeld.core.viewer import Audience, Looker, NoViewer, Viewer
from eenheidsbeeld.sharing.models import GroupMember
from eenheidsbeeld.sharing.queries import OWN_WORDING, audience_shown, group_for_area, shown, visible_to, who_will_see
from eenheidsbeeld.sharing.rules import Marking, reads_released_wording
from eenheidsbeeld.signals import labels, search
from eenheidsbeeld.signals.filters import SignalFilters
from eenheidsbeeld.signals.models import (
    ImportBatch,
    NameReport,
    NilReturn,
    ReleasedWording,
    Signal,
    SignalChange,
    Source,
    Story,
)
from eenheidsbeeld.signals.rules import MAY_BRING_IN, MAY_KEEP_SOURCES, SignalState, check_sender

PAGE = 50
# What belongs to the own text: readers of a released wording get it empty.
OF_THE_OWN_TEXT = {
    "place_name": "",
    "place_precision": "municipality",
    "place_candidates": [],
    "suggestions": [],
    "masks": [],
    "intake_notes": [],
    "link": "",
    "state_reason": "",
    "story_reason": {},
    "admiralty": "",
}


def readable(viewer: Looker) -> QuerySet[Signal]:
    """Every signal this viewer, or everyone in this audience, may see: what all lists and counts start from.

    Each row has `shown_text` (what this viewer reads) and `reads_released`. The own text is not fetched: pages
    and other rooms use `shown_text` only.
    """
    signals = visible_to(viewer, Signal.objects.all())
    if isinstance(viewer, Audience):
        outside = Q(regime__in=OWN_WORDING)
        signals = signals.filter(is_hidden=False).annotate(shown_text=audience_shown("text", "released_text"))
    elif isinstance(viewer, Viewer):
        outside = Q(regime__in=OWN_WORDING) & ~Q(owner_id=viewer.organisation)
        signals = signals.filter(_not_hidden(viewer)).annotate(shown_text=shown(viewer, "text", "released_text"))
    else:
        raise NoViewer(type(viewer).__name__)
    return signals.annotate(
        reads_released=Case(When(outside, then=Value(True)), default=Value(False), output_field=BooleanField()),
        shown_place=Case(When(outside, then=Value("")), default=F("place_name"), output_field=CharField()),
    ).defer("text", "released_text")


def _not_hidden(viewer: Viewer) -> Q:
    """A signal in which a name was seen is open to privacy officers of its owner and of the unit's bureau only."""
    open_to_all = Q(is_hidden=False)
    if not viewer.has_role(Role.PRIVACY_OFFICER.value):
        return open_to_all
    if viewer.organisation_kind == OrganisationKind.REGIONAL_BUREAU.value:
        return open_to_all | Q(owner__unit_code=viewer.unit)
    return open_to_all | Q(owner_id=viewer.organisation)


def as_read(signal: Signal) -> Signal:
    """The row with everything blanked that belongs to a text this viewer does not read. Never saved."""
    if signal.reads_released:  # type: ignore[attr-defined]
        for name, empty in OF_THE_OWN_TEXT.items():
            setattr(signal, name, copy(empty))
    signal.why = labels.why(signal.state, signal.state_reason)  # type: ignore[attr-defined]
    return signal


@dataclass(frozen=True, slots=True)
class SignalPage:
    """A part of a list, newest first; `next_after` is the reference to go on from, empty at the end."""

    signals: list[Signal]
    next_after: str = ""


def list_signals(viewer: Viewer, filters: SignalFilters | None = None, *, size: int = PAGE) -> SignalPage:
    """Signals this viewer may see, newest first, a page at a time."""
    chosen = filters or SignalFilters()
    found = narrowed(viewer, chosen)
    if chosen.after:
        found = _after(found, chosen.after)
    rows = list(found.select_related("owner", "source").order_by("-received_at", "-id")[: size + 1])
    page = [as_read(row) for row in rows[:size]]
    return SignalPage(page, page[-1].reference if len(rows) > size else "")


def narrowed(viewer: Viewer, filters: SignalFilters) -> QuerySet[Signal]:
    """What the filter leaves of all that this viewer may see; withdrawn signals only when asked for."""
    found = readable(viewer)
    found = found.filter(state=filters.state) if filters.state else found.exclude(state=SignalState.WITHDRAWN.value)
    if filters.area:
        found = found.filter(area_code__in=area_and_below(filters.area))
    if filters.week:
        week = Week.parse(filters.week)
        found = found.filter(received_at__gte=week.starts_at, received_at__lt=week.ends_at)
    equal = {
        "phenomenon": filters.phenomenon,
        "channel": filters.channel,
        "owner__slug": filters.owner,
        "source__reference": filters.source,
        "story__reference": filters.story,
    }
    found = found.filter(**{name: value for name, value in equal.items() if value})
    return search.matching(viewer, found, filters.words) if filters.words else found


def area_and_below(code: str) -> set[str]:
    """The area itself and its municipalities."""
    try:
        return {code, *areas.codes_in(code)}
    except NotKnown:
        return {code}


def _after(signals: QuerySet[Signal], reference: str) -> QuerySet[Signal]:
    last = Signal.objects.filter(reference=tidy_reference(reference)).values_list("received_at", "pk").first()
    if last is None:
        return signals
    at, key = last
    return signals.filter(Q(received_at__lt=at) | Q(received_at=at, pk__lt=key))


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


def own_signal(viewer: Viewer, reference: str) -> Signal:
    """A signal of the own organisation, for pages on which only the sender acts."""
    found = signal(viewer, reference)
    check_sender(organisation=viewer.organisation, owner=found.owner_id)
    return found


def signal_for_change(viewer: Viewer, reference: str) -> Signal:
    """One signal with all its fields, locked until the change is done. For actions only."""
    allowed = readable(viewer).filter(reference=tidy_reference(reference)).values("pk")
    found = Signal.objects.select_for_update(of=("self",)).select_related("owner").filter(pk__in=allowed).first()
    if found is None:
        raise NotThere()
    return found


def my_signals(viewer: Viewer, *, after: str = "", size: int = PAGE) -> SignalPage:
    """What this person brought in, newest first, withdrawn ones too: what became of each stands in its state."""
    found = readable(viewer).filter(owner_id=viewer.organisation, brought_in_by_id=viewer.membership)
    if after:
        found = _after(found, after)
    rows = list(found.order_by("-received_at", "-id")[: size + 1])
    page = [as_read(row) for row in rows[:size]]
    return SignalPage(page, page[-1].reference if len(rows) > size else "")


def same_story(viewer: Viewer, of: Signal) -> list[Signal]:
    """The other signals of the story, as far as this viewer may see them."""
    if of.story_id is None:
        return []
    rows = readable(viewer).filter(story_id=of.story_id).exclude(pk=of.pk).exclude(state=SignalState.WITHDRAWN.value)
    return [as_read(row) for row in rows.select_related("owner").order_by("-received_at", "-id")[:20]]


@dataclass(frozen=True, slots=True)
class StoryReason:
    """Why the system put a signal with another; only for who may see both."""

    other: Signal
    kind: str
    reasons: tuple[str, ...]


def why_same_story(viewer: Viewer, of: Signal) -> StoryReason | None:
    """With which signal this one was put, and why; nothing when the viewer may not see the other."""
    kept = readable(viewer).filter(pk=of.pk).values_list("story_reason", flat=True).first() or {}
    other = readable(viewer).filter(reference=kept.get("with", "")).first()
    if other is None:
        return None
    return StoryReason(as_read(other), str(kept.get("kind", "")), tuple(kept.get("reasons", ())))


def stories(viewer: Viewer, *, period: Period, fewest: int = 2, most: int = 50) -> list[tuple[Story, list[Signal]]]:
    """Stories with several signals that this viewer may see in the period, the largest first."""
    within = (
        readable(viewer)
        .filter(received_at__gte=period.starts_at, received_at__lt=period.ends_at, story__isnull=False)
        .exclude(state=SignalState.WITHDRAWN.value)
    )
    counted = within.order_by().values("story_id").annotate(count=Count("pk")).filter(count__gte=fewest)
    keys = [row["story_id"] for row in counted.order_by("-count", "-story_id")[:most]]
    found = Story.objects.in_bulk(keys)
    members: dict[int, list[Signal]] = {key: [] for key in keys}
    for row in within.filter(story_id__in=keys).select_related("owner").order_by("-received_at", "-id"):
        members[row.story_id].append(as_read(row))  # type: ignore[index]
    return [(found[key], members[key]) for key in keys if key in found]


def count_by_area(viewer: Looker, *, period: Period, area_codes: Iterable[str]) -> dict[str, int]:
    """How many signals this viewer may see per municipality in a period; a municipality without any is 0."""
    codes = sorted(set(area_codes))
    rows = (
        readable(viewer)
        .filter(received_at__gte=period.starts_at, received_at__lt=period.ends_at, area_code__in=codes)
        .exclude(state=SignalState.WITHDRAWN.value)
        .order_by()
        .values("area_code")
        .annotate(count=Count("pk"))
    )
    counted = {row["area_code"]: row["count"] for row in rows}
    return {code: counted.get(code, 0) for code in codes}


@dataclass(frozen=True, slots=True)
class Contribution:
    """What an organisation contributed to the picture of a week: signals this viewer may see, or "nothing"."""

    organisation: Organisation
    signals: int
    nil_return: bool

    @property
    def contributed(self) -> bool:
        return self.signals > 0 or self.nil_return


def contributions(viewer: Looker, *, area_code: str, week: Week) -> list[Contribution]:
    """Per organisation in the group of the area: how many signals in the week, and whether it said "nothing"."""
    group = group_for_area(area_code)
    if group is None:
        return []
    places = GroupMember.objects.filter(group=group, until=None, organisation__left_at=None)
    members = Organisation.objects.filter(pk__in=places.values("organisation_id")).order_by("kind", "name", "pk")
    rows = (
        readable(viewer)
        .filter(received_at__gte=week.starts_at, received_at__lt=week.ends_at)
        .exclude(state=SignalState.WITHDRAWN.value)
        .order_by()
        .values("owner_id")
        .annotate(count=Count("pk"))
    )
    counted = {row["owner_id"]: row["count"] for row in rows}
    nil = set(NilReturn.objects.filter(week=str(week), withdrawn_at=None).values_list("organisation_id", flat=True))
    return [Contribution(one, counted.get(one.pk, 0), one.pk in nil) for one in members]


def nil_return_of(viewer: Viewer, week: Week) -> NilReturn | None:
    """What the own organisation said about this week."""
    return NilReturn.objects.filter(organisation_id=viewer.organisation, week=str(week), withdrawn_at=None).first()


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that was done to a signal, by function and never by name."""

    at: datetime
    event: str
    by: str


def history(viewer: Viewer, of: Signal) -> list[HistoryLine]:
    """What was done to a signal this viewer may see, oldest first."""
    signal(viewer, of.reference)
    entries = list(audit.history_of(of)[:200])
    names = functions(entry.membership for entry in entries if entry.membership is not None)
    return [HistoryLine(entry.at, entry.event, names.get(entry.membership or 0, "")) for entry in entries]


def changes(viewer: Viewer, of: Signal) -> QuerySet[SignalChange]:
    """Earlier wordings of a signal, for those who read its own text."""
    if reads_released_wording(viewer, owner=of.owner_id, regime=of.regime):
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


def who_sees(viewer: Viewer, of: Signal) -> Readers:
    """The organisations that may read this signal as it stands; under Wpg and Wjsg those it was released to."""
    if of.is_hidden:
        return Readers((), only_own=True)
    own_wording = of.regime in OWN_WORDING
    scope = of.released_scope if own_wording else of.scope
    groups = list(scope.groups.values_list("pk", flat=True)) if scope else []
    found = who_will_see(Marking(of.marking), groups, owner=of.owner_id, unit=of.owner.unit_code)
    only_own = own_wording and scope is None
    return Readers(tuple(one.name for one in found if not only_own or one.pk == of.owner_id), only_own)


@dataclass(frozen=True, slots=True)
class May:
    """What this viewer may do with a signal, so that a page shows no button that would be refused."""

    correct: bool
    withdraw: bool
    grade: bool
    mask: bool
    release: bool
    report_name: bool


def what_may_be_done(viewer: Viewer, of: Signal) -> May:
    mine = viewer.organisation == of.owner_id
    open_still = of.state != SignalState.WITHDRAWN.value and not of.is_hidden
    brings_in = mine and viewer.has_role(*(role.value for role in MAY_BRING_IN))
    judges = viewer.has_role(Role.ANALYST.value, Role.EDITOR.value)
    return May(
        correct=brings_in and open_still,
        withdraw=brings_in and open_still,
        grade=open_still and (brings_in or judges),
        mask=brings_in and not of.is_hidden,
        release=mine and open_still and of.regime in OWN_WORDING and viewer.has_role(*_MAY_RELEASE),
        report_name=not of.is_hidden,
    )


_MAY_RELEASE = (Role.CONTRIBUTOR.value, Role.EDITOR.value, Role.SIGNATORY.value)


@dataclass(frozen=True, slots=True)
class ToCall:
    """A number to call when something cannot wait."""

    label: Reason
    number: str
    when: Reason = ""

    @property
    def tel(self) -> str:
        return self.number.replace(" ", "").replace("-", "")


def numbers_to_call(viewer: Viewer) -> list[ToCall]:
    """Danger first, then the police, then the duty numbers of the bureau and of the own organisation."""
    numbers = [
        ToCall(_("Danger, now"), "112"),
        ToCall(_("Police, no hurry"), "0900-8844"),
    ]
    duty = Organisation.objects.filter(
        Q(pk=viewer.organisation) | Q(unit_code=viewer.unit, kind=OrganisationKind.REGIONAL_BUREAU.value),
        left_at=None,
    ).exclude(duty_phone="")
    numbers += [ToCall(one.name, one.duty_phone, _("on duty")) for one in duty.order_by("-kind", "name", "pk")]
    return numbers


def for_export(viewer: Viewer, filters: SignalFilters, *, most: int = 5000) -> list[Signal]:
    """The same list for a file, newest first, at most so many rows."""
    rows = narrowed(viewer, filters).select_related("owner", "source").order_by("-received_at", "-id")[:most]
    return [as_read(row) for row in rows]


# --- Names that were found --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReaderLine:
    function: str
    at: datetime


def name_reports(viewer: Viewer) -> QuerySet[NameReport]:
    """Reports that wait for this privacy officer: of the own organisation, and at the bureau those of the unit."""
    if not viewer.has_role(Role.PRIVACY_OFFICER.value):
        return NameReport.objects.none()
    mine = Q(owner_id=viewer.organisation)
    if viewer.organisation_kind == OrganisationKind.REGIONAL_BUREAU.value:
        mine |= Q(owner__unit_code=viewer.unit)
    return (
        NameReport.objects.filter(mine)
        .select_related("signal", "owner", "reported_by__organisation")
        .order_by("settled_at", "-reported_at", "-pk")
    )


def name_report(viewer: Viewer, reference: str) -> NameReport:
    found = name_reports(viewer).filter(reference=tidy_reference(reference)).first()
    if found is None:
        raise NotThere()
    return found


def readers_of_reported(viewer: Viewer, report: NameReport) -> list[ReaderLine]:
    """Who opened the signal before it was hidden: for the privacy officer who deals with the report."""
    name_report(viewer, report.reference)
    if report.signal is None:
        return []
    readers = audit.readers_of(report.signal)
    names = functions(reader.membership for reader in readers)
    return [ReaderLine(names.get(reader.membership, ""), reader.at) for reader in readers]


def reported_signal(viewer: Viewer, report: NameReport) -> Signal | None:
    """The signal of a report, hidden or not, as far as this privacy officer may read it."""
    found = readable(viewer).filter(pk=report.signal_id or 0).select_related("owner").first()
    return as_read(found) if found is not None else None


# --- Imports and sources ------------------------------------------------------------------------------


def batch(viewer: Viewer, reference: str) -> ImportBatch:
    found = (
        ImportBatch.objects.filter(organisation_id=viewer.organisation, reference=tidy_reference(reference))
        .select_related("by__organisation")
        .first()
    )
    if found is None:
        raise NotThere()
    return found


def batches(viewer: Viewer) -> QuerySet[ImportBatch]:
    """The latest imports of the own organisation."""
    return (
        ImportBatch.objects.filter(organisation_id=viewer.organisation)
        .select_related("by__organisation")
        .order_by("-confirmed_at", "-pk")[:20]
    )


def sources(viewer: Viewer) -> QuerySet[Source]:
    """The allow-list of the unit, by name: every participant may know which publishers are read, and why."""
    return (
        Source.objects.filter(organisation__unit_code=viewer.unit)
        .exclude(address="")
        .select_related("organisation")
        .order_by("name", "pk")
    )


def source(viewer: Viewer, reference: str) -> Source:
    found = sources(viewer).filter(reference=tidy_reference(reference)).first()
    if found is None:
        raise NotThere()
    return found


def source_for_change(viewer: Viewer, reference: str) -> Source:
    """A source of the own organisation, for those who keep sources."""
    check_role(viewer.roles, *MAY_KEEP_SOURCES)
    found = (
        Source.objects.select_for_update()
        .filter(organisation_id=viewer.organisation, reference=tidy_reference(reference))
        .first()
    )
    if found is None:
        raise NotThere()
    return found


def source_to_fetch(viewer: Viewer, reference: str) -> Source:
    """A source that this viewer may have read now."""
    check_role(viewer.roles, *MAY_KEEP_SOURCES)
    found = source(viewer, reference)
    if found.organisation_id != viewer.organisation or not found.is_active:
        raise NotThere()
    return found


def due_sources(at: datetime) -> list[Source]:
    """Sources whose feed is to be fetched now. For the recurring task: sources hold no signals."""
    waiting = Source.objects.filter(Q(next_at=None) | Q(next_at__lte=at), is_active=True).exclude(address="")
    return list(waiting.order_by("next_at", "pk"))
