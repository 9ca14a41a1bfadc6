"""Words that an organisation taught its cleaning: never a name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accounts.rules import check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.signals import rules
from eenheidsbeeld.signals.intake import SignalDraft, steps
from eenheidsbeeld.signals.intake.teaching import surely_a_person, words_masked, words_taught
from eenheidsbeeld.signals.models import OwnWord

MOST_AT_ONCE = 50


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
    _forget(taught, by, at)


@transaction.atomic
def unlearn_masked(*, words: Iterable[str], by: Viewer, at: datetime) -> int:
    """Somebody masked what stands on the list: it is a name here after all, so the list lets go of it."""
    low = {" ".join(one.split()).casefold() for one in words}
    taught = OwnWord.objects.select_for_update().filter(organisation_id=by.organisation, word__in=low).order_by("pk")
    for one in taught:
        _forget(one, by, at)
    return len(taught)


@transaction.atomic
def learn_from_masks(*, draft: SignalDraft, teach: Sequence[str], by: Viewer, at: datetime) -> None:
    """What was put back and is never a person goes on the list; what was masked by hand goes off it.

    `teach` are spans of the original, such as "12-18". Words that cannot be taught are passed over: what the page
    offers can be taught.
    """
    if not teach and not draft.added:
        return
    check_role(by.roles, *rules.MAY_BRING_IN)
    [cleaned] = steps.clean([draft])
    unlearn_masked(words=words_masked(cleaned), by=by, at=at)
    for word in words_taught(cleaned, teach):
        with suppress(rules.NotAWord):
            teach_word(word=word, by=by, at=at)


@transaction.atomic
def learn_from_rows(*, words: Collection[str], masked: Iterable[str], by: Viewer, at: datetime) -> None:
    """The same for the rows of a file: words that are no name in any row, and words that were taken out by hand."""
    check_role(by.roles, *rules.MAY_BRING_IN)
    unlearn_masked(words=masked, by=by, at=at)
    for word in list(words)[:MOST_AT_ONCE]:
        if not surely_a_person(word):
            with suppress(rules.NotAWord):
                teach_word(word=word, by=by, at=at)


def _forget(taught: OwnWord, by: Viewer, at: datetime) -> None:
    audit.record(event="word_forgotten", subject=taught, by=by, at=at)
    taught.delete()
