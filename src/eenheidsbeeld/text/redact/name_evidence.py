"""How much speaks for a run of capitalised words being a person: named evidence, each with a weight.

The weights stand in `reference/text/name_weights.tsv`, where anyone can read and change them. They were
fitted once (logistic regression, `benchmarks/text/fit_name_weights.py`); the sum is the log odds.
"""

import re
from functools import lru_cache

from eenheidsbeeld.text.lists import Lists, read_shipped
from eenheidsbeeld.text.redact import name_words as nw
from eenheidsbeeld.text.tokens import Tokens

# Evidence that a reader understands; the heaviest of these is the reason that is shown.
REASONS = {
    "title": "name after a form of address",
    "role_before": "name after a role",
    "initials_first": "initials and a name",
    "age_after": "name before an age",
    "says_after": "name before a verb of speaking",
    "says_before": "name after a verb of speaking",
    "first_known": "known first name",
    "first_known_pair": "known first name",
    "last_known": "known surname",
    "first_plain_pair": "known first name",
    "one_last_known": "known surname",
    "prefix_known": "prefix and surname",
    "person_noun_before": "name after a role",
    "name_beside": "in a row of names",
    "prefix": "prefix and surname",
    "person_word_before": "name after a word that announces a name",
    "shape": "in the shape of a surname",
}
_PLACE_LABELS = frozenset(("plaats", "locatie", "waar", "zaal", "verzamelpunt", "venue"))
_AGENT = frozenset(
    ("door", "met", "tegen", "aan", "voor", "tussen", "zoals", "behalve", "namelijk", "waaronder", "by")
)
_SURNAME_ENDS = (
    "stra", "sma", "inga", "ema", "sson", "owski", "ewski", "owska", "ewska", "wicz", "ović", "ovic", "evic", "oglu",
    "oğlu", "idze", "shvili", "enko", "chuk", "ovich", "escu", "akis", "poulos", "janssen", "jansen", "meijer",
    "meyer",
    "sen", "ssen", "berg", "mans", "ini", "etti", "elli", "ez", "ov", "ova", "ski", "sky", "son", "man", "ier", "eau",
)  # fmt: skip
_SURE_ENDS = _SURNAME_ENDS[:24]
_SURE_STARTS = ("vanden", "vander", "o'", "mc")  # "Vandenbroucke", "O'Leary", "McDowall"
_INNER_CAPITAL = re.compile(r"(?:Mc|Mac|O'|D'|De|Di|Du|La|Le|Van)[A-ZÀ-Þ][a-zà-ÿ]{2,}$")


def looks_like_surname(low: str) -> bool:
    return len(low) > 5 and (low.endswith(_SURE_ENDS) or (len(low) > 7 and low.startswith(_SURE_STARTS[:2])))


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    pairs = (line.split("\t") for line in read_shipped("name_weights.tsv"))
    return {name: float(weight) for name, weight in pairs}


def weigh(found: dict[str, float]) -> tuple[float, str]:
    """The sum of the evidence and the reason to show."""
    table = weights()
    score = table.get("bias", 0.0)
    best, reason = 0.0, "capitalised words in the shape of a name"
    for name, value in found.items():
        part = table.get(name, 0.0) * value
        score += part
        if part > best and name in REASONS:
            best, reason = part, REASONS[name]
    return score, reason


def evidence(
    tokens: Tokens, lists: Lists, places: dict[int, float], first: int, last: int, neighbour: bool = False
) -> dict[str, float]:
    """The evidence in and around tokens first..last; `neighbour`: the run before, one comma or "en" away,
    is a name."""
    found: dict[str, float] = {}
    inside = [j for j in range(first, last + 1) if tokens.words[j][0].isalpha()]
    words = [j for j in inside if len(tokens.words[j]) > 1 and tokens.lows[j] not in nw.PREFIXES]
    if not words:
        return {"no_words": 1.0}
    _inside(tokens, lists, first, last, inside, words, found)
    _known(tokens, lists, words, found)
    _around(tokens, first, last, len(words), neighbour, found)
    _places(tokens, places, words, found)
    return found


