"""What is not a password: a word that everybody in this field would try first, with a year behind it."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# After Django's list of common passwords, which knows hardly any Dutch. Digits and signs are taken off first.
TRIED_FIRST = frozenset(
    [
        *("wachtwoord", "welkom", "geheim", "inloggen", "beheerder", "password", "welcome", "qwerty", "azerty"),
        *("eenheidsbeeld", "oovbeeld", "gemeente", "politie", "parket", "veiligheid", "burgemeester", "openbareorde"),
        *("midden", "nederland", "utrecht", "westutrecht", "hallo", "allemaal", "ikhouvanjou"),
        *("lente", "zomer", "herfst", "winter"),
        *("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
        *("januari", "februari", "maart", "april", "juni", "juli", "augustus", "september"),
        *("oktober", "november", "december"),
    ]
)
LETTERS = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "@": "a", "$": "s", "!": "i"}


class LongEnough(MinimumLengthValidator):
    """In our own words: Django has no Dutch for its own."""

    def get_error_message(self) -> str:
        return _("Use at least %(least)s characters.") % {"least": self.min_length}


class NotAWordEverybodyTries:
    """Refuses `Welkom2026!!!` and `W3lk0m-Welkom`: long enough, and among the first that anybody tries."""

    def validate(self, password: str, user: Any = None) -> None:
        plain = password.lower()
        read = "".join(LETTERS.get(sign, sign) for sign in plain)
        for words in (re.findall(r"[a-z]+", plain), re.findall(r"[a-z]+", read)):
            if words and all(_is_tried_first(word) for word in words):
                raise ValidationError(_("This password is among the first that anybody tries."), code="tried_first")
        if len(set(plain)) < 6:
            raise ValidationError(_("This password repeats the same few signs."), code="repeats")

    def get_help_text(self) -> str:
        return _("Your password cannot be a word that everybody tries, such as a season with a year.")


def _is_tried_first(word: str) -> bool:
    """One of the words, or a few of them one after another; what is left of digits read as letters does not count."""
    if len(word) < 3 or word in TRIED_FIRST:
        return True
    return any(word.startswith(known) and _is_tried_first(word[len(known) :]) for known in TRIED_FIRST)
