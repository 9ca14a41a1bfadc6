"""Deciding place by place and giving the answer: what it holds, what it withholds and why, and who may see the request."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import pytest
from docx import Document

from eenheidsbeeld.accountability.rules import Missing
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.rights import actions, queries
from eenheidsbeeld.rights.rules import Answered, Outcome, Right
from tests.conftest import MONDAY, TUESDAY, WEDNESDAY

NAME = "Zebedeus Kwartelmans"


def words_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([line.text for line in document.paragraphs] + cells)


@pytest.fixture
def searched(officers: Any, make_signal: Any) -> Any:
    """A request at Woerden with two places: one in Woerden's own signal, one about somebody else."""
    make_signal(f"Gezien bij het station: {NAME}")
    make_signal("Op de Kwartelmansweg was het onrustig")
    by = officers.viewer("woerden_privacy")
    made = actions.open_request(right=Right.ACCESS, received_on=MONDAY.date(), by=by, at=TUESDAY)
    actions.search(reference=made.reference, terms=[NAME, "kwartelmans"], by=by, at=TUESDAY)
    return made


def decide(officers: Any, request: Any, *outcomes: tuple[Outcome, str, str], who: str = "woerden_privacy") -> None:
    for hit, (outcome, ground, motivation) in zip(request.hits.order_by("pk"), outcomes, strict=True):
        actions.decide_hit(
            reference=request.reference, hit=hit.pk, outcome=outcome, ground=ground, motivation=motivation,
            by=officers.viewer(who), at=WEDNESDAY,
        )  # fmt: skip


def test_the_answer_gives_what_is_granted_and_says_what_the_law_asks(officers: Any, searched: Any) -> None:
    decide(officers, searched, (Outcome.GRANTED, "", ""), (Outcome.NOT_THEIRS, "", ""))
    content = actions.give_answer(
        reference=searched.reference, identity_known=True, by=officers.viewer("woerden_privacy"), at=WEDNESDAY
    )
    said, request = words_of(content), queries.access_request(officers.viewer("woerden_privacy"), searched.reference)

    assert f"Gezien bij het station: {NAME}" in said
    assert "Kwartelmansweg" not in said
    for asked in ("Gemeente Woerden", "26 weken", "Autoriteit Persoonsgegevens", "kan dus niet worden gevonden"):
        assert asked in said
    assert request.answer_sha256 == hashlib.sha256(content).hexdigest()
    with pytest.raises(Answered):
        actions.search(
            reference=searched.reference, terms=[NAME], by=officers.viewer("woerden_privacy"), at=WEDNESDAY
        )


def test_what_is_not_granted_stands_there_by_its_ground_and_never_by_its_text(officers: Any, searched: Any) -> None:
    decide(
        officers, searched, (Outcome.REFUSED, "uavg_41_i", "Een ander zou te herkennen zijn."),
        (Outcome.NOT_THEIRS, "", ""),
    )  # fmt: skip
    said = words_of(
        actions.give_answer(
            reference=searched.reference, identity_known=True, by=officers.viewer("woerden_privacy"), at=WEDNESDAY
        )
    )

    assert NAME not in said
    assert "UAVG artikel 41 lid 1 onder i" in said
    assert "Een ander zou te herkennen zijn." in said


def test_the_answer_shows_no_note_that_is_meant_for_a_jurist(officers: Any, searched: Any) -> None:
    refused = (Outcome.REFUSED, "avg_15_4", "Hier staan ook woorden over anderen.")
    decide(officers, searched, (Outcome.GRANTED, "", ""), refused)
    said = words_of(
        actions.give_answer(
            reference=searched.reference, identity_known=True, by=officers.viewer("woerden_privacy"), at=WEDNESDAY
        )
    )

    assert "AVG artikel 15 lid 4: de rechten en vrijheden van anderen. Hier staan ook" in said
    assert "binnen zes weken bezwaar maken." in said
    assert "[K" not in said


def test_a_question_about_words_stands_below_them_and_only_when_it_is_asked(
    officers: Any, searched: Any, signed_in: Any
) -> None:
    client, asked = signed_in("woerden_privacy"), "Deze woorden gaan niet over een persoon"
    address = f"/verantwoording/verzoeken/{searched.reference}/verlengen/"
    opened = client.get(address).content.decode()
    refused = client.post(address, {"reason": "Jan de Vries is op vakantie"}).content.decode()

    assert asked not in opened
    assert refused.index("Waarom duurt het langer?</label>") < refused.index(asked)


