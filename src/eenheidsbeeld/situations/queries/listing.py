"""Lists of situations, and how much lies under each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from eenheidsbeeld.core.references import tidy_reference
from eenheidsbeeld.core.viewer import Looker, Viewer
from eenheidsbeeld.sharing.queries import OWN_WORDING, visible_to
from eenheidsbeeld.sharing.rules import Marking
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.queries import area_and_below
from eenheidsbeeld.situations.filters import ALL, STATES, SituationFilter
from eenheidsbeeld.situations.models import Situation, SituationArea
from eenheidsbeeld.situations.rules import SituationState

PAGE = 40
# Records of these kinds are not even counted for those who may not see them.
UNCOUNTED = [Marking.RED.value]


@dataclass(frozen=True, slots=True)
class SignalCount:
    """Signals under a situation: those the viewer may open, and those he may only know of."""

    visible: int = 0
    hidden: int = 0

    @property
    def total(self) -> int:
        return self.visible + self.hidden


@dataclass(frozen=True, slots=True)
class SituationRow:
    situation: Situation
    areas: list[str]
    signals: SignalCount


@dataclass(frozen=True, slots=True)
class SituationPage:
    rows: list[SituationRow]
    next_after: str = ""
    found: int = 0


def list_situations(viewer: Looker, filters: SituationFilter | None = None, *, size: int = PAGE) -> SituationPage:
    """Situations this viewer, or everyone in this audience, may see; latest changed first."""
    chosen = filters or SituationFilter()
    found = narrowed(viewer, chosen)
    total = found.count()
    if chosen.na:
        found = _after(viewer, found, chosen.na)
    rows = list(found.select_related("owner").order_by("-changed_at", "-id")[: size + 1])
    page = rows[:size]
    keys = [one.pk for one in page]
    areas, counts = areas_of(keys), signal_counts(viewer, keys)
    shown = [SituationRow(one, areas.get(one.pk, []), counts.get(one.pk, SignalCount())) for one in page]
    return SituationPage(shown, page[-1].reference if len(rows) > size else "", total)


def narrowed(viewer: Looker, filters: SituationFilter) -> QuerySet[Situation]:
    found = visible_to(viewer, Situation.objects.all())
    if filters.stand != ALL:
        found = found.filter(state=STATES.get(filters.stand, SituationState.RUNNING).value)
    if filters.gebied:
        here = SituationArea.objects.filter(area_code__in=area_and_below(filters.gebied))
        found = found.filter(pk__in=here.values("situation_id"))
    if filters.onderwerp:
        found = found.filter(phenomenon=filters.onderwerp)
    if filters.niveau:
        found = found.filter(level=int(filters.niveau))
    if filters.fase:
        found = found.filter(phase=filters.fase)
    for word in filters.zoek.split()[:8]:
        found = found.filter(Q(title__icontains=word) | Q(summary__icontains=word))
    return found


def running_situations(viewer: Looker, *, area_codes: Iterable[str] | None = None) -> list[SituationRow]:
    """All running situations in these municipalities, for a picture; highest level first, then latest changed."""
    found = narrowed(viewer, SituationFilter())
    if area_codes is not None:
        here = SituationArea.objects.filter(area_code__in=sorted(set(area_codes)))
        found = found.filter(pk__in=here.values("situation_id"))
    latest_first = found.select_related("owner").order_by("-changed_at", "-id")
    page = sorted(latest_first, key=lambda one: -1 if one.level is None else one.level, reverse=True)
    keys = [one.pk for one in page]
    areas, counts = areas_of(keys), signal_counts(viewer, keys)
    return [SituationRow(one, areas.get(one.pk, []), counts.get(one.pk, SignalCount())) for one in page]


def areas_of(situations: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = SituationArea.objects.filter(situation_id__in=situations).order_by("area_code")
    for key, code in rows.values_list("situation_id", "area_code"):
        found.setdefault(key, []).append(code)
    return found


def signal_counts(viewer: Looker, situations: Sequence[int]) -> Mapping[int, SignalCount]:
    """Signals under each situation. What is red, in a compartment or under police law is not counted for others.

    Counted from the signals of these situations only: "is this one among all that I may see" would read them all.
    """
    under = Signal.objects.filter(attachments__situation_id__in=situations, attachments__detached_at=None)
    seen = visible_to(viewer, under.filter(is_hidden=False))
    visible = _per_situation(seen)
    seen_of_those = _per_situation(_countable(seen))
    hidden = {key: count - seen_of_those.get(key, 0) for key, count in _per_situation(_countable(under)).items()}
    keys = set(visible) | set(hidden)
    return {key: SignalCount(visible.get(key, 0), hidden.get(key, 0)) for key in keys}


def _countable(signals: QuerySet[Signal]) -> QuerySet[Signal]:
    return signals.filter(compartment=None).exclude(marking__in=UNCOUNTED).exclude(regime__in=OWN_WORDING)


def _per_situation(signals: QuerySet[Signal]) -> dict[int, int]:
    rows = signals.order_by().values_list("attachments__situation_id").annotate(count=Count("pk"))
    return dict(rows)


def _after(viewer: Looker, found: QuerySet[Situation], reference: str) -> QuerySet[Situation]:
    """What stands below this one. Asked with rights too: where a list goes on would tell that it is there."""
    seen = visible_to(viewer, Situation.objects.filter(reference=tidy_reference(reference)))
    last = seen.values_list("changed_at", "pk").first()
    if last is None:
        return found
    at, key = last
    return found.filter(Q(changed_at__lt=at) | Q(changed_at=at, pk__lt=key))


def mergeable(viewer: Viewer, situation: Situation) -> list[Situation]:
    """Other running situations of the own organisation, those in the same municipality first."""
    same = SituationArea.objects.filter(area_code__in=areas_of([situation.pk]).get(situation.pk, []))
    near = set(same.values_list("situation_id", flat=True))
    found = visible_to(viewer, Situation.objects.filter(state=SituationState.RUNNING.value)).exclude(pk=situation.pk)
    rows = list(found.filter(owner_id=viewer.organisation).order_by("-changed_at", "-id")[:200])
    return sorted(rows, key=lambda one: one.pk not in near)
