"""A colleague released the edition while somebody still worked on it: no dead end, and no typed word is lost."""

from __future__ import annotations

from typing import Any

from tests.rooms.publishing.conftest import section
from tests.rooms.publishing.test_from_draft_to_release import bring_to_release

TYPED = "Rond het plein was het druk, maar rustig."


def test_the_desk_of_a_released_edition_leads_to_what_was_sent(region: Any, written: Any, signed_in: Any) -> None:
    edition = bring_to_release(region, written)

    for name, page in (("editor", "bewerken"), ("police_chief", "instemmen")):
        answer = signed_in(name).get(f"/beelden/{edition.reference}/{page}/", follow=True)
        assert answer.redirect_chain == [(f"/beelden/{edition.reference}/", 302)], name
        assert "vrijgegeven" in answer.content.decode()


def test_who_only_receives_it_has_no_desk(region: Any, written: Any, signed_in: Any) -> None:
    edition = bring_to_release(region, written)

    assert signed_in("houten_mayor").get(f"/beelden/{edition.reference}/bewerken/").status_code == 404


def test_a_sentence_that_came_too_late_is_shown_to_who_typed_it(region: Any, written: Any, signed_in: Any) -> None:
    part = section(written, "assessment")
    bring_to_release(region, written)

    answer = signed_in("editor").post(
        f"/beelden/deel/{part.reference}/zin/", {"text": TYPED, "revision": "0", "likelihood": "", "confidence": ""}
    )

    assert answer.status_code in (404, 409)
    assert TYPED in answer.content.decode()
    assert "niet opgeslagen" in answer.content.decode()
