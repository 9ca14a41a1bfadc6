"""Street names: a place when they stand alone, an address as soon as a house number follows."""

import re
from typing import NamedTuple

from eenheidsbeeld.text.lists import Lists, word_group
from eenheidsbeeld.text.tokens import Tokens

_ENDINGS = (
    "straat", "straatje", "weg", "laan", "plein", "pleintje", "gracht", "kade", "dijk", "singel", "pad", "steeg",
    "plantsoen",
    "dreef", "boulevard", "allee", "wal", "vest", "markt", "burgwal", "haven", "hof", "hofje", "park", "erf",
    "oord", "berg",
    "weide", "veld", "kamp", "brink", "akker", "baan", "wetering", "vaart", "zijde", "ring", "promenade",
    "passage", "viaduct",
    "brug", "tunnel", "rotonde", "stedelaan", "donk", "horst", "waard", "gaarde", "meent", "hoeve", "gaard",
    "hove", "werf", "hage", "kwartier", "str",
    "ln", "wg", "strjitte", "dyk",
)  # fmt: skip
# Endings that leave no doubt; the others are streets only when a number or a preposition says so.
_SURE = (
    "straat", "straatje", "laan", "plein", "pleintje", "gracht", "kade", "singel", "steeg", "plantsoen", "dreef",
    "boulevard",
    "weg", "dijk", "pad", "burgwal", "strjitte", "wetering",
)  # fmt: skip
_NOT_A_STREET = word_group("redact.streets.not_a_street")
_LINKS = frozenset(
    (
        "van",
        "de",
        "der",
        "den",
        "het",
        "'t",
        "ten",
        "ter",
        "aan",
        "op",
        "en",
        "la",
        "du",
        "le",
        "of",
        "in",
        "'s",
        "over",
    )
)
_BOX = re.compile(r"(?i:postbus|antwoordnummer) ?\d[\d ]{0,6},? {0,2}$")
_CORNER = frozenset(("hoek", "kruising", "kruispunt"))
_OTHER_NAME = frozenset(("en", "of", "aan", "in", "op", "over"))
_ORDINAL = re.compile(r"^\d$")
_COUNTED = word_group("redact.streets.counted")
_COUNTED_SET = frozenset(_COUNTED)
_NUMBER = re.compile(
    r"(?:\s{0,2},)?(?:[^\S\n]{1,3}|[^\S\n]{0,3}\n[^\S\n]{0,4})(?:nr\.?\s?|nummer\s|huisnummer\s|no\.?\s)?([1-9]\d{0,4})(?!\d|-\d{5})(?:(?:\s?-\s?|\s?/\s?|"
    r"\s)(?:bis|hs|huis|zw|rd|[a-hA-H](?![\w'])|[IVX]{1,3}(?![\w])|\d{1,4}(?![\w:.]\d))|"
    r"(?:bis|hs|huis|[a-zA-Z]{1,2})(?![\w]))?(?![\w])"
)
_POSTCODE = re.compile(r"(?<![\w-])[1-9]\d{3} ?[A-Z]{2}(?![\w-])")
_TIME_AFTER = re.compile(
    r"[.:]\d{2}(?!\d)|-[A-Za-z]{1,3}\b|[.,]\d|\s{0,2}(?:%|h\b|euro\b|\+)|[.,]\d{3}|\s?(?:tot|a|à|-|"
    r"of)\s?\d{1,5}\s[a-z]|\s?u(?:ur)?\b"
)
_NEXT_ITEM = re.compile(r"\.[^\S\n]{0,2}[A-Z]")  # "Kerkstraat", and on the next line "1. Opening"
_VENUE = re.compile(
    r"\b(?:gemeentehuis|stadhuis|raadhuis|stadskantoor|gemeentekantoor|buurthuis|dorpshuis|wijkcentrum|"
    r"wijkgebouw|theater|bibliotheek|museum|provinciehuis|rechtbank|politiebureau|sporthal|cultuurhuis|"
    r"cultureel centrum|schouwburg|congrescentrum|station|ziekenhuis|stadion|kerk|moskee|raadzaal|"
    r"inloopcentrum|informatiecentrum)\b[^.!?\n]{0,40}$",
    re.I,
)


class Street(NamedTuple):
    """start..end is the name; `address_end` is past the house number, 0 when there is none."""

    start: int
    end: int
    first: int  # first token
    last: int  # last token
    address_end: int
    public: bool  # the address of a public building, named just before it


