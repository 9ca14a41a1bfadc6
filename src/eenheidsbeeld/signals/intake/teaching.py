"""What the work of a person at the door teaches the organisation's own list: words that are no name, never names."""

from __future__ import annotations

from collections.abc import Iterable

from eenheidsbeeld.signals import rules
from eenheidsbeeld.signals.intake.steps import Cleaned
from eenheidsbeeld.text.findings import Document, Mask
from eenheidsbeeld.text.pipeline import analyse


def surely_a_person(word: str) -> bool:
    """Whether the cleaning takes these words for a person on more than their looks."""
    cased = " ".join(part[:1].upper() + part[1:] for part in word.split())
    masks = [
        mask
        for said in (word, cased)
        for mask in analyse([Document("", f"Gisteren gesproken met {said}.")], steps={"redact"})[0].masks
    ]
    return any(
        mask.kind == "person" and not rules.may_be_taught(kind="person", reason=mask.reason, words=word)
        for mask in masks
    )


def is_teachable(cleaned: Cleaned, mask: Mask) -> bool:
    words = cleaned.original[mask.start : mask.end]
    return rules.may_be_taught(kind=str(mask.kind), reason=mask.reason, words=words)


def words_taught(cleaned: Cleaned, wanted: Iterable[str]) -> list[str]:
    """Of the masks that were put back, the words that may go on the list; `wanted` are spans such as "12-18"."""
    asked = set(wanted)
    return [
        cleaned.original[mask.start : mask.end]
        for mask in cleaned.lifted
        if f"{mask.start}-{mask.end}" in asked and is_teachable(cleaned, mask)
    ]


def words_masked(cleaned: Cleaned) -> list[str]:
    """What a person took out by hand: whole stretches and each word of them."""
    added = [cleaned.original[mask.start : mask.end] for mask in cleaned.masks if mask.reason == "added by a person"]
    return [*added, *(word for words in added for word in words.split())]
