"""Chances and scores as people say them."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()
MEASURES = {
    "brier": _("Brier score (0 is perfect)"),
    "log": _("Log score (0 is perfect)"),
    "slope": _("Slope of the calibration (1 is as said)"),
    "error": _("Mean distance from what was said"),
}


@register.filter
def as_chance(value: float) -> str:
    """A chance in whole percents, and never 0 or 100: nothing is certain."""
    percent = round(100 * value)
    return "<1%" if percent < 1 else ">99%" if percent > 99 else f"{percent}%"


@register.filter
def as_share(value: float | None) -> str:
    return "–" if value is None else f"{round(100 * value)}%"


@register.filter
def measure_name(key: str) -> object:
    return MEASURES[key]
