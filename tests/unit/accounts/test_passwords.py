"""Long is not enough: what everybody tries first is refused, a sentence of one's own is fine."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from eenheidsbeeld.accounts.passwords import NotAWordEverybodyTries


@pytest.mark.parametrize(
    "password",
    ["Welkom2026!!!", "Wachtw00rd123", "Zomer2026Zomer", "GemeenteUtrecht1", "12345123451234", "aaaabbbbaaaa"],
)
def test_what_everybody_tries_first_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        NotAWordEverybodyTries().validate(password)


@pytest.mark.parametrize(
    "password", ["drie-eenden-fietsen", "Welkom bij de buren", "kX9#vLq2!mPz", "een-lang-proefwachtwoord"]
)
def test_a_sentence_of_ones_own_is_fine(password: str) -> None:
    NotAWordEverybodyTries().validate(password)
