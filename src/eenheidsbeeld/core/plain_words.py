"""Neutral language where people write: loaded words with neutral ones beside them, and notices. Never a block."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.text.findings import Document, Findings
from eenheidsbeeld.text.pipeline import analyse
from eenheidsbeeld.text.plain_words import NOTICE_COUNCILLOR, NOTICE_JOURNALIST, NOTICE_PARTY

LONGEST_TEXT = 20_000
# For the field in which somebody writes: the script asks for hints while they do.
WRITTEN_HERE = {"data-hints": ""}
SEEN = "hints-seen"
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
# Why a word colours a text, as the list says it.
WHY_LOADED = {
    "calls people themselves illegal": _("calls people themselves illegal"),
    "condemns people instead of naming conduct": _("condemns people instead of naming conduct"),
    "dehumanises": _("dehumanises"),
    "dehumanises when said of people": _("dehumanises when said of people"),
    "exaggerates": _("exaggerates"),
    "exaggerates unless a number is given": _("exaggerates unless a number is given"),
    "insults": _("insults"),
    "insults unless quoted": _("insults unless quoted"),
    "judges a belief": _("judges a belief"),
    "labels a group by being present": _("labels a group by being present"),
    "labels a person; describe the behaviour": _("labels a person; describe the behaviour"),
    "mocks people for their background": _("mocks people for their background"),
    "mocks people for their feelings": _("mocks people for their feelings"),
    "mocks people for their health": _("mocks people for their health"),
    "mocks people for their view": _("mocks people for their view"),
    "names a role before it is established": _("names a role before it is established"),
    "names origin to condemn": _("names origin to condemn"),
    "names origin without need": _("names origin without need"),
    "names religion to condemn": _("names religion to condemn"),
    "offensive word for people": _("offensive word for people"),
    "outdated word for people": _("outdated word for people"),
    "presents disorder as terror": _("presents disorder as terror"),
    "presents people as a disaster": _("presents people as a disaster"),
    "presents people as a plague": _("presents people as a plague"),
    "presents protest as terror": _("presents protest as terror"),
    "suggests a motive": _("suggests a motive"),
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A word that colours the text, and neutral words to use instead."""

    word: str
    neutral: tuple[str, ...]
    reason: str

    @property
    def why(self) -> str:
        return str(WHY_LOADED.get(self.reason, self.reason))


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


def say(request: HttpRequest, hints: Hints) -> None:
    """After saving, for who writes without a script; with one the hints stood beside the words already."""
    if SEEN in request.POST or not hints:
        return
    said = [
        gettext("“%(word)s” colours the text. More neutral: %(neutral)s.")
        % {"word": one.word, "neutral": ", ".join(one.neutral)}
        for one in hints.loaded
    ]
    messages.info(request, " ".join([*said, *map(str, hints.notices)]))
