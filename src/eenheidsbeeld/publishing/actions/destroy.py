"""Destroying the content of a released version: its words and files go; that it was there, and why it went, stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit import holds
from eenheidsbeeld.audit.hold_rules import KeptByHold
from eenheidsbeeld.audit.rules import Detail
from eenheidsbeeld.core.refusals import NotThere, Refusal
from eenheidsbeeld.core.viewer import Actor, Viewer
from eenheidsbeeld.publishing import files, rules
from eenheidsbeeld.publishing.actions.agree import lock
from eenheidsbeeld.publishing.actions.release import tell_who_had_it
from eenheidsbeeld.publishing.models import Edition, Evidence, Statement


@transaction.atomic
def destroy_content(*, edition: Edition, reason: str, by: Viewer, at: datetime) -> Edition:
    """Destroy the words and the files of this version; its hash, the reason and the moment remain."""
    check_role(by.roles, Role.PRIVACY_OFFICER)
    if edition.owner_id != by.organisation:
        raise NotThere()
    edition = lock(edition)
    rules.check_destroyable(rules.EditionState(edition.state), destroyed=edition.content_destroyed_at is not None)
    if not reason.strip():
        raise Refusal(_("Say in one sentence why the content is destroyed. Every reader sees this sentence."))
    if holds.is_held(edition):
        raise KeptByHold()
    _blank_words(edition)
    edition.snapshot, edition.content_destroyed_at = "", at
    edition.content_destroyed_by_id, edition.content_destroyed_why = by.membership, reason.strip()
    edition.save()
    # After the transaction, because no rollback gives a file back; a stop in between is made good at night.
    transaction.on_commit(files.remove_what_no_edition_has)
    tell_who_had_it(edition, "edition_destroyed", at)
    details: dict[str, Detail] = {"hash": edition.snapshot_hash, "version": edition.version}
    audit.record(event="edition_content_destroyed", subject=edition, by=by, at=at, details=details)
    return edition


@transaction.atomic
def destroy_content_again(*, edition: Edition, at: datetime, by: Actor) -> None:
    """A reserve copy from before brought the words back. The reason stands in the newer database, which is lost."""
    _blank_words(edition)
    with override("nl"):
        why = _("Destroyed after a reserve copy was made, and again when the copy was put back.")
        edition.content_destroyed_why = str(why)
    edition.snapshot, edition.content_destroyed_at = "", at
    edition.save()
    transaction.on_commit(files.remove_what_no_edition_has)
    details: dict[str, Detail] = {"hash": edition.snapshot_hash, "version": edition.version}
    audit.record(event="edition_content_destroyed", subject=edition, by=by, at=at, details=details)


def _blank_words(edition: Edition) -> None:
    """The words of the draft that this version was made from are the same words."""
    Evidence.objects.filter(statement__section__edition=edition).delete()
    Statement.objects.filter(section__edition=edition).delete()
    edition.sections.update(text="")
    edition.sign_offs.update(dissent="")
