"""A name that slipped through: who read it, where it went, the 72 hours, what was decided, the register."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from eenheidsbeeld.accountability import actions, queries
from eenheidsbeeld.accountability.rules import BreachKind, Risk, Told, hours_left, reminder_due
from eenheidsbeeld.accounts import actions as accounts
from eenheidsbeeld.accounts.models import Notice
from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import clock, queue
from eenheidsbeeld.core.letters import SUMMARY
from eenheidsbeeld.core.models import MailNamed, MailSent
from eenheidsbeeld.publishing.models import Edition, EditionSection, Evidence, Publication, Recipient, Statement
from eenheidsbeeld.sharing.actions import scope_of
from eenheidsbeeld.signals import actions as signals
from eenheidsbeeld.signals import queries as signals_queries
from eenheidsbeeld.situations.models import Attachment, Situation
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


def test_each_reader_counts_once_and_who_deals_with_it_is_none(keepers: Any, reported: Any, breach: Any) -> None:
    """What goes to the supervisor says how many could read it; two clicks of one colleague are one."""
    signal = reported.signal
    for name, at in (("houten_oov", TUESDAY), ("woerden_privacy", WEDNESDAY)):
        audit.record_read(subject=signal, by=keepers.viewer(name), at=at)

    spread = queries.spread_of(keepers.viewer("woerden_privacy"), breach)
    assert [one.function for one in spread.readers] == ["OOV-adviseur, Gemeente Houten"]
    assert len(signals_queries.readers_of_reported(keepers.viewer("woerden_privacy"), reported)) == 1


def edition_leaning_on(keepers: Any, kind: str, reference: str) -> Edition:
    """An edition of the bureau with one sentence, received by Houten."""
    bureau = keepers.organisations["bureau"]
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
    Evidence.objects.create(statement=statement, kind=kind, reference=reference)
    Recipient.objects.create(edition=edition, organisation=keepers.organisations["houten"])
    return edition


def test_editions_that_lean_on_it_are_named_with_their_recipients(keepers: Any, reported: Any, breach: Any) -> None:
    edition = edition_leaning_on(keepers, "signal", reported.signal.reference)
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
    refused = client.post(f"{address}sluiten/")
    assert refused.status_code == 409
    assert "data-error-summary" in refused.content.decode() and "Er stond een naam." in refused.content.decode()


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


# --- The clock, and what went by mail ------------------------------------------------------------------------


def told_of_clock() -> list[tuple[str, str]]:
    rows = Notice.objects.filter(kind__startswith="breach").order_by("at", "pk")
    return list(rows.values_list("kind", "organisation__slug"))


def test_the_privacy_officers_are_reminded_after_a_day_two_days_and_three_each_once(
    keepers: Any, breach: Any
) -> None:
    both = ["woerden", "bureau"]
    for hours in range(73):
        actions.remind_of_breaches(at=TUESDAY + timedelta(hours=hours))
        actions.remind_of_breaches(at=TUESDAY + timedelta(hours=hours, minutes=15))

    assert sorted(told_of_clock()) == sorted(
        (kind, slug) for kind in ("breach", "breach_24", "breach_48", "breach_72") for slug in both
    )


def test_a_breach_that_was_found_late_is_not_told_of_the_days_that_are_gone(keepers: Any) -> None:
    actions.open_breach(
        kind=BreachKind.OTHER, discovered_at=MONDAY, by=keepers.viewer("privacy"), at=MONDAY + timedelta(hours=50)
    )
    actions.remind_of_breaches(at=MONDAY + timedelta(hours=50))

    assert told_of_clock() == [("breach", "bureau"), ("breach_48", "bureau")]


@pytest.mark.parametrize("done", ["told", "not_needed"])
def test_who_reported_or_decided_that_it_is_not_needed_is_left_alone(keepers: Any, breach: Any, done: str) -> None:
    officer = keepers.viewer("woerden_privacy")
    if done == "told":
        actions.note_told(reference=breach.reference, whom="supervisor", by=officer, at=WEDNESDAY)
    else:
        actions.assess_breach(
            reference=breach.reference, by=officer, at=WEDNESDAY,
            assessment=actions.Assessment("Een naam", "-", "-", 1, Risk.UNLIKELY, Told.NO, Told.NO, "Geen risico"),
        )  # fmt: skip

    assert actions.remind_of_breaches(at=TUESDAY + timedelta(hours=80)) == 0


@given(st.integers(min_value=0, max_value=200 * 60))
def test_a_reminder_is_never_early_and_never_more_than_the_step_that_has_come(minutes: int) -> None:
    due = reminder_due(MONDAY, MONDAY + timedelta(minutes=minutes))

    assert (due or 0) * 60 <= minutes
    assert due == max((step for step in (24, 48, 72) if step * 60 <= minutes), default=None)


def test_every_mail_that_led_to_the_signal_is_named_and_no_other(
    keepers: Any, bring_in: Any, settings: Any, monkeypatch: Any, signed_in: Any
) -> None:
    """Two signals wait for the analysts, one has a name: the file names the mails of that one, to whom and when."""
    settings.MAIL_URL = "smtp+tls://mail.voorbeeld.invalid"
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)
    owner = keepers.viewer("woerden_oov")
    found, other = (
        bring_in(owner, f"Onrust bij het {place} in Woerden over de opvang.", area_code="GM0632")
        for place in ("station", "plein")
    )
    for signal in (found, other):
        accounts.notify(
            organisation=keepers.organisations["bureau"].pk, role=Role.ANALYST, kind="cannot_wait",
            subject_kind="signals.signal", subject_reference=signal.reference, at=TUESDAY,
        )  # fmt: skip
    queue.run_due()
    assert len(outbox.outbox) == 4
    report = signals.report_name(reference=found.reference, by=keepers.viewer("houten_oov"), at=TUESDAY)
    breach = actions.open_breach_of_report(report=report.reference, by=keepers.viewer("woerden_privacy"), at=TUESDAY)

    mails = queries.spread_of(keepers.viewer("woerden_privacy"), breach).mails

    assert {(one.function, one.kind, one.held_title) for one in mails} == {
        ("Analist, Regionaal bureau", "signals.signal", False),
        ("Redacteur, Regionaal bureau", "signals.signal", False),
    }
    assert len(mails) == 2 and {one.at for one in mails} == {TUESDAY}
    client = signed_in("woerden_privacy")
    page = client.get(f"/verantwoording/datalekken/{breach.reference}/").content.decode()
    form = words_of(client.get(f"/verantwoording/datalekken/{breach.reference}/melding.docx").content)
    assert "Redacteur, Regionaal bureau: een link naar het signaal" in page
    assert "Redacteur, Regionaal bureau" in form and "een link naar het signaal" in form


def test_an_edition_that_leans_on_its_situation_and_the_mails_about_both_are_named(
    keepers: Any, reported: Any, breach: Any
) -> None:
    """The signal lay under a situation whose title went by mail, and the edition names the situation only."""
    bureau, editor = keepers.organisations["bureau"], keepers.memberships["editor"]
    situation = Situation.objects.create(
        owner=bureau, title="Onrust", phenomenon="asylum_tension", marking="green", started_at=MONDAY,
        started_by=editor, changed_at=MONDAY, scope=scope_of([]),
    )  # fmt: skip
    Attachment.objects.create(
        situation=situation, signal=reported.signal, signal_reference=reported.signal.reference, by=editor, at=MONDAY,
        detached_by=editor, detached_at=TUESDAY,
    )  # fmt: skip
    edition = edition_leaning_on(keepers, "situation", situation.reference)
    for key, kind, named in (("s", SUMMARY, ("situations.situation", situation.reference)),
                             ("e", "edition_released", ("publishing.edition", edition.reference)),
                             ("x", "edition_released", ("publishing.edition", "ANDERE0000"))):  # fmt: skip
        row = MailSent.objects.create(
            key=key, kind=kind, membership=editor.pk, organisation=bureau.pk, marking="green", first_at=MONDAY,
            sent_at=MONDAY,
        )  # fmt: skip
        MailNamed.objects.create(mail=row, kind=named[0], reference=named[1])

    spread = queries.spread_of(keepers.viewer("privacy"), breach)

    assert [one.edition for one in spread.editions] == [edition]
    assert [(one.kind, one.held_title) for one in spread.mails] == [
        ("situations.situation", True), ("publishing.edition", False),
    ]  # fmt: skip
