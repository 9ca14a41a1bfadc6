"""What the law gives a term for and waits: requests of people, and Woo requests."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.desk.queries.lines import Line
from eenheidsbeeld.openness import queries as openness
from eenheidsbeeld.openness.rules import State
from eenheidsbeeld.rights import queries as rights

SOON = 7
MOST = 10


def requests_of_people(viewer: Viewer, at: datetime) -> list[Line]:
    """For the privacy officer: what is to be answered, with its last day."""
    today = at.astimezone(DUTCH_TIME).date()
    return [
        Line(
            _("Answer a request of a person: %(right)s") % {"right": one.get_right_display()},
            reverse("rights:request", args=[one.reference]),
            _until(one.due_on),
            urgent=_is_soon(one.due_on, today),
        )
        for one in rights.access_requests(viewer).filter(answered_at=None)[:MOST]
    ]


def woo_requests(viewer: Viewer, at: datetime) -> list[Line]:
    """For who handles them what is to be decided; for the others of the organisation what waits for a second look."""
    today = at.astimezone(DUTCH_TIME).date()
    handles = viewer.has_role(Role.PRIVACY_OFFICER.value)
    states = [State.DECIDING.value, State.PROPOSED.value] if handles else [State.PROPOSED.value]
    found = openness.woo_requests(viewer).filter(state__in=states).exclude(proposed_by=viewer.membership)
    return [
        Line(
            _woo_title(one.state) % {"subject": one.subject},
            reverse("openness:request", args=[one.reference]),
            _until(one.due_on),
            urgent=_is_soon(one.due_on, today),
        )
        for one in found[:MOST]
    ]


def _woo_title(state: str) -> str:
    if state == State.PROPOSED.value:
        return _("Make a Woo decision final: %(subject)s")
    return _("Decide on a Woo request: %(subject)s")


def _until(day: date) -> str:
    return _("On %(day)s at the latest.") % {"day": formats.date_format(day, "l j F")}


def _is_soon(day: date, today: date) -> bool:
    return (day - today).days <= SOON
