"""Does the sentence around a date look back or ahead? Decides the year and the weekday that is meant."""

import re
from collections.abc import Callable

from eenheidsbeeld.text.lists import word_group

_AHEAD = word_group("dates.tense.ahead")
_BACK = word_group("dates.tense.back")
_WORD = re.compile(r"[a-zé/]+")
_AHEAD_PHRASES = (
    "van plan",
    "komt allen",
    "is er",
    "zijn er",
    "plan to",
    "er is",
    "er zijn",
)  # one of these is in it
_AHEAD_PHRASE = re.compile(
    r"\b(?:van plan|komt allen|is er|zijn er|plan to)\b|"
    r"\ber (?:is|zijn) (?:maan|dins|woens|donder|vrij|zater|zon)dag\b"
)
# "gooiden de", "stapte in": a weak past tense shows by its end and what follows it
_NO_VERBS = (
    r"(?:zouden|eerste|tweede|derde|vierde|vijfde|laatste|volgende|komende|aanstaande|geplande|beide|goede|grote|meeste|einde|"
    r"ronde|orde|schade|vrede|methode|periode|leden|steden|rechten|kosten|klachten|groepen|studenten|agenten|"
    r"demonstranten|burgemeesters|gemeenten|plaatsen|buiten|midden|minuten|punten|winkelstraten|straten|tussen)\b"
)
_WEAK_PAST = re.compile(
    rf"\b(?!{_NO_VERBS})"
    r"[a-z]{3,20}(?:de|te|den|ten) (?:de|het|een|zich|in|op|aan|om|met|van|voor|"
    r"maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)\b"
)
_MAY_BE_WEAK_PAST = re.compile(r"[dt]en? (?:[dhezioamv]|woensdag)")
# "Donderdag overlegt de driehoek": a verb in the present right behind the day
_PRESENT_NEXT = re.compile(
    r"\s(?!niet|met\b|tot\b|werd|ge|begint|[a-z]{1,10}(?:cht|nst|rst|ist|ast|est|ost|ust|it|"
    r"ut)\b)[a-z]{2,16}t\b"
)
# "heeft woensdag overleg", "viert zondag": a verb in the present right before the day
_PRESENT_BEFORE = re.compile(
    r"\b(?!niet|met\b|tot\b|uit\b|het\b|dat\b|dit\b|wat\b|want\b|liet\b|heet\b|kwart\b|[a-z]{1,12}(?:cht|nst|rst|ist|"
    r"ast|est|ost|ust|it|ut)\b)[a-z]{2,16}t\s$"
)
# "Boeren demonstreren zaterdag": many do, right before the day; of other words in -en nobody knows
_MANY_DO = re.compile(
    r"\b(?:demonstreren|protesteren|betogen|staken|blokkeren|marcheren|bezetten|actievoeren|gaan|komen|willen|houden|"
    r"lopen|rijden|trekken|voeren|organiseren|plannen|verzamelen|verwachten|beginnen|starten|hervatten|doen|vieren)\s$"
)
# "zaterdag 14.00 uur": a time right behind a bare day is how an invitation is written
_CLOCK_NEXT = re.compile(r",?\s(?:om\s|vanaf\s|van\s)?\d{1,2}(?:[.:]\d\d|\suur)")
_AUXILIARIES = frozenset(("heeft", "hebben", "is", "zijn", "hebt", "heb", "has", "have"))
_PERFECT = re.compile(
    r"\b(?:heeft|hebben|is|zijn|hebt|heb|has|have)\b[^.!?\n]{0,120}\b(?:(?:aan|op|uit|in|af|voor|toe|mee|"
    r"neer|plaats|weg|door|over|om|samen|terug)?ge[a-z]{2,18}(?:d|t|en)|(?:be|ver|ont|"
    r"her)[a-z]{3,18}[dtn])\b"
)


class Tense:
    """The outlook of one text and of its sentences; each stretch of words is read once, and only when asked for."""

    def __init__(self, low: str) -> None:
        self.low = low
        self._counted: dict[str, tuple[int, int]] = {}

    def around(self, start: int, end: int) -> Callable[[], int]:
        """Reads, when called, the outlook of the sentence around a date, or else that of the whole text.

        +1 looks ahead, -1 looks back, 0 when neither says.
        """
        return lambda: (
            self._of_sentence(start, end) or self._of_text() or (1 if _CLOCK_NEXT.match(self.low, end) else 0)
        )

    def _of_sentence(self, start: int, end: int) -> int:
        low = self.low
        left = max(
            low.rfind(". ", max(0, start - 200), start),
            low.rfind("\n", max(0, start - 200), start),
            max(0, start - 200),
        )
        stop = low.find(". ", end, end + 200)
        line = low.find("\n", end, end + 200)
        right = min(stop if stop >= 0 else end + 200, line if line >= 0 else end + 200)
        ahead, back = self._count(low[left:right])
        own_ahead, own_back = self._count(_clause_around(low, start, end, left, right))
        if _PRESENT_NEXT.match(low, end) or (not own_back and _present_before(low, start)):
            ahead, own_ahead = ahead + 1, own_ahead + 1
        if ahead and back and own_ahead != own_back:  # the sentence looks both ways, its half does not
            ahead, back = own_ahead, own_back
        return (ahead > back) - (ahead < back)

    def looks_back(self) -> bool:
        return self._of_text() < 0

    def _of_text(self) -> int:
        ahead, back = self._count(self.low[:4000])
        return (ahead > back) - (ahead < back)

    def _count(self, words: str) -> tuple[int, int]:
        counted = self._counted.get(words)
        if counted is None:
            counted = self._counted[words] = _count(words)
        return counted


def _present_before(low: str, start: int) -> bool:
    left = max(0, start - 24)
    return bool(_PRESENT_BEFORE.search(low, left, start) or _MANY_DO.search(low, left, start))


def _clause_around(low: str, start: int, end: int, left: int, right: int) -> str:
    """ "gisteren stonden er veertig mensen, en zaterdag is er een demonstratie": the half with the date in it."""
    first = max(low.rfind(",", left, start), low.rfind(";", left, start), low.rfind(":", left, start)) + 1 or left
    last = min((at for mark in (",", ";") if (at := low.find(mark, end, right)) >= 0), default=right)
    return low[max(first, 0) : last]


def _count(text: str) -> tuple[int, int]:
    """How many words and phrases look ahead, and how many look back."""
    words = _WORD.findall(text)
    ahead, back = sum(map(_AHEAD.__contains__, words)), sum(map(_BACK.__contains__, words))
    if any(phrase in text for phrase in _AHEAD_PHRASES):
        ahead += len(_AHEAD_PHRASE.findall(text))
    if "/" in text or not _AUXILIARIES.isdisjoint(words):  # "is/was" is one word here
        back += len(_PERFECT.findall(text))
    if _MAY_BE_WEAK_PAST.search(text):
        back += len(_WEAK_PAST.findall(text))
    return ahead, back
