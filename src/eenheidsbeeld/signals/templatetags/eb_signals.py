"""What the text work says, as people read it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from eenheidsbeeld.core.tags.written import eb_moment
from eenheidsbeeld.signals.reasons import in_words

register = template.Library()
register.filter("in_words", in_words)


@register.filter
def all_in_words(reasons: Iterable[str]) -> str:
    return ", ".join(map(in_words, reasons))


@register.filter
def as_moment(stored: Any) -> datetime | None:
    """A moment that was kept as text."""
    return parse_datetime(str(stored)) if stored else None


@register.filter
def in_days(when: Any) -> str:
    """A moment that was found: with the hour where it is known, and of more days the first and the last."""
    if when is None or when.first is None:
        return ""
    first, last = localtime(when.first), localtime(when.last or when.first)
    shown = str(eb_moment(first if when.time_known else first.date()))
    if last.date() <= first.date():
        return shown
    return _("%(first)s up to and including %(last)s") % {"first": shown, "last": eb_moment(last.date())}


@register.filter
def percent(probability: Any) -> str:
    """ "62 %"; of a probability between 0 and 1."""
    return f"{float(probability):.0%}".replace("%", " %")
