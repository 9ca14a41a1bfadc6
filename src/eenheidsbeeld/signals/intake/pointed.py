"""Words that somebody pointed at: where they stand in a text, and the text with them masked."""

from __future__ import annotations

from collections.abc import Iterable

from eenheidsbeeld.signals.intake.drafts import Span
from eenheidsbeeld.text.findings import DUTCH_KIND, Kind


def spans_of(original: str, wanted: Iterable[str]) -> tuple[Span, ...]:
    """Every place in the original where one of these words stands, whole words only, whatever their case."""
    low, spans = original.casefold(), []
    if len(low) != len(original):  # a letter such as ß grows when folded; then positions would shift
        low = original.lower() if len(original.lower()) == len(original) else original
    for word in {item.strip().casefold() for item in wanted if len(item.strip()) > 1}:
        start = low.find(word)
        while start >= 0:
            end = start + len(word)
            before, after = low[start - 1 : start], low[end : end + 1]
            if not before.isalnum() and not after.isalnum():
                spans.append((start, end))
            start = low.find(word, start + 1)
    return tuple(sorted(spans))


def masked_words(text: str, wanted: Iterable[str]) -> tuple[str, int]:
    """A stored text with these words masked too, and how often they stood there."""
    spans = spans_of(text, wanted)
    joined: list[Span] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            start, end = joined[-1][0], max(end, joined.pop()[1])
        joined.append((start, end))
    for start, end in reversed(joined):
        text = f"{text[:start]}[{DUTCH_KIND[Kind.PERSON]}]{text[end:]}"
    return text, len(joined)
