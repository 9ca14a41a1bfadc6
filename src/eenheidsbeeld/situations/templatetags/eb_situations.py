"""Words for codes on the pages of this room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.translation import gettext as _

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.signals.aside import shown_reason
from eenheidsbeeld.signals.labels import (
    BASIS_SHORT,
    CHANNEL_LABELS,
    CONTENT_GRADE_LABELS,
    PRECISION_LABELS,
    SOURCE_GRADE_LABELS,
    STORY_KIND_LABELS,
)
from eenheidsbeeld.situations.labels import (
    CALENDAR_KIND_LABELS,
    CONFIDENCE_SHORT,
    LIKELIHOOD_LABELS,
    STATE_LABELS,
    STEP_LABELS,
    TRIGGER_KIND_LABELS,
)

register = template.Library()

LABELS: dict[str, Any] = {
    "alike": STORY_KIND_LABELS,
    "basis": BASIS_SHORT,
    "calendar_kind": {**TRIGGER_KIND_LABELS, **CALENDAR_KIND_LABELS},
    "channel": CHANNEL_LABELS,
    "confidence": CONFIDENCE_SHORT,
    "content_grade": CONTENT_GRADE_LABELS,
    "likelihood": LIKELIHOOD_LABELS,
    "precision": PRECISION_LABELS,
    "source_grade": SOURCE_GRADE_LABELS,
    "state": STATE_LABELS,
    "step": STEP_LABELS,
}


@register.filter
def label_of(value: object, kind: str) -> str:
    """`{{ fact.source_grade|label_of:"source_grade" }}`; a value without a label stands for itself."""
    found = {str(key): label for key, label in LABELS[kind].items()}
    return str(found.get(str(value), value))


@register.filter
def area_name(code: str) -> str:
    return areas.names_of([code])[code] if code else _("place unknown")


@register.filter
def area_names(codes: Iterable[str]) -> str:
    named = areas.names_of(codes)
    return ", ".join(sorted(named.values()))


@register.filter
def phenomenon_name(code: str) -> str:
    return phenomena.label(code) if code else _("no subject yet")


@register.filter
def function_of(names: dict[int, str], key: int | None) -> str:
    """The function behind a membership, from the names that the query gave."""
    return names.get(key or 0, "")


@register.filter
def aside_reason(stored: str) -> str:
    return shown_reason(stored)


@register.filter
def heading_of(text: str) -> str:
    """The first sentence of a signal, short enough for a line in a list."""
    first = text.strip().split("\n", 1)[0]
    for end in (". ", "? ", "; "):
        first = first.split(end, 1)[0]
    return first if len(first) <= 110 else first[:107].rsplit(" ", 1)[0] + " …"
