"""Loaded words with neutral ones beside them, and notices about parties, councillors and journalists."""

import re
from functools import lru_cache

from eenheidsbeeld.text.findings import LoadedWord
from eenheidsbeeld.text.lists import read_shipped, word_group
from eenheidsbeeld.text.tokens import Tokens

NOTICE_PARTY = (
    "A political party is mentioned: it may not be the subject of an item, except when threatened or as speaker."
)
NOTICE_COUNCILLOR = (
    "A councillor or member of parliament is mentioned: not as the subject, except when threatened or as speaker."
)
NOTICE_JOURNALIST = "A journalist or medium is mentioned: not as the subject, except when threatened or as speaker."
_PARTY_NAMES = (
    "VVD", "PVV", "PvdA", "GroenLinks-PvdA", "GroenLinks", "CDA", "D66", "SP", "BBB", "NSC", "FVD", "FvD",
    "Forum voor Democratie", "Denk", "DENK", "SGP", "ChristenUnie", "Volt", "JA21", "BIJ1", "Partij voor de Dieren",
    "PvdD", "50PLUS", "BoerBurgerBeweging", "Partij van de Arbeid", "Partij voor de Vrijheid",
)  # fmt: skip
_COUNCILLORS = (
    "raadslid", "raadsleden", "gemeenteraadslid", "gemeenteraadsleden", "fractievoorzitter", "fractieleider",
    "kamerlid", "kamerleden", "statenlid", "statenleden", "lijsttrekker", "wethouder", "wethouders",
    "burgerraadslid",
)  # fmt: skip
_JOURNALISTS = (
    "journalist", "journaliste", "journalisten", "verslaggever", "verslaggeefster", "verslaggevers", "redacteur",
    "redactie", "cameraploeg", "persfotograaf", "fotojournalist",
)  # fmt: skip
_PARTIES = re.compile(rf"(?<!\w)(?:{'|'.join(_PARTY_NAMES)}|Leefbaar [A-Z]\w{{2,20}})(?!\w)")
_COUNCILLOR = re.compile(rf"(?<!\w)(?:{'|'.join(_COUNCILLORS)})(?!\w)", re.I)
_JOURNALIST = re.compile(rf"(?<!\w)(?:{'|'.join(_JOURNALISTS)})(?!\w)", re.I)
# Runs of letters of which one stands in the text when an expression above finds something.
_PARTIES_WITH_DIGITS = tuple(name for name in _PARTY_NAMES if not name.replace("-", "").replace(" ", "").isalpha())
_FIRST_LETTERS = re.compile(r"[a-z]+")
_PARTY_RUNS = frozenset(
    match.group()
    for name in (*_PARTY_NAMES, "Leefbaar")
    if name not in _PARTIES_WITH_DIGITS and (match := _FIRST_LETTERS.match(name.lower()))
)
_COUNCILLOR_RUNS, _JOURNALIST_RUNS = frozenset(_COUNCILLORS), frozenset(_JOURNALISTS)


@lru_cache(maxsize=1)
def _loaded() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...], str]]]:
    index: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], str]]] = {}
    for line in read_shipped("loaded_words.tsv"):
        word, neutral, why = line.split("\t")
        key = tuple(word.split(" "))
        index.setdefault(key[0], []).append((key, tuple(n.strip() for n in neutral.split(",")), why))
    for options in index.values():
        options.sort(key=lambda o: -len(o[0]))
    return index


_ONLY_FOR_PEOPLE = frozenset(("ratten", "beesten", "apen", "schapen", "gek"))
_PEOPLE_NEAR = word_group("plain_words.people_near")


def find_loaded_words(tokens: Tokens) -> list[LoadedWord]:
    found: list[LoadedWord] = []
    index = _loaded()
    if index.keys().isdisjoint(tokens.lows):
        return found
    for i, low in enumerate(tokens.lows):
        for key, neutral, why in index.get(low, ()):
            if tuple(tokens.lows[i : i + len(key)]) != key:
                continue
            if low in _ONLY_FOR_PEOPLE and (i == 0 or tokens.lows[i - 1] not in _PEOPLE_NEAR):
                break
            end = tokens.ends[i + len(key) - 1]
            found.append(LoadedWord(tokens.starts[i], end, tokens.text[tokens.starts[i] : end], neutral, why))
            break
    return found


def find_notices(tokens: Tokens) -> list[str]:
    """Political neutrality: these may be in a text only as threatened or as speaker (domain, line 21)."""
    text, runs = tokens.text, tokens.held.runs
    may_name_party = not runs.isdisjoint(_PARTY_RUNS) or any(name in text for name in _PARTIES_WITH_DIGITS)
    notices = []
    if may_name_party and _PARTIES.search(text):
        notices.append(NOTICE_PARTY)
    if not runs.isdisjoint(_COUNCILLOR_RUNS) and _COUNCILLOR.search(text):
        notices.append(NOTICE_COUNCILLOR)
    if not runs.isdisjoint(_JOURNALIST_RUNS) and _JOURNALIST.search(text):
        notices.append(NOTICE_JOURNALIST)
    return notices
