"""Running the accounts of an organisation: change, move, end, help; alone or with a second administrator."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts.actions import end_membership, joining, lockout
from eenheidsbeeld.accounts.actions.sign_ins import end_sign_ins
from eenheidsbeeld.accounts.models import Invitation, Membership, MembershipRole, Organisation, Person, ProposedAct
from eenheidsbeeld.accounts.notice_mail import tell_about_account
from eenheidsbeeld.accounts.queries import people
from eenheidsbeeld.accounts.rules import (
    Act,
    Answer,
    EndedWhy,
    LastAdministrator,
    NotOnThisAccount,
    Role,
    Standing,
    check_role,
    decide,
    may_be_second,
)
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.refusals import NotThere, Refusal
from eenheidsbeeld.core.viewer import Actor, Viewer


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an act is to bring about; only what the act needs is filled in."""

    roles: tuple[str, ...] = ()
    function: str = ""
    moves_to: int | None = None


@transaction.atomic
def invite(*, email: str, function: str, roles: Collection[str], by: Viewer, at: datetime) -> Invitation:
    """Ask somebody to join. A strong role, and one that the inviter does not have, waits for a second administrator
    before anything is sent."""
    check_role(by.roles, Role.ADMINISTRATOR)
    organisation = Organisation.objects.get(pk=by.organisation)
    if Person.objects.filter(pk=by.person, email__iexact=email).exists():
        raise NotOnThisAccount(_("You cannot do this to your own account. Ask another administrator."))
    invitation = joining.write_invitation(
        organisation=organisation, email=email, function=function, roles=roles, by=by, at=at
    )
    _send_or_propose(invitation, by, at)
    return invitation


@transaction.atomic
def complete_invitation(
    *, reference: str, function: str, roles: Collection[str], by: Viewer, at: datetime
) -> Invitation:
    """Somebody whom another organisation announced gets a function and roles here, and a link."""
    invitation = people.invitation_for_change(by, reference)
    if invitation.announced_by_id is None or invitation.number:
        raise NotThere()
    invitation.function, invitation.roles, invitation.invited_by_id = function, sorted(set(roles)), by.membership
    invitation.save(update_fields=["function", "roles", "invited_by"])
    _end_proposals_about(invitation, by, at)
    _send_or_propose(invitation, by, at)
    return invitation


@transaction.atomic
def renew_invitation(*, reference: str, by: Viewer, at: datetime) -> None:
    """A fresh link for an invitation that was agreed to before."""
    invitation = people.invitation_for_change(by, reference)
    if not invitation.number:
        raise Refusal(_("This invitation still waits for a second administrator."))
    joining.send_invitation(invitation=invitation, by=by, at=at)


@transaction.atomic
def withdraw_invitation(*, reference: str, by: Viewer, at: datetime) -> None:
    invitation = people.invitation_for_change(by, reference)
    _end_proposals_about(invitation, by, at)
    joining.withdraw_invitation(invitation=invitation, by=by, at=at)


def _end_proposals_about(invitation: Invitation, by: Viewer, at: datetime) -> None:
    """Nobody agrees any more to what was asked before."""
    ProposedAct.objects.filter(invitation=invitation, answered_at=None).update(
        answered_at=at, answered_by=by.membership, is_agreed=False
    )


def _send_or_propose(invitation: Invitation, by: Viewer, at: datetime) -> None:
    on = people.standing_of_invited(invitation)
    announced = invitation.announced_by_id is not None
    decision = decide(Act.INVITE, by=people.standing_here(by), on=on, giving=invitation.roles, is_announced=announced)
    if decision.answer == Answer.NOT:
        raise NotOnThisAccount(decision.reason)
    if decision.answer == Answer.ALONE:
        joining.send_invitation(invitation=invitation, by=by, at=at)
        return
    about = {"invitation": invitation, "roles": invitation.roles}
    _propose(Act.INVITE, by, at, organisation=invitation.organisation_id, **about)


