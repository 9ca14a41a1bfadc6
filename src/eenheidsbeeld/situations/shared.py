"""How situations are shared wider: what they rest on has a say, and they become narrower with it.

So do the dates on the calendar that were taken from a signal, and what the score of alerts keeps of a situation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.refusals import Refusal
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.outlook.actions import share_happenings
from eenheidsbeeld.publishing import queries as publishing
from eenheidsbeeld.sharing import subjects
from eenheidsbeeld.sharing.models import Shared
from eenheidsbeeld.sharing.rules import Marking
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.situations import queries
from eenheidsbeeld.situations.actions.shares import RIGHTS_FIELDS, narrow
from eenheidsbeeld.situations.models import CalendarEntry, Situation
from eenheidsbeeld.situations.rules import calendar_origin


def _title(_viewer: Viewer, record: Shared) -> str:
    return cast("Situation", record).title


def _address(record: Shared) -> str:
    return reverse("situations:situation", args=[cast("Situation", record).reference])


def _rests_on(record: Shared) -> Sequence[Shared]:
    """The signals under it now; one that has ended has no say any more, its words are gone."""
    under = Signal.objects.filter(attachments__situation_id=record.pk, attachments__detached_at=None)
    under = under.annotate(lies_under_since=F("attachments__at"))
    return list(under.select_related("owner", "scope", "released_scope").order_by("pk"))


def _held_by(record: Shared) -> Sequence[subjects.Holding]:
    return publishing.resting_on("situation", cast("Situation", record).reference)


def follow_signal(record: Shared, _before: Mapping[str, Any]) -> None:
    """A signal was made narrower: so are the situations and dates that rest on it, without exception."""
    under = Situation.objects.select_for_update(of=("self",)).filter(
        attachments__signal_id=record.pk, attachments__detached_at=None
    )
    for situation in under:
        before = situation.sharing_fields()
        _make_as_narrow(situation, record)
        subjects.was_narrowed(situation, before)
    origin = calendar_origin(cast("Signal", record).reference)
    taken_from_it = Q(origin=origin) | Q(origin__startswith=f"{origin}#")
    for entry in CalendarEntry.objects.select_for_update(of=("self",)).filter(taken_from_it):
        _make_as_narrow(entry, record)


def _make_as_narrow(built: Situation | CalendarEntry, record: Shared) -> None:
    try:
        narrow(built, [record])
    except Refusal:
        built.marking, built.scope = Marking.AMBER_STRICT.value, None
    built.save(update_fields=RIGHTS_FIELDS)


def follow_situation(record: Shared, _before: Mapping[str, Any]) -> None:
    """A situation was made narrower: so is what was kept of it to hold alerts against."""
    share_happenings(situation=cast("Situation", record).reference, rights=record.sharing_fields())


def register() -> None:
    subjects.register(
        subjects.Subject(
            slug="situatie", model=Situation, word=_("Situation"), find=queries.situation, title=_title,
            address=_address, rests_on=_rests_on, held_by=_held_by,
        )
    )  # fmt: skip
    subjects.after_narrowing("signals.signal", follow_signal)
    subjects.after_narrowing("situations.situation", follow_situation)
