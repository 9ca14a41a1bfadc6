"""What a text must hold before a rule for dates can find anything: first its words, then a cheap expression.

A rule goes over the text letter by letter, and most texts hold nothing for most rules. A gate may let through more
than its rule finds and not less, but for words that have a month's name by chance ("may") and "saturdays", which is a
habit: `tests/unit/text/test_gates.py` compares with all gates open.
"""

import re
from collections.abc import Iterable, Set
from typing import NamedTuple

from eenheidsbeeld.text.dates.calendar import HOLIDAYS, WEEKDAYS
from eenheidsbeeld.text.dates.grammar import DAY, DAY_WORDS, LAST, MON, NEXT, PART, WD_SHORT, YEAR
from eenheidsbeeld.text.tokens import Held

_LETTERS = re.compile(r"[^\W\d_]+")
# These stand among the words of a text, and no word can be one of them.
_A_MONTH, _A_WEEKDAY, _A_NUMBER, _A_YEAR = "<a month>", "<a weekday>", "<a number>", "<a year>"

_MONTHS = frozenset(re.findall(r"[a-z]{3,}", MON)) - {"march", "may", "oct", "october"}
# "protest march", "we may": these are a month beside a number, or where the name of another month stands.
_SOMETIMES_A_MONTH = frozenset(("march", "may", "oct", "october"))
_SAYS_A_MONTH = re.compile(
    r"jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec|"
    r"\d(?:st|nd|rd|th|e)?(?:\sof)?[\s-](?:march|may|oct)|(?:march|may|oct|october)[\s-]\d"
)
_WEEKDAYS = tuple(name for name in WEEKDAYS if name.endswith(("dag", "day")))
# "zaterdag", "zaterdagavond": "saturdays" alone is a habit and no day.
_END_OF_A_DAY = re.compile(r"[dsrnt]a[gy]\b|dag(?:och|mor|mid|avo|nac|s\b)")

_PARTS = tuple(_LETTERS.findall(PART))
_UNITS = frozenset(("dagen", "dag", "etmaal", "weken", "week", "maanden", "maand", "jaar"))
_SEASONS = frozenset(("lente", "voorjaar", "zomer", "herfst", "najaar", "winter"))
_ORDINALS = frozenset(("eerste", "tweede", "derde", "vierde", "laatste"))
_NEXT_OR_LAST = frozenset(_LETTERS.findall(NEXT + LAST)) - {"s"}
_THIS = frozenset(("deze", "dit", "this"))
_NEAR = ("eergisteren", "gisteren", "gister", "vandaag", "heden", "overmorgen", "morgen", "today", "yesterday",
         "tomorrow")  # fmt: skip


def _glued(words: Iterable[str], ends: Iterable[str]) -> frozenset[str]:
    """Each word as it is, and with a part of the day against it: "paasmaandagochtend"."""
    return frozenset(word + end for word in words for end in ("", *ends))


# "goede vrijdag", "witte donderdag" show by their first word.
_HOLIDAY_ENDS = {_LETTERS.findall(name)[-1] for name in HOLIDAYS} - {"vrijdag", "donderdag"}


class _Gate(NamedTuple):
    """Opens when the text holds a word of each group and each sign."""

    name: str
    groups: tuple[Set[str], ...]
    signs: tuple[re.Pattern[str], ...]


def _gate(name: str, *groups: Iterable[str], signs: Iterable[str] = ()) -> _Gate:
    return _Gate(name, tuple(frozenset(g) for g in groups), tuple(re.compile(s) for s in signs))


