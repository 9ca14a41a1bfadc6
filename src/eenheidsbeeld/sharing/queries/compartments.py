"""Compartments of the own organisation, who holds keys, and what was opened without one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from eenheidsbeeld.accounts.models import Membership
from eenheidsbeeld.accounts.rules import OrganisationKind, Role
from eenheidsbeeld.audit import queries as audit
from eenheidsbeeld.core.refusals import NotThere, Reason
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing import key_rules, subjects
from eenheidsbeeld.sharing.models import BreakGlass, Compartment, CompartmentKey

LOOKS_AFTER = (Role.ADMINISTRATOR.value, Role.PRIVACY_OFFICER.value)


def compartments(viewer: Viewer) -> QuerySet[Compartment]:
    """Those of the own organisation: its people know that they exist, others do not."""
    return Compartment.objects.filter(owner_id=viewer.organisation, ended_at=None).order_by("name", "pk")


def opened_by(viewer: Viewer) -> QuerySet[Compartment]:
    """The compartments that are open for this viewer now."""
    return compartments(viewer).filter(pk__in=viewer.compartments)


def compartment_of_own(viewer: Viewer, slug: str) -> Compartment:
    found = compartments(viewer).filter(slug=slug).first()
    if found is None:
        raise NotThere()
    return found


def holds(viewer: Viewer, compartment: Compartment) -> bool:
    """Whether this membership answers for the compartment."""
    return CompartmentKey.objects.filter(
        compartment=compartment, membership_id=viewer.membership, until=None, is_holder=True
    ).exists()


def holds_a_key(membership: int) -> bool:
    """Whether this membership can open any compartment; emergency access counts until it has been judged."""
    still = Q(until=None) | Q(break_glass__isnull=False, break_glass__reviewed_at=None)
    return CompartmentKey.objects.filter(still, membership_id=membership, compartment__ended_at=None).exists()


def keeps(viewer: Viewer, compartment: Compartment) -> bool:
    """Whether this viewer gives and takes its keys: administrators of the owner, and holders."""
    if viewer.organisation != compartment.owner_id:
        return False
    return viewer.has_role(Role.ADMINISTRATOR.value) or holds(viewer, compartment)


def may_ask_to_break(viewer: Viewer, compartment: Compartment) -> bool:
    """Whether break-glass is something for this viewer: no key, and a role that works with what lies inside."""
    works_with_it = viewer.has_role(*(role.value for role in key_rules.WHO_ASKS_TO_BREAK))
    return works_with_it and compartment.pk not in viewer.compartments | viewer.locked


def may_grant(viewer: Viewer, compartment: Compartment) -> bool:
    """Whether this viewer decides on break-glass: signatories of the owner, and holders."""
    if viewer.organisation != compartment.owner_id:
        return False
    return viewer.has_role(Role.SIGNATORY.value) or holds(viewer, compartment)


def keys_of(viewer: Viewer, compartment: Compartment) -> list[CompartmentKey]:
    """Who can open it, and who could: for those who give keys, and for the privacy officer."""
    if not (keeps(viewer, compartment) or viewer.has_role(*LOOKS_AFTER)):
        return []
    rows = CompartmentKey.objects.filter(compartment=compartment, break_glass=None)
    return list(rows.select_related("membership").order_by("-is_holder", "membership__function", "-since", "pk"))


def who_can_have_a_key(viewer: Viewer, compartment: Compartment) -> list[Membership]:
    """People of the owner without a key, oneself excepted."""
    if not keeps(viewer, compartment):
        return []
    having = CompartmentKey.objects.filter(compartment=compartment, until=None).values("membership_id")
    rows = Membership.objects.filter(organisation_id=compartment.owner_id, ended_at=None, person__is_active=True)
    return list(rows.exclude(pk__in=having).exclude(person_id=viewer.person).order_by("function", "pk"))


def state_of(asked: BreakGlass, at: datetime) -> key_rules.GlassState:
    return key_rules.glass_state(
        asked_at=asked.asked_at, answered_at=asked.answered_at, ends_at=asked.ends_at,
        reviewed_at=asked.reviewed_at, at=at,
    )  # fmt: skip


def break_glasses(viewer: Viewer) -> QuerySet[BreakGlass]:
    """Of the own organisation: what one asked, or may decide on; for its privacy officer all; for the privacy officer
    of the bureau all of the unit."""
    own = Q(compartment__owner_id=viewer.organisation)
    allowed = own & Q(asked_by_id=viewer.membership)
    if viewer.has_role(Role.SIGNATORY.value, Role.PRIVACY_OFFICER.value):
        allowed |= own
    held = CompartmentKey.objects.filter(membership_id=viewer.membership, until=None, is_holder=True)
    allowed |= own & Q(compartment_id__in=held.values("compartment_id"))
    if (
        viewer.has_role(Role.PRIVACY_OFFICER.value)
        and viewer.organisation_kind == OrganisationKind.REGIONAL_BUREAU.value
    ):
        allowed |= Q(compartment__owner__unit_code=viewer.unit)
    rows = BreakGlass.objects.filter(allowed).select_related("compartment__owner", "asked_by", "answered_by")
    return rows.order_by("-asked_at", "-pk")


def break_glass(viewer: Viewer, reference: str) -> BreakGlass:
    found = break_glasses(viewer).filter(reference=reference).first()
    if found is None:
        raise NotThere()
    return found


@dataclass(frozen=True, slots=True)
class Opened:
    """One record of the compartment that was opened without a key: what kind, its reference, and when."""

    word: Reason
    reference: str
    at: datetime


def opened_meanwhile(viewer: Viewer, asked: BreakGlass, at: datetime) -> list[Opened]:
    """What was opened while it stood open, for who has to judge that: no text, and no lists."""
    break_glass(viewer, asked.reference)
    if asked.answered_at is None or asked.ends_at is None:
        return []
    start, end = asked.answered_at, min(asked.ends_at, at)
    found: list[Opened] = []
    for subject in subjects.every():
        records: Any = subject.model._default_manager
        opened = audit.opened_by(asked.asked_by_id, subject.kind, start=start, end=end)
        rows = records.filter(pk__in={key for key, _at in opened}, compartment_id=asked.compartment_id)
        within = {str(key): reference for key, reference in rows.values_list("pk", "reference")}
        found += [Opened(subject.word, within[key], moment) for key, moment in opened if key in within]
    return sorted(found, key=lambda one: one.at)


def break_glass_waiting(viewer: Viewer, at: datetime) -> list[BreakGlass]:
    """What waits for this viewer: to be granted, or by the privacy officer to be reviewed."""
    officer = viewer.has_role(Role.PRIVACY_OFFICER.value)
    found = []
    for one in break_glasses(viewer).filter(reviewed_at=None)[:20]:
        state = state_of(one, at)
        to_grant = state == key_rules.GlassState.ASKED and may_grant(viewer, one.compartment)
        to_review = officer and state in (key_rules.GlassState.OPEN, key_rules.GlassState.TO_REVIEW)
        if one.asked_by.person_id != viewer.person and (to_grant or to_review):
            found.append(one)
    return found
