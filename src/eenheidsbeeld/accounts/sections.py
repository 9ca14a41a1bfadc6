"""The pages under /beheer/, as one list. A room that has one adds its line, with the name of its page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Section:
    page: str
    title: str | Promise
    text: str | Promise
    roles: frozenset[Role]


SECTIONS = (
    Section(
        "accounts:people",
        _("People and roles"),
        _("Who works here, in which function and with which roles; who was invited; what waits for a second person."),
        frozenset({Role.ADMINISTRATOR}),
    ),
    Section(
        "accounts:mail_domains",
        _("Mail of your organisation"),
        _("Which addresses are yours, whether mail leaves, and who gets only the bare notice."),
        frozenset({Role.ADMINISTRATOR}),
    ),
    Section(
        "sharing:groups",
        _("Sharing groups"),
        _("Which organisations read together, and who keeps the group."),
        frozenset({Role.ADMINISTRATOR}),
    ),
    Section(
        "sharing:compartments",
        _("Compartments"),
        _("Locked rooms within your organisation, and who holds a key."),
        frozenset({Role.ADMINISTRATOR}),
    ),
    Section(
        "signals:sources",
        _("Sources"),
        _("Which publishers are read, with purpose and ground, and how it goes."),
        frozenset({Role.ADMINISTRATOR}),
    ),
)


def sections_for(viewer: Viewer) -> list[Section]:
    """The parts that belong to one of the roles of this viewer, in the order of the list."""
    return [section for section in SECTIONS if not viewer.roles.isdisjoint(section.roles)]
