"""What a text announces, for the calendar: what, which organisation (never a person) calls, where, when."""

from __future__ import annotations

from eenheidsbeeld.signals.intake.codes import municipality_of
from eenheidsbeeld.signals.rules import says_organisation
from eenheidsbeeld.text.findings import AnnouncedEvent, Document, Findings, Kind, OwnList
from eenheidsbeeld.text.pipeline import analyse

MOST_KEPT = 5


def announced_in(found: Findings, masked: frozenset[str], own_list: OwnList) -> tuple[dict[str, object], ...]:
    """Of each announced event what may be kept; a word that was masked is not repeated."""
    return tuple(_kept(one, masked, own_list) for one in found.announced_events[:MOST_KEPT])


def _kept(one: AnnouncedEvent, masked: frozenset[str], own_list: OwnList) -> dict[str, object]:
    is_place = one.caller.casefold() == (one.place or "").casefold()
    named = "" if is_place or is_perhaps_a_person(one.caller, own_list) else one.caller
    return {
        "what": _unless_masked(one.what, masked)[:60],
        "caller": _unless_masked(named, masked)[:80],
        "area": municipality_of(one.code or ""),
        "place": _unless_masked(one.place or "", masked)[:120],
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "time_known": one.time_known,
        "reason": one.reason,
    }


def _unless_masked(words: str, masked: frozenset[str]) -> str:
    return words if masked.isdisjoint(words.casefold().split()) else ""


def is_perhaps_a_person(caller: str, own_list: OwnList) -> bool:
    """Whether the one who calls may be a person after all: then it is left out, because only organisations are named.

    The text around it is cleaned already; by itself, as somebody who speaks, a name that was missed stands out.
    """
    if not caller or says_organisation(caller):
        return False
    [said] = analyse([Document("", f"{caller} zegt dat het doorgaat.")], steps={"redact"}, own_list=own_list)
    return any(mask.kind == Kind.PERSON for mask in said.masks)
