"""When an answer is due, what a search finds, and what a refusal needs."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eenheidsbeeld.accountability.rules import Missing
from eenheidsbeeld.rights import rules
from eenheidsbeeld.rights.rules import Outcome, Right


@pytest.mark.parametrize(
    ("right", "received", "is_extended", "due"),
    [
        (Right.ACCESS, date(2026, 3, 17), False, date(2026, 4, 17)),
        (Right.ACCESS, date(2026, 1, 31), False, date(2026, 2, 28)),
        (Right.ACCESS, date(2028, 1, 31), False, date(2028, 2, 29)),
        (Right.ERASURE, date(2026, 11, 30), True, date(2027, 2, 28)),
        (Right.POLICE_DATA, date(2026, 3, 17), False, date(2026, 4, 28)),
    ],
)
def test_an_answer_is_due_after_a_month_of_the_calendar(
    right: Right, received: date, is_extended: bool, due: date
) -> None:
    assert rules.due_on(right, received, is_extended=is_extended) == due


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_month_is_never_shorter_than_february_nor_longer_than_31_days(received: date) -> None:
    assert 28 <= (rules.due_on(Right.ACCESS, received) - received).days <= 31


def test_extending_needs_a_reason_within_the_first_month_and_is_not_for_police_data() -> None:
    received = date(2026, 3, 17)

    rules.check_extension(Right.ACCESS, received, today=date(2026, 4, 17), reason="Veel gegevens")
    for right, today, reason in (
        (Right.ACCESS, date(2026, 4, 18), "Veel gegevens"),
        (Right.ACCESS, date(2026, 4, 1), " "),
        (Right.POLICE_DATA, date(2026, 4, 1), "Veel gegevens"),
    ):
        with pytest.raises(Missing):
            rules.check_extension(right, received, today=today, reason=reason)


@pytest.mark.parametrize(
    ("term", "text", "is_found"),
    [
        ("Jan de Vries", "Gezien: JAN DE  VRIES bij de brug", True),
        ("José", "Volgens Jose was het rustig", True),
        ("Jose", "Volgens José was het rustig", True),
        ("0612345678", "Bel 06-1234 5678 vanavond", True),
        ("De Vries", "de vriesnacht", True),
        ("Vries", "het bevriest", False),
        ("a.b@c.nl", "mail a b c nl", True),
        ("(.*)", "wat dan ook", False),
    ],
)
def test_what_is_found(term: str, text: str, is_found: bool) -> None:
    assert bool(rules.pattern_of([term]).search(rules.plain(text))) is is_found


@given(st.text(st.characters(categories=["L"]), min_size=3, max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_a_word_is_always_found_where_it_stands_alone(word: str, before: str, after: str) -> None:
    if sum(letter.isalnum() for letter in rules.plain(word)) >= rules.SHORTEST_TERM:
        assert rules.pattern_of([word]).search(rules.plain(f"{before} {word} {after}"))


@pytest.mark.parametrize("terms", [[], ["ab"], ["..."], ["naam"] * 11])
def test_what_cannot_be_searched_is_refused(terms: list[str]) -> None:
    with pytest.raises(Missing):
        rules.check_terms(terms)


def test_not_granting_needs_a_ground_of_that_law_and_a_motivation() -> None:
    known = ["avg_15_4"]

    rules.check_outcome(Outcome.GRANTED, ground="", grounds=known, motivation="")
    rules.check_outcome(Outcome.REFUSED, ground="avg_15_4", grounds=known, motivation="Gaat ook over een ander")
    for ground, motivation in (("", "x"), ("wpg_27_a", "x"), ("avg_15_4", " ")):
        with pytest.raises(Missing):
            rules.check_outcome(Outcome.REFUSED, ground=ground, grounds=known, motivation=motivation)


@pytest.mark.parametrize("lacking", ["searched", "undecided", "identity_known"])
def test_no_answer_without_search_decisions_and_identity(lacking: str) -> None:
    complete = {"searched": True, "undecided": 0, "identity_known": True}
    wrong = {"searched": False, "undecided": 1, "identity_known": False}

    rules.check_answerable(**complete)  # type: ignore[arg-type]
    with pytest.raises(Missing):
        rules.check_answerable(**{**complete, lacking: wrong[lacking]})  # type: ignore[arg-type]
