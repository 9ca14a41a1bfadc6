"""Neutral language where people write: loaded words with neutral ones beside them, and notices. Never a block."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.text.findings import Document, Findings
from eenheidsbeeld.text.pipeline import analyse
from eenheidsbeeld.text.plain_words import NOTICE_COUNCILLOR, NOTICE_JOURNALIST, NOTICE_PARTY

LONGEST_TEXT = 20_000
# The words of the text package, in Dutch; a notice that is not about who may be the subject stays out.
NOTICES = {
    NOTICE_PARTY: _(
        "A political party is mentioned. It may not be what this is about, unless it was threatened or speaks in"
        " public itself."
    ),
    NOTICE_COUNCILLOR: _(
        "A councillor, alderman or member of parliament is mentioned. They may not be what this is about, unless they"
        " were threatened or speak in public themselves."
    ),
    NOTICE_JOURNALIST: _(
        "A journalist or newsroom is mentioned. They may not be what this is about, unless they were threatened or"
        " hindered in their work."
    ),
}
WHY_LOADED = {
    "scheldwoord": _("a term of abuse"),
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A word that colours the text, and neutral words to use instead."""

    word: str
    neutral: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Hints:
    """What somebody may want to change in a text before others read it."""

    loaded: tuple[Loaded, ...] = ()
    notices: tuple[Any, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.loaded or self.notices)


NO_HINTS = Hints()


def hints_of(found: Findings) -> Hints:
    """Each loaded word once, in the order of the text."""
    loaded = {one.word.casefold(): Loaded(one.word, one.neutral, one.reason) for one in reversed(found.loaded_words)}
    notices = tuple(NOTICES[note] for note in found.notes if note in NOTICES)
    return Hints(tuple(reversed(loaded.values())), notices)


def hints_in(*texts: str) -> Hints:
    """Hints about what somebody is writing; nothing of it is kept."""
    whole = "\n".join(text for text in texts if text)[:LONGEST_TEXT]
    return hints_of(analyse([Document("", whole)], steps={"words"})[0]) if whole else NO_HINTS
