"""A readable view of a raw text, with the way back to the original offsets.

Broken input (zero-width marks, loose accents, HTML, full-width letters) is mended in the view only;
every span that leaves this package counts characters of the original.
"""

import html
import re
import unicodedata
from dataclasses import dataclass

# One character for one character: the offsets stay as they are.
_SAME_LENGTH = str.maketrans(
    {
        "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\u2003": " ", "\u2002": " ", "\u3000": " ",
        "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u00b4": "'", "\u0060": "'", "\u201b": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2212": "-", "\u2013": "-", "\u2014": "-",
        "\u0000": " ", "\t": " ", "\r": "\n", "\x0b": "\n", "\x0c": "\n", "\u2028": "\n", "\u2029": "\n",
        "\uff20": "@", "\uff0e": ".", "\uff0b": "+",
    }
)  # fmt: skip
_DROPPED = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff\ufe0f"
)
_NEEDS_CARE = re.compile(
    "[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe0f\uff10-\uff5a]|&[#a-zA-Z0-9]{2,9};"
)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_PICTURE = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")  # emoji part words as a space does
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,2000}>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,7});")


@dataclass(frozen=True, slots=True)
class View:
    """The text as the steps read it; `offsets` is None when it has the shape of the original."""

    original: str
    text: str
    offsets: list[int] | None

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end]

    def from_original(self, position: int) -> int:
        """The place in the view that belongs to an offset in the original."""
        if self.offsets is None:
            return min(position, len(self.text))
        from bisect import bisect_left

        return min(bisect_left(self.offsets, position), len(self.text))


def make_view(original: str) -> View:
    """Mend what hides names from a reader of letters, keeping the way back."""
    text = original.replace("\r\n", " \n")  # of the same length: one line ends there, not two
    if "<" in text:
        text = _TAG.sub(lambda m: " " * len(m.group()), text)
    text = text.translate(_SAME_LENGTH)
    if not text.isascii() and _LONE_SURROGATE.search(text):
        text = _LONE_SURROGATE.sub("\ufffd", text)  # half a character, left by broken decoding
    if text.isascii() and "&" not in text:
        return View(original, text, None)
    text = _PICTURE.sub(" ", text)
    if _NEEDS_CARE.search(text) is None:
        return View(original, text, None)
    return _mend(original, text)


def _mend(original: str, text: str) -> View:
    pieces: list[str] = []
    offsets: list[int] = []
    position, size = 0, len(text)
    while position < size:
        char = text[position]
        if char in _DROPPED:
            position += 1
            continue
        if char == "&" and (entity := _ENTITY.match(text, position)):
            known = html.unescape(entity.group())
            if len(known) == 1 and known not in _DROPPED:
                pieces.append(known.translate(_SAME_LENGTH))
                offsets.append(position)
                position = entity.end()
                continue
        if "\uff10" <= char <= "\uff5a":
            char = unicodedata.normalize("NFKC", char)
        if "\u0300" <= char <= "\u036f" and pieces:
            joined = unicodedata.normalize("NFC", pieces[-1] + char)
            if len(joined) == 1:
                pieces[-1] = joined
            position += 1
            continue
        pieces.append(char)
        offsets.append(position)
        position += 1
    offsets.append(size)
    return View(original, "".join(pieces), offsets)
