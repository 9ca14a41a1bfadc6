"""Who reports a name may point at the words: kept is where they stand, the privacy officer sees them, then it is gone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from eenheidsbeeld.core import clock
from eenheidsbeeld.signals import actions, queries
from eenheidsbeeld.signals.models import NameReport, Signal
from eenheidsbeeld.signals.rules import NameOutcome
from tests.conftest import TUESDAY

TEXT = "Ook snorremans de lange stond op het plein in Woerden. Later ging snorremans de lange weg, de rest bleef."


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: Any) -> None:
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)


@pytest.fixture
def signal(owner: Any, bring_in: Any) -> Signal:
    found: Signal = bring_in(owner, TEXT, area_code="GM0632")
    return found


def reported(browser: Any, signal: Signal, words: str) -> NameReport:
    browser.post(f"/signalen/{signal.reference}/naam/", {"words": words})
    return NameReport.objects.get()


def test_the_report_keeps_where_the_words_stand_and_not_the_words(signed_in: Any, signal: Signal) -> None:
    report = reported(signed_in("houten_oov"), signal, "Snorremans de lange")

    spans = report.pointed_at["spans"]
    assert [TEXT[start:end] for start, end in spans] == ["snorremans de lange"] * 2
    assert "snorremans" not in json.dumps(report.pointed_at)


def test_the_privacy_officer_finds_the_words_filled_in_and_takes_them_out(signed_in: Any, signal: Signal) -> None:
    report = reported(signed_in("houten_oov"), signal, "snorremans de lange")
    officer = signed_in("privacy")

    page = officer.get(f"/signalen/namen/{report.reference}/").content.decode()
    assert ">snorremans de lange</textarea>" in page.replace("\n", "")
    officer.post(f"/signalen/namen/{report.reference}/", {"outcome": "masked", "words": "snorremans de lange"})

    signal.refresh_from_db()
    report.refresh_from_db()
    assert "snorremans" not in signal.text
    assert signal.text.endswith("de rest bleef.")
    assert report.pointed_at == {}


@pytest.mark.parametrize("words", ["", "klaassen"])
def test_without_words_or_with_words_that_do_not_stand_there_it_is_hidden_all_the_same(
    signed_in: Any, signal: Signal, words: str
) -> None:
    report = reported(signed_in("houten_oov"), signal, words)

    signal.refresh_from_db()
    assert signal.is_hidden
    assert report.pointed_at == {}


def test_a_report_without_any_field_hides_the_signal_as_well(signed_in: Any, signal: Signal) -> None:
    signed_in("houten_oov").post(f"/signalen/{signal.reference}/naam/")

    signal.refresh_from_db()
    assert signal.is_hidden


def test_places_in_a_text_that_changed_since_say_nothing(region: Any, partner: Any, signal: Signal) -> None:
    report = actions.report_name(reference=signal.reference, by=partner, at=TUESDAY, words=["snorremans"])
    officer = region.viewer("privacy")
    assert queries.words_pointed_at(officer, report) == ["snorremans"]

    actions.add_mask_after_storing(reference=signal.reference, words=["de lange"], by=officer, at=TUESDAY)

    assert queries.words_pointed_at(officer, report) == []


def test_whoever_reads_only_the_released_wording_sees_no_words_of_the_own_text(region: Any, released: Signal) -> None:
    police, officer = region.viewer("police_desk"), region.viewer("privacy")
    own = released.text.split()[0]
    assert own not in released.released_text

    report = actions.report_name(reference=released.reference, by=police, at=TUESDAY, words=[own])

    assert report.pointed_at["spans"]
    assert queries.words_pointed_at(officer, report) == []
    actions.settle_name_report(
        reference=report.reference, outcome=NameOutcome.NO_NAME, words=[], by=officer, at=TUESDAY
    )
    report.refresh_from_db()
    assert report.pointed_at == {}
