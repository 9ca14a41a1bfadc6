"""Sending an edition round, and what each party says of its own part. Silence never blocks; dissent is shown."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts import actions as accounts
from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.refusals import NotThere, Refusal
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.publishing import queries, rules
from eenheidsbeeld.publishing.models import Edition, PublicationTask, SignOff


@transaction.atomic
def send_round(*, edition: Edition, answer_before: datetime, by: Viewer, at: datetime) -> Edition:
    """Ask each partner whose words stand in the edition to agree to its part, before a moment."""
    edition = lock(edition)
    if not queries.is_editor_of(by, edition):
        check_role(by.roles, Role.EDITOR)
        raise NotThere()
    rules.check_step(rules.EditionState(edition.state), rules.EditionState.IN_AGREEMENT)
    edition.state, edition.sent_round_at = rules.EditionState.IN_AGREEMENT.value, edition.sent_round_at or at
    edition.answer_before = answer_before
    edition.save()
    for party in queries.parties_with_words(edition):
        SignOff.objects.get_or_create(edition=edition, party=party.value, defaults={"asked_at": at})
    _tell_signatories(edition, at)
    details = {"answer_before": answer_before.isoformat()}
    audit.record(event="edition_sent_round", subject=edition, by=by, at=at, details=details)
    return edition


def _tell_signatories(edition: Edition, at: datetime) -> None:
    tasks = PublicationTask.objects.filter(publication_id=edition.publication_id, is_editor=False)
    for organisation in sorted(set(tasks.values_list("membership__organisation_id", flat=True))):
        accounts.notify(
            organisation=organisation, role=Role.SIGNATORY, kind="part_to_agree",
            subject_kind="publishing.edition", subject_reference=edition.reference, at=at,
        )  # fmt: skip


@transaction.atomic
def take_back(*, edition: Edition, by: Viewer, at: datetime) -> Edition:
    """Back to draft, or from adopted back to agreement, to change something."""
    edition = lock(edition)
    if not queries.is_editor_of(by, edition):
        check_role(by.roles, Role.EDITOR)
        raise NotThere()
    current = rules.EditionState(edition.state)
    wanted = rules.EditionState.IN_AGREEMENT if current is rules.EditionState.ADOPTED else rules.EditionState.DRAFT
    rules.check_step(current, wanted)
    edition.state, edition.adopted_by, edition.adopted_at = wanted.value, None, None
    edition.save()
    audit.record(event="edition_taken_back", subject=edition, by=by, at=at, details={"state": wanted.value})
    return edition


@transaction.atomic
def agree_to_part(*, edition: Edition, by: Viewer, at: datetime, dissent: str = "") -> SignOff:
    """Agree to the words of the own party; another view, if there is one, is printed beside it."""
    sign_off = _sign_off_of(edition, by)
    agreement = rules.Agreement.DISSENT if dissent.strip() else rules.Agreement.AGREED
    return _answer(sign_off, agreement, dissent.strip(), by, at)


@transaction.atomic
def leave_part_out(*, edition: Edition, by: Viewer, at: datetime) -> SignOff:
    """Do not release the part of the own party this time; the edition says that it was left out."""
    return _answer(_sign_off_of(edition, by), rules.Agreement.LEFT_OUT, "", by, at)


def _sign_off_of(edition: Edition, by: Viewer) -> SignOff:
    edition = lock(edition)
    party = queries.party_signed_by(by, edition)
    if party is None:
        check_role(by.roles, Role.SIGNATORY)
        raise NotThere()
    if rules.EditionState(edition.state) is not rules.EditionState.IN_AGREEMENT:
        raise rules.NotYetReady(_("This edition is not waiting for agreement now."))
    sign_off = edition.sign_offs.select_for_update().filter(party=party.value).first()
    if sign_off is None:
        raise Refusal(_("Your organisation has no part in this edition, so there is nothing to agree to."))
    return sign_off


def _answer(sign_off: SignOff, agreement: rules.Agreement, dissent: str, by: Viewer, at: datetime) -> SignOff:
    sign_off.agreement, sign_off.dissent = agreement.value, dissent
    sign_off.part_hash = queries.part_hash(sign_off.edition, rules.Party(sign_off.party))
    sign_off.by_id, sign_off.at = by.membership, at
    sign_off.save()
    details = {"party": sign_off.party, "answer": agreement.value, "part_hash": sign_off.part_hash}
    audit.record(event="part_answered", subject=sign_off.edition, by=by, at=at, details=details)
    return sign_off


def lock(edition: Edition) -> Edition:
    """The edition as it stands now, held until the transaction ends: two people cannot take the same step."""
    return Edition.objects.select_for_update().get(pk=edition.pk)
