"""4. Looking ahead: what stands in the calendar for 14 days, and what the editors expect of it."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.pictures.sections.written import written
from eenheidsbeeld.pictures.words import day_and_time, listed
from eenheidsbeeld.publishing import blocks
from eenheidsbeeld.publishing.kinds import Compiling
from eenheidsbeeld.situations import queries as situations
from eenheidsbeeld.situations.labels import CALENDAR_KIND_LABELS, TRIGGER_KIND_LABELS
from eenheidsbeeld.situations.queries import CalendarItem
from eenheidsbeeld.situations.rules import CalendarKind, TriggerKind

DAYS = 14


def outlook(compiling: Compiling) -> tuple[blocks.Block, ...]:
    """Expectations with their likelihood first, then the calendar. A demonstration is a right, not a risk."""
    coming = _coming(compiling)
    made: list[blocks.Block] = [*written(compiling)]
    if not coming:
        made.append(blocks.Gap(_("Nothing stands in the calendar for the next 14 days.")))
        return tuple(made)
    columns = tuple(blocks.Column(title) for title in (_("When"), _("What"), _("Where"), _("Kind")))
    rows = tuple(_row(item, compiling.edition.area_year) for item in coming)
    note = _("Demonstrating is a right. Standing in this list says nothing about risk.")
    made.append(blocks.Table(_("Calendar for the next 14 days"), columns, rows, note))
    return tuple(made)


def _coming(compiling: Compiling) -> list[CalendarItem]:
    """From the moment of compiling, but never outside the week of the edition: an old one keeps its own horizon."""
    week = Week.parse(compiling.edition.week)
    since = min(max(compiling.at, week.at(1, 0)), week.ends_at)
    codes = areas.codes_in(compiling.edition.area_code, year=compiling.edition.area_year)
    items = situations.calendar(compiling.looker, since, since + timedelta(days=DAYS), codes)
    return [item for item in items if not item.is_proposal and item.starts_at >= since]


def _row(item: CalendarItem, area_year: int) -> tuple[blocks.Cell, ...]:
    names = sorted(areas.names_of(item.area_codes, year=area_year).values())
    place = ", ".join(part for part in (listed(names), item.place_name) if part)
    return (day_and_time(item.starts_at, time_known=item.time_known), item.title, place, kind_in_words(item))


def kind_in_words(item: CalendarItem) -> str:
    if item.is_trigger:
        return str(TRIGGER_KIND_LABELS[TriggerKind(item.kind)])
    return str(CALENDAR_KIND_LABELS[CalendarKind(item.kind)])
