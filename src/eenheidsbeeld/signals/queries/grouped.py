"""Signals about the same thing, as far as this viewer may see them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from eenheidsbeeld.core.periods import Period
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.signals.models import Signal, Story
from eenheidsbeeld.signals.queries.reading import as_read, readable
from eenheidsbeeld.signals.rules import SignalState


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
    """With which signal this one was put, and why; nothing when the viewer may not see the other.

    Reasons come from the own texts: who reads only a released wording of one of the two gets none.
    """
    row = readable(viewer).filter(pk=of.pk).first()
    kept = row.story_reason if row is not None else {}
    other = readable(viewer).filter(reference=kept.get("with", "")).first()
    if row is None or other is None:
        return None
    hidden = row.reads_released or other.reads_released  # type: ignore[attr-defined]
    reasons = () if hidden else tuple(kept.get("reasons", ()))
    return StoryReason(as_read(other), str(kept.get("kind", "")), reasons)


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
