"""What is coming: dates and triggers of the own area, with what falls together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.desk.queries.lines import Line, day, day_and_hour
from eenheidsbeeld.pictures.words import listed
from eenheidsbeeld.situations import queries as situations
from eenheidsbeeld.situations.queries import CalendarItem

MOST_DATES = 8


def dates(viewer: Viewer, codes: Iterable[str], *, at: datetime, days: int = 7, most: int = MOST_DATES) -> list[Line]:
    """The coming days, in order of time; what goes on for weeks comes after what happens on a day."""
    items = situations.calendar(viewer, at, at + timedelta(days=days), codes)
    items.sort(key=lambda item: (item.starts_at < at - timedelta(days=1), item.starts_at))
    names = areas.names_of({code for item in items[:most] for code in item.area_codes})
    lines = [_line(item, names, at) for item in items[:most]]
    if len(items) > most:
        more = len(items) - most
        title = ngettext("%(count)s other date", "%(count)s other dates", more) % {"count": more}
        lines.append(Line(title, reverse("situations:calendar")))
    return lines


def _line(item: CalendarItem, names: dict[str, str], at: datetime) -> Line:
    places = [names[code] for code in item.area_codes]
    where = _("%(count)s areas") % {"count": len(places)} if len(places) > 3 else listed(sorted(places))
    notes = [_when(item, at), item.place_name, where]
    if not item.is_certain:
        notes.append(_("not certain"))
    if item.clashes:
        count = len(item.clashes)
        words = ngettext("%(count)s other that day", "%(count)s others that day", count)
        notes.append(words % {"count": count})
    return Line(item.title, note=" · ".join(dict.fromkeys(part for part in notes if part)))


def _when(item: CalendarItem, at: datetime) -> str:
    if item.starts_at < at - timedelta(days=1) and item.ends_at:
        return _("going on until %(day)s") % {"day": day(item.ends_at)}
    return day_and_hour(item.starts_at) if item.time_known else day(item.starts_at)
