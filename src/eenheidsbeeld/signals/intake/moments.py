"""When it happens or happened: what the sender filled in, else the moment in the text that is meant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from eenheidsbeeld.signals.intake.drafts import SignalDraft
from eenheidsbeeld.text.findings import DateSpan, Findings

MOST_OTHER_DATES = 3
NO_DATE = "geen"


@dataclass(frozen=True, slots=True)
class When:
    """When it happens or happened, as far as the text says."""

    first: datetime | None = None
    last: datetime | None = None
    time_known: bool = False
    is_announced: bool = False
    reason: str = ""
    others: tuple[When, ...] = ()

    def stored(self) -> dict[str, object]:
        """One moment among others, as numbers."""
        last = self.last or self.first
        return {
            "first": self.first and self.first.isoformat(), "last": last and last.isoformat(),
            "time_known": self.time_known, "announced": self.is_announced, "reason": self.reason,
        }  # fmt: skip


def moment_of(value: str) -> datetime | None:
    """A moment as a page carries it; nothing when it is none."""
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def in_the_text(when: When) -> tuple[When, ...]:
    """The moments that the text names, in order of time."""
    found = [one for one in (when, *when.others) if one.first is not None]
    return tuple(sorted(found, key=lambda one: one.first.timestamp() if one.first else 0.0))


def when_of(draft: SignalDraft, findings: Findings) -> When:
    """What the sender filled in comes first; else what is announced in the text, else its first date."""
    spans = sorted(findings.dates, key=lambda span: (not span.announced, span.start))
    if draft.mended_from is not None:
        return _filled_in(draft.mended_from, None, draft.mended_time_known, draft)
    if draft.event_from is not None and not draft.no_date:
        return _filled_in(draft.event_from, draft.event_to, draft.event_time_known, draft)
    if not spans or draft.no_date:
        return When(others=tuple(map(_span, spans))[:MOST_OTHER_DATES])
    spans.sort(key=lambda span: span.first != draft.found_from)
    first, *more = (_span(one) for one in spans)
    others = {(one.first, one.time_known): one for one in more if one.first != first.first}
    return replace(first, others=tuple(others.values())[:MOST_OTHER_DATES])


def _filled_in(first: datetime, last: datetime | None, time_known: bool, draft: SignalDraft) -> When:
    return When(first, last or _end_of(first, time_known), time_known, first > draft.reported_at)


def _span(span: DateSpan) -> When:
    return When(span.first, span.last, span.time_known, span.announced, span.reason)


def _end_of(first: datetime, time_known: bool) -> datetime:
    return first if time_known else first + timedelta(days=1) - timedelta(minutes=1)
