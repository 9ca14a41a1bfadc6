"""Signing in through the provider of an organisation: a real one, on this machine, with every redirect."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.core import mail
from django.test import Client

from eenheidsbeeld.accounts.actions import end_membership
from eenheidsbeeld.accounts.actions.people import invite
from eenheidsbeeld.accounts.models import Person
from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.viewer import System
from tests.conftest import MONDAY, PASSWORD, also_has
from tests.identity_provider import RETURN, SECRET, Provider, running_provider
from tests.rooms.accounts.conftest import SECOND_STEP, is_in, last_link, sign_in

BEGIN = "/inloggen/organisatie/"
ANALYST = "analyst@voorbeeld.invalid"


@pytest.fixture(scope="module")
def organisation() -> Any:
    with running_provider(f"http://testserver{RETURN}") as provider:
        provider.knows("a1", ANALYST)
        provider.knows("a2", ANALYST.upper())
        provider.knows("o1", ANALYST, verified=False)
        provider.knows("n1", "niemand@voorbeeld.invalid")
        provider.knows("e1", "editor@voorbeeld.invalid")
        provider.knows("nieuw", "nieuw@voorbeeld.invalid")
        yield provider


@pytest.fixture(autouse=True)
def configured(organisation: Provider, settings: Any, region: Any) -> None:
    settings.SINGLE_SIGN_ON = {
        "issuer": organisation.issuer, "client_id": "beeld", "secret": SECRET, "name": "Gemeente Woerden",
        "second_factor_amr": frozenset({"mfa"}), "second_factor_acr": frozenset({"hoog"}), "ask_acr": "",
    }  # fmt: skip


def asked(client: Client, leads_to: str = "/") -> str:
    answer = client.get(BEGIN, {"next": leads_to})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url)


def came_back(client: Client, address: str) -> Any:
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}")


def through(organisation: Provider, sub: str, client: Client | None = None, **how: str) -> tuple[Client, Any]:
    client = client or Client()
    return client, came_back(client, organisation.sign_in(asked(client), sub, **how))


def test_the_whole_way_there_and_back(organisation):
    client = Client()
    address = asked(client, "/situaties/")
    sent = dict(part.split("=", 1) for part in urlsplit(address).query.split("&"))
    assert {"state", "nonce", "code_challenge"} <= set(sent)
    assert sent["code_challenge_method"] == "S256"

    answer = came_back(client, organisation.sign_in(address, "a1"))

    assert answer.url == "/situaties/"
    assert is_in(client)
    link = SocialAccount.objects.get()
    assert link.user.email == ANALYST
    assert re.fullmatch("[0-9a-f]{64}", link.uid)
    assert link.extra_data == {}
    assert not SocialToken.objects.exists() and not SocialApp.objects.exists()


def test_the_second_time_the_link_counts_and_not_the_address(organisation, region):
    through(organisation, "a1")
    person = region.membership("analyst").person
    person.email = "anders@voorbeeld.invalid"
    person.save()

    assert is_in(through(organisation, "a1")[0])


def test_an_address_that_was_given_to_somebody_else_opens_nothing(organisation):
    through(organisation, "a1")

    client, answer = through(organisation, "a2")

    assert answer.status_code == 403
    assert "eerder iemand anders gebruikte" in answer.content.decode()
    assert not is_in(client)


def test_who_is_unknown_reads_whom_to_ask_and_gets_no_account(organisation):
    before = Person.objects.count()

    client, answer = through(organisation, "n1")

    assert answer.status_code == 403
    assert "Vraag de beheerder van Eenheidsbeeld in uw organisatie om een uitnodiging" in answer.content.decode()
    assert Person.objects.count() == before
    assert not is_in(client)


def test_an_address_that_nobody_verified_says_nothing(organisation):
    client, answer = through(organisation, "o1")

    assert answer.status_code == 403
    assert "niet bevestigd dat uw e-mailadres van u is" in answer.content.decode()
    assert not is_in(client) and not SocialAccount.objects.exists()


def test_a_closed_account_stays_closed(organisation, region):
    through(organisation, "e1")
    end_membership(membership=region.membership("editor"), by=System("tests"), at=MONDAY)

    client, answer = through(organisation, "e1")

    assert answer.url == "/inloggen/inactive/"
    assert not is_in(client)


def test_another_state_another_browser_and_a_second_time_are_refused(organisation):
    client = Client()
    back = organisation.sign_in(asked(client), "a1")
    forged = re.sub("state=[^&]+", "state=verzonnen", back)

    assert came_back(client, forged).status_code == 401
    assert came_back(Client(), back).status_code == 401
    assert came_back(client, back).status_code == 302
    again = Client()
    again.cookies = client.cookies
    assert came_back(again, back).status_code == 401


def test_an_answer_to_another_question_is_refused(organisation):
    """The nonce in the token is not the one that this browser was sent out with."""
    client = Client()
    address = re.sub("nonce=[^&]+", "nonce=van-een-ander", asked(client))

    answer = came_back(client, organisation.sign_in(address, "a1"))

    assert answer.status_code == 401
    assert "klopte niet" in answer.content.decode()
    assert not is_in(client)


def test_a_token_that_the_provider_did_not_sign_with_its_own_key_is_refused(organisation, settings):
    settings.SINGLE_SIGN_ON = {**settings.SINGLE_SIGN_ON, "client_id": "zwak"}

    client, answer = through(organisation, "a1")

    assert answer.status_code == 401
    assert not is_in(client)


def test_a_wrong_secret_and_a_wrong_issuer_are_refused(organisation, settings):
    right = settings.SINGLE_SIGN_ON
    settings.SINGLE_SIGN_ON = {**right, "secret": "niet-het-geheim"}
    assert through(organisation, "a1")[1].status_code == 401

    client = Client()
    settings.SINGLE_SIGN_ON = right
    back = organisation.sign_in(asked(client), "a1")
    settings.SINGLE_SIGN_ON = {**right, "issuer": organisation.issuer.replace("127.0.0.1", "localhost")}
    assert came_back(client, back).status_code == 401


def test_when_the_provider_is_down_a_page_says_so(settings):
    settings.SINGLE_SIGN_ON = {**settings.SINGLE_SIGN_ON, "issuer": "http://127.0.0.1:9"}

    answer = Client().get(BEGIN)

    assert answer.status_code == 503
    assert "nu niet bereikbaar" in answer.content.decode()


def test_when_the_provider_refuses_a_page_says_so(organisation):
    client = Client()
    state = re.search("state=([^&]+)", asked(client))[1]

    answer = client.get(RETURN, {"state": state, "error": "access_denied"})

    assert answer.status_code == 401
    assert "Begin opnieuw" in answer.content.decode()


@pytest.mark.parametrize(("how", "opens"), [({}, False), ({"amr": "pwd mfa"}, True), ({"acr": "hoog"}, True)])
def test_the_second_factor_of_the_provider_counts_when_it_says_so(organisation, settings, how, opens):
    settings.SECOND_FACTOR_FOR = frozenset({"analyst"})

    client, _answer = through(organisation, "a1", **how)

    assert is_in(client) is opens
    if not opens:
        assert client.get("/").url == "/account/tweede-stap-nodig/"


def test_a_second_step_here_is_asked_unless_the_provider_asked(organisation, with_app):
    with_app("analyst")

    assert through(organisation, "a1")[1].url == SECOND_STEP
    assert is_in(through(organisation, "a1", amr="pwd mfa")[0])


def test_local_sign_in_can_be_off(organisation, settings, with_password):
    with_password("analyst")
    settings.LOCAL_SIGN_IN = False

    page = Client().get("/inloggen/login/").content.decode()
    client, answer = sign_in(ANALYST)

    assert "Inloggen via Gemeente Woerden" in page and 'name="password"' not in page
    assert answer.status_code == 409
    assert not is_in(client)
    assert is_in(through(organisation, "a1")[0])


def test_an_invitation_is_taken_up_through_the_provider(organisation, region, settings):
    also_has(region, "woerden_admin", "contributor")
    invite(
        email="nieuw@voorbeeld.invalid", function="OOV-adviseur", roles=["contributor"],
        by=region.viewer("woerden_admin"), at=clock.now(),
    )  # fmt: skip
    link = last_link(settings)
    client = Client()
    page = client.get(link).content.decode()
    assert "Inloggen via uw organisatie" in page

    begin = client.get(f"{link}organisatie/")
    stranger = Client()
    refused = came_back(stranger, organisation.sign_in(stranger.get(f"{link}organisatie/").url, "n1"))
    answer = came_back(client, organisation.sign_in(begin.url, "nieuw"))

    assert refused.status_code == 403
    assert answer.status_code == 302 and is_in(client)
    assert not Person.objects.get(email="nieuw@voorbeeld.invalid").has_usable_password()
    assert client.get(link).status_code == 404


def test_before_a_sensitive_act_the_provider_asks_anew(organisation, region):
    """Somebody without a password here shows it there, and comes back to the page."""
    organisation.knows("b1", "woerden_admin@voorbeeld.invalid")
    client, _answer = through(organisation, "b1")
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 16 * 60
    session.save()
    page = f"/beheer/mensen/{region.membership('woerden_oov').reference}/"
    answer = client.get(page)
    assert answer.url.startswith("/inloggen/organisatie/opnieuw/")

    assert "Laat via uw organisatie nog een keer zien" in client.get(answer.url).content.decode()

    address = client.get(f"{answer.url}&verder=1").url
    assert "prompt=login" in address and "max_age=0" in address
    other = came_back(client, organisation.sign_in(address, "a1"))
    assert other.status_code == 401
    same = came_back(client, organisation.sign_in(client.get(f"{answer.url}&verder=1").url, "b1"))

    assert same.url == page
    assert client.get(page).status_code == 200


def test_a_link_from_elsewhere_cannot_send_somebody_on(organisation):
    client = Client()
    back = organisation.sign_in(asked(client, "https://elders.invalid/"), "a1")

    assert came_back(client, back).url == "/"


def test_without_a_provider_there_is_no_such_page(settings):
    settings.SINGLE_SIGN_ON = {**settings.SINGLE_SIGN_ON, "issuer": ""}

    assert Client().get(BEGIN).status_code == 404
    assert "organisatie/" not in Client().get("/inloggen/login/").content.decode()


def test_nothing_of_what_the_provider_told_is_kept(organisation):
    through(organisation, "a1")

    kept = str(list(AuditEntry.objects.values_list("details", flat=True))) + str(mail.outbox)

    assert "voorbeeld.invalid" not in kept and PASSWORD not in kept


def test_a_second_factor_that_the_provider_asked_hours_ago_opens_no_compartment(organisation, region, monkeypatch):
    """A sign-in at the provider runs on for a day. Who comes in through it unasked, did not show anything just now."""
    from eenheidsbeeld.accounts import single_sign_on

    locked, signal = in_compartment(region)
    page = f"/signalen/{signal.reference}/"
    checked = single_sign_on.CheckedConversation._checked

    def hours_ago(self: Any, *args: Any) -> dict[str, Any]:
        claims = checked(self, *args)
        return {**claims, "auth_time": claims["iat"] - 3 * 3600}

    monkeypatch.setattr(single_sign_on.CheckedConversation, "_checked", hours_ago)
    client, _answer = through(organisation, "a1", amr="pwd mfa")
    assert is_in(client)

    assert client.get(page).url.startswith("/inloggen/organisatie/opnieuw/")

    monkeypatch.setattr(single_sign_on.CheckedConversation, "_checked", checked)
    again = client.get(f"{client.get(page).url}&verder=1").url
    assert came_back(client, organisation.sign_in(again, "a1", amr="pwd mfa")).url == page
    assert "Een bron noemt een plek" in client.get(page).content.decode()


@pytest.mark.parametrize("ago", [3 * 3600, None])
def test_who_was_let_in_unasked_proves_anew_before_running_accounts(organisation, region, monkeypatch, ago):
    """Coming in counts from the moment at which the provider asked; when it does not say, from no moment at all."""
    from eenheidsbeeld.accounts import single_sign_on

    organisation.knows("b2", "woerden_admin@voorbeeld.invalid")
    page = f"/beheer/mensen/{region.membership('woerden_oov').reference}/"
    checked = single_sign_on.CheckedConversation._checked

    def unasked(self: Any, *args: Any) -> dict[str, Any]:
        claims = {name: value for name, value in checked(self, *args).items() if name != "auth_time"}
        return claims if ago is None else {**claims, "auth_time": claims["iat"] - ago}

    monkeypatch.setattr(single_sign_on.CheckedConversation, "_checked", unasked)
    client, _answer = through(organisation, "b2")
    assert is_in(client)

    assert client.get(page).url.startswith("/inloggen/organisatie/opnieuw/")

    monkeypatch.setattr(single_sign_on.CheckedConversation, "_checked", checked)
    again = client.get(f"{client.get(page).url}&verder=1").url
    assert came_back(client, organisation.sign_in(again, "b2")).url == page
    assert client.get(page).status_code == 200


def test_a_provider_that_does_not_say_when_is_not_taken_to_have_asked_just_now():
    from eenheidsbeeld.accounts.single_sign_on import proved_at

    assert [proved_at(claims) for claims in ({}, {"auth_time": "nu"}, {"auth_time": True})] == [0, 0, 0]
    assert proved_at({"auth_time": 10**12}) < 10**11, "a moment that lies ahead counts as now"


def in_compartment(region: Any) -> tuple[Any, Any]:
    """A signal of the bureau in a compartment of which the analyst holds a key that asks for the second factor."""
    from eenheidsbeeld.sharing import actions as sharing
    from eenheidsbeeld.sharing.models import Compartment
    from eenheidsbeeld.signals.models import Signal

    bureau = region.organisations["bureau"]
    locked = Compartment.objects.create(slug="bronnen", name="Bronnen", owner=bureau, needs_second_factor=True)
    sharing.give_compartment_key(
        compartment=locked, membership=region.membership("analyst"), by=System("tests"), at=MONDAY
    )
    signal = Signal.objects.create(
        owner=bureau, compartment=locked, fingerprint="0" * 64, channel="form", text="Een bron noemt een plek",
        reported_at=MONDAY, received_at=MONDAY, keep_from=MONDAY, area_code="GM0632", area_year=2025,
    )  # fmt: skip
    return locked, signal
