"""Compartments and their keys: started by an administrator, opened for people of the owner, never for oneself."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from eenheidsbeeld.accounts.models import Membership
from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.references import new_reference
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Actor, Viewer
from eenheidsbeeld.sharing import queries, rules
from eenheidsbeeld.sharing.models import Compartment, CompartmentKey


@transaction.atomic
def open_compartment(*, name: str, needs_second_factor: bool, by: Viewer, at: datetime) -> Compartment:
    """Start a compartment of the own organisation; it is empty, and nobody holds a key yet."""
    check_role(by.roles, Role.ADMINISTRATOR)
    made = Compartment.objects.create(
        slug=new_reference().lower(), name=name, owner_id=by.organisation, needs_second_factor=needs_second_factor
    )
    audit.record(event="compartment_started", subject=made, by=by, at=at)
    return made


@transaction.atomic
def give_compartment_key(
    *, compartment: Compartment, membership: Membership, by: Actor, at: datetime, as_holder: bool = False
) -> CompartmentKey:
    """Let somebody of the owner open the compartment."""
    if isinstance(by, Viewer):
        rules.check_gives_key(
            by, owner=compartment.owner_id, holds=queries.holds(by, compartment), to_person=membership.person_id,
            to_organisation=membership.organisation_id, as_holder=as_holder,
        )  # fmt: skip
    try:
        with transaction.atomic():
            key = CompartmentKey.objects.create(
                compartment=compartment, membership=membership, is_holder=as_holder, since=at
            )
    except IntegrityError:  # somebody else gave it a moment ago
        raise rules.KeyNotYours(rules.HAS_A_KEY) from None
    audit.record(
        event="compartment_key_given", subject=compartment, by=by, at=at,
        details={"membership": membership.pk, "holder": as_holder},
    )  # fmt: skip
    return key


@transaction.atomic
def take_compartment_key(*, compartment: Compartment, membership: str, by: Viewer, at: datetime) -> CompartmentKey:
    """From this moment the compartment is closed to this person; one may also hand in the own key."""
    key = (
        CompartmentKey.objects.select_for_update(of=("self",))
        .filter(compartment=compartment, membership__reference=membership, until=None)
        .first()
    )
    if key is None:
        raise NotThere()
    if not (queries.keeps(by, compartment) or key.membership_id == by.membership):
        raise rules.KeyNotYours(rules.NOT_A_HOLDER)
    if key.is_holder and not by.has_role(Role.ADMINISTRATOR.value) and key.membership_id != by.membership:
        raise rules.KeyNotYours(rules.HOLDERS_BY_ADMINISTRATOR)
    key.until = at
    key.save(update_fields=["until"])
    audit.record(
        event="compartment_key_taken", subject=compartment, by=by, at=at, details={"membership": key.membership_id}
    )
    return key
