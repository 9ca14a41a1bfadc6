"""What the one who asked gets to read: whole lines, rows as rows, no notes of the house, and nothing twice."""

from __future__ import annotations

import subprocess
from typing import Any

from eenheidsbeeld.accountability.official_texts import unmarked
from eenheidsbeeld.accountability.pdf import as_pdf
from eenheidsbeeld.accountability.sheets import Sheet, Text
from eenheidsbeeld.openness import actions, queries
from eenheidsbeeld.openness.queries.results import runs_of
from eenheidsbeeld.openness.rules import Kind
from tests.conftest import MONDAY, THURSDAY
from tests.rooms.openness.test_dossier import decide, hear


def printed(content: bytes) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()


def make_final(officers: Any, dossier: Any) -> Any:
    actions.propose(reference=dossier.reference, by=officers.viewer("woerden_privacy"), at=THURSDAY)
    return actions.make_final(reference=dossier.reference, by=officers.viewer("woerden_mayor"), at=THURSDAY)


def test_a_line_break_beside_a_letter_with_an_accent_stays_a_line_break() -> None:
    said = printed(as_pdf(Sheet("Proef", "", (Text("Eén regel – kort\nen een tweede"),)), at=THURSDAY))

    assert "U+000A" not in said
    assert [line.strip() for line in said.splitlines() if "regel" in line or "tweede" in line] == [
        "Eén regel – kort",
        "en een tweede",
    ]


def test_no_note_for_a_jurist_leaves_the_house(
    officers: Any, dossier: Any, add: Any, own_signal: Any, signed_in: Any
) -> None:
    decide(officers, add(Kind.SIGNAL, own_signal), "8.8", "De Wet politiegegevens gaat voor.")
    make_final(officers, dossier)
    start = f"/verantwoording/woo/{dossier.reference}/"
    said = printed(signed_in("woerden_privacy").get(start + "inventaris.pdf").content)

    assert "[K" not in said and "noem die wet" not in said
    assert "een andere wet gaat voor" in said
    assert said.count("8.8: ") == 0, "the article stands in its own column"
    assert unmarked({"a": ["Binnen zes weken [K: artikel 34 UAVG].", "Grond [K]"]}) == {
        "a": ["Binnen zes weken.", "Grond"]
    }


def test_the_list_says_why_of_each_paragraph_that_is_not_open(
    officers: Any, dossier: Any, add: Any, own_signal: Any, signed_in: Any
) -> None:
    """What was typed as a motivation is for the one who asked; in no file it would be typed for nobody."""
    decide(officers, add(Kind.SIGNAL, own_signal), "5.1.2.e", "Iemand is te herkennen.")
    make_final(officers, dossier)

    said = printed(
        signed_in("woerden_privacy").get(f"/verantwoording/woo/{dossier.reference}/inventaris.pdf").content
    )
    assert "Iemand is te herkennen." in said


def test_paragraphs_with_the_same_reason_stand_together() -> None:
    assert runs_of([1, 3, 4, 5, 9]) == "1, 3-5, 9"
    assert runs_of([]) == ""


def test_an_extra_edition_of_the_same_week_has_a_title_of_its_own(officers: Any, add: Any, released: Any) -> None:
    usual = add(Kind.EDITION, released).title
    released.number = 1
    released.save()
    [found] = queries.find(officers.viewer("woerden_privacy"), queries.Asked(), (Kind.EDITION,))

    assert "week 12 van 2026" in usual
    assert found.title != usual and "extra editie 1" in found.title


def test_a_row_of_a_table_in_an_edition_is_read_as_a_row(officers: Any, add: Any, released: Any) -> None:
    by, document = officers.viewer("woerden_privacy"), add(Kind.EDITION, released)
    said = [one.text or "" for one in queries.paragraphs(by, document)]
    kept = list(document.parts.order_by("order").values_list("digest", flat=True))

    assert "Woerden; Niet vastgesteld" in [line for text in said for line in text.splitlines()]
    assert kept == [one.digest for one in queries.passages(by, queries.get(by, Kind.EDITION, document.key))]


