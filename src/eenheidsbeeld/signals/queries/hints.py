"""Hints about words for who writes, unless their organisation switched that off."""

from __future__ import annotations

from eenheidsbeeld.core.plain_words import NO_HINTS, Hints, hints_in
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.signals.queries.switched_off import is_on


def hints_for(viewer: Viewer, *texts: str) -> Hints:
    """Loaded words and notices in what this viewer writes. Nothing of it is kept."""
    return hints_in(*texts) if is_on(viewer.organisation, Suggestion.PLAIN_WORDS) else NO_HINTS
