"""Find names of places and judge from their neighbours whether a place is meant."""

from typing import NamedTuple

from eenheidsbeeld.text.lists import Lists, word_group
from eenheidsbeeld.text.places.borne import DIRECTIONS, FIRST_PREFIX, TITLES, is_place_alone, part_of_name
from eenheidsbeeld.text.places.gazetteer import Entry, Gazetteer, fold
from eenheidsbeeld.text.tokens import Tokens

_PLACE_BEFORE = word_group("places.find.place_before")
_STRONG_BEFORE = word_group("places.find.strong_before")
_PLAIN_WORDS = word_group("places.find.plain_words")


_ENOUGH = 0.5
_VAGUE_BEFORE = frozenset(("over", "tot", "ten", "bij", "tussen", "to", "at"))
_LARGE = 20_000  # "bij Kampen" is the town, "bij Best" may be anything
_LIVED_IN = 1000  # inhabitants that nobody counted
_LONG_NAME = 2  # "Nieuwer ter Aa": nothing else is called so
_ROW = frozenset((",", "en", "of", "/", "&"))
# Many hamlets are called after a thing that stands elsewhere too.
_BUILT = ("kerk", "burg", "bos", "berg", "dijk", "straat", "molen", "brug", "huis", "hof", "eind", "sluis")


class Candidate(NamedTuple):
    """A name of a place by tokens first..last; `sure` says a place word or form vouches for it."""

    first: int
    last: int
    entries: tuple[Entry, ...]
    score: float
    sure: bool
    reason: str


def find_candidates(
    tokens: Tokens,
    gazetteer: Gazetteer,
    lists: Lists,
    not_places: frozenset[str] = frozenset(),
    street_ends: frozenset[int] | set[int] = frozenset(),
) -> list[Candidate]:
    found: list[Candidate] = []
    free = 0  # the first word after the name before
    for position in _openings(tokens.lows, gazetteer):
        if position < free or (name := _longest(tokens, gazetteer, position)) is None:
            continue
        last = position + name[0] - 1
        candidate = _judge(
            tokens,
            lists,
            position,
            last,
            name[1],
            gazetteer,
            position - 1 in street_ends or _after_place(tokens, found, position),
            _beside_place(tokens, found, position),
            _in_a_row(tokens, lists, gazetteer, found, position, last),
        )
        if candidate is not None and candidate.score >= _ENOUGH and not _refused(tokens, candidate, not_places):
            found.append(candidate)
            free = candidate.last + 1
    return found


def _openings(lows: list[str], gazetteer: Gazetteer) -> list[int]:
    """The words that may open a name of a place; of most words it takes one look to see that they do not."""
    single, longer = gazetteer.single, gazetteer.longer
    return [i for i, low in enumerate(lows) if low in single or low in longer or "-" in low or not low.isascii()]


def _after_place(tokens: Tokens, found: list[Candidate], position: int) -> bool:
    """ "Beek bij Oss", "Assen, Best en Huizen": a name right after a place is one as well."""
    return _beside_place(tokens, found, position) and found[-1].sure


def _beside_place(tokens: Tokens, found: list[Candidate], position: int) -> bool:
    """Only a comma, a stroke or "en" stands between this name and a place."""
    if not found or found[-1].last != position - 2:
        return False
    return tokens.lows[position - 1] in ("bij", "en", ",", ";", "/", "+", "nabij")


def _in_a_row(
    tokens: Tokens, lists: Lists, gazetteer: Gazetteer, found: list[Candidate], first: int, last: int
) -> bool:
    """ "Akkrum, Nes en Aldeboarn": between a place and a name that is nothing but a place."""
    following = last + 2
    if not _beside_place(tokens, found, first) or following >= len(tokens):
        return False
    return tokens.lows[last + 1] in _ROW and is_place_alone(tokens.lows[following], lists, gazetteer)


def _refused(tokens: Tokens, candidate: Candidate, not_places: frozenset[str]) -> bool:
    return (
        bool(not_places)
        and tokens.text[tokens.starts[candidate.first] : tokens.ends[candidate.last]].casefold() in not_places
    )


