"""A Woo request: its term, its grounds, when a text may be opened, and who may make it final. Pure.

Grounds: Woo art. 5.1 and 5.2. Terms: art. 4.4 (four weeks, and two more). [K]: a jurist checks both, and the words in
`accountability/texts/woo.toml`, before anyone leans on them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accountability.rules import Missing
from eenheidsbeeld.core.refusals import Refusal

TERM, EXTENSION = timedelta(weeks=4), timedelta(weeks=2)
OLD_AFTER = timedelta(days=5 * 365 + 1)
OPEN = "open"


class State(StrEnum):
    DECIDING = "deciding"
    PROPOSED = "proposed"
    DECIDED = "decided"
    CLOSED = "closed"


NEXT_STATES = {
    State.DECIDING: {State.PROPOSED},
    State.PROPOSED: {State.DECIDING, State.DECIDED},
    State.DECIDED: {State.CLOSED},
    State.CLOSED: set(),
}


class Kind(StrEnum):
    SIGNAL = "signal"
    SITUATION = "situation"
    EDITION = "edition"


class Answer(StrEnum):
    """What a partner says of opening its text (zienswijze)."""

    NO_OBJECTION = "no_objection"
    OBJECTS = "objects"
    PARTLY = "partly"
    SILENT = "silent"


class Verdict(StrEnum):
    """What the decisions about its paragraphs make of a document."""

    UNDECIDED = "undecided"
    OPEN = "open"
    PARTLY = "partly"
    WITHHELD = "withheld"


class NotNow(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("This request has moved on since you opened it. Open the page again to see how it stands.")
        )


def check_step(current: State, wanted: State) -> None:
    if wanted not in NEXT_STATES[current]:
        raise NotNow()


def due_on(received: date, *, is_extended: bool) -> date:
    return received + TERM + (EXTENSION if is_extended else timedelta())


def check_extension(received: date, *, today: date, reason: str) -> None:
    if today > due_on(received, is_extended=False):
        raise Missing(_("The four weeks are over. Extending is possible only within them."))
    if not reason.strip():
        raise Missing(_("Say why it takes longer. Who asked hears this reason."))


# --- Deciding about a paragraph --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground of the law. `weighs`: the law asks to weigh it against openness, so it is motivated each time.

    `outside`: its words beside the article, as who asked reads them.
    """

    key: str
    article: str
    text: str
    weighs: bool
    outside: str = ""


def check_decision(decision: str, motivation: str, grounds: Sequence[Ground], *, is_old: bool) -> None:
    """Raise unless the decision is to open, or rests on a ground with the motivation that it asks.

    What is older than five years is withheld on a ground that weighs only when is said why it still holds (art. 5.3).
    """
    if decision in ("", OPEN):
        return
    ground = next((one for one in grounds if one.key == decision), None)
    if ground is None:
        raise Missing(_("Choose a ground of the law."))
    if ground.weighs and not motivation.strip():
        if is_old:
            raise Missing(_("This is older than five years. Say why the ground still weighs more than openness."))
        raise Missing(_("This ground is weighed against openness. Say why it weighs more here."))


def may_open(third_parties: Collection[int], heard: Collection[int]) -> bool:
    """Words of another organisation are opened only once its view was asked and recorded."""
    return set(third_parties) <= set(heard)


def check_may_open(decision: str, third_parties: Collection[int], heard: Collection[int]) -> None:
    if decision == OPEN and not may_open(third_parties, heard):
        raise Missing(
            _("This holds words of another organisation. Ask for its view and record the answer before you open it.")
        )


def check_silence(answer: Answer, *, today: date, answer_before: date) -> None:
    """No answer counts as one only when the time to answer has passed."""
    if answer == Answer.SILENT and today <= answer_before:
        raise Missing(_("The time to answer has not passed yet."))


def verdict(decisions: Collection[str]) -> Verdict:
    if not decisions or "" in decisions:
        return Verdict.UNDECIDED
    if set(decisions) == {OPEN}:
        return Verdict.OPEN
    return Verdict.PARTLY if OPEN in decisions else Verdict.WITHHELD


def is_old(made_on: date, today: date) -> bool:
    return today - made_on > OLD_AFTER


# --- A second pair of eyes -------------------------------------------------------------------------------------


def check_complete(verdicts: Collection[Verdict]) -> None:
    if Verdict.UNDECIDED in verdicts:
        raise Missing(_("Decide about every paragraph first, also of documents that were changed since."))


def check_second(first: int | None, second: int) -> None:
    """Raise when the same person, in whatever function, would look twice."""
    if first == second:
        raise Missing(_("Somebody else makes this final: who proposed it does not look twice."))
