"""Holds, certificates and the yearly proof on their pages; and who is told when a night goes wrong."""

from __future__ import annotations

import io
import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from docx import Document

from eenheidsbeeld.accountability import actions, queries
from eenheidsbeeld.accountability.labels import RECORD_LABELS
from eenheidsbeeld.accountability.queries import reach
from eenheidsbeeld.accounts.models import Notice
from eenheidsbeeld.audit.destruction import destroy_what_has_ended
from eenheidsbeeld.audit.models import DestructionNight, LegalHold, LogCheck
from eenheidsbeeld.core import clock, retention
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.signals.actions import report_name
from eenheidsbeeld.signals.models import NameReport, Signal
from tests.conftest import MONDAY
from tests.rooms.audit.test_destruction import put_notice

BY = System("destruction")
HALF_A_YEAR_LATER = MONDAY + timedelta(days=190)
FILLED = {
    "ground": "court_case", "reason": "Zaaknummer 12 van 3 maart", "review": "2099-01-01",
}  # fmt: skip


NEW = "/verantwoording/vasthouden/nieuw/"


def what_is_filled(filled: dict[str, str]) -> str:
    """The page on which these things are asked."""
    return next((f"{NEW}?wat={what}" for what in ("area", "subject") if what in filled), NEW)


def words_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([line.text for line in document.paragraphs] + cells)


@pytest.fixture
def signals(keepers: Any, bring_in: Any) -> Any:
    return {
        "woerden": bring_in(keepers.viewer("woerden_oov"), "Onrust bij de opvang in Woerden.", area_code="GM0632"),
        "houten": bring_in(keepers.viewer("houten_oov"), "Drukte op het plein in Houten.", area_code="GM0321"),
    }


# --- Holds -----------------------------------------------------------------------------------------------------


def test_one_record_is_held_on_the_page_and_stays_until_it_is_lifted(
    keepers: Any, signals: Any, signed_in: Any
) -> None:
    client = signed_in("woerden_privacy")
    address = client.post(NEW, {**FILLED, "reference": signals["woerden"].reference})["Location"]
    page = client.get(address).content.decode()
    assert "Zaaknummer 12" in page and "woerden_privacy, Gemeente Woerden" in page

    destroy_what_has_ended(by=BY, at=HALF_A_YEAR_LATER)
    assert list(Signal.objects.values_list("area_code", flat=True)) == ["GM0632"]

    client.post(f"{address}beeindigen/")
    assert client.post(f"{address}beeindigen/").status_code == 409
    destroy_what_has_ended(by=BY, at=HALF_A_YEAR_LATER)
    assert not Signal.objects.exists()
    assert "woerden_privacy" in client.get(address).content.decode()


def test_the_page_of_a_record_leads_an_officer_to_holding_it(keepers: Any, signals: Any, signed_in: Any) -> None:
    woerden = signals["woerden"]
    leads = f"{NEW}?kenmerk={woerden.reference}"

    assert leads in signed_in("woerden_privacy").get(f"/signalen/{woerden.reference}/").content.decode()
    assert f'value="{woerden.reference}"' in signed_in("woerden_privacy").get(leads).content.decode()
    for other in ("houten_privacy", "woerden_oov"):
        assert "?kenmerk=" not in signed_in(other).get(f"/signalen/{woerden.reference}/").content.decode()


def test_a_file_of_a_breach_and_the_report_behind_it_are_held_by_their_reference(
    keepers: Any, signals: Any, signed_in: Any
) -> None:
    """Where a judge may ask for it: not only what was brought in, but also what was done about it."""
    report = report_name(reference=signals["woerden"].reference, by=keepers.viewer("houten_oov"), at=MONDAY)
    officer = keepers.viewer("woerden_privacy")
    breach = actions.open_breach_of_report(report=report.reference, by=officer, at=MONDAY)
    client = signed_in("woerden_privacy")
    for address in (f"/verantwoording/datalekken/{breach.reference}/", f"/signalen/namen/{report.reference}/"):
        assert f"{NEW}?kenmerk=" in client.get(address).content.decode()

    for one in (breach, report):
        assert "?kenmerk=" not in client.post(NEW, {**FILLED, "reference": one.reference})["Location"]
    destroy_what_has_ended(by=BY, at=MONDAY + timedelta(days=3 * 365 + 190))
    assert NameReport.objects.filter(pk=report.pk).exists()


