"""Sharing wider: what may be chosen, what reaches further, what is left when consent is taken back."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.core.refusals import Refusal
from eenheidsbeeld.sharing.rules import ORDER, Marking, Rights, WiderThanAllowed, needs_wording, stricter_of


class Answer(StrEnum):
    """What the source says of wider sharing."""

    WAITING = "waiting"
    YES = "yes"
    NO = "no"


# RED names people and CLEAR reaches the public: neither is chosen on a form with groups.
CHOOSABLE = (Marking.AMBER_STRICT, Marking.AMBER, Marking.GREEN)
WHO_SHARES = (Role.CONTRIBUTOR, Role.ANALYST, Role.EDITOR, Role.SIGNATORY)
WHO_CONSENTS = (Role.CONTRIBUTOR, Role.EDITOR, Role.SIGNATORY)


class GroupsMissing(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Choose at least one group, or keep it within your own organisation."))


class NothingToAsk(Refusal):
    """What is asked is allowed already, or was answered before."""


ALLOWED_ALREADY = _("This does not reach further than it does now. Nobody has to agree to it.")
CANNOT_BE_NAMED = _("The source does not know this confidential group, so it cannot be asked. Choose another group.")
ANSWERED_ALREADY = _("This question has been answered already.")
WITHDRAWN_ALREADY = _("This consent was withdrawn before.")


def check_choice(marking: Marking, groups: Collection[int]) -> None:
    if marking not in CHOOSABLE:
        raise WiderThanAllowed()
    if marking == Marking.AMBER and not groups:
        raise GroupsMissing()


def reaches_further(rights: Rights, marking: Marking, groups: Collection[int]) -> bool:
    """Whether this choice could show the record to anybody who may not see it now.

    A record of which others read a released wording reaches, for them, as far as that wording.
    """
    if marking == Marking.AMBER_STRICT:
        return False
    if rights.marking in (Marking.RED, Marking.AMBER_STRICT):
        return True
    if rights.marking == Marking.GREEN and marking == Marking.AMBER:
        return True  # nobody knows whether a group lies within the unit: one may be let in from elsewhere later
    if needs_wording(regime=rights.regime, compartment=rights.compartment):
        reached = (
            rights.released_groups & rights.groups if rights.marking == Marking.AMBER else rights.released_groups
        )
        return marking != Marking.AMBER or not set(groups) <= reached
    if marking == Marking.AMBER:
        return rights.marking != Marking.CLEAR and not set(groups) <= rights.groups
    return ORDER.index(marking) > ORDER.index(rights.marking)


def narrowed(current: Marking, groups: frozenset[int], *, back_to: Marking, without: frozenset[int]) -> Marking:
    """The marking after consent is taken back: never looser than before it, and AMBER only while a group is left."""
    marking = stricter_of(current, back_to)
    return Marking.AMBER_STRICT if marking == Marking.AMBER and not groups - without else marking