@transaction.atomic
def administer(*, act: Act, reference: str, by: Viewer, at: datetime, wanted: Wanted | None = None) -> bool:
    """Do something to an account of the own organisation; answers whether it is done, or waits for a second."""
    wanted = wanted or Wanted()
    membership = people.member_for_change(by, reference)
    on = people.standing_of(membership)
    decision = decide(act, by=people.standing_here(by), on=on, giving=wanted.roles)
    if decision.answer == Answer.NOT:
        raise NotOnThisAccount(decision.reason)
    check_still_run(act, membership, wanted)
    if decision.answer == Answer.ALONE:
        _carry_out(act, membership, wanted, by, at)
        return True
    _propose(
        act, by, at, organisation=membership.organisation_id, membership=membership, roles=list(wanted.roles),
        function=wanted.function, moves_to_id=wanted.moves_to,
    )  # fmt: skip
    return False


def _propose(act: Act, by: Viewer, at: datetime, *, organisation: int, **about: object) -> None:
    proposal = ProposedAct.objects.create(
        act=act.value, organisation_id=organisation, asked_by_id=by.membership, asked_at=at, **about
    )
    audit.record(event="act_proposed", subject=proposal, by=by, at=at, details={"act": act.value})


@transaction.atomic
def answer_proposal(*, reference: str, agree: bool, by: Viewer, at: datetime) -> ProposedAct:
    """A second administrator agrees, and it is done; or declines. All is looked at anew: much may have changed."""
    check_role(by.roles, Role.ADMINISTRATOR)
    proposal = _proposal(reference)
    second = may_be_second(
        people.standing_here(by), asked_by=proposal.asked_by.person_id, on=_about(proposal),
        another_there=people.has_another_administrator(proposal),
    )  # fmt: skip
    if not second:
        raise NotThere()
    _settle(proposal, agree, by, at)
    return proposal


@transaction.atomic
def agree_from_outside(*, reference: str, by: Actor, at: datetime) -> ProposedAct:
    """Whoever runs the installation is the second person where no other administrator can be: the bureau's own."""
    proposal = _proposal(reference)
    _settle(proposal, True, by, at)
    return proposal


def _proposal(reference: str) -> ProposedAct:
    rows = ProposedAct.objects.select_for_update(of=("self",)).select_related("asked_by__person", "organisation")
    proposal = rows.filter(reference=reference, answered_at=None).first()
    if proposal is None:
        raise NotThere()
    return proposal


def _settle(proposal: ProposedAct, agree: bool, by: Actor, at: datetime) -> None:
    proposal.answered_by_id = by.membership if isinstance(by, Viewer) else None
    proposal.answered_at, proposal.is_agreed = at, agree
    proposal.save(update_fields=["answered_by", "answered_at", "is_agreed"])
    audit.record(event="act_answered", subject=proposal, by=by, at=at, details={"agreed": agree, "act": proposal.act})
    if not agree:
        if proposal.invitation is not None:
            joining.withdraw_invitation(invitation=proposal.invitation, by=by, at=at)
        return
    _check_asker_still_may(proposal)
    if proposal.invitation is not None:
        if sorted(proposal.invitation.roles) != sorted(proposal.roles) or proposal.invitation.used_at is not None:
            raise NotThere()  # it says something else by now than what is agreed to
        joining.send_invitation(invitation=proposal.invitation, by=by, at=at)
    elif proposal.membership is not None:
        wanted = Wanted(tuple(proposal.roles), proposal.function, proposal.moves_to_id)
        check_still_run(Act(proposal.act), proposal.membership, wanted)
        _carry_out(Act(proposal.act), proposal.membership, wanted, by, at)


def _about(proposal: ProposedAct) -> Standing:
    if proposal.membership is not None:
        return people.standing_of(proposal.membership)
    assert proposal.invitation is not None
    return people.standing_of_invited(proposal.invitation)


def _check_asker_still_may(proposal: ProposedAct) -> None:
    """Who asked may have left since, or the other may have begun to work elsewhere."""
    asked_by, membership = proposal.asked_by, proposal.membership
    if asked_by.ended_at is not None or (membership is not None and membership.ended_at is not None):
        raise NotThere()
    decision = decide(Act(proposal.act), by=people.standing_of(asked_by), on=_about(proposal), giving=proposal.roles)
    if decision.answer == Answer.NOT:
        raise NotOnThisAccount(decision.reason)


