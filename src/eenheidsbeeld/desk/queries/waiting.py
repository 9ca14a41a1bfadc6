"""What waits for somebody: the work of each role, the most pressing first. One function per kind of work."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eenheidsbeeld.accountability import queries as accountability
from eenheidsbeeld.accountability.rules import hours_left
from eenheidsbeeld.accounts.models import Notice, Organisation
from eenheidsbeeld.accounts.queries import notices_waiting, people
from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.rules import Level
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.desk.labels import NOTICE_MAIL
from eenheidsbeeld.desk.queries.lines import Ground, Line, day_and_hour
from eenheidsbeeld.sharing import queries as sharing
from eenheidsbeeld.sharing.key_rules import GlassState
from eenheidsbeeld.sharing.labels import GLASS_LABELS
from eenheidsbeeld.signals import queries as signals
from eenheidsbeeld.signals.labels import FETCH_LABELS
from eenheidsbeeld.signals.rules import SIGNAL_KIND, SignalState
from eenheidsbeeld.situations import queries as situations
from eenheidsbeeld.situations.queries import LevelAnswer

MOST_URGENT = 10
MOST_REPORTS = 10
CANNOT_WAIT = "cannot_wait"
ABOUT_THE_NIGHT = ("destruction_failed", "destruction_cut_off", "destruction_missed", "log_flawed")


def urgent_notices(viewer: Viewer) -> list[Line]:
    """What cannot wait, before everything else; only analysts get these notices."""
    notices = list(notices_waiting(viewer).filter(kind=CANNOT_WAIT)[:MOST_URGENT])
    about = {one.subject_reference for one in notices if one.subject_kind == SIGNAL_KIND}
    callers = {one.subject_reference for one in notices} - about
    seen = dict(signals.readable(viewer).filter(reference__in=about).values_list("reference", "area_code"))
    names = areas.names_of(code for code in seen.values() if code)
    asking = {one.reference: one for one in Organisation.objects.filter(reference__in=callers)}
    return [_urgent_line(one, names.get(seen.get(one.subject_reference, ""), ""), asking) for one in notices]


def _urgent_line(notice: Notice, place: str, asking: dict[str, Organisation]) -> Line:
    address = reverse("desk:notice", args=[notice.kind, notice.subject_reference])
    caller = asking.get(notice.subject_reference)
    if caller is not None:
        return Line(
            _("%(name)s has something that cannot wait") % {"name": caller.name},
            note=_("Asked on %(moment)s. Call back.") % {"moment": day_and_hour(notice.at)},
            phone=caller.duty_phone, urgent=True, action=address, button=_("I have called"),
        )  # fmt: skip
    title = _("Cannot wait: signal from %(place)s") % {"place": place} if place else _("Cannot wait: a signal")
    return Line(title, address, day_and_hour(notice.at), urgent=True)


def reported_names(viewer: Viewer) -> list[Line]:
    """Signals that are hidden until the privacy officer has looked for the name that somebody saw."""
    if not viewer.has_role(Role.PRIVACY_OFFICER.value):
        return [*_own_reported(viewer), *_officer_needed(viewer)]
    return [
        Line(
            _("A name may stand in a signal of %(owner)s") % {"owner": one.owner.name},
            reverse("signals:name_report", args=[one.reference]),
            _("Reported on %(moment)s. The signal is hidden until you have dealt with it.")
            % {"moment": day_and_hour(one.reported_at)},
            urgent=True,
        )
        for one in signals.name_reports(viewer).filter(settled_at=None)[:MOST_REPORTS]
    ]


def _own_reported(viewer: Viewer) -> list[Line]:
    """What no privacy officer can read comes to who brought it in."""
    return [
        Line(
            _("A name may stand in a signal that you brought in"),
            reverse("signals:name_report", args=[one.reference]),
            _("Reported on %(moment)s. The signal is hidden until you take the name out.")
            % {"moment": day_and_hour(one.reported_at)},
            urgent=True,
        )
        for one in signals.own_reports(viewer)[:MOST_REPORTS]
    ]


def _officer_needed(viewer: Viewer) -> list[Line]:
    """For who gives roles: nothing of the signal, only that somebody has to look."""
    if not signals.reports_without_officer(viewer):
        return []
    subject, lead = NOTICE_MAIL["officer_needed"]
    return [Line(str(subject), reverse("accounts:people"), str(lead), urgent=True)]


def troubled_nights(viewer: Viewer) -> list[Line]:
    """The destruction of a night that went wrong, or a log that is not whole: for the keepers of the bureau."""
    if not viewer.has_role(Role.PRIVACY_OFFICER.value, Role.ADMINISTRATOR.value):
        return []
    found = notices_waiting(viewer).filter(kind__in=ABOUT_THE_NIGHT)
    latest = {one.kind: one for one in reversed(found[:MOST_REPORTS])}
    return [
        Line(
            str(NOTICE_MAIL[one.kind][0]), reverse("desk:notice", args=[one.kind, one.subject_reference]),
            str(NOTICE_MAIL[one.kind][1]), urgent=True,
        )
        for one in latest.values()
    ]  # fmt: skip


def holds_to_look_at(viewer: Viewer, at: datetime) -> list[Line]:
    """Holds on destruction of which the day has come to see whether they are still needed."""
    if not viewer.has_role(Role.PRIVACY_OFFICER.value):
        return []
    due = [one for one in accountability.holds(viewer, at) if one.is_due]
    return [
        Line(
            _("Is this hold on destruction still needed? %(what)s") % {"what": one.what},
            reverse("accountability:hold", args=[one.hold.reference]),
        )
        for one in due[:MOST_REPORTS]
    ]


def held_elsewhere(viewer: Viewer) -> list[Line]:
    """Another organisation began to keep records of the own one."""
    if not viewer.has_role(Role.PRIVACY_OFFICER.value, Role.ADMINISTRATOR.value):
        return []
    told = notices_waiting(viewer).filter(kind="held_elsewhere").first()
    if told is None:
        return []
    (subject, lead), address = (
        NOTICE_MAIL[told.kind],
        reverse("desk:notice", args=[told.kind, told.subject_reference]),
    )
    if told.subject_kind == "audit.legalhold":
        return [Line(str(subject), address, str(lead))]
    return [Line(str(subject), note=str(lead), action=address, button=_("I have read this"))]


def asked_to_share(viewer: Viewer) -> list[Line]:
    """Questions of others whether something of the own organisation may be shared wider."""
    return [
        Line(
            _("%(name)s asks whether something may be shared wider") % {"name": one.asked_by.organisation.name},
            reverse("sharing:answer", args=[one.reference]),
            _("Asked on %(moment)s.") % {"moment": day_and_hour(one.asked_at)},
        )
        for one in sharing.waiting_for_answer(viewer)
    ]


def emergency_access(viewer: Viewer, at: datetime) -> list[Line]:
    """A compartment that somebody asks to open without a key, and what a privacy officer has to review."""
    return [
        Line(
            _("Emergency access to %(name)s: %(state)s")
            % {"name": one.compartment.name, "state": str(GLASS_LABELS[sharing.state_of(one, at)]).lower()},
            reverse("sharing:break_glass", args=[one.reference]),
            _("Asked on %(moment)s.") % {"moment": day_and_hour(one.asked_at)},
            urgent=sharing.state_of(one, at) == GlassState.ASKED,
        )
        for one in sharing.break_glass_waiting(viewer, at)
    ]


def breach_clocks(viewer: Viewer, at: datetime) -> list[Line]:
    """Data breaches that are neither reported nor closed, with the hours that are left."""
    found = accountability.breaches(viewer).filter(closed_at=None, supervisor_told_at=None)[:MOST_REPORTS]
    return [
        Line(
            _clock_words(one.organisation.name, hours_left(one.discovered_at, at)),
            reverse("accountability:breach", args=[one.reference]),
            _("Discovered on %(moment)s.") % {"moment": day_and_hour(one.discovered_at)},
            urgent=True,
        )
        for one in found
    ]


def _clock_words(owner: str, hours: int) -> str:
    if hours < 0:
        return _("Data breach at %(owner)s: the 72 hours are over") % {"owner": owner}
    words = ngettext(
        "Data breach at %(owner)s: %(hours)s hour left to report",
        "Data breach at %(owner)s: %(hours)s hours left to report",
        hours,
    )
    return words % {"owner": owner, "hours": hours}


def own_level(viewer: Viewer, ground: Ground, answer: LevelAnswer | None) -> list[Line]:
    """The level of the own municipality, as long as it has not set one for this week."""
    may_set = viewer.has_role(Role.CONTRIBUTOR.value, Role.SIGNATORY.value)
    if answer is None or answer.stated is not None or not may_set:
        return []
    name = areas.names_of([ground.municipality])[ground.municipality]
    return [
        Line(
            _("Set the level of %(name)s for week %(week)s") % {"name": name, "week": answer.week.number},
            f"{reverse('situations:level', args=[ground.municipality])}?week={answer.week}",
            _level_note(answer),
        )
    ]


def _level_note(answer: LevelAnswer) -> str:
    parts = []
    if answer.proposed:
        parts.append(_("The analyst proposes %(level)s.") % {"level": answer.proposed.level})
    if answer.previous:
        was = {"level": answer.previous.level, "week": answer.previous.week.number}
        parts.append(_("Last time: %(level)s, in week %(week)s.") % was)
    return " ".join(parts) or _("Your municipality has not set a level before.")


def own_return(viewer: Viewer, ground: Ground, week: Week) -> list[Line]:
    """Nothing came from the own municipality this week yet: one tap says that there is nothing."""
    if not ground.municipality or not viewer.has_role(Role.CONTRIBUTOR.value):
        return []
    own = signals.readable(viewer).filter(owner_id=viewer.organisation, received_at__gte=week.starts_at)
    if signals.nil_return_of(viewer, week) or own.exclude(state=SignalState.WITHDRAWN.value).exists():
        return []
    return [
        Line(
            _("Nothing came from your municipality this week yet"),
            note=_("Is there nothing to report in week %(week)s? Then that is worth knowing too.")
            % {"week": week.number},
            action=reverse("signals:nil_return"),
            button=_("Nothing to report"),
        )
    ]


def inbox(viewer: Viewer) -> list[Line]:
    """How many signals wait for a decision, and since when."""
    if not viewer.has_role(Role.ANALYST.value):
        return []
    waiting = signals.readable(viewer).filter(
        state=SignalState.RECEIVED.value, is_hidden=False, owner__unit_code=viewer.unit
    )
    found = waiting.order_by().aggregate(count=Count("pk"), oldest=Min("received_at"))
    if not found["count"]:
        return []
    title = ngettext("%(count)s signal waits in the inbox", "%(count)s signals wait in the inbox", found["count"]) % {
        "count": found["count"]
    }
    note = _("The oldest came in on %(moment)s.") % {"moment": day_and_hour(found["oldest"])}
    return [Line(title, reverse("situations:inbox"), note)]


def levels_to_propose(viewer: Viewer, week: Week, answers: dict[str, LevelAnswer]) -> list[Line]:
    """Municipalities for which nobody has proposed or set a level this week."""
    if not viewer.has_role(Role.ANALYST.value):
        return []
    bare = [code for code, one in answers.items() if one.status == "not_set"]
    if not bare:
        return []
    title = ngettext(
        "%(count)s municipality has no level and no proposal yet",
        "%(count)s municipalities have no level and no proposal yet",
        len(bare),
    ) % {"count": len(bare)}
    names = sorted(areas.names_of(bare).values())
    more = "" if len(names) <= 4 else " …"
    return [Line(title, f"{reverse('situations:levels')}?week={week}", ", ".join(names[:4]) + more)]


def announced(viewer: Viewer, at: datetime) -> list[Line]:
    """Signals that announce something, about which nobody has decided whether it goes on the calendar."""
    if not viewer.has_role(Role.ANALYST.value):
        return []
    found = situations.proposals(viewer, at)
    if not found:
        return []
    title = ngettext(
        "%(count)s announced date is not on the calendar yet",
        "%(count)s announced dates are not on the calendar yet",
        len(found),
    ) % {"count": len(found)}
    soonest = found[0].starts_at
    note = _("The first is on %(day)s.") % {"day": day_and_hour(soonest)} if soonest else ""
    return [Line(title, f"{reverse('situations:calendar')}#voorstellen", note)]


def troubled_sources(viewer: Viewer) -> list[Line]:
    """Feeds of the unit that fail, with what went wrong."""
    if not viewer.has_role(Role.ADMINISTRATOR.value):
        return []
    failing = signals.sources(viewer).filter(is_active=True, failures__gt=0)
    return [
        Line(
            _("%(source)s cannot be read") % {"source": one.name},
            reverse("signals:source", args=[one.reference]),
            str(FETCH_LABELS.get(one.last_outcome, one.last_outcome)),
        )
        for one in failing[:10]
    ]


def unknown_teams(viewer: Viewer) -> list[Line]:
    """Municipalities of the unit of which no public source names the basic team."""
    if not viewer.has_role(Role.ADMINISTRATOR.value):
        return []
    bare = [one for one in areas.areas_of_level(Level.MUNICIPALITY, within=viewer.unit) if not one.basic_team]
    if not bare:
        return []
    title = ngettext(
        "Of %(count)s municipality the basic team is unknown",
        "Of %(count)s municipalities the basic team is unknown",
        len(bare),
    ) % {"count": len(bare)}
    note = _("No public source names it. Fill it in on the page of the municipality, beginning with %(name)s.")
    return [Line(title, reverse("desk:area", args=[bare[0].code]), note % {"name": bare[0].name})]


def accounts_waiting(viewer: Viewer) -> list[Line]:
    """What asks for a second administrator, and who was announced by another organisation."""
    if not viewer.has_role(Role.ADMINISTRATOR.value):
        return []
    proposals = [one for one in people.proposals_to_answer(viewer) if one.asked_by_id != viewer.membership]
    announced = [one for one in people.invitations_waiting(viewer) if one.announced_by_id and not one.number]
    lines = []
    if count := len(proposals):
        title = ngettext(
            "%(count)s change waits for you as second administrator",
            "%(count)s changes wait for you as second administrator",
            count,
        ) % {"count": count}
        lines.append(Line(title, reverse("accounts:people"), _("Agree or decline.")))
    if count := len(announced):
        title = ngettext("%(count)s person comes to you", "%(count)s people come to you", count) % {"count": count}
        lines.append(Line(title, reverse("accounts:people"), _("Choose function and roles")))
    return lines
