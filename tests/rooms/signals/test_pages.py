"""The pages: a signal from the form to the list, without JavaScript and without anything stored in between."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localtime

from eenheidsbeeld.accounts.models import Notice
from eenheidsbeeld.signals.models import ImportBatch, NameReport, NilReturn, OwnWord, Signal, SignalChange
from tests.conftest import TUESDAY
from tests.rooms.signals.test_import_pages import filled

LAST_WEEK = TUESDAY - timedelta(days=7)
FILLED = {
    "text": "Mevrouw Willemijn Jansen belde: jongeren bij het station in Woerden. Bel 06-12345678.",
    "area": "GM0632",
    "event_date": "2026-03-21",
    "event_time": "20:00",
    "basis": ["experienced"],
    "source_grade": "reliable",
    "content_grade": "plausible",
}


@pytest.fixture(autouse=True)
def on_tuesday(monkeypatch):
    from eenheidsbeeld.core import clock

    monkeypatch.setattr(clock, "now", lambda: TUESDAY)


def test_looking_stores_nothing_and_confirming_stores_the_cleaned_text(signed_in):
    browser = signed_in("woerden_oov")

    looked = browser.post("/signalen/nieuw/", {**FILLED, "step": "check"})

    assert looked.status_code == 200
    assert looked.headers["Cache-Control"].startswith("max-age=0")
    assert "[telefoonnummer]" in looked.content.decode()
    assert not Signal.objects.exists()

    sent = browser.post("/signalen/nieuw/", {**FILLED, "step": "confirm", "masks": ""})

    signal = Signal.objects.get()
    assert sent.url == f"/signalen/nieuw/bedankt/{signal.reference}/"
    assert "Jansen" not in signal.text
    assert signal.event_time_known
    assert "Gemeente Houten" in browser.get(sent.url).content.decode()


def test_a_mask_is_put_back_with_one_tick_and_another_put_on_by_typing(signed_in):
    browser = signed_in("woerden_oov")
    page = browser.post("/signalen/nieuw/", {**FILLED, "step": "check"}).content.decode()
    lift = re.findall(r'name="lift" value="(\d+-\d+)"', page)[0]

    browser.post(
        "/signalen/nieuw/", {**FILLED, "step": "confirm", "masks": "", "lift": [lift], "words": "jongeren\nstation"}
    )

    text = Signal.objects.get().text
    assert "Willemijn Jansen" in text
    assert "jongeren" not in text
    assert "station" not in text
    assert "[telefoonnummer]" in text


def test_the_script_says_which_masks_hold(signed_in):
    browser = signed_in("woerden_oov")
    start = FILLED["text"].index("jongeren")
    holding = [{"start": start, "end": start + 8, "kind": "added"}]

    browser.post("/signalen/nieuw/", {**FILLED, "step": "confirm", "masks": json.dumps(holding)})

    text = Signal.objects.get().text
    assert "Willemijn Jansen" in text
    assert "jongeren" not in text


def test_going_back_keeps_what_was_typed(signed_in):
    page = signed_in("woerden_oov").post("/signalen/nieuw/", {**FILLED, "step": "back"}).content.decode()

    assert "Willemijn Jansen belde" in page
    assert 'value="reliable"' in page


def test_an_empty_form_says_what_is_missing(signed_in):
    page = signed_in("woerden_oov").post("/signalen/nieuw/", {"step": "check"})

    assert page.status_code == 200
    assert "eb-error-summary" in page.content.decode()
    assert not Signal.objects.exists()


def test_what_cannot_wait_shows_numbers_and_tells_the_analyst(signed_in):
    browser = signed_in("woerden_oov")

    assert "112" in browser.get("/signalen/kan-niet-wachten/").content.decode()
    browser.post("/signalen/nieuw/", {**FILLED, "step": "confirm", "cannot_wait": "on"})

    notice = Notice.objects.get()
    assert notice.kind == "cannot_wait"
    assert notice.subject_reference == Signal.objects.get().reference


def test_nothing_to_report_in_one_tap(signed_in):
    browser = signed_in("woerden_oov")
    browser.post("/signalen/nulmelding/")
    browser.post("/signalen/nulmelding/")

    assert NilReturn.objects.get().week == "2026-W12"
    browser.post("/signalen/nulmelding/intrekken/")
    assert not NilReturn.objects.filter(withdrawn_at=None).exists()


def test_nothing_to_report_beside_signals_of_the_same_week_is_answered_and_changes_nothing(
    signed_in, owner, bring_in
):
    signal = bring_in(owner, "Onrust op het plein in Woerden.", at=TUESDAY, area_code="GM0632")
    browser = signed_in("woerden_oov")

    told = browser.post("/signalen/nulmelding/", follow=True).content.decode()

    assert "in week 12 al 1 signaal in over Woerden" in told
    assert "Trek het in bij" in told
    assert not NilReturn.objects.exists()
    assert "Niets te melden" not in browser.get("/signalen/mijn/").content.decode()
    browser.post(f"/signalen/{signal.reference}/intrekken/", {"reason": "wrong"})
    browser.post("/signalen/nulmelding/")
    assert NilReturn.objects.get().week == "2026-W12"


def test_nothing_to_report_goes_with_signals_about_elsewhere_and_of_last_week(signed_in, owner, bring_in):
    bring_in(owner, "Onrust op het plein in Houten.", at=TUESDAY, area_code="GM0321")
    bring_in(owner, "Onrust op het plein in Woerden.", at=LAST_WEEK, area_code="GM0632")

    signed_in("woerden_oov").post("/signalen/nulmelding/")

    assert NilReturn.objects.get().week == "2026-W12"


def test_the_same_words_about_another_day_are_another_signal(signed_in, monkeypatch):
    from eenheidsbeeld.core import clock

    browser = signed_in("woerden_oov")
    undated = {**FILLED, "text": "Jongeren hangen rond bij het station.", "event_date": "", "event_time": ""}
    for form in (undated, undated, {**undated, "event_date": "2026-03-14"}):
        browser.post("/signalen/nieuw/", {**form, "step": "confirm", "masks": ""})
    assert Signal.objects.count() == 2

    monkeypatch.setattr(clock, "now", lambda: TUESDAY + timedelta(days=7))
    browser = signed_in("woerden_oov")  # a sign-in does not last a week
    browser.post("/signalen/nieuw/", {**undated, "step": "confirm", "masks": ""})
    browser.post("/signalen/nieuw/", {**undated, "event_date": "2026-03-14", "step": "confirm", "masks": ""})
    assert Signal.objects.count() == 3


def test_the_list_filters_from_the_address_and_exports_the_same(signed_in, owner, bring_in):
    bring_in(owner, "Onrust over vuurwerk op het plein in Woerden.", at=TUESDAY)
    bring_in(owner, "Bewonersavond over de opvang in Houten.", at=TUESDAY, area_code="GM0321")
    browser = signed_in("houten_oov")

    page = browser.get("/signalen/?zoek=vuurwerk").content.decode()
    assert "plein" in page
    assert "Bewonersavond" not in page
    assert "Bewonersavond" in browser.get("/signalen/?gebied=GM0321&week=2026-W12").content.decode()
    assert "Bewonersavond" not in browser.get("/signalen/?week=2026-W11").content.decode()
    file = browser.get("/signalen/bestand.csv?zoek=vuurwerk").content.decode("utf-8-sig")
    assert "TLP:AMBER" in file
    assert "vuurwerk" in file
    assert "Bewonersavond" not in file
    assert browser.get("/signalen/bestand.xlsx").content[:2] == b"PK"


def test_a_stranger_finds_nothing(signed_in, owner, bring_in):
    signal = bring_in(owner, "Onrust over vuurwerk op het plein in Woerden.")
    browser = signed_in("stranger")

    assert "plein" not in browser.get("/signalen/").content.decode()
    for path in ("", "verbeteren/", "intrekken/", "naam/", "weghalen/", "vrijgeven/"):
        assert browser.get(f"/signalen/{signal.reference}/{path}").status_code == 404


def test_the_sender_corrects_and_withdraws(signed_in, owner, bring_in):
    signal = bring_in(owner, "Onrust op het plein in Woerden.")
    browser = signed_in("woerden_oov")
    address = f"/signalen/{signal.reference}/"

    assert browser.get(address).status_code == 200
    new = {"text": "Onrust op het marktplein in Woerden, zegt Willemijn Jansen.", "masks": ""}
    assert "[naam" in browser.post(f"{address}verbeteren/", {**new, "step": "check"}).content.decode()
    browser.post(f"{address}verbeteren/", {**new, "step": "confirm"})
    signal.refresh_from_db()
    assert "marktplein" in signal.text
    assert "Jansen" not in signal.text
    assert SignalChange.objects.get().text_before == "Onrust op het plein in Woerden."

    browser.post(f"{address}intrekken/", {"reason": "wrong"})
    signal.refresh_from_db()
    assert signal.state == "withdrawn"
    assert "marktplein" not in browser.get("/signalen/").content.decode()
    assert "marktplein" in browser.get("/signalen/mijn/").content.decode()


def test_a_partner_cannot_correct_or_withdraw(signed_in, owner, bring_in):
    signal = bring_in(owner, "Onrust op het plein in Woerden.")
    browser = signed_in("houten_oov")

    answer = browser.post(f"/signalen/{signal.reference}/intrekken/", {"reason": "wrong"})

    assert answer.status_code == 409
    signal.refresh_from_db()
    assert signal.state == "received"


def test_a_name_is_reported_by_a_reader_and_settled_by_the_privacy_officer(signed_in, owner, bring_in):
    signal = bring_in(owner, "Ook snorremans stond erbij op het plein in Woerden, zegt een familie.")
    reader = signed_in("houten_oov")
    reader.get(f"/signalen/{signal.reference}/")

    reader.post(f"/signalen/{signal.reference}/naam/")

    assert reader.get(f"/signalen/{signal.reference}/").status_code == 404
    assert signed_in("woerden_oov").get(f"/signalen/{signal.reference}/").status_code == 404
    report = NameReport.objects.get()
    officer = signed_in("privacy")
    page = officer.get(f"/signalen/namen/{report.reference}/").content.decode()
    assert "OOV-adviseur, Gemeente Houten" in page

    settled = officer.post(f"/signalen/namen/{report.reference}/", {"outcome": "masked", "words": "snorremans"})
    assert settled.url == "/signalen/namen/"

    page = signed_in("houten_oov").get(f"/signalen/{signal.reference}/").content.decode()
    assert "snorremans" not in page
    assert "familie" in page


def test_a_spreadsheet_from_choice_to_undo(signed_in):
    browser = signed_in("woerden_oov")
    rows = (
        "Datum;Gemeente;Omschrijving\r\ndi 3-3-2026;Woerden;Willemijn Jansen zag onrust op het plein\r\n"
        "99-99-2026;Woerden;Vreemde datum\r\n"
    )
    file = SimpleUploadedFile("lijst van Jansen.csv", rows.encode("cp1252"))

    page = browser.post("/signalen/importeren/", {"file": file, "step": "look"}).content.decode()
    assert "[naam" in page
    assert "Rij 3" in page or "Row 3" in page
    assert not Signal.objects.exists()
    form = filled(page, step="confirm")

    done = browser.post("/signalen/importeren/", form)
    signal = Signal.objects.get()
    assert "Jansen" not in signal.text
    assert localtime(signal.event_from).date().isoformat() == "2026-03-03"
    batch = ImportBatch.objects.get()
    assert (batch.added, batch.known_already) == (1, 0)
    assert "Jansen" not in batch.file_name

    browser.post("/signalen/importeren/", form)
    assert Signal.objects.count() == 1
    browser.post(f"{done.url}terugdraaien/")
    assert not Signal.objects.exists()


def test_police_releases_a_wording_and_others_read_only_that(signed_in, region, owner, bring_in):
    police = region.viewer("police_desk")
    signal = bring_in(police, "Bron meldt een oproep bij café De Gouden Leeuw in Woerden.", area_code="GM0632")
    browser = signed_in("police_desk")
    group = str(region.groups["west"].pk)
    filled = {"text": "Er is een oproep om samen te komen in Woerden.", "groups": [group], "masks": ""}

    assert "Woerden" in browser.get(f"/signalen/{signal.reference}/vrijgeven/").content.decode()
    looked = browser.post(f"/signalen/{signal.reference}/vrijgeven/", {**filled, "step": "check"})
    assert "Beeld West-Utrecht" in looked.content.decode()
    browser.post(f"/signalen/{signal.reference}/vrijgeven/", {**filled, "step": "confirm"})

    reader = signed_in("woerden_oov")
    page = reader.get(f"/signalen/{signal.reference}/").content.decode()
    assert "samen te komen" in page
    assert "Leeuw" not in page
    assert signal.reference not in reader.get("/signalen/?zoek=Leeuw").content.decode()
    assert signal.reference in reader.get("/signalen/?zoek=oproep").content.decode()
    signed_in("police_desk").post(f"/signalen/{signal.reference}/vrijgave-intrekken/")
    assert signed_in("woerden_oov").get(f"/signalen/{signal.reference}/").status_code == 404


def test_sources_are_kept_by_analysts_and_seen_by_all(signed_in):
    filled = {
        "name": "Nieuws van de politie", "publisher": "Politie", "address": "https://voorbeeld.invalid/rss",
        "purpose": "Openbare berichten over onrust", "ground": "Gemeentewet art. 172",
        "area": "", "grade": "reliable",
    }  # fmt: skip
    analyst = signed_in("analyst")
    assert analyst.get("/bronnen/nieuw/").status_code == 200
    added = analyst.post("/bronnen/nieuw/", filled)
    page = analyst.get(added.url).content.decode()
    assert "Openbare berichten over onrust" in page and "Het beeld van de openbare orde" in page
    refused = analyst.post("/bronnen/nieuw/", {**filled, "address": "https://www.facebook.com/groep"})
    assert refused.status_code == 200
    reader = signed_in("woerden_oov")
    assert "Nieuws van de politie" in reader.get("/bronnen/").content.decode()
    assert reader.get("/bronnen/nieuw/").status_code == 403


def test_a_word_that_is_never_a_name_is_taught_while_looking(signed_in):
    """The offer stands only beside what cannot be a person, and a page that was tampered with teaches no name."""
    browser = signed_in("woerden_oov")
    filled = {**FILLED, "text": "Mevrouw Jansen van Huurdersvereniging De Linde vraagt om een gesprek."}
    page = browser.post("/signalen/nieuw/", {**filled, "step": "check"}).content.decode()
    [word] = re.findall(r'name="teach" value="(\d+-\d+)"', page)
    name = next(span for span in re.findall(r'name="lift" value="(\d+-\d+)"', page) if span != word)

    browser.post("/signalen/nieuw/", {**filled, "step": "check", "masks": "", "teach": [word, name]})

    assert OwnWord.objects.get().word == "huurdersvereniging de linde"
    assert not Signal.objects.exists()


def test_each_line_of_the_history_says_what_was_done_and_some_are_for_the_owner_alone(signed_in, region, bring_in):
    from eenheidsbeeld.audit import actions as audit
    from eenheidsbeeld.signals.queries import history

    owner = region.viewer("woerden_oov")
    signal = bring_in(owner, "Onrust bij de opvang in Woerden.", area_code="GM0632")
    for event in ("put_in_compartment", "sharing_changed", "inbox_looked"):
        audit.record(event=event, subject=signal, by=owner, at=TUESDAY)

    own = [line.event for line in history(owner, signal)]
    assert own == ["signal_received", "put_in_compartment", "sharing_changed"]
    assert [line.event for line in history(region.viewer("analyst"), signal)] == ["signal_received"]


@pytest.mark.parametrize("who", ["woerden_mayor", "reader"])
def test_who_may_not_bring_in_is_not_offered_it_and_types_nothing_in_vain(signed_in, region, who):
    if who == "reader":
        rows = region.membership("woerden_mayor").role_rows
        rows.exclude(role="reader").delete()
    browser = signed_in("woerden_mayor")

    assert browser.get("/signalen/nieuw/").status_code == 403
    assert browser.post("/signalen/nieuw/", {**FILLED, "step": "check"}).status_code == 403
    for page in ("/signalen/", "/signalen/mijn/", "/signalen/kan-niet-wachten/"):
        assert "/signalen/nieuw/" not in browser.get(page).content.decode()
