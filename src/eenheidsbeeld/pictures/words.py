"""Small sentences that sections make from numbers. Products are Dutch whatever the editor's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eenheidsbeeld.core.judgement import Level
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.situations.labels import LEVEL_LABELS


def level_in_words(level: int | None) -> str:
    """`2, verhoogd`, or that nobody established it."""
    if level is None:
        return _("not established")
    return f"{level}, {str(LEVEL_LABELS[Level(level)]).lower()}"


def listed(names: Sequence[str]) -> str:
    """`Woerden, Houten en Lopik`."""
    if len(names) <= 1:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def day_and_time(moment: datetime, *, time_known: bool) -> str:
    """`zaterdag 29 november, 14.00 uur`."""
    local = localtime(moment)
    day = date_format(local, "l j F")
    return f"{day}, {date_format(local, 'H.i')} uur" if time_known else day


def week_in_words(week: str) -> str:
    """`week 47`, with the year when it is another than people expect."""
    return _("week %(number)s") % {"number": Week.parse(week).number}


def count_of_signals(count: int) -> str:
    return ngettext("%(count)s signal", "%(count)s signals", count) % {"count": count}
