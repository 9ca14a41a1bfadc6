"""A place name that is a piece of another name: of a person, a club, a company or a paper."""

from eenheidsbeeld.text.lists import Lists, word_group
from eenheidsbeeld.text.places.gazetteer import Gazetteer
from eenheidsbeeld.text.tokens import Tokens

_CLUB = word_group("places.find.club")
_CLUB_AFTER = word_group("places.find.club_after")
FIRST_PREFIX = frozenset(("van", "de", "der", "den", "ter", "ten", "te", "von", "da", "di", "el", "al"))
TITLES = word_group("places.find.titles")
DIRECTIONS = word_group("places.find.directions")


def part_of_name(
    tokens: Tokens, lists: Lists, gazetteer: Gazetteer, first: int, last: int, before: str, placed: bool
) -> bool:
    """The place name is a piece of the name of a person, club, company or paper."""
    if before in _CLUB or before in TITLES:
        return True
    after_word = tokens.words[last + 1] if last + 1 < len(tokens) else ""
    after = after_word.lower()
    if after in _CLUB_AFTER and after_word[0].isupper():
        return True
    if _after_person(tokens, lists, first, before):
        return True
    if placed:
        return False
    capital_before = (
        first > 0 and tokens.words[first - 1][0].isupper() and before.isalpha() and not tokens.opens[first - 1]
    )
    if capital_before and before not in lists.words and len(before) > 1:
        return not is_place_alone(before, lists, gazetteer)
    if (
        after_word
        and after_word[0].isupper()
        and after_word.isalpha()
        and len(after_word) > 1
        and after not in DIRECTIONS
    ):
        # "Utrecht Centraal", "Amsterdam Zuid" and "Leidsche Rijn Utrecht" are places; "Ede Staal" is not.
        return not (_between_places(after_word) or is_place_alone(after, lists, gazetteer))
    return False


def is_place_alone(low: str, lists: Lists, gazetteer: Gazetteer) -> bool:
    """A place that no person and no thing is called after: it may stand right beside another place."""
    return low in gazetteer.single and not (low in lists.words or low in lists.first_names or low in lists.surnames)


def _between_places(word: str) -> bool:
    return word.isupper() and len(word) <= 4  # "Utrecht ANP"


def _after_person(tokens: Tokens, lists: Lists, first: int, before: str) -> bool:
    """ "Jan van Bergen", "J. van Utrecht", "Piet Rotterdam"."""
    position = first - 1
    while position >= 0 and tokens.lows[position] in FIRST_PREFIX and tokens.lows[position] != "te":
        position -= 1
    if position < 0:
        return False
    word, low = tokens.words[position], tokens.lows[position]
    if word == "." and position and len(tokens.words[position - 1]) == 1 and tokens.words[position - 1].isupper():
        return True
    if low in TITLES or (word == "." and position and tokens.lows[position - 1] in TITLES):
        return True
    if not word[0].isupper() or not word.isalpha():
        return False
    has_prefix = position < first - 1
    return (
        low in lists.first_names
        and low not in lists.words
        and (has_prefix or not tokens.opens[position] or first - position == 1)
    )
