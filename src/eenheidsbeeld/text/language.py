"""Which language a short text is in: counted function words, and lingua when those do not tell."""

import re
from functools import lru_cache
from typing import Any

from eenheidsbeeld.text.tokens import Tokens

_FUNCTION_WORDS = {
    "nl": "de het een en van in is op te dat niet met zijn voor er aan die om bij ook als naar maar uit door over wordt werd nog worden wel geen hebben heeft ik je u wij ze was waren deze dit kan zal tot tegen onder".split(),
    "en": "the of and to in is that for on with was as at by are from have has were this be it not they will his her their an which been would said after police people".split(),
    "de": "der die das und ist nicht ein eine mit auf für von dem den des im zu sich auch wird wurde sind werden bei nach aus wie oder".split(),
    "fr": "le la les des est une dans pour pas sur avec qui que par au aux du ce cette sont été plus nous vous".split(),
    "tr": "ve bir bu için ile de da çok olarak var daha olan gibi değil".split(),
    "pl": "się nie na jest że do to jak za od dla przez przy był ale już".split(),
    "es": "el los las una por con para que del como más pero está fue".split(),
    "fy": "de it fan en yn in is net mei foar oan dat hat wie wurdt dy sa ek by troch hy sy".split(),
}
_SETS = {code: frozenset(words) for code, words in _FUNCTION_WORDS.items()}
_ARABIC = re.compile("[\u0600-\u06ff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


def detect(tokens: Tokens) -> str | None:
    """A two-letter code, or None when there is too little to go by."""
    lows = tokens.lows[:400]
    counts = {code: 0 for code in _SETS}
    for low in lows:
        for code, words in _SETS.items():
            if low in words:
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

    languages = (Language.DUTCH, Language.ENGLISH, Language.GERMAN, Language.FRENCH, Language.TURKISH, Language.POLISH, Language.SPANISH)
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()
