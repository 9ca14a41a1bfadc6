"""Being invited: a link that works once, goes to one address, and is nowhere in the database."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from eenheidsbeeld.accounts.links import digest_of
from eenheidsbeeld.accounts.models import Invitation, Membership, Person
from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.core.models import QueuedTask
from tests.conftest import MONDAY, TUESDAY, also_has
from tests.rooms.accounts.conftest import is_in, last_link, sign_in

NEW = "nieuw@voorbeeld.invalid"
STRONG = "drie-eenden-fietsen"
JOIN = {"display_name": "Proefpersoon", "password": STRONG, "again": STRONG}


@pytest.fixture
def invited(signed_in: Any, settings: Any, at: Any, region: Any) -> Any:
    """Ask somebody to join Woerden, and answer the link in the mail."""
    at(MONDAY)
    also_has(region, "woerden_admin", "contributor")

    def ask(email: str = NEW, roles: tuple[str, ...] = ("contributor",)) -> str:
        answer = signed_in("woerden_admin").post(
            "/beheer/mensen/uitnodigen/", {"email": email, "function": "OOV-adviseur", "roles": roles}
        )
        assert answer.status_code == 302, answer.content.decode()
        return last_link(settings)

    return ask


def test_from_invitation_to_signed_in(invited, at):
    link = invited()
    letter = mail.outbox[-1]
    assert letter.to == [NEW]
    assert "Gemeente Woerden nodigt u uit" in letter.body
    page = Client().get(link).content.decode()
    assert "OOV-adviseur" in page and "Inbrenger" in page

    answer = Client().post(link, JOIN)

    assert answer.url == "/inloggen/login/"
    client, _answer = sign_in(NEW, STRONG)
    assert is_in(client)
    membership = Membership.objects.get(person__email=NEW)
    assert (membership.organisation.slug, membership.function) == ("woerden", "OOV-adviseur")
    assert [row.role for row in membership.role_rows.all()] == ["contributor"]


def test_the_link_works_once(invited):
    link = invited()
    Client().post(link, JOIN)

    again = Client().post(link, {**JOIN, "display_name": "Iemand anders"})

    assert again.status_code == 404
    assert Person.objects.filter(email=NEW).count() == 1


def test_looking_at_the_link_changes_nothing(invited):
    """A mail program opens links to look for viruses."""
    link = invited()
    for _time in range(3):
        assert Client().get(link).status_code == 200
        assert Client().head(link).status_code in (200, 405)

    assert Client().post(link, JOIN).status_code == 302


def test_after_a_week_the_link_is_over_and_a_new_one_ends_the_old(invited, at, client, signed_in, settings):
    first = invited()
    at(MONDAY + timedelta(days=8))
    assert Client().get(first).status_code == 404

    client.logout()  # the administrator of last week
    signed_in("woerden_admin").post(f"/beheer/uitnodigingen/{Invitation.objects.get().reference}/opnieuw/")
    second = last_link(settings)

    assert second != first
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200


def test_a_withdrawn_invitation_opens_nothing(invited, signed_in):
    link = invited()

    signed_in("woerden_admin").post(f"/beheer/uitnodigingen/{Invitation.objects.get().reference}/intrekken/")

    assert Client().post(link, JOIN).status_code == 404


def test_the_link_is_in_the_mail_and_nowhere_else(invited):
    link = invited()
    token = link.strip("/").split("/")[-1]

    kept = [str(list(model.objects.values())) for model in (Invitation, QueuedTask, AuditEntry)]

    assert len(token) > 40
    assert all(token not in rows for rows in kept)
    assert all(NEW not in rows for rows in kept[1:])
    assert Invitation.objects.get().token_digest == digest_of(token)


@pytest.mark.parametrize("token", ["x", "A" * 43, "../../etc/passwd", "%00"])
def test_a_made_up_link_answers_like_an_old_one(db, token):
    page = Client().get(f"/uitnodiging/{token}/")

    assert page.status_code == 404


def test_a_weak_password_is_refused_with_the_reason(invited):
    link = invited()

    page = Client().post(link, {**JOIN, "password": "Welkom2026!!", "again": "Welkom2026!!"}).content.decode()

    assert "bij de eerste die iemand probeert" in page
    assert not Person.objects.filter(email=NEW).exists()


def test_what_is_wrong_with_a_password_is_said_in_dutch_and_the_browser_knows_whose_it_is(invited):
    answer = Client().post(invited(), {"display_name": "A. Nieuw", "password": "kort1", "again": "kort1"})
    page = answer.content.decode()

    assert "Gebruik minstens 12 tekens." in page
    assert "This password" not in page
    assert 'autocomplete="name"' in page
    assert re.search(r'<input[^>]*autocomplete="username"[^>]*value="nieuw@voorbeeld.invalid"', page)


def test_who_has_an_account_adds_the_function_and_nobody_else_can(invited, with_password, region):
    with_password("zeist_oov"), with_password("houten_oov")
    link = invited("zeist_oov@voorbeeld.invalid")
    stranger, _answer = sign_in("houten_oov@voorbeeld.invalid")
    assert Client().post(link, JOIN).status_code == 200
    assert stranger.post(link).status_code == 404
    owner, _answer = sign_in("zeist_oov@voorbeeld.invalid")
    assert "Deze functie komt erbij" in owner.get(link).content.decode()

    owner.post(link)

    person = region.membership("zeist_oov").person
    assert sorted(one.organisation.slug for one in person.memberships.filter(ended_at=None)) == ["woerden", "zeist"]
    assert Person.objects.get(pk=person.pk).password == person.password


def test_who_works_here_or_was_invited_is_not_invited_again(invited, signed_in):
    invited()

    for email in (NEW.upper(), "woerden_oov@voorbeeld.invalid"):
        page = signed_in("woerden_admin").post(
            "/beheer/mensen/uitnodigen/", {"email": email, "function": "X", "roles": ["reader"]}
        )
        assert "werkt hier al of is al uitgenodigd" in page.content.decode()


def test_running_the_task_twice_sends_the_same_link_and_an_old_task_sends_nothing(invited, signed_in, settings):
    from eenheidsbeeld.accounts.tasks import mail_invitation

    link = invited()
    invitation = Invitation.objects.get()

    mail_invitation(invitation=invitation.pk, number=invitation.number)
    assert link in mail.outbox[-1].body
    sent = len(mail.outbox)
    mail_invitation(invitation=invitation.pk, number=invitation.number - 1)

    assert len(mail.outbox) == sent


def test_a_new_password_by_a_link_that_the_administrator_never_sees(with_password, signed_in, region, settings, at):
    with_password("woerden_oov")
    at(MONDAY)
    elsewhere, _answer = sign_in("woerden_oov@voorbeeld.invalid")
    administrator = signed_in("woerden_admin")
    person = f"/beheer/mensen/{region.membership('woerden_oov').reference}/"

    page = administrator.post(f"{person}doen/new_password/", follow=True).content.decode()
    link = last_link(settings)
    assert mail.outbox[-1].to == ["woerden_oov@voorbeeld.invalid"]
    assert link.strip("/").split("/")[-1] not in page
    Client().post(link, {"password": STRONG, "again": STRONG})

    assert not is_in(elsewhere)
    assert is_in(sign_in("woerden_oov@voorbeeld.invalid", STRONG)[0])
    assert Client().post(link, {"password": STRONG, "again": STRONG}).status_code == 404
    at(TUESDAY + timedelta(hours=1))
    signed_in("woerden_admin").post(f"{person}doen/new_password/")
    late = last_link(settings)
    assert late != link and Client().get(late).status_code == 200
    at(TUESDAY + timedelta(hours=26))
    assert Client().get(late).status_code == 404


def test_a_link_that_was_invited_elsewhere_gives_no_other_roles(invited):
    """What is posted beside the form changes nothing: roles and address come from the invitation."""
    link = invited()

    Client().post(link, {**JOIN, "roles": ["administrator"], "email": "ander@voorbeeld.invalid", "function": "Baas"})

    membership = Membership.objects.get(person__email=NEW)
    assert [row.role for row in membership.role_rows.all()] == ["contributor"]
    assert membership.function == "OOV-adviseur"
    assert not Person.objects.filter(email="ander@voorbeeld.invalid").exists()


def test_the_mail_speaks_dutch_and_says_until_when(invited):
    invited()

    assert re.search(r"De link werkt één keer, tot maandag 23 maart 2026, \d\d\.\d\d uur\.", mail.outbox[-1].body)
