"""What stays behind when a function ends. Counts and tasks: who runs accounts reads no content."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eenheidsbeeld.accounts.models import Membership
from eenheidsbeeld.desk.queries.lines import Line
from eenheidsbeeld.publishing.models import PublicationTask
from eenheidsbeeld.signals.models import NameReport, Signal
from eenheidsbeeld.signals.rules import SignalState
from eenheidsbeeld.situations.models import Situation
from eenheidsbeeld.situations.rules import SituationState


def stays_behind(membership: Membership) -> list[Line]:
    """What somebody else has to take over, the most pressing first."""
    return [*_tasks(membership), *_situations(membership), *_signals(membership), *_reports(membership)]


def _tasks(membership: Membership) -> list[Line]:
    rows = PublicationTask.objects.filter(membership=membership, publication__ended_at=None)
    return [
        Line(
            _("Edits %(title)s") % {"title": task.publication.title}
            if task.is_editor
            else _("Signs for %(party)s in %(title)s")
            % {"party": task.get_party_display().lower(), "title": task.publication.title},
            reverse("pictures:publication", args=[task.publication.slug]),
            _("Choose somebody else in the settings of this picture."),
        )
        for task in rows.select_related("publication").order_by("publication__title", "pk")
    ]


def _situations(membership: Membership) -> list[Line]:
    count = Situation.objects.filter(started_by=membership, state=SituationState.RUNNING.value).count()
    if not count:
        return []
    title = ngettext(
        "Started %(count)s situation that still runs", "Started %(count)s situations that still run", count
    ) % {"count": count}
    return [Line(title, "", _("Ask an analyst who follows them from now on."))]


def _signals(membership: Membership) -> list[Line]:
    waiting = Signal.objects.filter(brought_in_by=membership, state=SignalState.RECEIVED.value)
    if not (count := waiting.count()):
        return []
    title = ngettext(
        "Brought in %(count)s signal that nobody assessed yet",
        "Brought in %(count)s signals that nobody assessed yet", count,
    ) % {"count": count}  # fmt: skip
    return [Line(title, "", _("Questions about them go to the organisation from now on."))]


def _reports(membership: Membership) -> list[Line]:
    count = NameReport.objects.filter(reported_by=membership, settled_at=None).count()
    if not count:
        return []
    title = ngettext(
        "Reported %(count)s name that still has to be dealt with",
        "Reported %(count)s names that still have to be dealt with", count,
    ) % {"count": count}  # fmt: skip
    return [Line(title, "", _("The privacy officer settles it."))]
