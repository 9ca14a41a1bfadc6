"""The calendar as a file for other programmes. It leaves the application, so every title carries its marking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from eenheidsbeeld.accounts.queries import organisation_names
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.templatetags.words import MARKINGS
from eenheidsbeeld.sharing.labels import REGIME_LABELS
from eenheidsbeeld.sharing.rules import Regime
from eenheidsbeeld.situations.queries import CalendarItem


def as_icalendar(items: Iterable[CalendarItem], area_names: Mapping[str, str], at: datetime) -> bytes:
    """One event per item; a day without a time is a whole day."""
    items = list(items)
    owners = organisation_names(item.owner for item in items)
    calendar = Calendar()
    calendar.add("prodid", "-//Eenheidsbeeld//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Eenheidsbeeld")
    for item in items:
        calendar.add_component(_event(item, area_names, owners.get(item.owner, ""), at))
    return bytes(calendar.to_ical())


def _event(item: CalendarItem, area_names: Mapping[str, str], owner: str, at: datetime) -> Event:
    marking, meaning = MARKINGS[item.marking]
    law = str(REGIME_LABELS[Regime(item.regime)])
    where = [item.place_name, *(area_names.get(code, code) for code in item.area_codes)]
    starts = item.starts_at.astimezone(DUTCH_TIME)
    ends = (item.ends_at or item.starts_at).astimezone(DUTCH_TIME)
    event = Event()
    event.add("uid", f"{item.reference}-{starts.year}@eenheidsbeeld")
    event.add("dtstamp", at)
    event.add("summary", f"[{marking}] {item.title}")
    event.add("class", "CONFIDENTIAL")
    event.add("x-tlp", marking)
    event.add(
        "description", "\n".join(part for part in (item.note, f"{marking}: {meaning}", f"{owner}, {law}") if part)
    )
    event.add("location", ", ".join(part for part in where if part))
    if item.time_known:
        event.add("dtstart", starts)
        event.add("dtend", ends if ends > starts else starts + timedelta(hours=1))
    else:
        event.add("dtstart", starts.date())
        event.add("dtend", ends.date() + timedelta(days=1))
    if not item.is_certain:
        event.add("status", "TENTATIVE")
        event.add("comment", _("The date is not certain."))
    return event