def find_streets(tokens: Tokens, lists: Lists) -> list[Street]:
    found: list[Street] = []
    for index, low in enumerate(tokens.lows):
        if len(low) < 4 or not low[0].isalpha():
            continue
        if low in _OPENINGS and (street := _opening_street(tokens, lists, index)) is not None:
            found.append(street)
            continue
        street = _suffix_street(tokens, lists, index) if low.endswith(_ENDINGS) else None
        if street is None and tokens.words[index][0].isupper():
            street = _listed_street(tokens, lists, index)
        if street is None:
            continue
        if not found or street.start >= found[-1].end:
            found.append(street)
        elif street.address_end and not found[-1].address_end and street.start <= found[-1].start:
            found[-1] = street  # "Oudegracht aan de Werf 33"
    return found


_OPENINGS = frozenset(("laan", "weg", "hof", "plein", "kade", "dreef", "pad", "gracht"))


def _opening_street(tokens: Tokens, lists: Lists, index: int) -> Street | None:
    """ "Laan van Meerdervoort 120": the telling word stands in front; in lower case only a street from the list."""
    if index + 2 >= len(tokens) or tokens.lows[index + 1] not in ("van", "der", "naar", "op", "tot"):
        return None
    capital = tokens.words[index][0].isupper()
    for last in range(min(index + 6, len(tokens) - 1), index + 1, -1):
        if not all(word[0].isalpha() or word == "'" for word in tokens.words[index : last + 1]):
            continue
        address_end = _address_end(tokens.text, tokens.ends[last])
        named = tokens.words[last][0].isupper() and capital and address_end
        if named or (_known(tokens, lists, index, last) and (address_end or capital)):
            start = tokens.starts[index]
            return Street(
                start, tokens.ends[last], index, last, address_end, _is_public(tokens.text, start, address_end)
            )
    return None


def _suffix_street(tokens: Tokens, lists: Lists, index: int) -> Street | None:
    low, word = tokens.lows[index], tokens.words[index]
    address_end = _address_end(tokens.text, tokens.ends[index])
    capital = word[0].isupper()
    first = _first_token(tokens, lists, index) if capital else _first_lower(tokens, lists, index)
    several = first < index
    if (
        low in _NOT_A_STREET
        and not (several and capital)
        and not (address_end and capital and not tokens.opens[index])
    ):
        return None
    if not capital and low in lists.words and not address_end:
        return None
    if not low.endswith(_SURE) and not address_end and not (capital and _after_street_word(tokens, first)):
        return None
    if (
        not low.endswith(_SURE)
        and address_end
        and not capital
        and (low in lists.words or not _known(tokens, lists, first, index))
    ):
        return None
    if not capital and not address_end and not _after_street_word(tokens, first):
        return None
    if low.endswith(_LOOKS_LIKE_A_STREET):
        return None
    if not low.endswith(_SURE) and _names_a_person(tokens, lists, first, index):
        return None
    if (
        not address_end
        and not _after_street_word(tokens, first)
        and not _surely_a_street(tokens, lists, first, index)
    ):
        return None
    if len(low) < 6 and not _known(tokens, lists, first, index):
        return None
    start = tokens.starts[first]
    return Street(start, tokens.ends[index], first, index, address_end, _is_public(tokens.text, start, address_end))


def _names_a_person(tokens: Tokens, lists: Lists, first: int, index: int) -> bool:
    """ "Rinus Oldemarkt 34": a first name before an ending that surnames have too."""
    return first < index and tokens.lows[first] in lists.first_names and not _known(tokens, lists, first, index)


def _first_lower(tokens: Tokens, lists: Lists, index: int) -> int:
    """ "prins hendriklaan": the longest known name of a street that ends here."""
    for first in range(max(0, index - 3), index):
        if all(word[0].isalpha() for word in tokens.words[first:index]) and _known(tokens, lists, first, index):
            return first
    return index


_LOOKS_LIKE_A_STREET = ("blokkade", "gerechtshof", "barricade", "avondmarkt", "jaarmarkt", "beweging", "vakantiepark")


def _surely_a_street(tokens: Tokens, lists: Lists, first: int, index: int) -> bool:
    """Without number or preposition: in the list of streets, and not where a surname stands."""
    low = tokens.lows[index]
    if first < index and low.endswith(_SURE):
        return tokens.lows[first] not in lists.first_names or tokens.lows[first] in lists.words
    if low in lists.surnames or low in lists.surnames_after_prefix or not _known(tokens, lists, first, index):
        return False
    before = tokens.lows[first - 1] if first else ""
    return before not in lists.first_names and before not in _LINKS and before != "."


def _listed_street(tokens: Tokens, lists: Lists, index: int) -> Street | None:
    """A street without a telling end ("Neude 12"): only with a number and in the list."""
    address_end = _address_end(tokens.text, tokens.ends[index])
    if (
        not address_end
        or tokens.text[tokens.ends[index]] == ","
        or tokens.lows[index] in ("postbus", "antwoordnummer")
    ):
        return None
    if tokens.lows[index] in lists.words or re.match(
        r"\s(?:19|20)\d\d(?!\d)", tokens.text[tokens.ends[index] : tokens.ends[index] + 6]
    ):
        return None
    first = _first_token(tokens, lists, index)
    while first <= index:
        if _known(tokens, lists, first, index):
            start = tokens.starts[first]
            if tokens.opens[index] and first == index and tokens.lows[index] in lists.first_names:
                return None
            return Street(
                start, tokens.ends[index], first, index, address_end, _is_public(tokens.text, start, address_end)
            )
        first += 1
    return None


