"""References and links that somebody makes up: too many to guess, and stopped long before."""

from __future__ import annotations

import math
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from eenheidsbeeld.accounts.links import token_of
from eenheidsbeeld.accounts.models import Invitation, PasswordLink
from eenheidsbeeld.accounts.rules import MOST_NOT_THERE, WINDOW, Role
from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.references import ALPHABET, LENGTH, new_reference
from tests.conftest import MONDAY, also_has

STOPPED = "Wacht een kwartier"
FEW = 6


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit, and a low one so that the stories are short; the others of this folder do without."""
    for place in ("actions.guessing", "queries.attempts"):
        monkeypatch.setattr(f"eenheidsbeeld.accounts.{place}.MOST_NOT_THERE", FEW)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


def test_a_reference_holds_fifty_bits_and_every_sign_is_as_likely() -> None:
    made = [new_reference() for _time in range(20_000)]

    assert math.log2(len(ALPHABET)) * LENGTH >= 50
    assert len(set(made)) == len(made)
    for place in range(LENGTH):
        counts = Counter(one[place] for one in made)
        # 625 of each expected; seven deviations apart happens by chance once in a hundred thousand million.
        assert set(counts) == set(ALPHABET)
        assert all(abs(count - 625) < 7 * math.sqrt(625) for count in counts.values())


def test_the_limit_is_beyond_what_somebody_mistypes_and_far_below_what_guessing_needs() -> None:
    """A year of guessing without a pause has one chance in five hundred million to hit a given reference."""
    a_year_of_quarters = 4 * 24 * 365

    assert MOST_NOT_THERE >= 30
    assert MOST_NOT_THERE * a_year_of_quarters < 2**50 / 10**8


def test_the_link_of_an_invitation_or_password_is_made_with_a_secret_and_is_another_each_time(region: Any) -> None:
    links = [Invitation(reference=new_reference(), number=number) for number in (1, 2)]
    links += [Invitation(reference="7K3MQ9TX01", number=1), PasswordLink(reference="7K3MQ9TX01", number=1)]  # type: ignore[list-item]
    tokens = [token_of(link) for link in links]

    assert len(set(tokens)) == len(tokens)
    assert {len(token) * 6 >= 256 for token in tokens} == {True}


def guess(client: Client, times: int) -> list[int]:
    return [client.get(f"/signalen/{new_reference()}/").status_code for _time in range(times)]


def test_after_many_that_are_not_there_the_right_one_stays_shut_too(
    region: Any, signed_in: Any, make_signal: Any, at: Any, counted: None
) -> None:
    at(MONDAY)
    signal = make_signal(owner="woerden")
    client = signed_in("woerden_oov")
    assert client.get(f"/signalen/{signal.reference}/").status_code == 200

    assert set(guess(client, FEW)) == {404}
    assert guess(client, 1) == [429]
    answer = client.get(f"/signalen/{signal.reference}/")

    assert answer.status_code == 429
    assert STOPPED in answer.content.decode()
    assert AuditEntry.objects.filter(event="asked_too_often").count() == 1
    colleague = signed_in("houten_oov")
    assert colleague.get("/signalen/").status_code == 200


def test_signing_in_anew_buys_one_guess_and_after_a_quarter_of_an_hour_it_opens(
    region: Any, signed_in: Any, at: Any, counted: None
) -> None:
    at(MONDAY)
    guess(signed_in("woerden_oov"), FEW + 1)

    again = signed_in("woerden_oov")
    again.session.pop("stopped_until", None)
    assert guess(again, 1) == [429]
    at(MONDAY + WINDOW + timedelta(seconds=1))
    assert again.get("/signalen/").status_code == 200


def test_not_yours_counts_as_not_there(region: Any, signed_in: Any, make_signal: Any, at: Any, counted: None) -> None:
    """Else the count itself would say which references are somebody's."""
    at(MONDAY)
    signal = make_signal(owner="woerden", marking="amber_strict")
    client = signed_in("stranger")

    answers = [client.get(f"/signalen/{signal.reference}/").status_code for _time in range(FEW + 1)]

    assert answers == [404] * FEW + [429]


def test_a_stranger_who_tries_links_of_mails_is_stopped_by_address(region: Any, at: Any, counted: None) -> None:
    from eenheidsbeeld.accounts.actions import people

    at(MONDAY)
    also_has(region, "woerden_admin", "reader")
    invited = people.invite(
        email="nieuw@voorbeeld.invalid", function="Adviseur", roles=[Role.READER], by=region.viewer("woerden_admin"),
        at=MONDAY,
    )  # fmt: skip
    right = f"/uitnodiging/{token_of(invited)}/"
    tries = [
        Client().get(f"/{place}/{new_reference() * 4}xyz/", REMOTE_ADDR="192.0.2.7").status_code
        for place in ("uitnodiging", "nieuw-wachtwoord", "berichten/uit") * 3
    ]

    assert tries[:FEW] == [404] * FEW
    assert set(tries[FEW + 1 :]) == {429}
    assert Client().get(right, REMOTE_ADDR="192.0.2.7").status_code == 429
    assert Client().get(right, REMOTE_ADDR="192.0.2.8").status_code == 200
    assert Client().get("/inloggen/login/", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_a_reference_after_which_a_list_goes_on_tells_nothing_of_others(
    region: Any, signed_in: Any, make_signal: Any
) -> None:
    """Where a list begins would say whether somebody else's signal is there, and when it came in."""
    theirs = make_signal("Niet voor u", owner="groningen", marking="amber_strict", received=MONDAY)
    make_signal("Ouder bericht", received=MONDAY - timedelta(days=1))
    make_signal("Nieuwer bericht", received=MONDAY + timedelta(days=1))
    client = signed_in("analyst")

    for page in ("/signalen/", "/inbox/"):
        shown = client.get(f"{page}?na={theirs.reference}").content.decode()
        assert "Nieuwer bericht" in shown, page