@pytest.mark.parametrize("kind", list(reach.KNOWN_BY_REFERENCE))
def test_whose_a_record_is_is_known_for_each_kind_that_can_be_held(keepers: Any, kind: str) -> None:
    """The way to the owner is written as text, so that it is tried here."""
    model = apps.get_model(kind)
    owner = reach.KNOWN_BY_REFERENCE[kind]

    assert not model._default_manager.filter(**{"reference": "ZZZZZZZZZZ", f"{owner}__in": [0]}).exists()
    assert kind in RECORD_LABELS


def test_an_officer_holds_what_is_of_the_own_organisation_only(keepers: Any, signals: Any, signed_in: Any) -> None:
    answer = signed_in("woerden_privacy").post(NEW, {**FILLED, "reference": signals["houten"].reference})

    assert "Er is geen gegeven met dit kenmerk" in answer.content.decode()
    assert not LegalHold.objects.exists()


def test_an_area_held_by_a_municipality_keeps_only_what_is_its_own(
    keepers: Any, signals: Any, signed_in: Any
) -> None:
    filled = {**FILLED, "area": "PD-west-utrecht", "first": "2026-03-01", "last": "2026-03-31"}
    signed_in("woerden_privacy").post(what_is_filled(filled), filled)
    hold = LegalHold.objects.get()
    assert [
        (one.name, one.count) for one in queries.keeps_now(keepers.viewer("woerden_privacy"), hold.reference, MONDAY)
    ]

    destroy_what_has_ended(by=BY, at=HALF_A_YEAR_LATER)
    assert list(Signal.objects.values_list("area_code", flat=True)) == ["GM0632"]


def test_an_area_held_by_the_bureau_keeps_what_is_of_the_unit(keepers: Any, signals: Any, signed_in: Any) -> None:
    filled = {**FILLED, "area": "PD-west-utrecht", "first": "2026-03-01", "last": "2026-03-31"}
    address = signed_in("privacy").post(what_is_filled(filled), filled)["Location"]

    destroy_what_has_ended(by=BY, at=HALF_A_YEAR_LATER)
    assert Signal.objects.count() == 2
    assert signed_in("woerden_privacy").get(address).status_code == 404