def _known(tokens: Tokens, lists: Lists, first: int, last: int) -> bool:
    return tokens.text[tokens.starts[first] : tokens.ends[last]].lower() in lists.streets


def _after_street_word(tokens: Tokens, first: int) -> bool:
    before = tokens.lows[first - 1] if first else ""
    second = tokens.lows[first - 2] if first > 1 else ""
    if not _CORNER.isdisjoint(tokens.lows[max(0, first - 8) : first]):
        return True
    return before in {"aan", "op", "nabij", "thv", "hoek"} or (
        before in {"de", "het", "'t"}
        and second
        in {
            "op",
            "aan",
            "in",
            "bij",
            "nabij",
            "rond",
            "langs",
            "vanaf",
            "naar",
            "hoek",
            "tussen",
            "via",
            "van",
            "thv",
            "over",
            "rondom",
        }
    )


def _first_token(tokens: Tokens, lists: Lists, index: int) -> int:
    """Walk left over the words that belong to the name: "Burgemeester van Tuyllkade", "2e Kerkstraat"."""
    first = index
    position = index - 1
    while position >= 0 and index - position <= 5:
        word, low = tokens.words[position], tokens.lows[position]
        if "\n" in tokens.text[tokens.ends[position] : tokens.starts[position + 1]]:
            break
        if (word[0].isupper() and word.isalpha()) or (word[0].isupper() and ("-" in word or "'" in word)):
            if tokens.opens[position] and low in lists.words and low not in lists.first_names:
                break
            if low in {"de", "het"} and tokens.opens[position]:
                break
            first = position
        elif low not in _LINKS and not (word == "." and position and _is_shortened(tokens.lows[position - 1])):
            break
        position -= 1
    return _without_opening(tokens, lists, first, index)


def _is_shortened(low: str) -> bool:
    """ "St. Jansstraat", "Burg. van Reenensingel"."""
    return len(low) <= 3 or low == "burg"


def _without_opening(tokens: Tokens, lists: Lists, first: int, index: int) -> int:
    """ "Huisbezoek Kerkstraat": a word that opens the sentence is dropped when the rest is a known street."""
    while (
        first < index
        and tokens.opens[first]
        and not _known(tokens, lists, first, index)
        and _known(tokens, lists, first + 1, index)
    ):
        first += 1
    return first if _known(tokens, lists, first, index) else _after_link(tokens, lists, first, index)


def _after_link(tokens: Tokens, lists: Lists, first: int, index: int) -> int:
    """ "Zoetermeer aan de Noordeindseweg", "Kerkstraat en Dorpsweg": what stands before the link is another name."""
    for position in range(index - 1, first, -1):
        if tokens.lows[position] in _OTHER_NAME:
            return _past_article(tokens, position + 1, index)
    return first


def _past_article(tokens: Tokens, position: int, index: int) -> int:
    while position < index and tokens.lows[position] in {"de", "het", "den", "'t"}:
        position += 1
    return position


def _address_end(text: str, end: int) -> int:
    match = _NUMBER.match(text, end)
    if match is None:
        return 0
    if _TIME_AFTER.match(text, match.end()):
        return 0
    if "\n" in match.group() and _NEXT_ITEM.match(text, match.end()):
        return 0
    following = re.match(r"\s{1,2}([a-z']{1,20})", text[match.end() : match.end() + 24])
    if following and following.group(1) in _COUNTED_SET:
        return 0
    stop = match.end()
    postcode = re.compile(r"\s{0,2},?\s{0,2}[1-9]\d{3} ?[A-Za-z]{2}(?![\w-])").match(text, stop)
    return postcode.end() if postcode else stop


def _is_public(text: str, start: int, address_end: int) -> bool:
    return bool(address_end) and _VENUE.search(text[max(0, start - 60) : start]) is not None


def find_postcodes(text: str) -> list[tuple[int, int]]:
    """Six-character postcodes: about twenty homes, so masked also without a number."""
    found = []
    for match in _POSTCODE.finditer(text):
        if _BOX.search(text, max(0, match.start() - 24), match.start()):
            continue
        letters, year = match.group()[-2:], int(match.group()[:4])
        if letters in {"SA", "SD", "SS"} or (
            " " in match.group()
            and 1900 <= year <= 2100
            and letters in {"EK", "WK", "EU", "US", "VS", "UK", "NL", "BV", "NV"}
        ):
            continue
        found.append((match.start(), match.end()))
    return found
