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
from eenheidsbeeld.sharing import consent_rules, key_rules, queries, rules, subjects
from eenheidsbeeld.sharing.actions.groups import scope_of
from eenheidsbeeld.sharing.models import Compartment, CompartmentKey, Shared
from eenheidsbeeld.sharing.subjects import Subject


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
        key_rules.check_gives_key(
            by, owner=compartment.owner_id, holds=queries.holds(by, compartment), to_person=membership.person_id,
            to_organisation=membership.organisation_id, as_holder=as_holder,
        )  # fmt: skip
    try:
        with transaction.atomic():
            key = CompartmentKey.objects.create(
                compartment=compartment, membership=membership, is_holder=as_holder, since=at
            )
    except IntegrityError:  # somebody else gave it a moment ago
        raise key_rules.KeyNotYours(key_rules.HAS_A_KEY) from None
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
        raise key_rules.KeyNotYours(key_rules.NOT_A_HOLDER)
    if key.is_holder and not by.has_role(Role.ADMINISTRATOR.value) and key.membership_id != by.membership:
        raise key_rules.KeyNotYours(key_rules.HOLDERS_BY_ADMINISTRATOR)
    key.until = at
    key.save(update_fields=["until"])
    audit.record(
        event="compartment_key_taken", subject=compartment, by=by, at=at, details={"membership": key.membership_id}
    )
    return key


@transaction.atomic
def put_in_compartment(*, subject: Subject, reference: str, compartment: str, by: Viewer, at: datetime) -> Shared:
    """From this moment only who holds a key reads it, and others what was released from it."""
    record = _own(subject, reference, by)
    found = queries.opened_by(by).filter(slug=compartment).first()
    if found is None:
        raise key_rules.KeyNotYours(key_rules.NO_SUCH_KEY)
    before, record.compartment = record.sharing_fields(), found
    record.save(update_fields=["compartment"])
    audit.record(event="put_in_compartment", subject=record, by=by, at=at, details={"compartment": found.pk})
    subjects.was_narrowed(record, before)
    return record


@transaction.atomic
def take_out_of_compartment(*, subject: Subject, reference: str, by: Viewer, at: datetime) -> Shared:
    """Back to the own organisation and no further: sharing it with others is a choice of its own."""
    record = _own(subject, reference, by)
    left, before = record.compartment_id, record.sharing_fields()
    if left is None:
        raise NotThere()
    if any(one.compartment_id == left for one in subject.rests_on(record)):
        raise key_rules.KeyNotYours(key_rules.STILL_RESTS_ON_IT)
    record.compartment, record.marking, record.scope = None, rules.Marking.AMBER_STRICT.value, scope_of([])
    record.save(update_fields=["compartment", "marking", "scope"])
    audit.record(event="taken_out_of_compartment", subject=record, by=by, at=at, details={"compartment": left})
    subjects.was_narrowed(record, before)
    return record


def _own(subject: Subject, reference: str, by: Viewer) -> Shared:
    """A record of the own organisation, locked; one in a compartment only for who can open that."""
    check_role(by.roles, *consent_rules.WHO_SHARES)
    record = subjects.locked(subject, subject.find(by, reference).pk)
    if record.owner_id != by.organisation:
        raise key_rules.KeyNotYours(key_rules.ONLY_OWN_IN_COMPARTMENT)
    if record.compartment_id is not None and record.compartment_id not in by.compartments:
        raise NotThere()
    return record
