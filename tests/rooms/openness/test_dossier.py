"""A request for public information: collecting, deciding paragraph by paragraph, hearing partners, a second look."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from eenheidsbeeld.accountability.rules import Missing
from eenheidsbeeld.audit.models import LegalHold
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.openness import actions, queries
from eenheidsbeeld.openness.actions import Decision
from eenheidsbeeld.openness.queries import Asked
from eenheidsbeeld.openness.rules import Answer, Kind, NotNow, Verdict
from tests.conftest import MONDAY, THURSDAY, TUESDAY

NEXT_WEEK = THURSDAY + timedelta(days=7)


def decide(officers: Any, document: Any, choice: str, motivation: str = "") -> None:
    by = officers.viewer("woerden_privacy")
    said = queries.paragraphs(by, document)
    actions.decide_parts(
        reference=document.request.reference, number=document.number,
        decisions={one.part.pk: Decision(choice, motivation) for one in said}, by=by, at=THURSDAY,
    )  # fmt: skip


def hear(officers: Any, dossier: Any, slug: str, answer: Answer = Answer.NO_OBJECTION) -> None:
    about = {
        "reference": dossier.reference, "organisation": officers.organisations[slug].pk,
        "by": officers.viewer("woerden_privacy"),
    }  # fmt: skip
    actions.ask_opinion(**about, answer_before=date(2026, 3, 25), at=THURSDAY)
    actions.record_opinion(**about, answer=answer, words="Liever niet alles.", at=NEXT_WEEK)


def test_what_the_organisation_has_at_hand_is_found_by_area_period_subject_and_words(
    officers: Any, make_signal: Any, own_signal: Any, released: Any
) -> None:
    make_signal("Het was druk op de markt", owner="houten", marking="amber_strict")
    make_signal("Ruzie op de markt", owner="politie", regime="wpg", released="Drukte op de markt", received=TUESDAY)
    by = officers.viewer("woerden_privacy")

    def found(**asked: Any) -> list[str]:
        return [one.kind.value for one in queries.find(by, Asked(**asked), tuple(Kind))]

    assert found(words="markt") == ["signal", "signal"], "of the police the released wording; of a stranger nothing"
    assert found(words="ruzie") == [], "the police's own words are not at hand here"
    assert found(words="neemt toe") == ["edition"]
    assert (
        found(area="GM0632", first=TUESDAY.date(), last=TUESDAY.date(), phenomenon="asylum_tension").count("signal")
        == 2
    )
    assert found(first=NEXT_WEEK.date()) == []


def test_what_the_organisation_may_not_see_cannot_be_put_in_its_dossier(
    officers: Any, dossier: Any, make_signal: Any
) -> None:
    hidden = make_signal("Van een ander", owner="houten", marking="amber_strict")

    with pytest.raises(NotThere):
        actions.collect(
            reference=dossier.reference, chosen=[(Kind.SIGNAL, hidden.reference)],
            by=officers.viewer("woerden_privacy"), at=THURSDAY,
        )  # fmt: skip
    assert not dossier.documents.exists()


def test_no_text_is_copied_into_the_dossier(add: Any, own_signal: Any) -> None:
    document = add(Kind.SIGNAL, own_signal)

    kept = [*document.parts.values_list(), document.title, document.key]
    assert "markt" not in str(kept)


def test_collected_records_are_not_destroyed_until_the_request_is_closed(
    officers: Any, dossier: Any, add: Any, own_signal: Any
) -> None:
    from eenheidsbeeld.audit.destruction import destroy_what_has_ended
    from eenheidsbeeld.core.viewer import System
    from eenheidsbeeld.signals.models import Signal

    document, later = add(Kind.SIGNAL, own_signal), THURSDAY + timedelta(days=400)
    destroy_what_has_ended(by=System("tests"), at=later)
    assert Signal.objects.filter(pk=own_signal.pk).exists()

    decide(officers, document, "5.1.2.e", "Iemand is te herkennen.")
    _finish(officers, dossier)
    actions.close_request(reference=dossier.reference, by=officers.viewer("woerden_privacy"), at=later)
    assert not LegalHold.objects.filter(lifted_at=None).exists()
    destroy_what_has_ended(by=System("tests"), at=later)
    assert not Signal.objects.filter(pk=own_signal.pk).exists()


def test_another_request_about_the_same_record_keeps_it_held(
    officers: Any, dossier: Any, add: Any, own_signal: Any
) -> None:
    by = officers.viewer("woerden_privacy")
    add(Kind.SIGNAL, own_signal)
    other = actions.open_request(subject="Markt", received_on=MONDAY.date(), by=by, at=THURSDAY)
    actions.collect(reference=other.reference, chosen=[(Kind.SIGNAL, own_signal.reference)], by=by, at=THURSDAY)

    actions.leave_out(reference=dossier.reference, number=1, by=by, at=THURSDAY)
    assert LegalHold.objects.filter(lifted_at=None).count() == 1
    actions.leave_out(reference=other.reference, number=1, by=by, at=THURSDAY)
    assert not LegalHold.objects.filter(lifted_at=None).exists()


def test_a_suggestion_says_why_and_decides_nothing(officers: Any, add: Any, own_signal: Any) -> None:
    by, document = officers.viewer("woerden_privacy"), add(Kind.SIGNAL, own_signal)
    said = queries.paragraphs(by, document)
    [hint] = queries.hints(by, said).values()

    assert hint.article == "5.1 lid 2 onder e"
    assert "naam" in hint.reason
    assert [one.decision for one in said] == [""]


def test_the_suggestion_can_be_switched_off(officers: Any, add: Any, own_signal: Any) -> None:
    from eenheidsbeeld.signals.models import SuggestionOff

    SuggestionOff.objects.create(
        organisation=officers.organisations["woerden"], suggestion="woo_personal_data", reason="Liever zelf lezen",
        by=officers.membership("woerden_privacy"), at=MONDAY,
    )  # fmt: skip
    by, document = officers.viewer("woerden_privacy"), add(Kind.SIGNAL, own_signal)

    assert queries.hints(by, queries.paragraphs(by, document)) == {}


def test_words_of_the_police_are_not_opened_before_its_view_was_recorded(
    officers: Any, dossier: Any, add: Any, make_signal: Any
) -> None:
    wording = make_signal("Bron: X.", owner="politie", regime="wpg", released="Drukte op de markt")
    document = add(Kind.SIGNAL, wording)

    with pytest.raises(Missing):
        decide(officers, document, "open")
    decide(officers, document, "8.8", "Wet politiegegevens")
    hear(officers, dossier, "politie", Answer.OBJECTS)
    decide(officers, document, "open")

    [line] = queries.lines(officers.viewer("woerden_privacy"), dossier)
    assert line.verdict == Verdict.OPEN, "a view is weighed by people; it does not decide"


def test_an_edition_asks_its_owner_and_whoever_signed_a_part(
    officers: Any, dossier: Any, add: Any, released: Any
) -> None:
    document = add(Kind.EDITION, released)

    assert {one.slug for one in document.third_parties.all()} == {"bureau", "politie"}
    hear(officers, dossier, "bureau")
    with pytest.raises(Missing):
        decide(officers, document, "open")
    hear(officers, dossier, "politie")
    decide(officers, document, "open")


def test_silence_is_recorded_only_after_the_time_to_answer(
    officers: Any, dossier: Any, add: Any, make_signal: Any
) -> None:
    add(Kind.SIGNAL, make_signal("Van Houten", owner="houten"))
    about = {
        "reference": dossier.reference, "organisation": officers.organisations["houten"].pk,
        "by": officers.viewer("woerden_privacy"),
    }  # fmt: skip
    actions.ask_opinion(**about, answer_before=date(2026, 3, 25), at=THURSDAY)

    with pytest.raises(Missing):
        actions.record_opinion(**about, answer=Answer.SILENT, words="", at=THURSDAY)
    actions.record_opinion(**about, answer=Answer.SILENT, words="", at=NEXT_WEEK)
    assert queries.heard_in(dossier) == {officers.organisations["houten"].pk}


def test_a_text_that_changed_takes_a_new_decision(officers: Any, dossier: Any, add: Any, own_signal: Any) -> None:
    document, by = add(Kind.SIGNAL, own_signal), officers.viewer("woerden_privacy")
    decide(officers, document, "open")
    own_signal.text = "Nu staat er iets heel anders."
    own_signal.save()

    [line] = queries.lines(by, dossier)
    assert (line.verdict, line.changed) == (Verdict.UNDECIDED, 1)
    with pytest.raises(Missing):
        actions.propose(reference=dossier.reference, by=by, at=THURSDAY)
    actions.refresh_document(reference=dossier.reference, number=1, by=by, at=THURSDAY)
    [fresh] = queries.paragraphs(by, document)
    assert (fresh.decision, fresh.text) == ("", "Nu staat er iets heel anders.")


def test_facts_that_came_later_are_no_part_of_what_was_asked(
    officers: Any, dossier: Any, add: Any, start: Any, make_signal: Any
) -> None:
    from eenheidsbeeld.situations import actions as situations

    situation = start([make_signal()], title="Spanning rond de opvang")
    document = add(Kind.SITUATION, situation)
    situations.add_fact(
        situation=situation.reference, text="Dit kwam later.", by=officers.viewer("analyst"), at=NEXT_WEEK
    )

    said = queries.paragraphs(officers.viewer("woerden_privacy"), document)
    assert [one.text for one in said] == ["Spanning rond de opvang"]


def _finish(officers: Any, dossier: Any) -> None:
    actions.propose(reference=dossier.reference, by=officers.viewer("woerden_privacy"), at=THURSDAY)
    actions.make_final(reference=dossier.reference, by=officers.viewer("woerden_mayor"), at=THURSDAY)


def test_somebody_else_makes_it_final_and_then_nothing_changes(
    officers: Any, dossier: Any, add: Any, own_signal: Any
) -> None:
    document, by = add(Kind.SIGNAL, own_signal), officers.viewer("woerden_privacy")
    with pytest.raises(Missing):
        actions.propose(reference=dossier.reference, by=by, at=THURSDAY)
    decide(officers, document, "open")
    actions.propose(reference=dossier.reference, by=by, at=THURSDAY)
    with pytest.raises(Missing):
        actions.make_final(reference=dossier.reference, by=by, at=THURSDAY)
    actions.make_final(reference=dossier.reference, by=officers.viewer("woerden_mayor"), at=THURSDAY)

    with pytest.raises(NotNow):
        decide(officers, document, "5.2.1", "Toch niet")
    with pytest.raises(NotNow):
        actions.send_back(reference=dossier.reference, by=by, at=THURSDAY)


def test_who_also_signs_for_the_organisation_is_no_second_pair_of_eyes_for_the_own_proposal(
    officers: Any, dossier: Any, add: Any, own_signal: Any, signed_in: Any
) -> None:
    officers.membership("woerden_privacy").role_rows.create(role="signatory")
    decide(officers, add(Kind.SIGNAL, own_signal), "open")
    actions.propose(reference=dossier.reference, by=officers.viewer("woerden_privacy"), at=THURSDAY)
    client, start = signed_in("woerden_privacy"), f"/verantwoording/woo/{dossier.reference}/"

    assert "Het besluit vaststellen" not in client.get(start).content.decode()
    assert "Iemand anders stelt dit vast" in client.post(f"{start}stap/vaststellen/").content.decode()
    assert queries.woo_request(officers.viewer("woerden_privacy"), dossier.reference).state == "proposed"


@pytest.mark.parametrize("who", ["houten_privacy", "privacy", "woerden_oov", "stranger"])
def test_a_dossier_is_of_its_organisation_alone(
    officers: Any, dossier: Any, add: Any, own_signal: Any, signed_in: Any, who: str
) -> None:
    add(Kind.SIGNAL, own_signal)
    client, start = signed_in(who), f"/verantwoording/woo/{dossier.reference}/"
    partner = officers.organisations["politie"].pk
    pages = ("", "verlengen/", "verzamelen/", f"zienswijze/{partner}/", "1/", "1/gelakt/", "1.pdf", "inventaris.xlsx")
    acts = ("stap/voorleggen/", "stap/vaststellen/", "1/opnieuw/", "1/weg/")

    assert {page: client.get(start + page).status_code for page in pages} == dict.fromkeys(pages, 404)
    assert {act: client.post(start + act).status_code for act in acts} == dict.fromkeys(acts, 404)
    assert dossier.documents.count() == 1


def test_who_makes_it_final_does_not_change_decisions(officers: Any, dossier: Any, add: Any, own_signal: Any) -> None:
    from eenheidsbeeld.accounts.rules import NotYourRole

    document = add(Kind.SIGNAL, own_signal)
    with pytest.raises(NotYourRole):
        actions.decide_parts(
            reference=dossier.reference, number=document.number, decisions={}, by=officers.viewer("woerden_mayor"),
            at=THURSDAY,
        )  # fmt: skip


def test_the_way_from_opening_to_final_in_the_browser(officers: Any, own_signal: Any, signed_in: Any) -> None:
    client = signed_in("woerden_privacy")
    opened = client.post("/verantwoording/woo/nieuw/", {"subject": "De markt", "received_on": "2026-03-16"})
    start = opened.headers["Location"]
    listed = client.get(f"{start}verzamelen/?zoek=markt&soort=signal").content.decode()
    client.post(f"{start}verzamelen/", {"document": f"signal:{own_signal.reference}"})
    by = officers.viewer("woerden_privacy")
    dossier = queries.woo_requests(by).get()
    part = dossier.documents.get().parts.get()
    page = client.get(f"{start}1/").content.decode()
    without = client.post(f"{start}1/", {f"d{part.pk}": "5.1.2.e"}).content.decode()
    early = client.post(f"{start}stap/voorleggen/")
    client.post(f"{start}1/", {f"d{part.pk}": "5.1.2.e", f"m{part.pk}": "Iemand is te herkennen."})
    client.post(f"{start}stap/voorleggen/")
    too_soon = client.get(f"{start}1.pdf")
    mayor = signed_in("woerden_mayor")
    seen = mayor.get(start).content.decode()
    mayor.post(f"{start}stap/vaststellen/")

    assert own_signal.reference[:5] in listed
    assert "Kijk bij alinea 1 naar artikel 5.1 lid 2 onder e" in page and "gemaskeerd" in page
    assert "Zeg waarom hij hier zwaarder weegt" in without
    assert early.status_code == 400 and "Besluit eerst over elke alinea" in early.content.decode()
    assert too_soon.status_code == 400
    assert "Het besluit vaststellen" in seen
    assert mayor.get(f"{start}1.pdf").content.startswith(b"%PDF")
    assert mayor.get(f"{start}inventaris.pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize("asked", ["van=0001-01-01", "tot=9999-12-31", "van=gisteren", "soort=brief", "gebied=x"])
def test_a_search_that_makes_no_sense_is_told_in_words(
    officers: Any, dossier: Any, signed_in: Any, asked: str
) -> None:
    answer = signed_in("woerden_privacy").get(f"/verantwoording/woo/{dossier.reference}/verzamelen/?{asked}")

    assert answer.status_code == 200
    assert "Er is iets dat nog niet klopt" in answer.content.decode()


@pytest.mark.parametrize(
    ("chosen", "answer"),
    [("", 404), ("signal", 404), ("brief:ABC", 404), ("signal:ZZZZZZZZZZ", 404), ("signal:\x00", 400)],
)
def test_what_is_no_document_cannot_be_added(
    officers: Any, dossier: Any, signed_in: Any, chosen: str, answer: int
) -> None:  # fmt: skip
    client = signed_in("woerden_privacy")

    given = client.post(f"/verantwoording/woo/{dossier.reference}/verzamelen/", {"document": chosen})

    assert given.status_code == answer


def test_signs_and_lines_stand_on_the_page_as_they_were_written(
    officers: Any, add: Any, make_signal: Any, signed_in: Any
) -> None:
    """Escaped once: a quote is a quote, a new line a new line, and a tag that somebody typed stays text."""
    document = add(Kind.SIGNAL, make_signal('Hij riep "weg" <b>hier</b>\nen [naam] ook', received=TUESDAY))
    page = signed_in("woerden_privacy").get(f"/verantwoording/woo/{document.request.reference}/1/").content.decode()

    assert "Hij riep &quot;weg&quot; &lt;b&gt;hier&lt;/b&gt;<br>" in page
    assert '<span class="eb-mask">[naam]</span>' in page


def test_the_owner_of_a_record_is_told_that_another_keeps_it(
    officers: Any, dossier: Any, make_signal: Any, signed_in: Any
) -> None:
    from eenheidsbeeld.accounts.models import Notice

    theirs = [make_signal(f"Drukte bij het station, bericht {n}", owner="houten") for n in (1, 2)]
    orphan = make_signal("Een actie bij het gerechtsgebouw", owner="om")
    by = officers.viewer("woerden_privacy")
    chosen = [(Kind.SIGNAL, one.reference) for one in (*theirs, orphan)]
    actions.collect(reference=dossier.reference, chosen=chosen, by=by, at=THURSDAY)

    told = Notice.objects.filter(kind="held_elsewhere").order_by("organisation__slug")
    assert [(one.organisation.slug, one.role) for one in told] == [
        ("houten", "privacy_officer"), ("om", "administrator"),
    ]  # fmt: skip
    client = signed_in("houten_privacy")
    start = client.get("/").content.decode()
    assert "Een andere organisatie houdt iets van u langer vast" in start
    page = client.get(f"/melding/held_elsewhere/{told[0].subject_reference}/", follow=True).content.decode()
    shown = f"{theirs[0].reference[:5]}-{theirs[0].reference[5:]}"
    assert "Vastgehouden door een andere organisatie" in page and shown in page and "Gemeente Woerden" in page
    assert "langer vast" not in client.get("/").content.decode()
    assert "Vastgehouden door" not in signed_in("politie_privacy").get("/verantwoording/vasthouden/").content.decode()
