"""Which suggestions of the software an organisation has switched off."""

from __future__ import annotations

from collections.abc import Collection

from eenheidsbeeld.core.once import once
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.signals.models import SuggestionOff


def switched_off(organisations: Collection[int]) -> dict[int, frozenset[str]]:
    """For each organisation the suggestions that are off now; in one question."""
    found: dict[int, set[str]] = {key: set() for key in organisations}
    rows = SuggestionOff.objects.filter(organisation_id__in=organisations, ended_at=None)
    for organisation, suggestion in rows.values_list("organisation_id", "suggestion"):
        found[organisation].add(suggestion)
    return {key: frozenset(kinds) for key, kinds in found.items()}


def is_on(organisation: int, suggestion: Suggestion) -> bool:
    """Whether this organisation lets the software suggest this."""
    off = once(("switched off", organisation), lambda: switched_off({organisation})[organisation])
    return suggestion.value not in off
