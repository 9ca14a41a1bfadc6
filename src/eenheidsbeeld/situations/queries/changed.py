"""What changed in situations since a moment: for the start page, and for "what changed" in a picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from eenheidsbeeld.core.viewer import Looker
from eenheidsbeeld.sharing.queries import visible_to
from eenheidsbeeld.situations.models import Assessment, Situation, SituationArea
from eenheidsbeeld.situations.queries.listing import areas_of
from eenheidsbeeld.situations.rules import SituationState


@dataclass(frozen=True, slots=True)
class Change:
    """How the judgement of one situation stood at the start and at the end; None where nobody had judged yet."""

    situation: Situation
    areas: list[str]
    level_before: int | None
    level_now: int | None
    phase_before: str
    phase_now: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Each situation stands in one list only, the first that fits: closed, new, raised, lowered, judged again."""

    new: list[Change] = field(default_factory=list)
    raised: list[Change] = field(default_factory=list)
    lowered: list[Change] = field(default_factory=list)
    closed: list[Change] = field(default_factory=list)
    judged: list[Change] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new or self.raised or self.lowered or self.closed or self.judged)


def changes_since(
    viewer: Looker, since: datetime, *, until: datetime | None = None, area_codes: Iterable[str] | None = None
) -> Changes:
    """New, raised, lowered and closed between two moments, by what people judged in that time."""
    found = visible_to(viewer, Situation.objects.filter(changed_at__gte=since)).exclude(
        state=SituationState.MERGED.value
    )
    if until is not None:
        found = found.filter(started_at__lt=until)
    if area_codes is not None:
        here = SituationArea.objects.filter(area_code__in=sorted(set(area_codes)))
        found = found.filter(pk__in=here.values("situation_id"))
    situations = list(found.select_related("owner").order_by("-changed_at", "-id"))
    keys = [one.pk for one in situations]
    before, now, areas = _judgements(keys, since), _judgements(keys, until), areas_of(keys)
    changes = Changes()
    for one in situations:
        _sort_in(changes, one, before.get(one.pk), now.get(one.pk), areas.get(one.pk, []), since, until)
    return changes


def _judgements(situations: list[int], before: datetime | None) -> dict[int, Assessment]:
    """The judgement that held just before a moment, per situation."""
    rows = Assessment.objects.filter(situation_id__in=situations, is_dissent=False)
    if before is not None:
        rows = rows.filter(at__lt=before)
    newest = rows.only("situation_id", "level", "phase", "at").order_by("at", "id")
    return {one.situation_id: one for one in newest}


def _sort_in(
    changes: Changes,
    one: Situation,
    was: Assessment | None,
    now: Assessment | None,
    areas: list[str],
    since: datetime,
    until: datetime | None,
) -> None:
    change = Change(
        situation=one,
        areas=areas,
        level_before=was.level if was else None,
        level_now=now.level if now else None,
        phase_before=was.phase if was else "",
        phase_now=now.phase if now else "",
    )
    closed_at = one.closed_at
    if closed_at is not None and closed_at >= since and (until is None or closed_at < until):
        changes.closed.append(change)
    elif one.started_at >= since:
        changes.new.append(change)
    elif was and now and now.level != was.level:
        (changes.raised if now.level > was.level else changes.lowered).append(change)
    elif now and (was is None or now.pk != was.pk):
        changes.judged.append(change)
