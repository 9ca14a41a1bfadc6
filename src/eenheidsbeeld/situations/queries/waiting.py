"""The inbox: what waits for a decision, grouped by story, each with the running situation that seems to fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.references import tidy_reference
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing.queries import visible_to
from eenheidsbeeld.signals import search
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.queries import area_and_below, as_read, is_on, readable
from eenheidsbeeld.signals.rules import SignalState
from eenheidsbeeld.situations.filters import InboxFilter
from eenheidsbeeld.situations.models import InboxStep, Situation, SituationArea
from eenheidsbeeld.situations.queries.change import own_unit
from eenheidsbeeld.situations.rules import SituationState
from eenheidsbeeld.situations.suggestions import RECENT, Fit, Incoming, Running, fits, telling_words

PAGE = 30
MOST_URGENT = 20
MOST_MEMBERS = 300
MOST_RUNNING = 300
MOST_COUNTED = 1000
UNDO_WITHIN = timedelta(days=2)
SHOWN_STATES = (SignalState.RECEIVED, SignalState.SET_ASIDE)


@dataclass(slots=True)
class InboxGroup:
    """Signals about the same thing, newest first; mostly one."""

    signals: list[Signal]
    fits: list[Fit] = field(default_factory=list)

    @property
    def head(self) -> Signal:
        return self.signals[0]

    @property
    def references(self) -> list[str]:
        return [signal.reference for signal in self.signals]

    @property
    def fit(self) -> Fit | None:
        return self.fits[0] if self.fits else None


@dataclass(frozen=True, slots=True)
class InboxPage:
    groups: list[InboxGroup]
    next_after: str
    # Counted up to MOST_COUNTED; `more_waiting` says that there are more.
    waiting: int
    more_waiting: bool


def inbox(viewer: Viewer, filters: InboxFilter, *, size: int = PAGE) -> InboxPage:
    """What waits for this analyst, urgent first, then newest first; the same number of questions however much."""
    waiting = _waiting(viewer, filters)
    urgent = _urgent(waiting) if not filters.na else []
    ordered = _heads(waiting, filters).exclude(cannot_wait=True)
    if filters.na:
        ordered = _after(viewer, ordered, filters.na)
    rows = list(ordered[: size + 1])
    page = [*urgent, *rows[:size]]
    groups = _with_members(waiting, page) if not filters.zoek else [InboxGroup([as_read(one)]) for one in page]
    _suggest(viewer, groups)
    counted = waiting.order_by().values("pk")[: MOST_COUNTED + 1].count()
    following = rows[size - 1].reference if len(rows) > size else ""
    return InboxPage(groups, following, min(counted, MOST_COUNTED), counted > MOST_COUNTED)


def open_group(viewer: Viewer, reference: str) -> InboxGroup:
    """One signal with those it was put together with, for the reading pane."""
    head = (
        readable(viewer)
        .select_related("owner", "source", "story")
        .filter(reference=tidy_reference(reference))
        .first()
    )
    if head is None:
        raise NotThere()
    together: list[Signal] = []
    if head.story_id is not None:
        same = _of_unit(viewer).filter(story_id=head.story_id, state=head.state).exclude(pk=head.pk)
        together = [as_read(one) for one in same.order_by("-received_at", "-id")[:MOST_MEMBERS]]
    group = InboxGroup([as_read(head), *together])
    _suggest(viewer, [group])
    return group


def next_waiting(viewer: Viewer, filters: InboxFilter, decided: Sequence[str]) -> str:
    """The signal that comes after those that are being decided on; empty at the end of the list."""
    if not decided:
        return ""
    following = _after(viewer, _heads(_waiting(viewer, filters), filters), decided[0])
    following = following.exclude(reference__in=list(decided))
    return following.values_list("reference", flat=True).first() or ""


def reference_of_signal(viewer: Viewer, key: int) -> str:
    return readable(viewer).filter(pk=key).values_list("reference", flat=True).first() or ""


def last_step(viewer: Viewer, at: datetime) -> InboxStep | None:
    """What `undo` would undo now: the last decision of two days; nobody undoes last week by one key."""
    mine = InboxStep.objects.filter(by_id=viewer.membership, undone_at=None, at__gt=at - UNDO_WITHIN)
    return mine.order_by("-id").first()


def _of_unit(viewer: Viewer) -> QuerySet[Signal]:
    """A clear or green signal of elsewhere can be read, but its inbox is elsewhere too."""
    seen = readable(viewer).filter(owner_id__in=own_unit(viewer), is_hidden=False)
    return seen.select_related("owner", "source", "story")


def _waiting(viewer: Viewer, filters: InboxFilter) -> QuerySet[Signal]:
    found = _of_unit(viewer).filter(state=filters.state.value)
    if filters.gebied:
        found = found.filter(area_code__in=area_and_below(filters.gebied))
    if filters.onderwerp:
        found = found.filter(phenomenon=filters.onderwerp)
    if filters.van:
        found = found.filter(owner__slug=filters.van)
    if filters.grond:
        found = found.filter(basis__icontains=f'"{filters.grond}"')
    if filters.week:
        week = Week.parse(filters.week)
        found = found.filter(received_at__gte=week.starts_at, received_at__lt=week.ends_at)
    return search.matching(viewer, found, filters.zoek) if filters.zoek else found


def _urgent(waiting: QuerySet[Signal]) -> list[Signal]:
    """What cannot wait stands on top, one of each story; few at a time, so they are told apart here."""
    found: dict[tuple[str, int], Signal] = {}
    for one in waiting.filter(cannot_wait=True).order_by("-received_at", "-id")[:MOST_URGENT]:
        found.setdefault(("story", one.story_id) if one.story_id is not None else ("signal", one.pk), one)
    return list(found.values())


def _heads(waiting: QuerySet[Signal], filters: InboxFilter) -> QuerySet[Signal]:
    """The newest signal of each story, and every signal without one: what the list is ordered and cut by.

    What was searched for by words stands signal by signal: the word may stand in one of a story only.
    """
    if filters.zoek:
        return waiting.order_by("-received_at", "-id")
    same_story = waiting.order_by().filter(story=OuterRef("story"))
    newer = same_story.filter(
        Q(received_at__gt=OuterRef("received_at")) | Q(received_at=OuterRef("received_at"), pk__gt=OuterRef("pk"))
    )
    return waiting.filter(Q(story=None) | ~Exists(newer)).order_by("-received_at", "-id")


def _after(viewer: Viewer, heads: QuerySet[Signal], reference: str) -> QuerySet[Signal]:
    """What stands below this one. Asked with rights too: where a list goes on would tell that a signal is there."""
    last = readable(viewer).filter(reference=tidy_reference(reference)).values_list("received_at", "pk").first()
    if last is None:
        return heads
    at, key = last
    return heads.filter(Q(received_at__lt=at) | Q(received_at=at, pk__lt=key))


def _with_members(waiting: QuerySet[Signal], heads: Sequence[Signal]) -> list[InboxGroup]:
    stories = {head.story_id for head in heads if head.story_id is not None}
    members: dict[int, list[Signal]] = {}
    if stories:
        shown = {head.pk for head in heads}
        same = waiting.filter(story_id__in=stories).exclude(pk__in=shown).order_by("-received_at", "-id")
        for signal in same[:MOST_MEMBERS]:
            members.setdefault(signal.story_id or 0, []).append(as_read(signal))
    return [InboxGroup([as_read(head), *members.get(head.story_id or 0, [])]) for head in heads]


# --- Which situation seems to fit ---------------------------------------------------------------------------


def _suggest(viewer: Viewer, groups: Sequence[InboxGroup]) -> None:
    if not is_on(viewer.organisation, Suggestion.SITUATION_FIT):
        return
    areas = {signal.area_code for group in groups for signal in group.signals if signal.area_code}
    running = running_in(viewer, areas, at=max((one.head.received_at for one in groups), default=None))
    for group in groups:
        group.fits = fits(_incoming(group.signals), running)


def _incoming(signals: Sequence[Signal]) -> Incoming:
    return Incoming(
        phenomena=frozenset(signal.phenomenon for signal in signals if signal.phenomenon),
        areas=frozenset(signal.area_code for signal in signals if signal.area_code),
        words=telling_words(signal.shown_text for signal in signals),  # type: ignore[attr-defined]
        received_at=signals[0].received_at,
    )


def running_in(viewer: Viewer, areas: Iterable[str], *, at: datetime | None) -> list[Running]:
    """The running situations of the own organisation in these municipalities, with how busy each has been."""
    here = SituationArea.objects.filter(area_code__in=set(areas)).values("situation_id")
    seen = visible_to(viewer, Situation.objects.filter(state=SituationState.RUNNING.value, pk__in=here))
    found = list(seen.filter(owner_id=viewer.organisation).order_by("-changed_at", "-id")[:MOST_RUNNING])
    places: dict[int, set[str]] = {}
    keys = [one.pk for one in found]
    for key, code in SituationArea.objects.filter(situation_id__in=keys).values_list("situation_id", "area_code"):
        places.setdefault(key, set()).add(code)
    recent = _recent_counts(viewer, keys, at) if at else {}
    return [
        Running(
            key=one.pk,
            reference=one.reference,
            title=one.title,
            phenomenon=one.phenomenon,
            areas=frozenset(places.get(one.pk, ())),
            words=telling_words([one.title, one.summary]),
            recent=recent.get(one.pk, 0),
            last_at=one.changed_at,
        )
        for one in found
    ]


def _recent_counts(viewer: Viewer, situations: Sequence[int], at: datetime) -> dict[int, int]:
    """Signals of the seven days before, as far as this viewer may see them."""
    under = Signal.objects.filter(
        attachments__situation_id__in=situations, attachments__detached_at=None, received_at__gt=at - RECENT
    )
    rows = visible_to(viewer, under).order_by().values_list("attachments__situation_id").annotate(count=Count("pk"))
    return dict(rows)