def _inside(
    tokens: Tokens, lists: Lists, first: int, last: int, inside: list[int], words: list[int], found: dict[str, float]
) -> None:
    lows = tokens.lows
    count = len(words)
    found["one" if count == 1 else "two" if count == 2 else "three" if count == 3 else "many"] = 1.0
    if tokens.opens[first]:
        found["opens_one" if count == 1 and first == last else "opens_more"] = 1.0
    if first < last and tokens.words[first + 1] == "." and len(tokens.words[first]) == 1:
        found["initials_first"] = 1.0
    elif len(inside) > count and any(len(tokens.words[j]) == 1 for j in inside):
        found["initials_inside"] = 1.0
    if not nw.PREFIXES.isdisjoint(lows[first : last + 1]):
        found["prefix"] = 1.0
        if lows[words[-1]] in lists.surnames_after_prefix:
            found["prefix_known"] = 1.0
    capitals = sum(1 for j in words if tokens.words[j].isupper())
    if capitals == count:
        found["all_capitals"] = 1.0
    elif any(
        not tokens.words[j][1:].islower()
        and "-" not in tokens.words[j]
        and "'" not in tokens.words[j]
        and not _INNER_CAPITAL.match(tokens.words[j])
        for j in words
    ):
        found["mixed_capitals"] = 1.0
    if len(lows[words[-1]]) <= 2:
        found["short_end"] = 1.0
    if count > 1 and any("-" in tokens.words[j] for j in words):
        found["hyphen"] = 1.0
    if (
        count == 1
        and first == words[0]
        and "-" in lows[words[0]]
        and not set(lows[words[0]].split("-")) <= lists.first_names
    ):
        found["hyphen_one"] = 1.0


def _known(tokens: Tokens, lists: Lists, words: list[int], found: dict[str, float]) -> None:
    lows = [tokens.lows[j] for j in words]
    first, last, many, distinct = lows[0], lows[-1], len(lows) > 1, set(lows)
    plain_first, plain_last = first in lists.words, last in lists.words
    known_first = first in lists.first_names or ("-" in first and first.split("-")[0] in lists.first_names)
    if known_first and first not in nw.FOREIGN_WORDS:
        found["first_plain" if plain_first else "first_known_pair" if many else "first_known"] = 1.0
    known_last = last in lists.surnames or last in lists.surnames_after_prefix or hyphen_known(last, lists)
    if known_last:
        found[
            ("last_plain" if many else "one_last_plain") if plain_last else "last_known" if many else "one_last_known"
        ] = 1.0
    if many and known_first and known_last and not (plain_first and plain_last):
        found["both_known"] = 1.0
    if many and distinct.isdisjoint(lists.words) and distinct.isdisjoint(nw.FOREIGN_WORDS):
        found["no_plain_words"] = 1.0
    if many and plain_last and not known_last:
        found["end_plain"] = 1.0
    if not many and plain_first and not known_first and not known_last:
        found["one_plain"] = 1.0
    if not distinct.isdisjoint(nw.FOREIGN_WORDS):
        found["foreign_words"] = min(2.0, float(sum(w in nw.FOREIGN_WORDS for w in lows)))
    if many and plain_first and known_first and not plain_last and first in _common_names():
        found["first_plain_pair"] = 1.0
    if not distinct.isdisjoint(nw.ORGANISATION) or any(w.endswith(_ORGANISED) for w in lows):
        found["organisation_known" if known_first and many else "organisation"] = 1.0
    if distinct <= nw.NOT_PERSONS:
        found["not_person"] = 1.0
    elif lows[0] in nw.NOT_PERSONS:
        found["not_person_first"] = 1.0
    if not nw.NATIONS.isdisjoint(lows[1:] if "first_plain_pair" in found else lows):
        found["nation"] = 1.0
    if (last.endswith(_SURNAME_ENDS) or last.startswith(_SURE_STARTS)) and len(last) > 4 and not plain_last:
        found["shape" if many else "shape_one"] = 1.0
    if last.endswith(
        ("ing", "heid", "tie", "isme", "schap", "dag", "wet", "prijs", "partij", "bond", "groep", "bank", "huis")
    ):
        found["thing_end"] = 1.0


# "Stadspartij Eemstad", "Bewonersbelang Noord": people who organised themselves, by the end of the word.
_ORGANISED = ("partij", "belang", "vereniging", "comité", "beweging", "fractie", "collectief", "platform", "coalitie")


@lru_cache(maxsize=1)
def _common_names() -> frozenset[str]:
    """First names that many people have, though some are words too: "Mark Tuitert", "Roos Vonk"."""
    return frozenset(n.lower() for n in read_shipped("first_names_own.txt"))


