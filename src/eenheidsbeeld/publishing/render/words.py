"""The fixed words and the formats of numbers, dates and levels: written once, the same in every rendering."""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eenheidsbeeld.core.templatetags.words import DIRECTIONS, LEVELS, MARKINGS
from eenheidsbeeld.publishing.blocks import (
    Confidence,
    Direction,
    Evidence,
    LevelGap,
    Likelihood,
    NoticeKind,
    Outcome,
)
from eenheidsbeeld.publishing.rules import EditionState

HERE = ZoneInfo("Europe/Amsterdam")

# Joiners and variation selectors belong to emoji and to Persian; the rest of the invisible characters
# can turn a sentence round or hide in it, so they are shown by their number.
HARMLESS_INVISIBLE = {"\u200c", "\u200d", "\ufe0e", "\ufe0f"}


def visible(text: str) -> str:
    """The text as people may read it: white space folded, nothing invisible left to mislead them."""
    folded = " ".join(text.split())
    if folded.isascii() and folded.isprintable():
        return folded
    return "".join(_visible_character(character) for character in unicodedata.normalize("NFC", folded))


def _visible_character(character: str) -> str:
    hidden = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn")
    if not hidden or character in HARMLESS_INVISIBLE:
        return character
    return f"[U+{ord(character):04X}]"


def paragraphs(text: str) -> list[str]:
    """The lines of a text, without the empty ones."""
    return [line for line in (visible(line) for line in re.split(r"[\r\n\u2028\u2029]+", text)) if line]


@lru_cache(maxsize=1024)
def number(value: float, decimals: int = 0, language: str = "nl") -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, pattern, locale=language)


def day(value: date, language: str = "nl") -> str:
    return format_date(value, "EEEE d MMMM y", locale=language)


def moment(value: datetime, language: str = "nl") -> str:
    local = value.astimezone(HERE) if value.tzinfo else value
    return format_datetime(local, _("EEEE d MMMM y, HH:mm"), locale=language)


def week(value: str) -> str:
    """`2026-W46` as "week 46"; anything else as it stands."""
    found = re.fullmatch(r"(\d{4})-W(\d{2})", value)
    return _("week %(number)s") % {"number": int(found[2])} if found else visible(value)


def level(value: int) -> str:
    return str(LEVELS[value])


def level_gap(gap: LevelGap, previous: int | None = None, previous_week: str = "") -> str:
    if gap is LevelGap.NO_DATA:
        return _("No data")
    if previous is None:
        return _("Not established")
    return _("Not established (previous: %(level)s, %(week)s)") % {"level": previous, "week": week(previous_week)}


def direction(value: Direction) -> str:
    return str(DIRECTIONS[value.value])


def likelihood(value: Likelihood) -> str:
    return {
        Likelihood.VERY_UNLIKELY: _("very unlikely"),
        Likelihood.UNLIKELY: _("unlikely"),
        Likelihood.POSSIBLE: _("possible"),
        Likelihood.REALISTIC: _("realistic chance"),
        Likelihood.LIKELY: _("likely"),
        Likelihood.VERY_LIKELY: _("very likely"),
        Likelihood.ALMOST_CERTAIN: _("almost certain"),
    }[value]


def confidence(value: Confidence) -> str:
    word = {
        Confidence.LOW: _("low"),
        Confidence.MODERATE: _("moderate"),
        Confidence.HIGH: _("high"),
    }[value]
    return _("Confidence: %(word)s") % {"word": word}


def evidence(value: Evidence, language: str = "nl") -> str:
    """`3 signalen uit 2 gemeenten, 1 situatie`; empty when nothing was linked."""
    if value.told:
        return visible(value.told)
    parts = []
    if value.signals:
        parts.append(_signals(value, language))
    if value.situations:
        situations = ngettext("%(count)s situation", "%(count)s situations", value.situations)
        parts.append(situations % {"count": number(value.situations, language=language)})
    return ", ".join(parts)


def _signals(value: Evidence, language: str) -> str:
    signals = ngettext("%(count)s signal", "%(count)s signals", value.signals)
    signals %= {"count": number(value.signals, language=language)}
    if not value.municipalities:
        return signals
    places = ngettext("%(count)s municipality", "%(count)s municipalities", value.municipalities)
    places %= {"count": number(value.municipalities, language=language)}
    return _("%(signals)s from %(places)s") % {"signals": signals, "places": places}


def state(value: EditionState) -> str:
    return {
        EditionState.DRAFT: _("Draft"),
        EditionState.IN_AGREEMENT: _("In agreement"),
        EditionState.ADOPTED: _("Adopted"),
        EditionState.RELEASED: _("Released"),
        EditionState.SUPERSEDED: _("Replaced by a newer version"),
        EditionState.WITHDRAWN: _("Withdrawn"),
    }[value]


def state_warning(value: EditionState) -> tuple[str, str]:
    """The word and the sentence that must not be missed; nothing for what is released."""
    return {
        EditionState.DRAFT: (
            _("CONCEPT"),
            _("This edition is being made. Nothing in it is settled."),
        ),
        EditionState.IN_AGREEMENT: (
            _("CONCEPT"),
            _("The partners are reading this edition. It has not been released; do not pass it on."),
        ),
        EditionState.ADOPTED: (
            _("CONCEPT"),
            _("The partners have agreed, but this edition has not been released yet; do not pass it on."),
        ),
        EditionState.RELEASED: ("", ""),
        EditionState.SUPERSEDED: (
            _("REPLACED"),
            _("There is a newer version of this edition. Use that one."),
        ),
        EditionState.WITHDRAWN: (
            _("WITHDRAWN"),
            _("This edition has been withdrawn. Do not use it any more."),
        ),
    }[value]


def marking_key(value: str) -> str:
    return value.lower().removeprefix("tlp:").replace("+", "_").replace("-", "_").replace(" ", "_")


def marking(value: str) -> tuple[str, str]:
    """The label of a TLP marking and what it means here; a marking we do not know is shown as it is."""
    label, meaning = MARKINGS.get(marking_key(value), (visible(value), ""))
    return label, str(meaning)


def notice(value: NoticeKind) -> str:
    return {
        NoticeKind.INFORMATION: _("Good to know"),
        NoticeKind.WARNING: _("Please note"),
        NoticeKind.CORRECTION: _("Correction"),
        NoticeKind.URGENT: _("Cannot wait"),
    }[value]


def outcome(value: Outcome, at: datetime | None, language: str = "nl") -> str:
    words = {
        Outcome.AGREED: (_("Agreed on %(moment)s"), _("Agreed")),
        Outcome.DISSENT: (
            _("Agreed on %(moment)s, with another view"),
            _("Agreed, with another view"),
        ),
        Outcome.LEFT_OUT: (_("Did not release its part, %(moment)s"), _("Did not release its part")),
        Outcome.NO_REACTION: (_("No reaction on %(moment)s"), _("No reaction")),
        Outcome.WAITING: (
            _("Asked on %(moment)s, not answered yet"),
            _("Not answered yet"),
        ),
    }[value]
    return words[0] % {"moment": moment(at, language)} if at else words[1]


def week_axis() -> str:
    return _("week")


def expected_band() -> str:
    return _("expected")


def usual_tick() -> str:
    return _("usual")