def test_police_data_stand_apart_and_take_the_grounds_of_their_own_law(officers: Any, make_signal: Any) -> None:
    make_signal(f"Gezien: {NAME}", owner="politie", regime="wpg")
    by = officers.viewer("politie_privacy")
    made = actions.open_request(right=Right.POLICE_DATA, received_on=MONDAY.date(), by=by, at=TUESDAY)
    actions.search(reference=made.reference, terms=[NAME], by=by, at=TUESDAY)

    with pytest.raises(Missing):
        decide(officers, made, (Outcome.REFUSED, "uavg_41_d", "Onderzoek loopt."), who="politie_privacy")
    decide(officers, made, (Outcome.REFUSED, "wpg_27_b", "Onderzoek loopt."), who="politie_privacy")
    said = words_of(actions.give_answer(reference=made.reference, identity_known=True, by=by, at=WEDNESDAY))

    assert "Gegevens onder de Wet politiegegevens" in said
    assert "Gegevens onder de AVG" not in said


def test_a_text_that_changed_since_the_search_is_not_given_unseen(officers: Any, searched: Any) -> None:
    from eenheidsbeeld.signals.models import Signal

    decide(officers, searched, (Outcome.GRANTED, "", ""), (Outcome.NOT_THEIRS, "", ""))
    Signal.objects.filter(text__contains=NAME).update(text=f"Iets heel anders over {NAME}")

    with pytest.raises(Missing):
        actions.give_answer(
            reference=searched.reference, identity_known=True, by=officers.viewer("woerden_privacy"), at=WEDNESDAY
        )


@pytest.mark.parametrize("who", ["houten_privacy", "privacy", "woerden_oov", "woerden_admin", "politie_privacy"])
def test_a_request_is_of_the_officer_of_its_organisation_alone(
    officers: Any, searched: Any, signed_in: Any, who: str
) -> None:
    client, hit = signed_in(who), searched.hits.first().pk
    start = f"/verantwoording/verzoeken/{searched.reference}/"
    wanted = 403 if who == "woerden_admin" else 404

    with pytest.raises(NotThere):
        queries.access_request(officers.viewer(who), searched.reference)
    for address in (start, f"{start}zoeken/", f"{start}verlengen/", f"{start}antwoord/", f"{start}{hit}/"):
        for answer in (client.get(address), client.post(address, {"words": NAME, "outcome": "granted"})):
            assert answer.status_code in {wanted, 405}, address
        assert client.get(address).status_code == wanted, address
    assert searched.hits.filter(outcome="open").count() == 2


def test_a_place_of_another_request_is_not_there(officers: Any, searched: Any, signed_in: Any) -> None:
    by = officers.viewer("woerden_privacy")
    other = actions.open_request(right=Right.ACCESS, received_on=MONDAY.date(), by=by, at=TUESDAY)
    hit = searched.hits.first().pk

    assert signed_in("woerden_privacy").get(f"/verantwoording/verzoeken/{other.reference}/{hit}/").status_code == 404


def test_the_way_from_opening_to_answer_in_the_browser(officers: Any, make_signal: Any, signed_in: Any) -> None:
    make_signal(f"Gezien bij het station: {NAME}")
    client = signed_in("woerden_privacy")
    opened = client.post("/verantwoording/verzoeken/nieuw/", {"right": "access", "received_on": "2026-03-16"})
    start = opened.headers["Location"]
    too_early = client.post(f"{start}antwoord/", {"identity_known": "on"})
    listed = client.post(f"{start}zoeken/", {"words": NAME}, follow=True).content.decode()
    [place] = queries.access_requests(officers.viewer("woerden_privacy")).get().hits.all()
    opened_place = client.get(f"{start}{place.pk}/").content.decode()
    refused = client.post(f"{start}{place.pk}/", {"outcome": "refused"}).content.decode()
    client.post(f"{start}{place.pk}/", {"outcome": "granted"})
    unknown = client.post(f"{start}antwoord/", {})
    answer = client.post(f"{start}antwoord/", {"identity_known": "on"})

    assert "Zoek eerst" in too_early.content.decode()
    assert "Signaal" in listed and NAME not in listed
    assert NAME in opened_place
    assert "Kies de grond uit de wet" in refused
    assert "Stel eerst vast wie het vraagt" in unknown.content.decode()
    assert NAME in words_of(answer.content)
    assert "beantwoord" in client.get(start).content.decode()


def test_a_place_leads_to_where_the_text_is_corrected(officers: Any, searched: Any, signed_in: Any) -> None:
    from eenheidsbeeld.signals.models import Signal

    hit, client = searched.hits.first(), signed_in("woerden_privacy")
    page = client.get(f"/verantwoording/verzoeken/{searched.reference}/{hit.pk}/").content.decode()
    address = f"/signalen/{Signal.objects.get(pk=hit.key).reference}/"

    assert f'href="{address}"' in page
    assert client.get(address).status_code == 200


def test_opening_a_place_is_a_read_of_that_record(officers: Any, searched: Any, signed_in: Any) -> None:
    from eenheidsbeeld.audit import queries as audit
    from eenheidsbeeld.signals.models import Signal

    hit = searched.hits.first()
    signed_in("woerden_privacy").get(f"/verantwoording/verzoeken/{searched.reference}/{hit.pk}/")

    assert len(audit.readers_of(Signal.objects.get(pk=hit.key))) == 1