def _longest(tokens: Tokens, gazetteer: Gazetteer, position: int) -> tuple[int, tuple[Entry, ...]] | None:
    """The longest name that starts here: its number of words and its meanings."""
    low = tokens.lows[position]
    if not low.isascii():
        low = fold(low)
    seconds = gazetteer.longer.get(low)
    if seconds is not None and position + 1 < len(tokens.lows):
        for key, entries in seconds.get(_part(tokens.lows[position + 1]), ()):
            if _matches(tokens, position, key):
                return len(key), entries
    entries = gazetteer.single.get(low, ()) or (_part_of_town(low, gazetteer) if "-" in low else ())
    return (1, entries) if entries else None


def _part_of_town(low: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """ "Amsterdam-West": a part of a town, without a place of its own in the list."""
    town, _, part = low.rpartition("-")
    if part not in DIRECTIONS or town in DIRECTIONS:
        return ()
    return tuple(e._replace(level="neighbourhood", people=_LIVED_IN) for e in gazetteer.single.get(town, ()))


def _matches(tokens: Tokens, position: int, key: tuple[str, ...]) -> bool:
    lows = tokens.lows[position : position + len(key)]
    return len(lows) == len(key) and all(_part(low) == part for low, part in zip(lows[2:], key[2:], strict=True))


def _part(low: str) -> str:
    """A word inside the name of a place, as the list writes it: "hoek v holland"."""
    if low.isascii():
        return "van" if low == "v" else low
    return fold(low)


def _judge(
    tokens: Tokens,
    lists: Lists,
    first: int,
    last: int,
    entries: tuple[Entry, ...],
    gazetteer: Gazetteer,
    after_street: bool,
    beside: bool,
    in_a_row: bool,
) -> Candidate | None:
    word = tokens.words[first]
    if word == "'" and first < last:
        word = tokens.words[first + 1]
        capital = tokens.words[last].lower() != tokens.words[last]
    else:
        capital = word[0].isupper() or (first < last and tokens.words[last][0].isupper())
    before = tokens.lows[first - 1] if first else ""
    after = tokens.lows[last + 1] if last + 1 < len(tokens) else ""
    score = _base(entries)
    if score < _ENOUGH and _only_a_place(tokens, lists, first, last, before):
        score = _ENOUGH
    reason = "name of a place"
    common = first == last and (tokens.lows[first] in lists.words or fold(tokens.lows[first]) in lists.words)
    placed = before in _PLACE_BEFORE and not (common and before in _VAGUE_BEFORE and not _is_large(entries, before))
    seated = _after_seat(tokens, first)
    if not placed and (after_street or in_a_row or seated or _followed_by_place_words(tokens, last)):
        placed = True
    if not placed and capital and _after_adjective(tokens, first):
        placed = True
    if beside and not common and (tokens.lows[first] not in lists.surnames or max(e.people for e in entries) >= 1000):
        placed = True
    if before in {"de", "het", "'t"} and first == last:
        placed = placed or seated or _known_quarter(tokens, first, entries)
        if not (placed or _is_region(entries) or _takes_article(word)):
            return None
    if not capital:
        return _judge_lower(tokens, lists, first, last, entries, before, common, after_street)
    if placed:
        score += 0.3
        reason = f"name of a place after '{before}'"
    if common and not placed and not (after == "(" or _dateline(tokens, first, last)):
        return None
    if first < last and _is_small(entries) and _all_plain(tokens, lists, first, last):
        return None
    if common and _is_small(entries) and before not in _STRONG_BEFORE and not in_a_row:
        return None
    if _dateline(tokens, first, last):
        score += 0.3
    elif part_of_name(tokens, lists, gazetteer, first, last, before, placed):
        return None
    if word.isupper() and len(word) <= 3 and first == last and tokens.shout_share < 0.8:
        return None
    if (
        first == last
        and not placed
        and (
            tokens.lows[first] in lists.first_names
            or tokens.lows[first] in lists.surnames
            or (
                tokens.lows[first] in lists.surnames_after_prefix
                and not _only_by_name(tokens.lows[first], lists, before)
            )
        )
    ):
        score -= 0.1 if score >= 0.7 else 0.25
    sure = placed or _dateline(tokens, first, last)
    return Candidate(first, last, entries, min(score, 1.0), sure, reason)


def _known_quarter(tokens: Tokens, first: int, entries: tuple[Entry, ...]) -> bool:
    """ "in de Jordaan": a quarter that people live in, behind a word for a place."""
    lived_in = all(e.level == "neighbourhood" for e in entries) and any(e.people for e in entries)
    return lived_in and first > 1 and tokens.lows[first - 2] in ("in", "uit", "naar", "rond", "vanuit")


_WITH_ARTICLE = ("polder", "meer", "waard", "wijk", "buurt", "kwartier", "eiland", "streek")


def _takes_article(word: str) -> bool:
    """ "in de Noordoostpolder", "de Schilderswijk": names that stand with an article."""
    return word[0].isupper() and len(word) > 7 and word.lower().endswith(_WITH_ARTICLE)


_SEATS = word_group("places.find.seats")


def _after_seat(tokens: Tokens, first: int) -> bool:
    """ "de gemeenteraad van Bergen", "inwoners van Best", "van de Stevenshof"; also "school Houten" without "van"."""
    if first == 0:
        return False
    before = tokens.lows[first - 1]
    if before in ("de", "het") and first > 2 and tokens.lows[first - 2] == "van":
        return tokens.lows[first - 3] in ("inwoners", "bewoners", "wijk")
    if before == "van" and first > 1:
        return tokens.lows[first - 2] in _SEATS
    return before in _SEATS and not tokens.words[first - 1].isupper()


def _after_adjective(tokens: Tokens, first: int) -> bool:
    """ "in het Drentse Nieuw-Buinen": behind a place or province that became an adjective."""
    if first < 2 or tokens.lows[first - 2] != "het":
        return False
    before = tokens.words[first - 1]
    return len(before) > 4 and before[0].isupper() and before.endswith("se")


def _followed_by_place_words(tokens: Tokens, last: int) -> bool:
    """ "Kampen en omstreken", "Best e.o."."""
    after = tokens.lows[last + 1 : last + 4]
    return (
        after[:2] == ["en", "omstreken"]
        or after[:2] == ["en", "omgeving"]
        or after == ["e", ".", "o"]
        or after[:1] == ["eo"]
    )


def _base(entries: tuple[Entry, ...]) -> float:
    best = 0.0
    for entry in entries:
        if entry.level == "municipality" or entry.level in ("province", "country", "city"):
            value = 0.75
        elif entry.level == "region":
            value = 0.65
        elif entry.level == "town":
            value = 0.7 if entry.people >= 5000 else 0.55
        elif entry.level == "old_municipality":
            value = 0.5
        elif entry.level == "neighbourhood":
            value = 0.5 if entry.people else 0.35
        else:
            value = 0.25
        best = max(best, value + (0.1 if " " in entry.name or "-" in entry.name else 0.0))
    return best


def _only_a_place(tokens: Tokens, lists: Lists, first: int, last: int, before: str) -> bool:
    """A village that we know no inhabitants of: "Harmelen", "Nieuwer ter Aa", "'s-Graveland"."""
    low = tokens.lows[first]
    if first < last:
        return last - first >= _LONG_NAME or (low == "'" and tokens.lows[last].startswith("s-"))
    return _only_by_name(low, lists, before)


def _only_by_name(low: str, lists: Lists, before: str) -> bool:
    """A long name that is no word and no person's."""
    if before in FIRST_PREFIX and low in lists.surnames_after_prefix:
        return False
    named = low in lists.words or low in lists.first_names or low in lists.surnames
    return len(low) > 6 and not named and not low.endswith(_BUILT)


def _all_plain(tokens: Tokens, lists: Lists, first: int, last: int) -> bool:
    return all(low in lists.words for low in tokens.lows[first : last + 1])


def _is_small(entries: tuple[Entry, ...]) -> bool:
    """Only hamlets and neighbourhoods bear this name."""
    return all(e.level in ("hamlet", "neighbourhood") for e in entries)


def _is_large(entries: tuple[Entry, ...], before: str) -> bool:
    return before == "bij" and max(e.people for e in entries) >= _LARGE


def _is_region(entries: tuple[Entry, ...]) -> bool:
    return any(e.level in ("region", "country", "province", "city") for e in entries)


def _judge_lower(
    tokens: Tokens,
    lists: Lists,
    first: int,
    last: int,
    entries: tuple[Entry, ...],
    before: str,
    common: bool,
    after_place: bool,
) -> Candidate | None:
    """Lower case, as officers type: only well-known places, or after a word that announces a place."""
    if len(tokens.lows[first]) < 3 and first == last:
        return None
    if common and (before not in ("in", "uit", "naar", "vanuit", "richting") or tokens.lows[first] in _PLAIN_WORDS):
        return None
    if common and max(e.people for e in entries) < 10_000:
        return None
    if tokens.upper_share > 0.12 and not before:
        return None
    people = max(e.people for e in entries)
    level = entries[0].level
    if first < last and _all_plain(tokens, lists, first, last):
        return None
    if before in _STRONG_BEFORE or before in {
        "in",
        "naar",
        "uit",
        "vanuit",
        "richting",
        "bij",
        "van",
        "rond",
        "heel",
        "vanaf",
        "omgeving",
    }:
        if (
            _is_small(entries)
            and before not in _STRONG_BEFORE
            and not _only_by_name(tokens.lows[first], lists, before)
        ):
            return None
        if before == "van" and people < 1000 and first == last and tokens.lows[first] in lists.surnames:
            return None  # "soldaat van oranje"
        return Candidate(first, last, entries, 0.75, True, f"name of a place after '{before}', lower case")
    if after_place and not common and (people >= 1000 or _only_by_name(tokens.lows[first], lists, before)):
        return Candidate(first, last, entries, 0.65, True, "name beside another place, lower case")
    name = tokens.lows[first]
    if (
        people >= 20_000
        and not common
        and before not in FIRST_PREFIX
        and before not in TITLES
        and before not in lists.first_names
    ):
        return Candidate(first, last, entries, 0.6, False, "name of a place, lower case")
    if level in ("country", "city", "province") and (first < last or name not in lists.first_names):
        return Candidate(first, last, entries, 0.65, False, "name of a place, lower case")
    if people >= 5000 and not (
        name in lists.first_names or name in lists.surnames or name in lists.surnames_after_prefix
    ):
        return Candidate(first, last, entries, 0.6, False, "name of a place, lower case")
    return None


def _dateline(tokens: Tokens, first: int, last: int) -> bool:
    """ "WOERDEN - Een groep", "Utrecht (ANP)", "Woerden: ..." where a line begins, or "gemeente, 3 mei"."""
    if last + 1 >= len(tokens) or not _begins_line(tokens, first):
        return False
    word, following = tokens.words[first], tokens.words[last + 1]
    if word.isupper() and len(word) > 2 and following[0].isupper() and not following.isupper():
        return True  # "HALFWEG Tegen de fusie is veel verzet."
    if following in {"-", "–", "—", ":", "|", "/"}:
        return not tokens.glued(last + 1) or following == ":"
    return following == "(" or (following == "," and last + 2 < len(tokens) and tokens.words[last + 2][0].isdigit())


def _begins_line(tokens: Tokens, first: int) -> bool:
    """The first word of the text or of a line, also behind a stroke or a point that opens it."""
    if first and tokens.words[first - 1] in "-–•*":
        first -= 1
    return first == 0 or "\n" in tokens.text[tokens.ends[first - 1] : tokens.starts[first]]
