"""Words that an organisation taught its cleaning: never a name."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accounts.rules import check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.signals import rules
from eenheidsbeeld.signals.models import OwnWord


@transaction.atomic
def teach_word(*, word: str, by: Viewer, at: datetime) -> OwnWord:
    """From now on this word stays in texts of the own organisation. The log keeps the key, not the word."""
    check_role(by.roles, *rules.MAY_BRING_IN)
    tidied = rules.check_word(word)
    taught, made = OwnWord.objects.get_or_create(
        organisation_id=by.organisation, word=tidied, defaults={"taught_by_id": by.membership, "taught_at": at}
    )
    if made:
        audit.record(event="word_taught", subject=taught, by=by, at=at)
    return taught


@transaction.atomic
def forget_word(*, word: int, by: Viewer, at: datetime) -> None:
    """The word may be masked again."""
    check_role(by.roles, *rules.MAY_BRING_IN)
    taught = OwnWord.objects.select_for_update().filter(pk=word, organisation_id=by.organisation).first()
    if taught is None:
        raise rules.HandledAlready()
    audit.record(event="word_forgotten", subject=taught, by=by, at=at)
    taught.delete()
