"""Does the sentence around a date look back or ahead? Decides the year and the weekday that is meant."""

import re

_AHEAD = re.compile(
    r"\b(?:rijden|rijdt|trekken|trekt|bezoeken|bezoekt|blokkeren|blokkeert|starten|lopen|loopt|staken|staakt|vertrekken|vertrek|opening|treedt|treden|opent|openen|zal|zullen|gaat|gaan|wil|willen|wordt|worden|komt|komen|verwacht|verwachten|verwachting|plan|plannen|gepland|van plan|voornemens|oproep|oproepen|roept|roepen|"
    r"aangekondigd|aankondiging|kondigt|uitnodiging|uitgenodigd|welkom|aanstaande|komende|volgende|aanmelden|inloop|vindt|vinden|staat gepland|start|begint|verzamelen|"
    r"aanvang|houdt|houden|organiseert|organiseren|demonstreert|kom|komt allen|mobiliseert|morgen|straks|vanaf|t/m|deelnemen|aangemeld|kennisgeving|is er|zijn er|dreigt|dreigen|"
    r"will|plan to|plans|upcoming|scheduled|join|geldt|gelden|mogelijk|binnenkort|bespreekt|besluit|moet|moeten|kan|kunnen)\b"
)
_BACK = re.compile(
    r"\b(?:was|waren|werd|werden|had|hadden|vond|vonden|kwam|kwamen|ging|gingen|stond|stonden|zag|zagen|hield|hielden|reed|reden|liep|liepen|"
    r"kreeg|kregen|gooide|gooiden|begon|begonnen|bleek|bleken|bleef|bleven|deed|deden|riep|riepen|sprak|spraken|meldde|meldden|zei|zeiden|afgelopen|vorige|gisteren|geleden|jl|jongstleden|"
    r"ontstond|ontstonden|moest|moesten|kon|konden|wilde|wilden|werd|trok|trokken|sloeg|sloegen|aangehouden|gezien|gesproken|geweest|gemeld|gebeld|overleed|overleden|gestorven|"
    r"[a-z]{3,20}(?:de|te|den|ten) (?:de|het|een|zich|in|op|aan|om|met|van|voor|vrijdag|zaterdag|zondag|maandag|dinsdag|woensdag|donderdag)|were|said|took|held|gathered|clashed)\b"
)


# "Donderdag overlegt de driehoek": a verb in the present right behind the day
_PRESENT_NEXT = re.compile(r"\s(?!niet|met\b|tot\b|werd|ge|begint|[a-z]{1,10}(?:cht|nst|rst|ist|ast|est|ost|ust|it|ut)\b)[a-z]{2,16}t\b")
_PERFECT = re.compile(
    r"\b(?:heeft|hebben|is|zijn|hebt|heb|has|have)\b[^.!?\n]{0,120}\b(?:(?:aan|op|uit|in|af|voor|toe|mee|neer|plaats|weg|door|over|om|samen|terug)?ge[a-z]{2,18}(?:d|t|en)|(?:be|ver|ont|her)[a-z]{3,18}[dtn])\b"
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
    if _PRESENT_NEXT.match(low, end):
        ahead += 1
    if back > ahead:
        return -1
    return 1 if ahead > back else 0


def text_outlook(low: str) -> int:
    """The outlook of the text as a whole, for sentences that do not say."""
    sample = low[:4000]
    ahead, back = _count(sample)
    return -1 if back > ahead else 1 if ahead > back else 0


def _count(words: str) -> tuple[int, int]:
    return len(_AHEAD.findall(words)), len(_BACK.findall(words)) + len(_PERFECT.findall(words))
