"""Loaded words get neutral ones beside them, parties and functions get a notice, and neither stops anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eenheidsbeeld.core.plain_words import NO_HINTS, NOTICES, hints_in
from eenheidsbeeld.text.plain_words import NOTICE_COUNCILLOR, NOTICE_JOURNALIST, NOTICE_PARTY


def test_a_loaded_word_is_told_once_with_its_neutral_words_and_why() -> None:
    hints = hints_in("Het tuig stond bij de winkel. Tuig, zei de buurman; en wappies deelden folders uit.")

    assert [one.word.lower() for one in hints.loaded] == ["tuig", "wappies"]
    assert all(one.neutral and one.why for one in hints.loaded)


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("De bijeenkomst van de VVD werd verstoord.", NOTICE_PARTY),
        ("Een raadslid kreeg een brief.", NOTICE_COUNCILLOR),
        ("Een cameraploeg werd weggestuurd.", NOTICE_JOURNALIST),
    ],
)
def test_who_may_not_be_the_subject_raises_a_notice(text: str, notice: str) -> None:
    assert hints_in(text).notices == (NOTICES[notice],)


def test_a_neutral_text_raises_nothing() -> None:
    assert not hints_in("Bij het station stonden vijftien jongeren.", "")
    assert hints_in("") == NO_HINTS


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text: str) -> None:
    assert all(one.word for one in hints_in(text).loaded)
