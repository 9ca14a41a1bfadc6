"""Chances and scores as people say them."""

from __future__ import annotations

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.outlook.labels import METHOD_LABELS

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
def as_p(value: float) -> str:
    """A p-value with as many digits as it has, down to one in a hundred thousand."""
    return f"< {number_format(0.00001, 5)}" if value < 0.00001 else number_format(value, 5)


@register.filter
def week_in_words(week: str) -> str:
    return gettext("week %(number)s of %(year)s") % {"number": int(week[-2:]), "year": week[:4]}


@register.filter
def method_name(key: str) -> object:
    return METHOD_LABELS.get(key, key)


@register.filter
def measure_name(key: str) -> object:
    return MEASURES[key]
