"""Announced events: who calls, what, where and when, as a proposal for the calendar. Never a person."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from eenheidsbeeld.text.findings import AnnouncedEvent, DateSpan, Place
from eenheidsbeeld.text.lists import word_group

_WHAT = re.compile(
    r"\b((?:protest|stille |klimaat|vredes|vrouwen|solidariteits|tegen|lawaai|boeren|fakkel|blokkade|"
    r"trekker|tractor)?(?:demonstratie|betoging|mars|tocht|manifestatie|wake|blokkade|staking|actie|"
    r"bijeenkomst|herdenking|optocht|protest|protestactie|tegendemonstratie|"
    r"bewonersavond|informatieavond|inloopavond|inloopbijeenkomst|raadsvergadering|evenement|wedstrijd|"
    r"derby|intocht|vreugdevuur|ontruiming|koopavond|kermis|festival|meetup|meet-up|sit-in|demonstration|"
    r"protest march|rally)(?:en|s)?)\b",
    re.I,
)
_CALLER = re.compile(
    r"(?:georganiseerd door|op initiatief van|initiatief van|roept|roepen|organiseert|organiseren|kondigt|"
    r"kondigen|namens|aangekondigd door|aangemeld door|oproep van)\s(?:de\s|"
    r"het\s)?((?:(?!\[naam)[A-Z][\w&'-]{1,30}\s?){1,5})|"
    r"((?:(?!\[naam)[A-Z][\w&'-]{1,30}\s?){1,4})(?:roept|roepen|organiseert|organiseren|kondigt|kondigen|"
    r"houdt|houden|demonstreert|demonstreren|wil|willen|gaat|gaan|mobiliseert)\b"
)
_CALL = re.compile(
    r"\b(?:kom|komt allen|sluit je aan|doe mee|verzamelen|oproep|roept op|aangekondigd|kennisgeving|"
    r"aangemeld|gepland|staat gepland|vindt plaats|zal plaatsvinden|organise\w+|demonstre\w+|houdt|houden|"
    r"zullen|gaan|wil|willen|wordt|worden|is er|start|begint|uitnodiging|welkom)\b",
    re.I,
)
_NOT_A_CALLER = word_group("dates.announced.not_a_caller")


MOST_PROPOSALS = 20  # a text with more dates is a list, not an announcement


def find_announced(clean_view: str, dates: Sequence[DateSpan], places: Sequence[Place]) -> tuple[AnnouncedEvent, ...]:
    """One proposal per announced date that has an activity in the same or a neighbouring sentence."""
    events: list[AnnouncedEvent] = []
    placed = [p for p in places if p.level != "country"]
    for span in [d for d in dates if d.announced][:MOST_PROPOSALS]:
        left, right = max(0, span.start - 220), span.end + 220
        what = _nearest(_WHAT, clean_view, left, right, span.start)
        if what is None or not _CALL.search(clean_view[left:right]):
            continue
        place = _nearest_place(placed, span)
        event = AnnouncedEvent(
            _caller(clean_view[max(0, left - 100) : right]), what.lower().strip(), place.code if place else None,
            place.name if place else None,
            span.first, span.last, span.time_known, "an activity with a date ahead",
        )  # fmt: skip
        if not any(e.what == event.what and e.first.date() == event.first.date() for e in events):
            events.append(event)
    return tuple(events)


def _nearest_place(placed: Sequence[Place], span: DateSpan) -> Place | None:
    position = bisect_left(placed, span.start, key=lambda place: place.start)
    beside = placed[max(0, position - 2) : position + 2]
    return min(beside, key=lambda p: (min(abs(p.start - span.end), abs(span.start - p.end)), p.start), default=None)


def _nearest(pattern: re.Pattern[str], text: str, left: int, right: int, around: int) -> str | None:
    found = [(abs(m.start() - around), m.group(1)) for m in pattern.finditer(text, left, min(right, len(text)))]
    return min(found)[1] if found else None


def _caller(text: str) -> str:
    for match in _CALLER.finditer(text):
        words = (match.group(1) or match.group(2) or "").split()
        while words and words[0] in _NOT_A_CALLER:
            words.pop(0)
        if words:
            return " ".join(words)
    return ""
