"""Asking partners for their view on opening their words, and recording what they say."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accountability.rules import Missing
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.openness import queries, rules
from eenheidsbeeld.openness.actions.request import for_change
from eenheidsbeeld.openness.models import WooOpinion
from eenheidsbeeld.openness.rules import Answer, State


class WordsMissing(Missing):
    """An objection without its words could not be weighed."""

    def __init__(self) -> None:
        super().__init__(_("Say in a few sentences what the partner objects to."))


@transaction.atomic
def ask_opinion(*, reference: str, organisation: int, answer_before: date, by: Viewer, at: datetime) -> WooOpinion:
    """Note that this partner was asked. The letter itself goes outside the product, with the text it is about."""
    request = for_change(reference, by, State.DECIDING)
    if organisation not in {one.pk for one in queries.to_hear(request)}:
        raise NotThere()
    if answer_before <= at.astimezone(DUTCH_TIME).date():
        raise Missing(_("Give the partner time: choose a day that is still to come."))
    made = WooOpinion.objects.create(
        request=request, organisation_id=organisation, asked_at=at, asked_by_id=by.membership,
        answer_before=answer_before,
    )  # fmt: skip
    audit.record(event="woo_opinion_asked", subject=request, by=by, at=at, details={"organisation": organisation})
    return made


@transaction.atomic
def record_opinion(
    *, reference: str, organisation: int, answer: Answer, words: str, by: Viewer, at: datetime
) -> WooOpinion:
    """What the partner answered, or that the time passed without an answer. People weigh it; it decides nothing."""
    request = for_change(reference, by, State.DECIDING)
    found = request.opinions.filter(organisation_id=organisation).first()
    if found is None:
        raise NotThere()
    today = at.astimezone(DUTCH_TIME).date()
    rules.check_silence(answer, today=today, answer_before=found.answer_before)
    if answer in (Answer.OBJECTS, Answer.PARTLY) and not words.strip():
        raise WordsMissing()
    found.answer, found.words = answer.value, words.strip()
    found.answered_at, found.answered_by_id = at, by.membership
    found.save()
    details = {"organisation": organisation, "answer": answer.value}
    audit.record(event="woo_opinion_recorded", subject=request, by=by, at=at, details=details)
    return found