def test_a_situation_says_what_is_a_fact_and_what_is_an_assessment(
    officers: Any, dossier: Any, add: Any, start: Any, make_signal: Any, signed_in: Any
) -> None:
    from eenheidsbeeld.situations import actions as situations

    situation = start([make_signal()], title="Opvang")
    situations.add_fact(
        situation=situation.reference, text="Twintig mensen.", by=officers.viewer("woerden_oov"), at=THURSDAY
    )
    document = add(Kind.SITUATION, situation)
    for party in {one.slug for one in document.third_parties.all()}:
        hear(officers, dossier, party)
    decide(officers, document, "open")
    page = signed_in("woerden_privacy").get(f"/verantwoording/woo/{dossier.reference}/1/gelakt/").content.decode()

    assert page.index("Titel") < page.index("Opvang</p>") < page.index("Feit") < page.index("Twintig mensen.")


def test_the_rest_of_a_long_document_is_decided_in_one_go(
    officers: Any, dossier: Any, add: Any, released: Any, signed_in: Any
) -> None:
    by, document = officers.viewer("woerden_privacy"), add(Kind.EDITION, released)
    for party in {one.slug for one in document.third_parties.all()}:
        hear(officers, dossier, party)
    parts = list(document.parts.order_by("order"))
    assert len(parts) > 3
    address = f"/verantwoording/woo/{dossier.reference}/1/"
    assert (
        "Zelfde besluit voor elke alinea die nog geen besluit heeft"
        in signed_in("woerden_privacy").get(address).content.decode()
    )

    chosen = {f"d{one.pk}": "later" for one in parts} | {
        f"d{parts[0].pk}": "5.1.2.e",
        f"m{parts[0].pk}": "Te herkennen.",
    }
    signed_in("woerden_privacy").post(address, chosen | {"rest": "open"})

    decided = [one.decision for one in queries.paragraphs(by, document)]
    assert decided == ["5.1.2.e"] + ["open"] * (len(parts) - 1)


def test_who_has_no_colleague_to_make_it_final_reads_whom_to_ask(
    officers: Any, dossier: Any, add: Any, own_signal: Any, signed_in: Any
) -> None:
    from eenheidsbeeld.accounts.actions import end_membership
    from eenheidsbeeld.core.viewer import System

    address, told = (
        f"/verantwoording/woo/{dossier.reference}/",
        "Bij uw organisatie is niemand anders die dit kan vaststellen",
    )
    assert told not in signed_in("woerden_privacy").get(address).content.decode()

    end_membership(membership=officers.membership("woerden_mayor"), by=System("tests"), at=MONDAY)
    assert told in signed_in("woerden_privacy").get(address).content.decode()


def test_the_page_about_a_partner_names_the_documents_with_its_words(
    officers: Any, dossier: Any, add: Any, make_signal: Any, signed_in: Any
) -> None:
    document = add(Kind.SIGNAL, make_signal("Drukte bij het station", owner="houten"))
    partner = officers.organisations["houten"].pk
    address = f"/verantwoording/woo/{dossier.reference}/zienswijze/{partner}/"
    page = signed_in("woerden_privacy").get(address).content.decode()
    assert document.title in page

    client = signed_in("woerden_privacy")
    client.post(address, {"answer_before": "2099-03-25"})
    refused = client.post(address, {"answer": "objects"}).content.decode()
    assert 'href="#id_words"' in refused and "waartegen de partner bezwaar heeft" in refused


def test_days_of_documents_name_their_year(
    officers: Any, dossier: Any, add: Any, own_signal: Any, signed_in: Any
) -> None:
    add(Kind.SIGNAL, own_signal)
    client = signed_in("woerden_privacy")

    for page in ("", "verzamelen/?zoek=markt"):
        assert "17 mrt 2026" in client.get(f"/verantwoording/woo/{dossier.reference}/{page}").content.decode()
    assert "16 mrt 2026" in client.get("/verantwoording/woo/").content.decode()
