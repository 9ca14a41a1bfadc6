"""Announced events: who calls, what, where and when, as a proposal for the calendar. Never a person."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

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
    r"\b(?:kom|komt allen|sluit je aan|doe mee|verzamelen|oproep|roept|roepen|aangekondigd|kennisgeving|"
    r"aangemeld|gepland|staat gepland|vindt plaats|zal plaatsvinden|organise\w+|demonstre\w+|houdt|houden|"
    r"zullen|gaan|wil|willen|wordt|worden|is er|start|begint|uitnodiging|welkom)\b",
    re.I,
)
_NOT_A_CALLER = word_group("dates.announced.not_a_caller")


_DENIED = re.compile(r"\b(?:geen|niet|zonder|no)\s(?:een\s)?$", re.I)  # "zet ik erbij, geen protest"
_NEAR = 40
MOST_PROPOSALS = 20  # a text with more dates is a list, not an announcement


def find_announced(clean_view: str, dates: Sequence[DateSpan], places: Sequence[Place]) -> tuple[AnnouncedEvent, ...]:
    """One proposal per announced date that has an activity in the same or a neighbouring sentence."""
    events: list[AnnouncedEvent] = []
    placed = [p for p in places if p.level != "country"]
    for span in [_with_time(d, dates) for d in dates if d.announced][:MOST_PROPOSALS]:
        left, right = max(0, span.start - 220), span.end + 220
        what = _nearest(_WHAT, clean_view, left, right, span.start)
        if what is None or not (_CALL.search(clean_view[left:right]) or _opens_with(what, clean_view)):
            continue
        place = _nearest_place(placed, span)
        event = AnnouncedEvent(
            _caller(clean_view[max(0, left - 100) : right]), what.lower().strip(), place.code if place else None,
            place.name if place else None,
            span.first, span.last, span.time_known, "an activity with a date ahead",
        )  # fmt: skip
        same = next((e for e in events if _are_one(e, event)), None)
        if same is None:
            events.append(event)
        elif event.time_known and not same.time_known:  # the second sentence adds the hour
            events[events.index(same)] = replace(same, first=event.first, last=event.last, time_known=True)
    return tuple(events)


def _with_time(span: DateSpan, dates: Sequence[DateSpan]) -> DateSpan:
    """ "Datum: 9 december. Tijd: 19.30 uur.": the hour that stands right behind the day, in a sentence of its own."""
    if span.time_known or span.first.date() != span.last.date():
        return span
    after = (d for d in dates if d.time_known and 0 <= d.start - span.end <= _NEAR)
    hour = next((d for d in after if d.first.date() == span.first.date()), None)
    return replace(span, first=hour.first, last=hour.last, time_known=True) if hour else span


def _opens_with(what: str, text: str) -> bool:
    """ "Manifestatie voor Oekraïne, vrijdag 19.00 uur": an announcement that opens with what it is."""
    return text.lstrip(" \n*-#>\"'").lower().startswith(what.lower())


def _are_one(one: AnnouncedEvent, other: AnnouncedEvent) -> bool:
    """The same day, and the same thing by its longer or its shorter name: "stille tocht" and "de tocht"."""
    same_name = one.what.endswith(other.what) or other.what.endswith(one.what)
    return same_name and one.first.date() == other.first.date()


def _nearest_place(placed: Sequence[Place], span: DateSpan) -> Place | None:
    position = bisect_left(placed, span.start, key=lambda place: place.start)
    beside = placed[max(0, position - 2) : position + 2]
    return min(beside, key=lambda p: (min(abs(p.start - span.end), abs(span.start - p.end)), p.start), default=None)


def _nearest(pattern: re.Pattern[str], text: str, left: int, right: int, around: int) -> str | None:
    found = [
        (abs(m.start() - around), m.group(1))
        for m in pattern.finditer(text, left, min(right, len(text)))
        if not _DENIED.search(text, max(0, m.start() - 12), m.start())
    ]
    return min(found)[1] if found else None


def _caller(text: str) -> str:
    for match in _CALLER.finditer(text):
        words = (match.group(1) or match.group(2) or "").split()
        while words and words[0] in _NOT_A_CALLER:
            words.pop(0)
        if words:
            return " ".join(words)
    return ""
