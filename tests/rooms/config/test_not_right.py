"""A sign-in that falls away while a page is made is no fault of who asked: they read on, or look before sending again."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.backends.base import UpdateError

TYPED = "Rond het plein was het druk, maar rustig."


@pytest.fixture
def session_falls_away(signed_in: Any, monkeypatch: Any) -> Any:
    """Signed in; then the database does not keep what the next request puts in the session."""
    client = signed_in("woerden_oov")
    store = type(client.session)

    def lost(self: Any, must_create: bool = False) -> None:
        raise UpdateError

    monkeypatch.setattr(store, "save", lost)
    monkeypatch.setattr(store, "modified", True, raising=False)
    return client


def test_who_reads_is_sent_to_the_same_page_once_more(session_falls_away: Any) -> None:
    answer = session_falls_away.get("/signalen/?stand=received")

    assert (answer.status_code, answer.headers["location"]) == (302, "/signalen/?stand=received")


def test_who_sent_something_reads_that_it_may_not_be_stored_and_keeps_the_words(session_falls_away: Any) -> None:
    answer = session_falls_away.post("/signalen/nieuw/", {"text": TYPED, "step": "check"})

    assert answer.status_code == 503
    assert TYPED in answer.content.decode()
    assert "opnieuw verstuurt" in answer.content.decode()
