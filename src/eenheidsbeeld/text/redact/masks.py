"""Put all finds together, number the persons within one text, and write the clean text."""

from collections.abc import Sequence

from eenheidsbeeld.text.findings import DUTCH_KIND, Kind, Mask, OwnList
from eenheidsbeeld.text.lists import Lists
from eenheidsbeeld.text.redact.addresses import find_addresses, find_birthdates, find_birthdates_after_names
from eenheidsbeeld.text.redact.identifiers import find_identifiers
from eenheidsbeeld.text.redact.name_words import PREFIXES
from eenheidsbeeld.text.redact.names import NameFinder
from eenheidsbeeld.text.redact.spans import Span, without_overlap
from eenheidsbeeld.text.redact.streets import Street
from eenheidsbeeld.text.tokens import Tokens


def find_spans(
    tokens: Tokens, lists: Lists, streets: list[Street], places: dict[int, float], own: OwnList
) -> list[Span]:
    """All personal data in the view, without overlaps. A span without a reason protects what it covers."""
    text = tokens.text
    held = tokens.held
    fixed = find_identifiers(text, held) + find_addresses(text, streets, held) + find_birthdates(text, held)
    blocked = _covered(tokens, fixed) | {j for s in streets for j in range(s.first, s.last + 1)}
    names = [
        f.span for f in NameFinder(tokens, lists, places=places, blocked=blocked, not_names=own.not_names).find()
    ]
    names = _outside_phrases(names, tokens, own)
    spans = fixed + names + find_birthdates_after_names(text, names)
    return [s for s in without_overlap(spans) if s.reason]


def _outside_phrases(names: list[Span], tokens: Tokens, own: OwnList) -> list[Span]:
    """The names that do not lie within a taught phrase, such as "Linde" in "Huurdersvereniging De Linde"."""
    phrases = {tuple(words) for one in own.not_names if len(words := one.split()) > 1}
    if not phrases or not names:
        return names
    firsts = {words[0] for words in phrases}
    stretches = [
        (tokens.starts[at], tokens.ends[at + len(words) - 1])
        for at, low in enumerate(tokens.lows) if low in firsts
        for words in phrases if tuple(tokens.lows[at : at + len(words)]) == words
    ]  # fmt: skip
    return [one for one in names if not any(start <= one.start and one.end <= end for start, end in stretches)]


def _covered(tokens: Tokens, spans: list[Span]) -> set[int]:
    covered: set[int] = set()
    if not spans:
        return covered
    ordered = sorted(spans)
    position = 0
    reach = 0
    for index, (start, end) in enumerate(zip(tokens.starts, tokens.ends, strict=True)):
        while position < len(ordered) and ordered[position].start < end:
            reach = max(reach, ordered[position].end)
            position += 1
        if start < reach:
            covered.add(index)
    return covered


def write_clean(original: str, masks: Sequence[Mask]) -> str:
    """The text with each mask replaced by its Dutch kind; the same person gets the same number."""
    pieces: list[str] = []
    persons = Persons()
    position = 0
    for mask in masks:
        word = DUTCH_KIND[Kind(mask.kind)]
        if mask.kind == Kind.PERSON:
            word = f"{word} {persons.number_of(original[mask.start : mask.end])}"
        pieces += [original[position : mask.start], f"[{word}]"]
        position = mask.end
    pieces.append(original[position:])
    return "".join(pieces)


class Persons:
    """Numbers for the names within one text: the same words, or a part of an earlier full name, are one person."""

    def __init__(self) -> None:
        self.by_name: dict[str, int] = {}
        self.by_part: dict[str, tuple[int, str]] = {}  # a part of a name -> its number and first word
        self.count = 0

    def number_of(self, name: str) -> int:
        key = " ".join(name.casefold().replace("'s", "").replace("’s", "").replace(".", " ").split())
        number = self.by_name.get(key) or self._earlier(key.split())
        if number is None:
            self.count += 1
            number = self.count
        self.by_name[key] = number
        words = key.split()
        for word in words:
            if len(word) > 2 and word not in PREFIXES:
                self.by_part.setdefault(word, (number, words[0]))
        return number

    def _earlier(self, words: list[str]) -> int | None:
        telling = [w for w in words if len(w) > 2 and w not in PREFIXES]
        if not telling:
            return None
        last = telling[-1]
        found = self.by_part.get(last) or (self.by_part.get(last[:-1]) if last.endswith("s") else None)
        if found is None:
            return None
        number, first = found
        # "Jan Jansen" and "Piet Jansen" are two; "J. Jansen" and "Jansen" may be the same.
        same = len(telling) == 1 or words[0] == first or len(words[0]) <= 2 or len(first) <= 2 or first == last
        return number if same else None
