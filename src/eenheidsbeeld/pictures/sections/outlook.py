"""4. Looking ahead: what stands in the calendar for 14 days, and what the editors expect of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.pictures import gather
from eenheidsbeeld.pictures.sections.written import written
from eenheidsbeeld.pictures.words import day_and_time
from eenheidsbeeld.publishing import blocks
from eenheidsbeeld.publishing.kinds import Compiling
from eenheidsbeeld.situations.labels import CALENDAR_KIND_LABELS
from eenheidsbeeld.situations.models import CalendarEntry
from eenheidsbeeld.situations.rules import CalendarKind

DAYS = 14


def outlook(compiling: Compiling) -> tuple[blocks.Block, ...]:
    """Expectations with their likelihood first, then the calendar. A demonstration is a right, not a risk."""
    since = min(
        max(compiling.at, Week.parse(compiling.edition.week).at(4, 0)), Week.parse(compiling.edition.week).ends_at
    )
    entries = gather.coming_up(compiling.looker, compiling.edition, since=since, days=DAYS)
    made: list[blocks.Block] = [*written(compiling)]
    if not entries:
        made.append(blocks.Gap(_("Nothing stands in the calendar for the next 14 days.")))
        return tuple(made)
    names = areas.names_of(
        {entry.area_code for entry in entries if entry.area_code}, year=compiling.edition.area_year
    )
    columns = tuple(blocks.Column(title) for title in (_("When"), _("What"), _("Where"), _("Kind")))
    rows = tuple(_row(entry, names) for entry in entries)
    note = _("Demonstrating is a right. Standing in this list says nothing about risk.")
    made.append(blocks.Table(_("Calendar for the next 14 days"), columns, rows, note))
    return tuple(made)


def _row(entry: CalendarEntry, names: dict[str, str]) -> tuple[blocks.Cell, ...]:
    place = ", ".join(part for part in (names.get(entry.area_code, ""), entry.place_name) if part)
    kind = str(CALENDAR_KIND_LABELS[CalendarKind(entry.kind)])
    return (day_and_time(entry.starts_at, time_known=entry.time_known), entry.title, place, kind)
