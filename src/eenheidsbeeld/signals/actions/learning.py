"""Learning from an organisation's own decisions, and switching on what was learned.

Training reads cleaned texts that the organisation's people decided about and may read; kept are weights as numbers.
Words that are also a name stay out of it, so that a name that was missed cannot return as a word that weighs.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction

from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import queue
from eenheidsbeeld.core.viewer import Actor, Viewer
from eenheidsbeeld.signals import queries, rules
from eenheidsbeeld.signals.models import LearnedModel
from eenheidsbeeld.text.lists import Lists, load
from eenheidsbeeld.text.phenomena.model import MIN_DECISIONS, train
from eenheidsbeeld.text.tokens import tokenise

MAY_USE = (Role.ANALYST, Role.EDITOR, Role.PRIVACY_OFFICER)
MOST_DECISIONS = 5_000


def learn_phenomena(*, organisation: int, by: Actor, at: datetime) -> LearnedModel:
    """Train anew from the newest own decisions. It takes the place of what was learned before, and of its use.

    The training is done before the transaction, so that nobody waits for it.
    """
    decided = queries.own_decisions(organisation)[:MOST_DECISIONS]
    if len(decided) < MIN_DECISIONS:
        raise rules.NothingToLearnFrom(decisions=len(decided), needed=MIN_DECISIONS)
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    lists = load()
    answers = [frozenset({code}) for _text, code in decided]
    # So few numbers are added up faster by one thread: with more it took ten times as long.
    with threadpool_limits(limits=1):
        model = train([without_names(text, lists) for text, _code in decided], answers)
    numbers = {**model.as_json(), "yes": dict(Counter(code for _text, code in decided if code))}
    return _keep(organisation, numbers, by, at)


@transaction.atomic
def ask_to_learn(*, by: Viewer, at: datetime) -> None:
    """Let the software learn anew now, beside other work, instead of in the weekly round."""
    check_role(by.roles, *MAY_USE)
    count = len(queries.own_decisions(by.organisation))
    if count < MIN_DECISIONS:
        raise rules.NothingToLearnFrom(decisions=count, needed=MIN_DECISIONS)
    queue.enqueue("signals.learn_phenomena", organisation=by.organisation, after=at)


@transaction.atomic
def _keep(organisation: int, numbers: dict[str, Any], by: Actor, at: datetime) -> LearnedModel:
    made, _is_new = LearnedModel.objects.update_or_create(
        organisation_id=organisation,
        defaults={"trained_at": at, "decisions": numbers["decisions"], "numbers": numbers},
    )
    if made.used_since is not None and not numbers["codes"]:
        made.used_since, made.used_by = None, None
        made.save(update_fields=["used_since", "used_by"])
    details = {"decisions": made.decisions, "phenomena": len(numbers["codes"])}
    audit.record(event="phenomena_learned", subject=made, by=by, at=at, details=details)
    return made


def without_names(text: str, lists: Lists) -> str:
    """The text without words that are also a first name or surname, unless they are an everyday word too."""
    names = lists.first_names | lists.surnames | lists.surnames_after_prefix
    return " ".join(low for low in tokenise(text).lows if low not in names or low in lists.words)


@transaction.atomic
def use_learned(*, by: Viewer, at: datetime) -> LearnedModel:
    """From now on suggestions to the own organisation rest on the rules and on what was learned together."""
    return _switch(by, at, on=True)


@transaction.atomic
def stop_using_learned(*, by: Viewer, at: datetime) -> LearnedModel:
    """From now on the rules work alone again; what was learned stays to be looked at, until its term ends."""
    return _switch(by, at, on=False)


def _switch(by: Viewer, at: datetime, *, on: bool) -> LearnedModel:
    check_role(by.roles, *MAY_USE)
    found = LearnedModel.objects.select_for_update(of=("self",)).filter(organisation_id=by.organisation).first()
    if found is None or (found.used_since is not None) is on or (on and not found.numbers.get("codes")):
        raise rules.HandledAlready()
    found.used_since, found.used_by_id = (at, by.membership) if on else (None, None)
    found.save(update_fields=["used_since", "used_by"])
    audit.record(event="learned_in_use" if on else "learned_not_in_use", subject=found, by=by, at=at)
    return found