def check_still_run(act: Act, membership: Membership, wanted: Wanted) -> None:
    """Somebody has to remain who can let people in. The rows are locked, so two at once cannot both be the last."""
    takes_away = act == Act.END_MEMBERSHIP or (act == Act.CHANGE_ROLES and Role.ADMINISTRATOR not in wanted.roles)
    if not takes_away or not membership.role_rows.filter(role=Role.ADMINISTRATOR.value).exists():
        return
    left = people.administrators_of(membership.organisation_id, but=[membership.person_id])
    if not list(left.select_for_update(of=("self",)).values_list("pk", flat=True)):
        raise LastAdministrator()


def _carry_out(act: Act, membership: Membership, wanted: Wanted, by: Actor, at: datetime) -> None:
    match act:
        case Act.CHANGE_FUNCTION:
            _change_function(membership, wanted.function, by, at)
        case Act.CHANGE_ROLES:
            _change_roles(membership, wanted.roles, by, at)
        case Act.END_MEMBERSHIP:
            end_membership(membership=membership, by=by, at=at)
            if wanted.moves_to is not None:
                _announce(membership, wanted.moves_to, by, at)
        case Act.END_SIGN_INS:
            end_sign_ins(person=membership.person_id, why=EndedWhy.ADMINISTRATOR, by=by, at=at)
        case Act.LIFT_LOCKOUT:
            lift_lockout(person=membership.person, by=by, at=at)
        case Act.NEW_PASSWORD:
            joining.send_password_link(person=membership.person, by=by, at=at)
        case Act.RESET_SECOND_FACTOR:
            reset_second_factor(person=membership.person, by=by, at=at)
        case Act.INVITE:
            raise NotThere()


def _change_function(membership: Membership, function: str, by: Actor, at: datetime) -> None:
    membership.function = function
    membership.save(update_fields=["function"])
    audit.record(event="function_changed", subject=membership, by=by, at=at)


def _change_roles(membership: Membership, roles: Iterable[str], by: Actor, at: datetime) -> None:
    """Other roles, other rights: whoever is signed in with the old ones signs in again."""
    before = sorted(membership.role_rows.values_list("role", flat=True))
    after = sorted({Role(role).value for role in roles})
    if before == after:
        return
    membership.role_rows.all().delete()
    MembershipRole.objects.bulk_create(MembershipRole(membership=membership, role=role) for role in after)
    details: dict[str, object] = {"before": before, "after": after}
    audit.record(event="roles_changed", subject=membership, by=by, at=at, details=details)  # type: ignore[arg-type]
    end_sign_ins(person=membership.person_id, why=EndedWhy.ROLES, by=by, at=at)


def _announce(membership: Membership, organisation: int, by: Actor, at: datetime) -> None:
    """Somebody moves: the administrators there decide on function and roles; nobody is put in from outside."""
    there = Organisation.objects.filter(
        pk=organisation, left_at=None, unit_code=membership.organisation.unit_code
    ).first()
    if there is None:
        raise NotThere()
    joining.write_invitation(
        organisation=there, email=membership.person.email, function="", roles=(), by=by, at=at,
        announced_by=membership.organisation,
    )  # fmt: skip


@transaction.atomic
def lift_lockout(*, person: Person, by: Actor, at: datetime) -> None:
    """Somebody can sign in again before the quarter of an hour is over, and hears that it was lifted."""
    lockout.lift_lockout(person.email)
    audit.record(event="lockout_lifted", subject=person, by=by, at=at)
    tell_about_account("accounts.mail_unlocked", person=person.pk, moment=at.isoformat())


@transaction.atomic
def reset_second_factor(*, person: Person, by: Actor, at: datetime) -> None:
    """Phone and key are gone: at the next sign-in a new second step is set up."""
    Authenticator.objects.filter(user=person).delete()
    audit.record(event="second_factor_reset", subject=person, by=by, at=at)
    tell_about_account("accounts.mail_change", person=person.pk, moment=at.isoformat())
    end_sign_ins(person=person.pk, why=EndedWhy.SECOND_FACTOR, by=by, at=at)
