"""A suggestion says why, and another municipality is never suggested by words alone."""

from __future__ import annotations

from datetime import timedelta

from django.utils import translation

from eenheidsbeeld.situations.suggestions import Incoming, Running, fits, telling_words
from tests.conftest import MONDAY


def running(**values: object) -> Running:
    standard: dict[str, object] = {
        "key": 1,
        "reference": "R1",
        "title": "Onrust over de opvang",
        "phenomenon": "asylum_tension",
        "areas": frozenset({"GM0632"}),
        "words": frozenset({"opvang", "kantoor"}),
        "recent": 3,
        "last_at": MONDAY,
    }
    return Running(**{**standard, **values})  # type: ignore[arg-type]


def incoming(**values: object) -> Incoming:
    standard: dict[str, object] = {
        "phenomena": frozenset({"asylum_tension"}),
        "areas": frozenset({"GM0632"}),
        "words": frozenset(),
        "received_at": MONDAY,
    }
    return Incoming(**{**standard, **values})  # type: ignore[arg-type]


def test_the_reason_can_be_checked_by_who_reads_it():
    with translation.override("en"):
        fit = fits(incoming(words=frozenset({"opvang"})), [running()])[0]

    assert fit.reason == "Same municipality and subject, 3 signals in 7 days, the word “opvang”"


def test_another_municipality_never_fits():
    assert not fits(incoming(areas=frozenset({"GM0321"}), words=frozenset({"opvang", "kantoor"})), [running()])


def test_a_signal_without_a_place_gets_no_suggestion():
    assert not fits(incoming(areas=frozenset()), [running()])


def test_the_same_municipality_alone_is_too_little():
    assert not fits(incoming(phenomena=frozenset({"other"})), [running()])


def test_what_was_quiet_for_long_comes_after_what_runs_now():
    old = running(key=2, reference="R2", last_at=MONDAY - timedelta(days=90), recent=0)
    found = fits(incoming(words=frozenset({"opvang"})), [old, running()])

    assert [fit.key for fit in found] == [1, 2]


def test_words_that_stand_everywhere_tell_nothing():
    assert telling_words(["De burgemeester en de politie over de opvang"]) == frozenset({"opvang"})
