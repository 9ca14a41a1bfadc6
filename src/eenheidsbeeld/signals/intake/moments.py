"""When it happens or happened: what the sender filled in, else the moment in the text that is meant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from eenheidsbeeld.signals.intake.drafts import SignalDraft
from eenheidsbeeld.text.findings import DateSpan, Findings

MOST_OTHER_DATES = 3


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


def when_of(draft: SignalDraft, findings: Findings) -> When:
    """What the sender filled in comes first; else what is announced in the text, else its first date."""
    spans = sorted(findings.dates, key=lambda span: (not span.announced, span.start))
    if draft.event_from is not None:
        last = draft.event_to or _end_of(draft.event_from, draft.event_time_known)
        return When(draft.event_from, last, draft.event_time_known, draft.event_from > draft.reported_at)
    if not spans or draft.no_date:
        return When(others=tuple(map(_span, spans))[:MOST_OTHER_DATES])
    spans.sort(key=lambda span: span.first != draft.found_from)
    first, *more = (_span(one) for one in spans)
    others = {(one.first, one.time_known): one for one in more if one.first != first.first}
    return replace(first, others=tuple(others.values())[:MOST_OTHER_DATES])


def _span(span: DateSpan) -> When:
    return When(span.first, span.last, span.time_known, span.announced, span.reason)


def _end_of(first: datetime, time_known: bool) -> datetime:
    return first if time_known else first + timedelta(days=1) - timedelta(minutes=1)
