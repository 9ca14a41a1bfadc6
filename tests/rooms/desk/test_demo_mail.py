"""In the demo nothing is sent: what would have come can be read, by whom it would have come to."""

from __future__ import annotations

from typing import Any

import pytest

from eenheidsbeeld.core import queue
from tests.conftest import also_has

PAGE = "/berichten/demo/"


@pytest.fixture
def demo(settings: Any, tmp_path: Any) -> None:
    settings.DEMO, settings.MAIL_URL = True, (tmp_path / "demo-mail").as_uri()
    settings.EMAIL_BACKEND = "eenheidsbeeld.core.mail.OwnServer"


@pytest.fixture
def summary(demo: None, signed_in: Any, make_signal: Any) -> str:
    """The analyst makes a summary; answers the address of its page."""
    make_signal("Onrust bij het station")
    client = signed_in("analyst")
    client.post(f"{PAGE}samenvatting/")
    return next(
        part for part in client.get(PAGE).content.decode().split('"') if part.startswith(PAGE) and len(part) > 40
    )


def test_a_summary_can_be_made_and_read_as_text_and_as_a_mail_program_shows_it(summary, signed_in):
    client = signed_in("analyst")
    text, shown = client.get(summary), client.get(f"{summary}opgemaakt/")

    assert "Signalen in de inbox" in text.content.decode()
    assert "Uw samenvatting van week 12" in shown.content.decode()
    policy = shown["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'none'" in policy and "style-src 'unsafe-inline'" in policy


def test_once_a_day_is_enough(summary, signed_in):
    client = signed_in("analyst")

    again = client.post(f"{PAGE}samenvatting/", follow=True).content.decode()

    assert "de samenvatting van vandaag staat er al" in again
    assert again.count("Uw samenvatting van week 12") == 1


@pytest.mark.parametrize("name", ["editor", "woerden_admin", "stranger"])
def test_mail_of_somebody_else_is_not_there(summary, signed_in, name):
    client = signed_in(name)

    assert client.get(summary).status_code == 404
    assert client.get(f"{summary}opgemaakt/").status_code == 404
    assert client.get(f"{PAGE}..%2f..%2fsecrets/").status_code == 404


def test_an_administrator_reads_what_went_to_who_was_invited_here_and_not_elsewhere(demo, region, signed_in):
    filled = {"email": "nieuw@voorbeeld.invalid", "function": "OOV-adviseur", "roles": ["contributor"]}
    also_has(region, "woerden_admin", "contributor")
    signed_in("woerden_admin").post("/beheer/mensen/uitnodigen/", filled)
    queue.run_due()
    region.membership("houten_oov").role_rows.create(role="administrator")

    assert "aan nieuw@voorbeeld.invalid" in signed_in("woerden_admin").get(PAGE).content.decode()
    assert "nieuw@voorbeeld.invalid" not in signed_in("houten_oov").get(PAGE).content.decode()
    assert "nieuw@voorbeeld.invalid" not in signed_in("woerden_oov").get(PAGE).content.decode()


def test_outside_the_demo_there_is_no_such_page(settings, signed_in, tmp_path):
    settings.MAIL_URL = tmp_path.as_uri()
    client = signed_in("analyst")

    assert client.get(PAGE).status_code == 404
    assert client.post(f"{PAGE}samenvatting/").status_code == 404
    assert "Mail van de demo" not in client.get("/berichten/").content.decode()