def _around(tokens: Tokens, first: int, last: int, count: int, neighbour: bool, found: dict[str, float]) -> None:
    lows = tokens.lows
    before = word_before(tokens, first)
    after = lows[last + 1] if last + 1 < len(tokens) else ""
    raw_before = tokens.words[first - 1] if first else ""
    if before in nw.PREFIXES and raw_before[0].isupper() and first > 1 and lows[first - 2] in nw.NAMED_THINGS:
        before = lows[first - 2]  # "moskee El Noor"
    if before in nw.SURE_TITLES:
        found["title"] = 1.0
    elif before in nw.ROLES or before in nw.TITLES:
        found["role_before"] = 1.0
    elif before in nw.NAMED_THINGS:
        found["thing_before"] = 1.0
    elif before in nw.BEFORE_PERSON:
        found["person_word_before"] = 1.0
    elif before in nw.ORGANISATION:
        found["organisation_before"] = 1.0
    elif before in nw.ARTICLES and not tokens.opens[first]:
        found["article_before" if count == 1 else "article_before_more"] = 1.0
    elif before in nw.IN_PLACE or (raw_before == ":" and first > 1 and lows[first - 2] in _PLACE_LABELS):
        found["in_before"] = 1.0
    elif before in _AGENT:
        found["agent_before"] = 1.0
    elif before == "van":
        found["van_before"] = 1.0
    elif before in nw.SAYS and raw_before != ".":
        found["says_before"] = 1.0
    elif before in ("en", "of", "and", "&"):
        found["and_before"] = 1.0
    elif before == "," or before == "(":
        found["comma_before"] = 1.0
    elif raw_before in ("'", '"'):
        found["quote_before"] = 1.0
    elif before and before[0].isalpha() and raw_before[0].islower() and not tokens.opens[first]:
        found["person_noun_before" if _is_person_noun(before) else "noun_before"] = 1.0
    elif raw_before[:1].isdigit():
        found["digit_before"] = 1.0
    if neighbour:
        found["name_beside"] = 1.0
    if after in nw.SAYS:
        found["says_after"] = 1.0
    elif after in nw.SPEECH:
        found["verb_after"] = 1.0
    elif after == "(":
        found["bracket_after"] = 1.0
    elif after in (",", "en"):
        found["comma_after"] = 1.0
    elif after[:1].isdigit():
        found["digit_after"] = 1.0
    elif after in ("-", "'", '"', ":"):
        found["mark_after"] = 1.0
    if age_after(tokens, last + 1):
        found["age_after"] = 1.0


_PERSON_ENDS = (
    "er",
    "ster",
    "aar",
    "ist",
    "iste",
    "oog",
    "eur",
    "euse",
    "ant",
    "ent",
    "maker",
    "man",
    "vrouw",
    "lid",
    "genoot",
    "baas",
    "leider",
    "trice",
)
_NOT_A_PERSON = frozenset(
    (
        "onder",
        "over",
        "meer",
        "verder",
        "later",
        "weer",
        "keer",
        "maar",
        "naar",
        "waar",
        "daar",
        "klaar",
        "jaar",
        "nummer",
        "eerder",
        "vorder",
        "december",
        "september",
        "oktober",
        "november",
        "centrum",
        "album",
        "concert",
        "restaurant",
        "krant",
        "kant",
        "moment",
        "student",
        "agent",
        "zonder",
        "ander",
        "toernooier",
        "theater",
        "water",
        "winter",
        "zomer",
        "kwartier",
        "papier",
        "rivier",
        "film",
        "zender",
        "ver",
        "eer",
        "heer",
        "sfeer",
        "echter",
        "hier",
        "dier",
        "vier",
        "minder",
        "leger",
        "nader",
        "haar",
        "aar",
        "zwaar",
        "paar",
    )
)


def _is_person_noun(low: str) -> bool:
    """ "teamgenoot", "zanger", "ex-premier": an unlisted role, by its end."""
    return (
        len(low) > 4 and low not in _NOT_A_PERSON and (low.endswith(_PERSON_ENDS) or low.startswith(("ex-", "oud-")))
    )


def _places(tokens: Tokens, places: dict[int, float], words: list[int], found: dict[str, float]) -> None:
    """A place has a veto, unless it stands where a surname stands."""
    for position, j in enumerate(words):
        strength = places.get(j, 0.0)
        if not strength:
            continue
        person_form = (
            position > 0 and ("first_known_pair" in found or "initials_first" in found)
        ) or "title" in found
        if person_form and strength < 0.95:
            found["place_as_surname"] = 1.0
        elif strength >= 0.6:
            found["place"] = 1.0
        else:
            found["weak_place"] = 1.0


_ARTICLES = ("al-", "el-", "ait-", "abu-", "ben-", "bin-", "ould-")


def hyphen_known(low: str, lists: Lists) -> bool:
    """One half of a double name is known, or it opens as Arabic names do ("al-hariri")."""
    if "-" not in low:
        return False
    if low.startswith(_ARTICLES) and len(low) > 6:
        return True
    return any(
        p in lists.surnames or p in lists.first_names or p in lists.surnames_after_prefix
        for p in low.split("-")
        if len(p) > 2
    )


def word_before(tokens: Tokens, i: int) -> str:
    """The word before, over the point of an abbreviation."""
    j = i - 1
    if j > 0 and tokens.words[j] == "." and not tokens.opens[i]:
        j -= 1
    return tokens.lows[j] if j >= 0 else ""


def age_after(tokens: Tokens, j: int) -> bool:
    """ "Jansen (23)", "Jansen, 23 jaar"."""
    if j + 1 >= len(tokens) or tokens.words[j] not in ("(", ","):
        return False
    number = tokens.words[j + 1]
    if not number.isdigit() or len(number) > 3 or not 5 <= int(number) <= 105:
        return False
    following = tokens.lows[j + 2] if j + 2 < len(tokens) else ""
    return following == ")" if tokens.words[j] == "(" else following in ("jaar", "jr", ",")
