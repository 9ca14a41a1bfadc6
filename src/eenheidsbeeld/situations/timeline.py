"""The course of a situation as its page draws it: assessments are the spine, with level and phase."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.situations.labels import LEVEL_LABELS
from eenheidsbeeld.situations.models import AreaLevel, Assessment, CalendarEntry, Fact
from eenheidsbeeld.situations.queries import SituationDetail
from eenheidsbeeld.situations.queries.detail import AttachedWeek, TurningPoint
from eenheidsbeeld.situations.rules import Level

Event = dict[str, Any]


def timeline(detail: SituationDetail) -> list[Event]:
    """Everything that happened, newest first. Facts stand at the moment they happened, if that is known."""
    names = areas.names_of({one.area_code for one in detail.levels})
    events = [
        *_judgements(detail.assessments, detail.functions),
        *(_fact(one, detail.functions) for one in detail.facts if one.withdrawn_at is None),
        *(_turn(one) for one in detail.turning_points),
        *(_attached(one) for one in detail.attached),
        *(_area_level(one, names) for one in detail.levels),
        *(_date(one) for one in detail.calendar),
    ]
    return sorted(events, key=lambda event: event["at"], reverse=True)


def _judgements(newest_first: Iterable[Assessment], names: dict[int, str]) -> list[Event]:
    """Level and phase are drawn where they changed, so the eye can follow them."""
    events: list[Event] = []
    level, phase = None, ""
    for one in reversed(list(newest_first)):
        event = {"at": one.at, "kind": "assessment", "by": names.get(one.by_id, ""), "text": one.text}
        if one.is_dissent:
            events.append({**event, "title": _("Sees it differently: %(level)s") % {"level": _level_word(one.level)}})
            continue
        event |= {"level": one.level, "direction": one.direction}
        if one.phase != phase:
            event["phase"] = one.phase
        events.append({**event, "title": _title(level, one.level)})
        level, phase = one.level, one.phase
    return events


def _title(before: int | None, now: int) -> str:
    if before is None:
        return _("First assessment")
    if now > before:
        return _("Level raised from %(before)s to %(now)s") % {"before": before, "now": now}
    if now < before:
        return _("Level lowered from %(before)s to %(now)s") % {"before": before, "now": now}
    return _("Assessed again")


def _level_word(level: int) -> str:
    return f"{level} · {LEVEL_LABELS[Level(level)]}"


def _fact(one: Fact, names: dict[int, str]) -> Event:
    return {"at": one.happened_at or one.at, "kind": "fact", "title": one.text, "by": names.get(one.by_id, "")}


def _turn(one: TurningPoint) -> Event:
    words = {
        "situation_started": _("Situation started"),
        "situation_closed": _("Situation closed"),
        "situation_reopened": _("Situation opened again"),
        "situation_merged": _("Merged into another situation"),
        "situation_received": _("Another situation was merged into this one"),
        "situation_split": _("Part of this situation goes on by itself"),
        "situation_split_off": _("Split off from another situation"),
    }
    href = f"/situaties/{one.other}/" if one.other else ""
    return {"at": one.at, "kind": "note", "title": words[one.event], "by": one.by, "href": href}


def _attached(one: AttachedWeek) -> Event:
    text = ngettext("%(count)d signal attached", "%(count)d signals attached", one.count) % {"count": one.count}
    return {"at": one.at, "kind": "note", "title": text}


def _area_level(one: AreaLevel, names: dict[str, str]) -> Event:
    title = _("%(name)s set its level for week %(week)s") % {
        "name": names[one.area_code],
        "week": one.week.split("W")[-1].lstrip("0"),
    }
    return {"at": one.at, "kind": "level", "title": title, "level": one.level, "direction": one.direction}


def _date(one: CalendarEntry) -> Event:
    return {"at": one.starts_at, "kind": "trigger", "title": one.title, "href": f"/agenda/#{one.reference}"}
