"""Reading the log: who did what to which record and when, by function; and whether the log is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eenheidsbeeld.accountability.log_labels import ACT_LABELS, ROOM_LABELS, SYSTEM_LABELS
from eenheidsbeeld.accountability.queries import reach
from eenheidsbeeld.accounts.queries import functions, organisation_names
from eenheidsbeeld.audit.labels import FLAW_LABELS
from eenheidsbeeld.audit.models import AuditEntry, LogCheck
from eenheidsbeeld.audit.rules import Flaw
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer

PAGE = 50


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Days included; a room, an act and a reference narrow it."""

    first: date
    last: date
    room: str = ""
    act: str = ""
    reference: str = ""

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.first, time(), DUTCH_TIME)

    @property
    def ends_at(self) -> datetime:
        return datetime.combine(self.last + timedelta(days=1), time(), DUTCH_TIME)

    def for_log(self) -> dict[str, str]:
        return {"first": str(self.first), "last": str(self.last), "room": self.room, "act": self.act}


@dataclass(frozen=True, slots=True)
class LogLine:
    number: int
    at: datetime
    act: str
    record: str
    who: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page, newest first; `before` is the number to go on from, None on the last page."""

    lines: Sequence[LogLine]
    before: int | None


def log_page(viewer: Viewer, wanted: LogFilter, *, before: int | None = None) -> LogPage:
    """The acts of the own organisation, or on one own record those of everybody."""
    rows = _entries(viewer, wanted)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    shown = found[:PAGE]
    return LogPage(_in_words(shown), shown[-1].pk if len(found) > PAGE else None)


def _entries(viewer: Viewer, wanted: LogFilter) -> QuerySet[AuditEntry]:
    reach.check_officer(viewer)
    rows = AuditEntry.objects.filter(at__gte=wanted.starts_at, at__lt=wanted.ends_at)
    if wanted.room:
        rows = rows.filter(subject_kind__startswith=f"{wanted.room}.")
    if wanted.act:
        rows = rows.filter(event=wanted.act)
    if not wanted.reference:
        return rows.filter(_by_whom(viewer))
    record = reach.own_record(viewer, wanted.reference)
    if record is None:
        raise NotThere()
    return rows.filter(subject_kind=record[0], subject_key=str(record[1]))


def _by_whom(viewer: Viewer) -> Q:
    """The bureau runs the installation, so it also sees what the software did by itself."""
    ours = Q(organisation__in=reach.organisations(viewer))
    return ours | Q(organisation=None) if reach.is_of_the_bureau(viewer) else ours


def _in_words(entries: Sequence[AuditEntry]) -> list[LogLine]:
    people = functions(one.membership for one in entries if one.membership is not None)
    places = organisation_names(one.organisation for one in entries if one.organisation is not None)
    records = reach.named([(one.subject_kind, one.subject_key) for one in entries])
    return [
        LogLine(
            one.pk, one.at, act_in_words(one), records[one.subject_kind, one.subject_key], _who(one, people, places)
        )
        for one in entries
    ]


def act_in_words(entry: AuditEntry) -> str:
    words = str(ACT_LABELS.get(entry.event, entry.event))
    count = entry.details.get("count")
    if isinstance(count, int) and count:
        return f"{words} ({ngettext('%(n)s record', '%(n)s records', count) % {'n': count}})"
    return words


def _who(entry: AuditEntry, people: dict[int, str], places: dict[int, str]) -> str:
    """By function. Who left is forgotten; then the organisation remains."""
    if entry.membership is not None:
        place = places.get(entry.organisation or 0, "")
        return people.get(entry.membership, "").strip(", ") or _("Somebody who left, %(place)s") % {"place": place}
    return str(SYSTEM_LABELS.get(entry.system) or _("The software itself (%(part)s)") % {"part": entry.system})


# --- Is it whole? ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CheckInWords:
    """The latest check that came to its end, and whether another one runs."""

    check: LogCheck | None
    is_running: bool
    flaws: Sequence[str] = ()
    by: str = ""

    @property
    def is_whole(self) -> bool:
        return self.check is not None and not self.check.findings


def latest_check(viewer: Viewer) -> CheckInWords:
    reach.check_officer(viewer)
    last = LogCheck.objects.exclude(ended_at=None).order_by("-asked_at", "-id").first()
    is_running = LogCheck.objects.filter(ended_at=None, asked_at__gt=last.asked_at if last else _long_ago()).exists()
    if last is None:
        return CheckInWords(None, is_running)
    by = functions([last.asked_by]).get(last.asked_by, "") if last.asked_by is not None else ""
    return CheckInWords(last, is_running, [flaw_in_words(one) for one in last.findings], by)


def _long_ago() -> datetime:
    return datetime(2000, 1, 1, tzinfo=DUTCH_TIME)


def flaw_in_words(found: dict[str, object]) -> str:
    """Such as: "Link 12: removed. Entries 301, 302"."""
    what = str(FLAW_LABELS[Flaw(str(found["flaw"]))])
    where = _("Part that was not sealed yet")
    if found.get("night"):
        where = _("Night %(number)s") % {"number": found["night"]}
    elif found.get("seal"):
        where = _("Link %(number)s") % {"number": found["seal"]}
    entries = found.get("entries") or []
    numbers = ", ".join(str(one) for one in entries) if isinstance(entries, list) else ""
    return f"{where}: {what}" + (f" ({numbers})" if numbers else "")


def rooms() -> list[tuple[str, str]]:
    return sorted(((key, str(label)) for key, label in ROOM_LABELS.items()), key=lambda one: one[1])


def acts() -> list[tuple[str, str]]:
    return sorted(((key, str(label)) for key, label in ACT_LABELS.items()), key=lambda one: one[1])
