"""What the software suggests of itself. Each kind has an entry for the Algoritmeregister, and can be switched off."""

from __future__ import annotations

from enum import StrEnum


class Suggestion(StrEnum):
    REDACTION = "redaction"
    PLACES = "places"
    DATES = "dates"
    NEAR_DUPLICATES = "near_duplicates"
    PHENOMENA = "phenomena"
    LEARNED_PHENOMENA = "learned_phenomena"
    SITUATION_FIT = "situation_fit"
    CALENDAR_PROPOSALS = "calendar_proposals"
    PLAIN_WORDS = "plain_words"
    USUAL_COUNTS = "usual_counts"
    ALERTS = "alerts"
    FORECASTS = "forecasts"
    WOO_PERSONAL_DATA = "woo_personal_data"


# Without cleaning nothing may be stored, so this one is never off.
ALWAYS_ON = frozenset({Suggestion.REDACTION})
