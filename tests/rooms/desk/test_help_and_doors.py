"""Help with the words of the region, and the small doors: health, robots, what is closed."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import DatabaseError, connection

from eenheidsbeeld.desk.labels import HELP_KEYS
from eenheidsbeeld.desk.models import HelpNote
from eenheidsbeeld.desk.rules import HelpPage
from tests.conftest import PASSWORD


class TestHelp:
    @pytest.mark.parametrize("page", list(HelpPage))
    def test_every_page_answers(self, said, page):
        assert "eb-helptext" in said("woerden_oov", f"/hulp/{page}/")

    def test_each_page_has_a_key_for_the_screens(self):
        assert set(HELP_KEYS.values()) == set(HelpPage)

    def test_a_page_that_is_not_there(self, signed_in):
        assert signed_in("woerden_oov").get("/hulp/onzin/").status_code == 404

    def test_the_numbers_to_call_stand_on_the_page(self, said):
        assert 'href="tel:112"' in said("woerden_oov", "/hulp/kan-niet-wachten/")

    def test_an_editor_adds_the_agreements_of_the_region(self, said, signed_in):
        signed_in("editor").post("/hulp/kan-niet-wachten/aanvullen/", {"text": "Bel 's nachts de piketdienst."})

        page = said("houten_mayor", "/hulp/kan-niet-wachten/")
        assert "Bel &#x27;s nachts de piketdienst." in page
        assert "Redacteur, Regionaal bureau" in page
        assert "piketdienst" not in said("stranger", "/hulp/kan-niet-wachten/")

    def test_the_wording_before_stays_known_and_empty_takes_it_away(self, said, signed_in):
        for text in ("Eerste afspraak.", "Tweede afspraak.", ""):
            signed_in("woerden_admin").post("/hulp/wie-ziet-wat/aanvullen/", {"text": text})

        assert "afspraak" not in said("houten_oov", "/hulp/wie-ziet-wat/")
        assert HelpNote.objects.filter(replaced_at=None).count() == 0
        assert HelpNote.objects.count() == 2

    def test_who_may_not_write_is_refused(self, signed_in):
        answer = signed_in("woerden_oov").post("/hulp/wie-ziet-wat/aanvullen/", {"text": "Iets."})

        assert answer.status_code == 403
        assert not HelpNote.objects.exists()


class TestSmallDoors:
    def test_the_health_page_answers_anyone(self, client: Any, db: None) -> None:
        assert client.get("/gezond/").content == b"ok\n"

    def test_without_a_database_it_says_so(self, client: Any, db: None, monkeypatch: Any) -> None:
        class Broken:
            def __enter__(self) -> None:
                raise DatabaseError

            def __exit__(self, *_parts: object) -> None: ...

        with monkeypatch.context() as broken:
            broken.setattr(connection, "cursor", Broken)
            answer = client.get("/gezond/")

        assert answer.status_code == 503

    def test_robots_are_kept_out(self, client: Any, db: None) -> None:
        assert "Disallow: /" in client.get("/robots.txt").content.decode()

    @pytest.mark.parametrize(
        "closed", ["signup", "email", "confirm-email", "password/reset", "password/reset/done", "password/set"]
    )
    def test_what_the_library_offers_and_we_do_not_is_not_there(self, client: Any, db: None, closed: str) -> None:
        assert client.get(f"/inloggen/{closed}/").status_code == 404

    def test_a_page_that_is_not_there_is_told_in_our_own_frame(self, client: Any, db: None) -> None:
        answer = client.get("/bestaat-niet/")

        assert answer.status_code == 404
        assert "Deze pagina is er niet" in answer.content.decode()

    def test_the_language_is_chosen_on_every_page(self, client: Any, db: None) -> None:
        client.post("/taal/", {"language": "en", "next": "/inloggen/login/"})

        assert "Sign in" in client.get("/inloggen/login/").content.decode()


class TestOwnSignIn:
    @pytest.fixture
    def person(self, region):
        """Somebody with a password of this product, and not of the own organisation."""
        person = region.membership("woerden_oov").person
        person.set_password(PASSWORD)
        person.save()
        return person

    @pytest.mark.usefixtures("person")
    @pytest.mark.parametrize("address", ["/account/", "/inloggen/password/change/", "/inloggen/tweede-stap/"])
    def test_pages_about_the_own_account_are_in_our_frame(self, said, address):
        assert "eb-header" in said("woerden_oov", address)

    def test_who_signs_in_with_the_own_organisation_has_no_password_here(self, said):
        assert "/inloggen/password/change/" not in said("houten_oov", "/account/")

    def test_a_second_step_is_switched_on_with_its_spare_codes(self, client, region, person):
        client.post("/inloggen/login/", {"login": person.email, "password": PASSWORD})
        page = client.get("/inloggen/tweede-stap/totp/activate/").content.decode()
        secret = page.split("<code>")[1].split("</code>")[0]
        moment = int(time.time()) // 30

        client.post("/inloggen/tweede-stap/totp/activate/", {"code": format_hotp_value(hotp_value(secret, moment))})

        assert "De tweede stap staat aan." in client.get("/inloggen/tweede-stap/").content.decode()
        codes = client.get("/inloggen/tweede-stap/recovery-codes/").content.decode()
        assert "U hebt nog 10 reservecodes." in codes
        assert codes.count("<code>") == 10

    def test_a_password_is_changed(self, signed_in, person):
        signed_in("woerden_oov").post(
            "/inloggen/password/change/",
            {
                "oldpassword": PASSWORD,
                "password1": "nog-een-lange-zin-8",
                "password2": "nog-een-lange-zin-8",
            },
        )

        person.refresh_from_db()
        assert person.check_password("nog-een-lange-zin-8")