_MONTH, _WEEKDAY, _NUMBER, _FOUR_DIGITS = {_A_MONTH}, {_A_WEEKDAY}, {_A_NUMBER}, {_A_YEAR}
_SHORT_DAYS = {"ma", "di", "wo", "do", "vr", "za", "zo"}
_GATES = (
    _gate("day and month", _MONTH, _NUMBER, signs=[rf"\d(?:e|ste|de)?[\s-]{MON}"]),
    _gate("days and month", _MONTH, _NUMBER,
          signs=[rf"(?:met|tot|t/m|en|of|op|-|/)\s?(?:{WD_SHORT}\s)?{DAY}\s{MON}"]),
    _gate("nth weekday", _MONTHS | _SOMETIMES_A_MONTH | {"maand"}, _WEEKDAYS, _ORDINALS | {"e"}, ("van", "in")),
    _gate("spoken day", _MONTH, DAY_WORDS),
    _gate("english day", _MONTH, _NUMBER, signs=[r"\d(?<=[a-z.]\s\d)\d?(?!\d)"]),
    _gate("part of a month", _MONTH, ("begin", "half", "medio", "eind")),
    _gate("name of a month", _MONTHS - {"mei"}),
    _gate("mei", ("mei",)),
    _gate("holiday by weekday", ("goede", "witte", *_glued(("aswoensdag", "paaszondag", "paasmaandag", "arbeid"),
                                                           _PARTS))),
    _gate("holiday", ("goede", "witte", *_glued(_HOLIDAY_ENDS, _PARTS))),
    _gate("christmas", ("tussen",), ("kerst", "kerstdagen", "kerstmis")),
    _gate("new year", ("oudejaarsnacht", "oudjaarsnacht", "nieuwjaarsnacht", "jaarwisseling")),
    _gate("new year", ("oud",), ("nieuw",)),
    _gate("iso", _FOUR_DIGITS, signs=[r"\d\d-\d\d-\d\d"]),
    _gate("numbers", _NUMBER, signs=[r"\d(?:[-/]\d|\.\d{1,2}\.\d)"]),
    _gate("numbers", _NUMBER, {*_WEEKDAYS, *_SHORT_DAYS}, signs=[r"\d\.\d"]),
    _gate("night", _WEEKDAY, ("nacht",)),
    _gate("two weekdays", _WEEKDAY, signs=[r"da[gy]\s?(?:tot|t/m|-|op)"]),
    _gate("weekday", _WEEKDAY),
    _gate("weekday over", ("over",), ("week", "weken"), signs=[r"da[gy]\s+over"]),
    _gate("short weekday", _SHORT_DAYS, ("op", "vanaf", "afgelopen")),
    _gate("near", _glued(_NEAR, ("des", *_PARTS, *(part + "s" for part in _PARTS)))),
    _gate("tonight", ("vanavond", "vanmiddag", "vanochtend", "vanmorgen", "vannacht", "hedenavond", "hedenmorgen",
                      "hedenmiddag", "hedennacht", "tonight")),
    _gate("ahead", ("over",), _UNITS),
    _gate("ago", ("geleden", "terug", "eerder"), _UNITS),
    _gate("weekend", ("weekend", "weekeinde"), _NEXT_OR_LAST | _THIS | {"het"}),
    _gate("stretch", ("dagen", "weken", "maanden"), _NEXT_OR_LAST),
    _gate("period", {"week", "maand", "kwartaal", "jaar", *_SEASONS}, _NEXT_OR_LAST | _THIS),
    _gate(
        "quarter", _glued(_ORDINALS, ("kwartaal",)) | {"q"},
        signs=[
            rf"(?:eerste|tweede|derde|vierde|laatste) ?(?:kwartaal|(?:van )?{YEAR}|(?<= )(?!\w))|q[1-4]",
            r"wee?k|maand|kwartaal|dagen|jaren|q[1-4]|jaar|zomer|winter|lente|herfst",  # something is counted in time
        ],
    ),
    _gate("decade", signs=[r"jaren ?'?[a-z\d]"]),
    _gate("week number", ("week", "weeknr", "weeknummer", "wk"), _NUMBER, signs=[r"w\w{1,9}\.? \d"]),
    _gate("season", _SEASONS, _FOUR_DIGITS),
    _gate("years", _FOUR_DIGITS, signs=[rf"{YEAR}\s?[-te]"]),
    _gate("year", _FOUR_DIGITS, signs=[r"\d\d\d\d(?<=[a-z] \d\d\d\d)"]),
)  # fmt: skip
_TELLING = frozenset().union(*(group for gate in _GATES for group in gate.groups), _MONTHS, _SOMETIMES_A_MONTH)


def open_gates(low: str, held: Held) -> set[str]:
    """The gates that stand open for a text in lower case."""
    words = set(_TELLING & held.runs)
    if not words.isdisjoint(_MONTHS) or (not words.isdisjoint(_SOMETIMES_A_MONTH) and _SAYS_A_MONTH.search(low)):
        words.add(_A_MONTH)
    if ("dag" in low or "day" in low) and any(day in low for day in _WEEKDAYS) and _END_OF_A_DAY.search(low):
        words.add(_A_WEEKDAY)
    if held.numbers:
        words.add(_A_NUMBER)
        if any(len(number) >= 4 for number in held.numbers):
            words.add(_A_YEAR)
    opened = set()
    for name, groups, signs in _GATES:
        for group in groups:
            if words.isdisjoint(group):
                break
        else:
            if all(sign.search(low) for sign in signs):
                opened.add(name)
    return opened
