"""For who reads a signal: how those that were put with it relate to it, and which others look like it, each with why.

Reasons come from the own texts; who reads only a released wording of one of the two gets the kind and no reasons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.signals import queries
from eenheidsbeeld.signals.intake import stories
from eenheidsbeeld.signals.intake.comparing import Match
from eenheidsbeeld.signals.models import Signal, ToldApart
from eenheidsbeeld.signals.rules import SignalState

MOST_SHOWN = 3
BY_PERSON = "person"


@dataclass(frozen=True, slots=True)
class Alike:
    """Another signal and how it relates: the same text, the same report, the same event, or put there by a person."""

    signal: Signal
    kind: str
    reasons: tuple[str, ...] = ()


def relations(head: Signal, others: Sequence[Signal]) -> list[Alike]:
    """For each signal of the group why it stands with the one that is read; all are rows as the viewer reads them."""
    compared = {one.signal: one for one in stories.compare(head, others)}
    return [_relation(head, other, compared.get(other.pk)) for other in others]


def _relation(head: Signal, other: Signal, found: Match | None) -> Alike:
    if BY_PERSON in (head.story_reason.get("by"), other.story_reason.get("by")):
        return Alike(other, BY_PERSON)
    if found is None or found.kind == "none":
        # Through a third signal, or so long ago that the sketches are gone: what was found then.
        kept = other.story_reason or head.story_reason
        return Alike(other, str(kept.get("kind", "same_event")), _shown(head, other, tuple(kept.get("reasons", ()))))
    return Alike(other, found.kind, _shown(head, other, found.reasons))


def _shown(head: Signal, other: Signal, reasons: tuple[str, ...]) -> tuple[str, ...]:
    hidden = head.reads_released or other.reads_released  # type: ignore[attr-defined]
    return () if hidden else reasons


def lookalikes(viewer: Viewer, head: Signal, *, at: datetime) -> list[Alike]:
    """Signals elsewhere that seem to be about the same, not surely enough to be put together by the system."""
    if not queries.is_on(viewer.organisation, Suggestion.NEAR_DUPLICATES) or head.reads_released:  # type: ignore[attr-defined]
        return []
    matches = {one.signal: one for one in stories.similar_to(head, at=at)}
    open_still = queries.readable(viewer).filter(pk__in=matches, is_hidden=False)
    open_still = open_still.exclude(state=SignalState.WITHDRAWN.value).exclude(pk__in=told_apart_from(head))
    if head.story_id is not None:
        open_still = open_still.exclude(story_id=head.story_id)
    rows = [queries.as_read(one) for one in open_still.select_related("owner")]
    rows.sort(key=lambda one: stories.strength(matches[one.pk]), reverse=True)
    return [Alike(one, matches[one.pk].kind, _shown(head, one, matches[one.pk].reasons)) for one in rows][:MOST_SHOWN]


def told_apart_from(signal: Signal) -> set[int]:
    """The signals that a person said are about something else than this one."""
    pairs = ToldApart.objects.filter(Q(first=signal) | Q(second=signal)).values_list("first_id", "second_id")
    return {key for pair in pairs for key in pair} - {signal.pk}
