"""Which language a short text is in: counted function words, and lingua when those do not tell."""

import re
from functools import lru_cache
from typing import Any

from eenheidsbeeld.text.lists import word_group
from eenheidsbeeld.text.tokens import Tokens

_CODES = ("nl", "en", "de", "fr", "tr", "pl", "es", "fy")
_WORDS: dict[str, list[str]] = {}
for _code in _CODES:
    for _word in word_group(f"language.{_code}"):
        _WORDS.setdefault(_word, []).append(_code)
_ARABIC = re.compile("[\u0600-\u06ff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


def detect(tokens: Tokens) -> str | None:
    """A two-letter code, or None when there is too little to go by."""
    counts = dict.fromkeys(_CODES, 0)
    for codes in map(_WORDS.get, tokens.lows[:400]):
        for code in codes or ():
            counts[code] += 1
    ranked = sorted(counts.items(), key=lambda kv: -kv[1])
    (best, most), (_, second) = ranked[0], ranked[1]
    if most >= 2 and most >= 1.4 * second:
        return best
    sample = tokens.text[:600]
    if len(_ARABIC.findall(sample)) > 10:
        return "ar"
    if len(_CYRILLIC.findall(sample)) > 10:
        return "ru"
    return _by_lingua(sample)


def _by_lingua(sample: str) -> str | None:
    if sum(c.isalpha() for c in sample) < 8:
        return None
    found = _detector().detect_language_of(sample)
    return found.iso_code_639_1.name.lower() if found is not None else None


@lru_cache(maxsize=1)
def _detector() -> Any:
    from lingua import Language, LanguageDetectorBuilder

    languages = (
        Language.DUTCH,
        Language.ENGLISH,
        Language.GERMAN,
        Language.FRENCH,
        Language.TURKISH,
        Language.POLISH,
        Language.SPANISH,
    )
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()
