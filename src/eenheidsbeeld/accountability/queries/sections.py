"""What stands under "Verantwoording", by role: one list, to which each part adds its own line."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accountability.rules import KEEPERS
from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.core.processing import Words
from eenheidsbeeld.core.viewer import Viewer

OFFICER = (Role.PRIVACY_OFFICER,)
DECIDERS = (Role.PRIVACY_OFFICER, Role.SIGNATORY)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the room: the name of its page, and for whom it is."""

    page: str
    title: Words
    about: Words
    roles: tuple[Role, ...] = KEEPERS


SECTIONS = (
    Section("signals:name_reports", _("Reports of names"), _("Signals in which somebody saw a name."), OFFICER),
    Section(
        "accountability:breaches", _("Data breaches"),
        _("The 72-hour clock, who read it, what was decided, and the register."), OFFICER,
    ),
    Section(
        "accountability:log", _("Log"), _("Who did what to which record, and whether the log is whole."), OFFICER,
    ),
    Section(
        "accountability:certificates", _("Certificates of destruction"),
        _("What ended each night, by numbers and with a seal."),
    ),
    Section(
        "accountability:holds", _("Holds on destruction"),
        _("What stays although its term passes: for a court case, a complaint, an inquiry."), OFFICER,
    ),
    Section(
        "accountability:years", _("Yearly proof"),
        _("For the data-protection officer: what ended, what was held and why, which nights failed."), OFFICER,
    ),
    Section(
        "rights:requests", _("Requests of people"),
        _("Somebody asks what is kept about them, or to change it: search, decide, answer."), OFFICER,
    ),
    Section(
        "openness:requests", _("Woo requests"),
        _("A dossier per request: a decision for each paragraph, a second look, and files to publish."), DECIDERS,
    ),
    Section(
        "sharing:groups", _("Sharing groups"),
        _("Which organisations read together, and who keeps the group."), OFFICER,
    ),
    Section(
        "sharing:compartments", _("Compartments and emergency access"),
        _("Who holds a key, and what was opened without one and has to be reviewed."), OFFICER,
    ),
    Section(
        "accountability:register", _("Processing register"),
        _("What is kept about people, why, for whom and how long."),
    ),
    Section("accountability:dpia", _("DPIA"), _("The template, filled with what the software knows about itself.")),
    Section(
        "accountability:algorithms", _("Suggestions of the software"),
        _("Entries for the Algoritmeregister, and switching a suggestion off."),
    ),
    Section(
        "accountability:going_live", _("Before going live"),
        _("What has to be confirmed before the system opens."),
    ),
)  # fmt: skip


def sections_for(viewer: Viewer) -> list[Section]:
    check_role(viewer.roles, *KEEPERS, *DECIDERS)
    return [one for one in SECTIONS if viewer.has_role(*(role.value for role in one.roles))]
