"""Who may add the region's own words to a help page, and how long these may be."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.core.refusals import NotThere, Refusal

MAY_WRITE_HELP = (Role.EDITOR, Role.ADMINISTRATOR)
LONGEST_NOTE = 2000


class HelpPage(StrEnum):
    """The pages of help; the value stands in the address."""

    SIGNAL = "signaal-doorgeven"
    LEVELS = "niveaus-en-fasen"
    SHARING = "wie-ziet-wat"
    PICTURE = "hoe-het-beeld-ontstaat"
    DATA = "gegevens-en-bewaartermijnen"
    URGENT = "kan-niet-wachten"
    KEYS = "toetsen"


class NoteTooLong(Refusal):
    """The region's own words do not fit beside the help."""


def may_write_help(roles: Collection[str]) -> bool:
    return any(role.value in roles for role in MAY_WRITE_HELP)


def check_help_note(roles: frozenset[str], slug: str, text: str) -> str:
    """The tidy text, if this person may write it on this page."""
    check_role(roles, *MAY_WRITE_HELP)
    if slug not in set(HelpPage):
        raise NotThere()
    if len(text.strip()) > LONGEST_NOTE:
        raise NoteTooLong(_("Your addition has at most 2,000 characters. Shorten it."))
    return text.strip()
