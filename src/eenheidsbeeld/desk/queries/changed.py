"""What changed since somebody was here: editions, levels of municipalities, situations."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eenheidsbeeld.accounts.queries import notices_waiting
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.desk.labels import EDITION_NOTICES
from eenheidsbeeld.desk.queries.editions import title_of
from eenheidsbeeld.desk.queries.lines import Ground, Line, day_and_hour
from eenheidsbeeld.pictures.words import listed
from eenheidsbeeld.publishing import queries as publishing
from eenheidsbeeld.publishing.models import Edition
from eenheidsbeeld.publishing.rules import EditionState
from eenheidsbeeld.situations import queries as situations
from eenheidsbeeld.situations.queries import Change, LevelAnswer

MOST_EDITIONS = 4
MOST_LEVELS = 4
MOST_SITUATIONS = 6


def told_editions(viewer: Viewer) -> dict[str, str]:
    """Editions of which a notice waits that nobody with this role has opened: kind of notice by reference."""
    notices = notices_waiting(viewer).filter(kind__in=EDITION_NOTICES).order_by("at", "id")
    return {one.subject_reference: one.kind for one in notices}


def editions(viewer: Viewer, since: datetime, told: dict[str, str], *, shown_above: str = "") -> list[Line]:
    """Released, corrected and withdrawn editions: since the last visit, or told in a notice that nobody opened."""
    withdrawn = Q(state=EditionState.WITHDRAWN.value, ended_at__gte=since)
    recent = Q(released_at__gte=since) | withdrawn | Q(content_destroyed_at__gte=since)
    found = publishing.released_editions(viewer).defer("snapshot").filter(recent | Q(reference__in=told))
    found = found.exclude(reference=shown_above)
    return [_edition_line(one, told.get(one.reference, "")) for one in found[:MOST_EDITIONS]]


def _edition_line(edition: Edition, told: str) -> Line:
    kind = told or _kind_of(edition)
    title = EDITION_NOTICES[kind] % {"edition": title_of(edition), "version": edition.version}
    address = address_of(edition, told)
    note = edition.correction_note if kind == "edition_corrected" else ""
    moments = {"edition_withdrawn": edition.ended_at, "edition_destroyed": edition.content_destroyed_at}
    moment = moments.get(kind, edition.released_at)
    return Line(title, address, note or (day_and_hour(moment) if moment else ""), urgent=kind in moments)


def address_of(edition: Edition, told: str) -> str:
    """The edition itself; by way of its notice while that waits, so that it then no longer does."""
    if told:
        return reverse("desk:notice", args=[told, edition.reference])
    return reverse("pictures:read", args=[edition.reference])


def _kind_of(edition: Edition) -> str:
    if edition.content_destroyed_at is not None:
        return "edition_destroyed"
    if edition.state == EditionState.WITHDRAWN:
        return "edition_withdrawn"
    return "edition_corrected" if edition.version > 1 else "edition_released"


def levels(answers: dict[str, LevelAnswer], since: datetime) -> list[Line]:
    """Levels that municipalities set for this week since the last visit, the highest first."""
    fresh = [one for one in answers.values() if one.stated and one.stated.at >= since]
    fresh.sort(key=lambda one: (-(one.level or 0), one.area_code))
    names = areas.names_of(one.area_code for one in fresh)
    lines = [
        Line(
            _("Level of %(name)s") % {"name": names[one.area_code]},
            reverse("desk:area", args=[one.area_code]),
            _moved(one),
            shows_level=True,
            level=one.level,
            direction=one.direction,
        )
        for one in fresh[:MOST_LEVELS]
    ]
    return [*lines, *_other_levels([names[one.area_code] for one in fresh[MOST_LEVELS:]])]


def _moved(answer: LevelAnswer) -> str:
    if answer.previous and answer.previous.level != answer.level:
        was = {"level": answer.previous.level, "week": answer.previous.week.number}
        return _("Was %(level)s in week %(week)s") % was
    return ""


def _other_levels(names: list[str]) -> list[Line]:
    if not names:
        return []
    title = ngettext("%(count)s other level was set", "%(count)s other levels were set", len(names))
    return [Line(title % {"count": len(names)}, reverse("situations:levels"), listed(sorted(names)))]


def changed_situations(viewer: Viewer, ground: Ground, since: datetime) -> tuple[list[Line], list[int]]:
    """New, raised, lowered and closed, with the keys of what is shown for the log."""
    found = situations.changes_since(viewer, since, area_codes=ground.around)
    sorts = (
        (_("Level raised"), found.raised),
        (_("New"), found.new),
        (_("Level lowered"), found.lowered),
        (_("Closed"), found.closed),
        (_("Assessed again"), [one for one in found.judged if ground.is_home(one.areas)]),
    )
    every = [(word, one) for word, changes in sorts for one in changes]
    names = areas.names_of({code for _word, one in every[:MOST_SITUATIONS] for code in one.areas})
    lines = [_situation_line(word, one, names) for word, one in every[:MOST_SITUATIONS]]
    if len(every) > MOST_SITUATIONS:
        more = len(every) - MOST_SITUATIONS
        title = ngettext("%(count)s other situation changed", "%(count)s other situations changed", more)
        lines.append(Line(title % {"count": more}, reverse("situations:list")))
    return lines, [one.situation.pk for _word, one in every[:MOST_SITUATIONS]]


def _situation_line(word: str, change: Change, names: dict[str, str]) -> Line:
    places = listed(sorted(names[code] for code in change.areas))
    return Line(
        change.situation.title,
        reverse("situations:situation", args=[change.situation.reference]),
        f"{word} · {places}" if places else word,
        shows_level=change.level_now is not None,
        level=change.level_now,
        direction=change.situation.direction if change.level_now is not None else "",
    )
