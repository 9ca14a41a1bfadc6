"""Whether a name from the list of places means a place here: what it is, and what stands around it."""

from collections.abc import Iterable

from eenheidsbeeld.text.lists import word_group
from eenheidsbeeld.text.places.borne import FIRST_PREFIX, TITLES, part_of_name
from eenheidsbeeld.text.places.gazetteer import Entry
from eenheidsbeeld.text.places.named import Candidate, Named

ENOUGH = 0.5
_PLACE_BEFORE = word_group("places.find.place_before")
_STRONG_BEFORE = word_group("places.find.strong_before")
_PLAIN_WORDS = word_group("places.find.plain_words")
_VAGUE_BEFORE = frozenset(("over", "tot", "ten", "bij", "tussen", "to", "at"))
_LARGE = 20_000  # "bij Kampen" is the town, "bij Best" may be anything
_ARTICLES = frozenset(("de", "het", "'t"))
_WITH_ARTICLE = ("polder", "meer", "waard", "wijk", "buurt", "kwartier", "eiland", "streek")
_IN_QUARTER = frozenset(("in", "uit", "naar", "rond", "vanuit"))
_BY_LEVEL = {
    "municipality": 0.75, "province": 0.75, "country": 0.75, "city": 0.75, "region": 0.65, "old_municipality": 0.5,
    "hamlet": 0.25,
}  # fmt: skip
_LOWER_BEFORE = _STRONG_BEFORE | {
    "in", "naar", "uit", "vanuit", "richting", "bij", "van", "rond", "heel", "vanaf", "omgeving",
}  # fmt: skip
_LOWER_BEFORE_COMMON = frozenset(("in", "uit", "naar", "vanuit", "richting"))


def judge(name: Named) -> Candidate | None:
    """The candidate with how surely a place is meant; None when the name is surely something else."""
    placed = _is_placed(name)
    if name.before in _ARTICLES and name.single:
        placed = placed or name.behind_seat() or _is_known_quarter(name)
        if not (placed or _is_region(name.entries) or _takes_article(name.word)):
            return None
    if not name.capital:
        return judge_lower(name)
    dateline = name.opens_line()
    if _is_ordinary(name, placed, dateline) or _is_part(name, placed, dateline):
        return None
    score = max(_base(name.entries), ENOUGH if name.only_a_place() else 0.0)
    score += 0.3 * placed + 0.3 * dateline
    if name.single and not placed and _may_be_a_person(name):
        score -= 0.1 if score >= 0.7 else 0.25
    reason = f"name of a place after '{name.before}'" if placed else "name of a place"
    return name.found(min(score, 1.0), placed or dateline, reason)


def _is_placed(name: Named) -> bool:
    """Something beside the name says that a place is meant."""
    vague = name.common and name.before in _VAGUE_BEFORE and not (name.before == "bij" and name.people >= _LARGE)
    if name.before in _PLACE_BEFORE and not vague:
        return True
    if name.behind_place or name.in_a_row() or name.behind_seat() or name.before_place_words():
        return True
    if name.capital and name.behind_adjective():
        return True
    return name.beside and not name.common and (name.low not in name.lists.surnames or name.people >= 1000)


def _is_ordinary(name: Named, placed: bool, dateline: bool) -> bool:
    """The words mean what they mean."""
    if name.common and not (placed or name.after == "(" or dateline):
        return True
    if name.small and name.all_plain():
        return True
    return name.common and name.small and name.before not in _STRONG_BEFORE and not name.in_a_row()


def _is_part(name: Named, placed: bool, dateline: bool) -> bool:
    """A piece of another name, a person with an age, or an abbreviation."""
    if not placed and name.before_age():
        return True
    part = part_of_name(name.tokens, name.lists, name.gazetteer, name.first, name.last, name.before, placed)
    if part and not dateline:
        return True
    return name.word.isupper() and len(name.word) <= 3 and name.single and name.tokens.shout_share < 0.8


def _may_be_a_person(name: Named) -> bool:
    low, lists = name.low, name.lists
    if low in lists.first_names or low in lists.surnames:
        return True
    return low in lists.surnames_after_prefix and not name.only_by_name()


def _is_known_quarter(name: Named) -> bool:
    """ "in de Jordaan": a quarter that people live in, behind a word for a place."""
    lived_in = all(e.level == "neighbourhood" for e in name.entries) and name.people > 0
    return lived_in and name.first > 1 and name.tokens.lows[name.first - 2] in _IN_QUARTER


def _takes_article(word: str) -> bool:
    """ "in de Noordoostpolder", "de Schilderswijk": names that stand with an article."""
    return word[0].isupper() and len(word) > 7 and word.lower().endswith(_WITH_ARTICLE)


def _base(entries: Iterable[Entry]) -> float:
    return max(_base_of(e) + (0.1 if " " in e.name or "-" in e.name else 0.0) for e in entries)


def _base_of(entry: Entry) -> float:
    if entry.level == "town":
        return 0.7 if entry.people >= 5000 else 0.55
    if entry.level == "neighbourhood":
        return 0.5 if entry.people else 0.35
    return _BY_LEVEL[entry.level]


def _is_region(entries: Iterable[Entry]) -> bool:
    return any(e.level in ("region", "country", "province", "city") for e in entries)


def judge_lower(name: Named) -> Candidate | None:
    """Lower case, as officers type: only well-known places, or after a word that announces a place."""
    if _is_no_lower_name(name):
        return None
    if name.before in _LOWER_BEFORE:
        if name.small and name.before not in _STRONG_BEFORE and not name.only_by_name():
            return None
        if name.before == "van" and name.people < 1000 and name.single and name.low in name.lists.surnames:
            return None  # "soldaat van oranje"
        return name.found(0.75, True, f"name of a place after '{name.before}', lower case")
    if name.behind_place and not name.common and (name.people >= 1000 or name.only_by_name()):
        return name.found(0.65, True, "name beside another place, lower case")
    if score := _well_known(name):
        return name.found(score, False, "name of a place, lower case")
    return None


def _is_no_lower_name(name: Named) -> bool:
    if name.single and len(name.low) < 3:
        return True
    if name.common and (name.before not in _LOWER_BEFORE_COMMON or name.low in _PLAIN_WORDS or name.people < 10_000):
        return True
    return (name.tokens.upper_share > 0.12 and not name.before) or name.all_plain()


def _well_known(name: Named) -> float:
    """The score of a name that nearly everybody knows as a place; 0 for others."""
    low, lists = name.low, name.lists
    addressed = name.before in FIRST_PREFIX or name.before in TITLES or name.before in lists.first_names
    if name.people >= _LARGE and not name.common and not addressed:
        return 0.6
    wide = name.entries[0].level in ("country", "city", "province")
    if wide and (not name.single or low not in lists.first_names):
        return 0.65
    borne = low in lists.first_names or low in lists.surnames or low in lists.surnames_after_prefix
    return 0.6 if name.people >= 5000 and not borne else 0.0
