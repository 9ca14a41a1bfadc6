"""Spans of personal data in the view of a text, and which of two overlapping spans stays."""

from collections.abc import Iterable
from typing import NamedTuple

from eenheidsbeeld.text.findings import Kind


class Span(NamedTuple):
    """start and end count characters of the view; a higher strength wins an overlap."""

    start: int
    end: int
    kind: Kind
    reason: str
    strength: int = 5


def without_overlap(spans: Iterable[Span]) -> list[Span]:
    """Keep the strongest of overlapping spans; of equals the longest, then the first."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
            continue
        before = kept[-1]
        if (span.strength, span.end - span.start) > (before.strength, before.end - before.start):
            kept[-1] = span
            while len(kept) > 1 and kept[-2].end > span.start:
                kept.pop(-2)
    return kept
