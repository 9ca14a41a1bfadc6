"""A name that slipped through: who read it, where it went, the 72 hours, what was decided, the register."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from docx import Document

from eenheidsbeeld.accountability import actions, queries
from eenheidsbeeld.accountability.rules import BreachKind, Risk, Told, hours_left
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.signals import actions as signals
from tests.conftest import MONDAY, TUESDAY, WEDNESDAY

ASSESSED = {
    "what_happened": "In een signaal stond een naam.", "people_count": "1", "consequences": "Iemand is te herkennen.",
    "measures": "De naam is gemaskeerd.", "risk": "unlikely", "supervisor": "no", "people": "no",
    "reason": "Twee lezers met geheimhouding.",
}  # fmt: skip


def words_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([line.text for line in document.paragraphs] + cells)


@pytest.fixture
def reported(keepers: Any, bring_in: Any) -> Any:
    """A signal of Woerden, read by Houten, in which Houten then reports a name."""
    signal = bring_in(
        keepers.viewer("woerden_oov"), "Onrust bij het station in Woerden over de opvang.", area_code="GM0632"
    )
    audit.record_read(subject=signal, by=keepers.viewer("houten_oov"), at=TUESDAY)
    audit.record_list(kind="signals.signal", keys=[signal.pk], filters={}, by=keepers.viewer("analyst"), at=TUESDAY)
    return signals.report_name(reference=signal.reference, by=keepers.viewer("houten_oov"), at=TUESDAY)


@pytest.fixture
def breach(keepers: Any, reported: Any) -> Any:
    return actions.open_breach_of_report(
        report=reported.reference, by=keepers.viewer("woerden_privacy"), at=WEDNESDAY
    )


def test_the_clock_runs_from_the_report_and_not_from_the_file(keepers: Any, breach: Any) -> None:
    clock = queries.clock_of(breach, WEDNESDAY)

    assert breach.discovered_at == TUESDAY
    assert clock and clock.hours_left == 48 and not clock.is_over
    assert hours_left(TUESDAY, TUESDAY + timedelta(hours=73)) == -1


def test_who_read_it_is_known_by_function_and_lists_are_counted(keepers: Any, breach: Any) -> None:
    spread = queries.spread_of(keepers.viewer("woerden_privacy"), breach)

    assert [one.function for one in spread.readers] == ["OOV-adviseur, Gemeente Houten"]
    assert (spread.lists, spread.lists_by) == (1, ("Regionaal bureau",))


def test_editions_that_lean_on_it_are_named_with_their_recipients(keepers: Any, reported: Any, breach: Any) -> None:
    from eenheidsbeeld.publishing.models import Edition, EditionSection, Evidence, Recipient, Statement

    bureau = keepers.organisations["bureau"]
    from eenheidsbeeld.publishing.models import Publication

    publication = Publication.objects.create(
        slug="west", kind="weekly_picture", title="Beeld", area_code="PD-west-utrecht", owner=bureau,
        group=keepers.groups["west"],
    )  # fmt: skip
    edition = Edition.objects.create(
        publication=publication, kind="weekly_picture", area_code="PD-west-utrecht", area_year=2026, week="2026-W12",
        owner=bureau, opened_at=MONDAY,
    )  # fmt: skip
    section = EditionSection.objects.create(edition=edition, key="x", order=0)
    statement = Statement.objects.create(
        section=section, order=0, text="Het is onrustig.", by=keepers.memberships["editor"], at=MONDAY
    )
    Evidence.objects.create(statement=statement, kind="signal", reference=reported.signal.reference)
    Recipient.objects.create(edition=edition, organisation=keepers.organisations["houten"])
    [held] = queries.spread_of(keepers.viewer("privacy"), breach).editions

    assert held.edition == edition
    assert held.recipients == ("Gemeente Houten",)


def test_the_file_is_of_the_owner_and_the_bureau_and_nobody_else(keepers: Any, breach: Any, signed_in: Any) -> None:
    address = f"/verantwoording/datalekken/{breach.reference}/"

    assert signed_in("woerden_privacy").get(address).status_code == 200
    assert signed_in("privacy").get(address).status_code == 200
    assert signed_in("houten_privacy").get(address).status_code == 404
    assert signed_in("admin").get(address).status_code == 403, "who only runs accounts reads no content"


@pytest.mark.parametrize(
    ("risk", "supervisor", "people", "reason", "is_allowed"),
    [
        (Risk.UNLIKELY, Told.NO, Told.NO, "Alleen gelezen door collega's", True),
        (Risk.UNLIKELY, Told.NO, Told.NO, " ", False),
        (Risk.RISK, Told.NO, Told.NO, "Liever niet", False),
        (Risk.RISK, Told.YES, Told.NO, "Weinig gevolgen", True),
        (Risk.HIGH, Told.YES, Told.NO, "", False),
        (Risk.HIGH, Told.YES, Told.UNDECIDED, "Nog kijken", False),
        (Risk.HIGH, Told.YES, Told.YES, "Mensen moeten het weten", True),
    ],
)
def test_the_decision_fits_the_risk(
    risk: Risk, supervisor: Told, people: Told, reason: str, is_allowed: bool
) -> None:
    from eenheidsbeeld.accountability.rules import Missing, check_decision

    if is_allowed:
        check_decision(risk=risk, supervisor=supervisor, people=people, reason=reason)
    else:
        with pytest.raises(Missing):
            check_decision(risk=risk, supervisor=supervisor, people=people, reason=reason)


def test_from_report_to_closed_on_the_pages(keepers: Any, reported: Any, signed_in: Any) -> None:
    client = signed_in("woerden_privacy")
    assert "is het een datalek?" in client.get("/verantwoording/datalekken/").content.decode()
    address = client.post(f"/verantwoording/datalekken/melding/{reported.reference}/")["Location"]
    assert "is het een datalek?" not in client.get("/verantwoording/datalekken/").content.decode()
    wrong = client.post(address, {**ASSESSED, "risk": "risk"})
    assert "moet u melden" in wrong.content.decode()
    client.post(address, ASSESSED)
    client.post(f"{address}sluiten/")
    page = client.get("/verantwoording/datalekken/").content.decode()

    assert "Gesloten" in page
    assert "Twee lezers met geheimhouding." in client.get(address).content.decode()
    assert client.post(address, ASSESSED).status_code == 409


def test_a_part_can_be_kept_while_the_clock_runs_but_not_closed(keepers: Any, breach: Any, signed_in: Any) -> None:
    client = signed_in("woerden_privacy")
    address = f"/verantwoording/datalekken/{breach.reference}/"
    client.post(address, {"what_happened": "Er stond een naam.", "supervisor": "undecided", "people": "undecided"})
    breach.refresh_from_db()

    assert breach.what_happened == "Er stond een naam."
    assert client.post(f"{address}sluiten/").status_code == 409


def test_a_promise_to_tell_must_be_kept_before_closing(keepers: Any, breach: Any) -> None:
    from eenheidsbeeld.accountability.rules import Missing

    officer = keepers.viewer("woerden_privacy")
    actions.assess_breach(
        reference=breach.reference, by=officer, at=WEDNESDAY,
        assessment=actions.Assessment("Een naam", "Herkenbaar", "Gemaskeerd", 1, Risk.RISK, Told.YES, Told.NO, "Risico"),
    )  # fmt: skip
    with pytest.raises(Missing):
        actions.close_breach(reference=breach.reference, by=officer, at=WEDNESDAY)
    told = actions.note_told(reference=breach.reference, whom="supervisor", by=officer, at=WEDNESDAY)

    assert queries.clock_of(told, WEDNESDAY) is None
    assert actions.close_breach(reference=breach.reference, by=officer, at=WEDNESDAY).closed_at == WEDNESDAY


def test_the_letters_say_what_is_known_and_mark_the_rest(keepers: Any, breach: Any, signed_in: Any) -> None:
    client = signed_in("woerden_privacy")
    form = words_of(client.get(f"/verantwoording/datalekken/{breach.reference}/melding.docx").content)
    letter = words_of(client.get(f"/verantwoording/datalekken/{breach.reference}/brief.docx").content)

    assert "OOV-adviseur, Gemeente Houten" in form and "17-03-2026 09.00 uur" in form and "20-03-2026" in form
    assert "Invullen" in form and "Invullen" in letter
    assert "Onrust bij het station" not in form + letter


def test_a_name_in_the_file_itself_is_refused(keepers: Any, breach: Any, signed_in: Any) -> None:
    answer = signed_in("woerden_privacy").post(
        f"/verantwoording/datalekken/{breach.reference}/",
        {**ASSESSED, "what_happened": "Het nummer 06-12345678 van de bewoner stond erin."},
    )

    assert "Haal het weg" in answer.content.decode() or "persoonsgegevens" in answer.content.decode().lower()
    breach.refresh_from_db()
    assert breach.what_happened == ""


def test_a_breach_of_another_kind_starts_with_its_own_moment(keepers: Any, signed_in: Any) -> None:
    client = signed_in("privacy")
    answer = client.post(
        "/verantwoording/datalekken/nieuw/",
        {"kind": BreachKind.LOST_DEVICE.value, "day": "2026-03-16", "hour": "09:00"},
    )
    future = client.post(
        "/verantwoording/datalekken/nieuw/", {"kind": BreachKind.OTHER.value, "day": "2096-03-16", "hour": "09:00"}
    )

    assert "toekomst" in future.content.decode()
    assert "Een apparaat of afdruk is kwijt" in client.get(answer["Location"]).content.decode()
