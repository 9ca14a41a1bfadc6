"""Does the sentence around a date look back or ahead? Decides the year and the weekday that is meant."""

import re

from eenheidsbeeld.text.lists import word_group

_AHEAD = word_group("dates.tense.ahead")
_BACK = word_group("dates.tense.back")
_WORD = re.compile(r"[a-zé/]+")
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
_PERFECT = re.compile(
    r"\b(?:heeft|hebben|is|zijn|hebt|heb|has|have)\b[^.!?\n]{0,120}\b(?:(?:aan|op|uit|in|af|voor|toe|mee|"
    r"neer|plaats|weg|door|over|om|samen|terug)?ge[a-z]{2,18}(?:d|t|en)|(?:be|ver|ont|"
    r"her)[a-z]{3,18}[dtn])\b"
)


def outlook(low: str, start: int, end: int) -> int:
    """+1 looks ahead, -1 looks back, 0 when the sentence does not say."""
    left = max(
        low.rfind(". ", max(0, start - 200), start), low.rfind("\n", max(0, start - 200), start), max(0, start - 200)
    )
    stop = low.find(". ", end, end + 200)
    line = low.find("\n", end, end + 200)
    right = min(x for x in (stop if stop >= 0 else end + 200, line if line >= 0 else end + 200))
    sentence = low[left:right]
    ahead, back = _count(sentence)
    clause = _clause_around(low, start, end, left, right)
    own_ahead, own_back = _count(clause)
    if _PRESENT_NEXT.match(low, end) or (not own_back and _PRESENT_BEFORE.search(low, max(0, start - 24), start)):
        ahead, own_ahead = ahead + 1, own_ahead + 1
    if ahead and back and own_ahead != own_back:  # the sentence looks both ways, its half does not
        ahead, back = own_ahead, own_back
    if back > ahead:
        return -1
    return 1 if ahead > back else 0


def _clause_around(low: str, start: int, end: int, left: int, right: int) -> str:
    """ "gisteren stonden er veertig mensen, en zaterdag is er een demonstratie": the half with the date in it."""
    first = max(low.rfind(mark, left, start) for mark in (",", ";", ":")) + 1 or left
    last = min((at for mark in (",", ";") if (at := low.find(mark, end, right)) >= 0), default=right)
    return low[max(first, 0) : last]


def text_outlook(low: str) -> int:
    """The outlook of the text as a whole, for sentences that do not say."""
    sample = low[:4000]
    ahead, back = _count(sample)
    return -1 if back > ahead else 1 if ahead > back else 0


def _count(words: str) -> tuple[int, int]:
    ahead = back = 0
    for word in _WORD.findall(words):
        ahead += word in _AHEAD
        back += word in _BACK
    return ahead + len(_AHEAD_PHRASE.findall(words)), back + len(_PERFECT.findall(words)) + len(
        _WEAK_PAST.findall(words)
    )
