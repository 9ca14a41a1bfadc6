"""One box: only what somebody may see, in the words that somebody reads."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.core.references import shown_reference

pytestmark = pytest.mark.usefixtures("publication")


class TestWhoFindsWhat:
    def test_owner_and_partner_find_a_signal_and_a_stranger_does_not(self, said, make_signal):
        signal = make_signal("Trekkers aangekondigd bij het gemeentehuis")

        for name in ("woerden_oov", "houten_oov", "analyst"):
            assert f"/signalen/{signal.reference}/" in said(name, "/zoeken/?zoek=trekkers")
        for name in ("zeist_oov", "stranger"):
            assert "Niets gevonden" in said(name, "/zoeken/?zoek=trekkers")

    def test_a_word_in_a_police_text_finds_nothing_for_who_reads_what_was_released(self, said, make_signal):
        signal = make_signal(
            "Groep verzamelt zich bij het station", owner="politie", regime="wpg", released="Drukte in het centrum"
        )

        assert f"/signalen/{signal.reference}/" in said("police_desk", "/zoeken/?zoek=station")
        assert "Niets gevonden" in said("houten_oov", "/zoeken/?zoek=station")
        page = said("houten_oov", "/zoeken/?zoek=drukte")
        assert "Drukte in het centrum" in page
        assert "Groep verzamelt zich" not in page

    def test_an_administrator_finds_areas_only(self, said, make_signal):
        make_signal("Onrust in Woerden")

        page = said("woerden_admin", "/zoeken/?zoek=woerden")

        assert 'href="/gebieden/GM0632/"' in page
        assert "/signalen/" not in page

    def test_situations_are_found_closed_ones_too(self, said, signals, start, region):
        from eenheidsbeeld.situations import actions
        from tests.conftest import TUESDAY

        situation = start(signals, title="Spanning rond de opvang")
        actions.close_situation(
            situation=situation.reference, reason="Afgehandeld.", by=region.viewer("analyst"), at=TUESDAY
        )

        assert f"/situaties/{situation.reference}/" in said("houten_oov", "/zoeken/?zoek=opvang")
        assert f"/situaties/{situation.reference}/" not in said("stranger", "/zoeken/?zoek=opvang")

    def test_released_editions_are_found_by_their_words_and_drafts_are_not(self, said, written):
        assert "Niets gevonden" in said("editor", "/zoeken/?zoek=rustige&soort=beelden")

    @pytest.mark.usefixtures("friday")
    def test_what_was_released_is_found_with_the_sentence(self, said, released):
        page = said("houten_mayor", "/zoeken/?zoek=rustige")

        assert f"/beelden/{released.reference}/" in page
        assert "Rustige week in West." in page
        assert "Niets gevonden" in said("zeist_oov", "/zoeken/?zoek=rustige")

    @pytest.mark.usefixtures("friday")
    def test_words_of_a_part_that_was_left_out_find_nothing(self, said, region, written, settings, tmp_path):
        from eenheidsbeeld.publishing.actions import agree, release
        from tests.conftest import THURSDAY, TUESDAY, WEDNESDAY

        settings.DATA = tmp_path
        editor = region.viewer("editor")
        agree.send_round(edition=written, answer_before=WEDNESDAY, by=editor, at=TUESDAY)
        release.adopt(edition=written, by=editor, at=THURSDAY)
        release.release(edition=written, by=editor, at=THURSDAY)

        assert "Niets gevonden" in said("houten_mayor", "/zoeken/?zoek=verloop&soort=beelden")


class TestStraightThere:
    def test_a_reference_as_it_is_read_aloud_opens_its_signal(self, signed_in, make_signal):
        signal = make_signal()
        typed = shown_reference(signal.reference).lower()

        answer = signed_in("houten_oov").get("/zoeken/", {"zoek": typed})

        assert answer["Location"] == f"/signalen/{signal.reference}/"

    def test_a_situation_and_an_area_too(self, signed_in, signals, start):
        situation = start(signals)

        assert (
            signed_in("houten_oov").get("/zoeken/", {"zoek": situation.reference})["Location"]
            == f"/situaties/{situation.reference}/"
        )
        assert signed_in("houten_oov").get("/zoeken/", {"zoek": "GM0632"})["Location"] == "/gebieden/GM0632/"

    def test_a_reference_of_others_is_answered_as_one_that_does_not_exist(self, signed_in, make_signal):
        signal = make_signal()
        stranger = signed_in("stranger")

        theirs = stranger.get("/zoeken/", {"zoek": signal.reference})
        nobodys = stranger.get("/zoeken/", {"zoek": "7K3MQ9TX01"})

        assert theirs.status_code == nobodys.status_code == 200
        assert theirs.content.count(b"eb-empty") == nobodys.content.count(b"eb-empty") > 0


class TestTheAddressAndTheLog:
    def test_the_filter_stands_in_the_address(self, said, make_signal):
        make_signal("Vuurwerk op het plein", area="GM0632")
        make_signal("Vuurwerk bij de school", area="GM0321", owner="houten")

        page = said("houten_oov", "/zoeken/?zoek=vuurwerk&gebied=GM0321&soort=signalen")

        assert "Vuurwerk bij de school" in page
        assert "Vuurwerk op het plein" not in page
        assert "?zoek=vuurwerk&amp;soort=situaties&amp;gebied=GM0321" in page

    def test_the_log_holds_what_was_shown_but_not_the_words(self, said, make_signal):
        make_signal("Vuurwerk op het plein")

        said("houten_oov", "/zoeken/?zoek=vuurwerk")

        row = AuditEntry.objects.get(event="list", subject_kind="signals.signal")
        assert row.details["filters"] == {"page": "search"}
        assert row.details["count"] == 1

    @pytest.mark.parametrize("typed", ["", "   ", "%", "'; DROP TABLE", '"*" OR NEAR(', "😀", "a" * 500, "\x00", "ﷺ"])
    def test_whatever_is_typed_gets_an_answer(self, signed_in, typed):
        assert signed_in("houten_oov").get("/zoeken/", {"zoek": typed}).status_code == 200

    def test_the_number_of_questions_does_not_grow_with_what_is_found(self, signed_in, make_signal, start):
        client = signed_in("analyst")

        def asked() -> int:
            with CaptureQueriesContext(connection) as questions:
                client.get("/zoeken/?zoek=opvang")
            return len(questions)

        def happen(number: int) -> None:
            for _each in range(number):
                start([make_signal()])

        happen(2)
        asked()
        few = asked()
        happen(6)

        assert asked() == few
