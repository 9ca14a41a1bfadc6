"""Terms, grounds and the second pair of eyes of a Woo request."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eenheidsbeeld.accountability.official_texts import official_text
from eenheidsbeeld.accountability.rules import Missing
from eenheidsbeeld.openness import rules
from eenheidsbeeld.openness.rules import OPEN, Answer, Ground, NotNow, State, Verdict

GROUNDS = [Ground(one["key"], one["article"], one["text"], one["weighs"]) for one in official_text("woo")["ground"]]


def test_four_weeks_and_two_more() -> None:
    received = date(2026, 3, 16)

    assert rules.due_on(received, is_extended=False) == date(2026, 4, 13)
    assert rules.due_on(received, is_extended=True) == date(2026, 4, 27)
    rules.check_extension(received, today=date(2026, 4, 13), reason="Zienswijzen gevraagd")
    for today, reason in ((date(2026, 4, 14), "Zienswijzen gevraagd"), (date(2026, 4, 1), " ")):
        with pytest.raises(Missing):
            rules.check_extension(received, today=today, reason=reason)


def test_every_state_has_its_next_ones_and_the_last_has_none() -> None:
    assert set(rules.NEXT_STATES) == set(State)
    assert [state for state, after in rules.NEXT_STATES.items() if not after] == [State.CLOSED]
    with pytest.raises(NotNow):
        rules.check_step(State.DECIDING, State.DECIDED)


def test_the_grounds_of_the_law_stand_in_its_order_each_once_and_wait_for_a_jurist() -> None:
    assert [one.key for one in GROUNDS][:6] == ["5.1.1.a", "5.1.1.b", "5.1.1.c", "5.1.1.d", "5.1.1.e", "5.1.2.a"]
    assert len({one.key for one in GROUNDS}) == len(GROUNDS) == 17
    assert all("[K]" in one.text and one.article in one.text for one in GROUNDS)


@pytest.mark.parametrize("ground", GROUNDS, ids=lambda one: one.key)
@pytest.mark.parametrize("is_old", [True, False])
def test_a_ground_that_is_weighed_takes_a_motivation(ground: Ground, is_old: bool) -> None:
    rules.check_decision(ground.key, "Iemand is te herkennen.", GROUNDS, is_old=is_old)
    if ground.weighs:
        with pytest.raises(Missing):
            rules.check_decision(ground.key, " ", GROUNDS, is_old=is_old)
    else:
        rules.check_decision(ground.key, "", GROUNDS, is_old=is_old)


def test_opening_takes_no_motivation_and_an_unknown_ground_is_refused() -> None:
    rules.check_decision(OPEN, "", GROUNDS, is_old=False)
    with pytest.raises(Missing):
        rules.check_decision("5.1.9.z", "Omdat", GROUNDS, is_old=False)


organisations = st.sets(st.integers(1, 6))


@given(organisations, organisations)
def test_words_of_others_are_opened_only_when_each_of_them_was_heard(third: set[int], heard: set[int]) -> None:
    assert rules.may_open(third, heard) is all(one in heard for one in third)
    assert rules.may_open(set(), heard)


@given(st.lists(st.sampled_from(["", OPEN, "5.1.2.e", "5.2.1"])))
def test_a_document_is_open_only_when_every_paragraph_is(decisions: list[str]) -> None:
    found = rules.verdict(decisions)

    assert (found is Verdict.OPEN) is (bool(decisions) and all(one == OPEN for one in decisions))
    assert (found is Verdict.UNDECIDED) is (not decisions or "" in decisions)


def test_silence_counts_only_after_the_time_to_answer() -> None:
    rules.check_silence(Answer.SILENT, today=date(2026, 4, 2), answer_before=date(2026, 4, 1))
    rules.check_silence(Answer.OBJECTS, today=date(2026, 3, 1), answer_before=date(2026, 4, 1))
    with pytest.raises(Missing):
        rules.check_silence(Answer.SILENT, today=date(2026, 4, 1), answer_before=date(2026, 4, 1))


def test_old_is_older_than_five_years() -> None:
    today = date(2026, 3, 16)

    assert not rules.is_old(today - timedelta(days=5 * 365), today)
    assert rules.is_old(today - timedelta(days=5 * 365 + 2), today)


def test_nobody_is_their_own_second_pair_of_eyes() -> None:
    rules.check_second(1, 2)
    with pytest.raises(Missing):
        rules.check_second(1, 1)
