"""Put all finds together, number the persons within one text, and write the clean text."""

from collections.abc import Sequence

from eenheidsbeeld.text.findings import DUTCH_KIND, Kind, Mask, OwnList
from eenheidsbeeld.text.lists import Lists
from eenheidsbeeld.text.redact.addresses import find_addresses, find_birthdates, find_birthdates_after_names
from eenheidsbeeld.text.redact.identifiers import find_identifiers
from eenheidsbeeld.text.redact.names import NameFinder
from eenheidsbeeld.text.redact.spans import Span, without_overlap
from eenheidsbeeld.text.redact.streets import Street
from eenheidsbeeld.text.tokens import Tokens

_NUMBERED = frozenset({Kind.PERSON, Kind.HANDLE, Kind.PHONE, Kind.ADDRESS, Kind.PLATE})


def find_spans(
    tokens: Tokens, lists: Lists, streets: list[Street], places: dict[int, float], own: OwnList
) -> list[Span]:
    """All personal data in the view, without overlaps. A span without a reason protects what it covers."""
    text = tokens.text
    fixed = find_identifiers(text) + find_addresses(text, streets) + find_birthdates(text)
    blocked = _covered(tokens, fixed) | {j for s in streets for j in range(s.first, s.last + 1)}
    names = [
        f.span for f in NameFinder(tokens, lists, places=places, blocked=blocked, not_names=own.not_names).find()
    ]
    spans = fixed + names + find_birthdates_after_names(text, names)
    return [s for s in without_overlap(spans) if s.reason]


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
    numbers: dict[str, dict[str, int]] = {}
    position = 0
    for mask in masks:
        pieces.append(original[position : mask.start])
        pieces.append(_label(original[mask.start : mask.end], mask.kind, numbers))
        position = mask.end
    pieces.append(original[position:])
    return "".join(pieces)


def _label(found: str, kind: str, numbers: dict[str, dict[str, int]]) -> str:
    word = DUTCH_KIND[Kind(kind)]
    if kind != Kind.PERSON:
        return f"[{word}]"
    return f"[{word} {_number_of(found, numbers.setdefault(kind, {}))}]"


def _number_of(name: str, known: dict[str, int]) -> int:
    """The same words, or a part of an earlier full name, are the same person."""
    key = " ".join(name.casefold().replace("'s", "").replace(".", " ").split())
    if key in known:
        return known[key]
    words = [w for w in key.split() if len(w) > 2]
    for earlier, number in known.items():
        parts = earlier.split()
        if (
            words
            and (words[-1] in parts or (words[-1].endswith("s") and words[-1][:-1] in parts))
            and (
                len(words) == 1
                or words[0] in parts
                or len(parts) == 1
                or len(parts[0]) <= 2
                or len(key.split()[0]) <= 2
            )
        ):
            known[key] = number
            return number
    known[key] = max(known.values(), default=0) + 1
    return known[key]