@pytest.mark.parametrize(
    ("filled", "words"),
    [
        ({"reference": ""}, "Vul het kenmerk in"),
        ({"reference": "ZZZZZZZZZZ"}, "Er is geen gegeven met dit kenmerk"),
        ({"area": "", "first": "2026-03-01", "last": "2026-03-02"}, "Kies een gebied."),
        ({"area": "GM0014", "first": "2026-03-01", "last": "2026-03-02"}, "geldige keuze"),
        ({"area": "GM0632", "first": "2026-03-03", "last": "2026-03-02"}, "Draai ze om"),
        ({"subject": "asylum_tension", "first": "", "last": ""}, "error"),
        ({"area": "GM0632", "first": "2026-03-01", "last": "2026-03-02", "review": "2020-01-01"}, "dag in de toekomst"),
        ({"area": "GM0632", "first": "2026-03-01", "last": "2026-03-02", "reason": "Bel 06-12345678"}, "Haal het weg"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_in_words(keepers: Any, signed_in: Any, filled: Any, words: str) -> None:
    answer = signed_in("privacy").post(what_is_filled(filled), {**FILLED, **filled})

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not LegalHold.objects.exists()


def test_the_same_is_not_held_twice(keepers: Any, signed_in: Any) -> None:
    filled = {**FILLED, "area": "GM0632", "first": "2026-03-01", "last": "2026-03-02"}
    client = signed_in("privacy")
    client.post(what_is_filled(filled), filled)

    assert "wordt al vastgehouden" in client.post(what_is_filled(filled), filled).content.decode()


# --- Certificates and the year ---------------------------------------------------------------------------------


def test_a_certificate_says_how_many_of_what_went_on_which_term(keepers: Any, signals: Any, signed_in: Any) -> None:
    night = destroy_what_has_ended(by=BY, at=HALF_A_YEAR_LATER)
    client = signed_in("woerden_privacy")

    assert f"Bewijs {night.number}" in client.get("/verantwoording/vernietiging/").content.decode()
    page = client.get(f"/verantwoording/vernietiging/{night.number}/").content.decode()
    assert "Signaal" in page and "26 weken na" in page and "Het zegel klopt" in page
    word = words_of(client.get(f"/verantwoording/vernietiging/{night.number}/bewijs.docx").content)
    assert night.seal in word
    data = json.loads(client.get(f"/verantwoording/vernietiging/{night.number}/bewijs.json").content)
    assert data["seal"] == night.seal
    assert {part["subject_kind"]: part["count"] for part in data["parts"]}["signals.signal"] == 2
    assert client.get("/verantwoording/vernietiging/999/").status_code == 404


def test_a_certificate_that_was_altered_says_so(keepers: Any, signals: Any, signed_in: Any) -> None:
    night = destroy_what_has_ended(by=BY, at=HALF_A_YEAR_LATER)
    night.certificates.filter(subject_kind="signals.signal").update(count=1)

    page = signed_in("privacy").get(f"/verantwoording/vernietiging/{night.number}/").content.decode()
    assert "Het zegel klopt NIET" in page


def test_the_year_tells_what_ended_what_was_held_what_failed_and_what_is_missing(
    keepers: Any, signals: Any, signed_in: Any, monkeypatch: Any
) -> None:
    why = actions.Why(ground_of("complaint"), "Klacht van 3 maart", (HALF_A_YEAR_LATER + timedelta(days=9)).date())
    actions.hold_record(
        reference=signals["woerden"].reference, why=why, by=keepers.viewer("privacy"), at=HALF_A_YEAR_LATER
    )
    destroy_what_has_ended(by=BY, at=HALF_A_YEAR_LATER)
    monkeypatch.setitem(retention._sweeps, "signals.search", lambda: 1 / 0)
    destroy_what_has_ended(by=BY, at=HALF_A_YEAR_LATER + timedelta(days=3))

    monkeypatch.setattr(clock, "now", lambda: HALF_A_YEAR_LATER + timedelta(days=4))
    client = signed_in("privacy")
    page = client.get("/verantwoording/jaarbewijs/2026/").content.decode()
    word = words_of(client.get("/verantwoording/jaarbewijs/2026/jaarbewijs.docx").content)
    for shown in (page, word):
        assert "Klacht van 3 maart" in shown
        assert "ZeroDivisionError" in shown
        assert "2 nachten:" in shown
        assert "Signaal" in shown
    assert client.get("/verantwoording/jaarbewijs/2019/").status_code == 404


def test_before_the_first_night_the_year_does_not_claim_that_every_night_came(keepers: Any, signed_in: Any) -> None:
    page = signed_in("privacy").get(f"/verantwoording/jaarbewijs/{clock.now().year}/").content.decode()

    assert "De eerste nacht moet nog komen" in page and "elke nacht was er" not in page


@pytest.mark.parametrize(
    ("by", "told"),
    [("woerden_privacy", {"bureau", "woerden"}), ("privacy", {"bureau", "woerden", "houten", "politie", "om", "zeist"})],
)  # fmt: skip
def test_whose_records_are_kept_longer_hears_of_it(
    keepers: Any, signals: Any, signed_in: Any, by: str, told: Any
) -> None:
    """A hold of a municipality is told there and at the bureau; one of the bureau to the whole unit, never outside."""
    why = actions.Why(ground_of("complaint"), "Klacht van 3 maart", (HALF_A_YEAR_LATER + timedelta(days=9)).date())
    held = actions.hold_record(
        reference=signals["woerden"].reference, why=why, by=keepers.viewer(by), at=HALF_A_YEAR_LATER
    )

    rows = Notice.objects.filter(kind="hold_placed", subject_reference=held.reference)
    assert set(rows.values_list("organisation__slug", flat=True)) == told
    assert set(rows.values_list("role", flat=True)) == {"privacy_officer"}
    leads = signed_in("woerden_privacy").get(f"/melding/hold_placed/{held.reference}/")["Location"]
    assert leads == "/verantwoording/vasthouden/"


def test_another_officer_reads_no_reason_of_a_hold_that_is_not_theirs(
    keepers: Any, signals: Any, signed_in: Any
) -> None:
    filled = {**FILLED, "reference": signals["woerden"].reference}
    signed_in("woerden_privacy").post(what_is_filled(filled), filled)
    year = datetime.now(DUTCH_TIME).year

    assert "Zaaknummer 12" in signed_in("woerden_privacy").get(f"/verantwoording/jaarbewijs/{year}/").content.decode()
    assert (
        "Zaaknummer 12" not in signed_in("houten_privacy").get(f"/verantwoording/jaarbewijs/{year}/").content.decode()
    )


def ground_of(value: str) -> Any:
    from eenheidsbeeld.audit.rules import HoldGround

    return HoldGround(value)


# --- When a night goes wrong -----------------------------------------------------------------------------------


def test_in_the_morning_both_keepers_of_the_bureau_are_told_once(
    keepers: Any, signed_in: Any, monkeypatch: Any
) -> None:
    put_notice(keepers, MONDAY)
    monkeypatch.setitem(retention._sweeps, "signals.search", lambda: 1 / 0)
    destroy_what_has_ended(by=BY, at=HALF_A_YEAR_LATER)

    assert actions.tell_of_the_night(at=HALF_A_YEAR_LATER + timedelta(hours=3)) == ["destruction_failed"]
    assert actions.tell_of_the_night(at=HALF_A_YEAR_LATER + timedelta(hours=4)) == []
    told = Notice.objects.filter(kind="destruction_failed")
    assert sorted(told.values_list("role", flat=True)) == ["administrator", "privacy_officer"]
    for who in ("privacy", "admin"):
        client = signed_in(who)
        page = client.get("/").content.decode()
        assert "De vernietiging van vannacht is niet gelukt" in page
        reference = told.first().subject_reference
        assert client.get(f"/melding/destruction_failed/{reference}/", follow=True).status_code == 200


def test_a_night_that_was_cut_off_or_never_came_and_a_log_that_is_not_whole_are_told_too(keepers: Any) -> None:
    DestructionNight.objects.create(started_at=HALF_A_YEAR_LATER, version="0")
    assert actions.tell_of_the_night(at=HALF_A_YEAR_LATER + timedelta(hours=4)) == ["destruction_cut_off"]

    destroy_what_has_ended(by=BY, at=HALF_A_YEAR_LATER + timedelta(hours=5))
    LogCheck.objects.create(
        asked_at=HALF_A_YEAR_LATER, ended_at=HALF_A_YEAR_LATER, findings=[{"flaw": "removed", "seal": 1}]
    )
    later = HALF_A_YEAR_LATER + timedelta(days=3)
    assert actions.tell_of_the_night(at=later) == ["destruction_missed", "log_flawed"]


def test_a_night_that_went_well_is_told_to_nobody(keepers: Any) -> None:
    destroy_what_has_ended(by=BY, at=HALF_A_YEAR_LATER)

    assert actions.tell_of_the_night(at=HALF_A_YEAR_LATER + timedelta(hours=3)) == []
    assert not Notice.objects.filter(kind__startswith="destruction").exists()
