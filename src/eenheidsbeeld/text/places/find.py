"""Find the names of places in a text; whether a place is meant is judged from what stands around each."""

from eenheidsbeeld.text.lists import Lists
from eenheidsbeeld.text.places.borne import DIRECTIONS
from eenheidsbeeld.text.places.gazetteer import Entry, Gazetteer, fold
from eenheidsbeeld.text.places.judge import ENOUGH, judge
from eenheidsbeeld.text.places.named import Candidate, Named
from eenheidsbeeld.text.tokens import Tokens

_LIVED_IN = 1000  # inhabitants that nobody counted


def find_candidates(
    tokens: Tokens,
    gazetteer: Gazetteer,
    lists: Lists,
    not_places: frozenset[str] = frozenset(),
    street_ends: frozenset[int] | set[int] = frozenset(),
) -> list[Candidate]:
    """The names of places in the order of the text, none over another."""
    found: list[Candidate] = []
    free = 0  # the first word after the name before
    for position in _openings(tokens.lows, gazetteer):
        if position < free or (longest := _longest(tokens, gazetteer, position)) is None:
            continue
        words, entries = longest
        behind_street = position - 1 in street_ends
        name = Named(tokens, lists, gazetteer, position, position + words - 1, entries, found, behind_street)
        candidate = judge(name)
        if candidate is not None and candidate.score >= ENOUGH and not _refused(tokens, candidate, not_places):
            found.append(candidate)
            free = candidate.last + 1
    return found


def _openings(lows: list[str], gazetteer: Gazetteer) -> list[int]:
    """The words that may open a name of a place; of most words it takes one look to see that they do not."""
    single, longer = gazetteer.single, gazetteer.longer
    return [i for i, low in enumerate(lows) if low in single or low in longer or "-" in low or not low.isascii()]


def _refused(tokens: Tokens, candidate: Candidate, not_places: frozenset[str]) -> bool:
    if not not_places:
        return False
    return tokens.text[tokens.starts[candidate.first] : tokens.ends[candidate.last]].casefold() in not_places


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
