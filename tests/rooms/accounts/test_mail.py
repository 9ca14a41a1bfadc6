"""Mail about accounts: registered without its words, true when no mail leaves, and each in the organisation's domains."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail as outbox
from django.test import Client

from eenheidsbeeld.accounts.models import Invitation, Organisation
from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.core import queue
from eenheidsbeeld.core.models import MailSent, QueuedTask
from tests.conftest import MONDAY, also_has
from tests.rooms.accounts.conftest import last_link

NEW = "nieuw@voorbeeld.invalid"
STRONG = "drie-eenden-fietsen"
DOMAINS = "/beheer/e-mail/"


@pytest.fixture(autouse=True)
def monday(at: Any, region: Any) -> None:
    at(MONDAY)
    also_has(region, "woerden_admin", "contributor")


@pytest.fixture
def no_mail(settings: Any) -> None:
    settings.MAIL_URL = ""


def invite(client: Any, *roles: str, email: str = NEW) -> Any:
    filled = {"email": email, "function": "OOV-adviseur", "roles": roles or ["contributor"]}
    return client.post("/beheer/mensen/uitnodigen/", filled, follow=True).content.decode()


class TestTheRegister:
    def test_an_invitation_stands_in_it_once_without_address_words_or_link(self, signed_in, settings):
        invite(signed_in("woerden_admin"))
        token = last_link(settings).strip("/").split("/")[-1]
        QueuedTask.objects.update(finished_at=None, taken_until=None)
        queue.run_due()

        [row] = MailSent.objects.values()
        assert (row["kind"], row["membership"], row["sent_at"]) == ("invitation", None, MONDAY)
        assert len(outbox.outbox) == 1
        assert not [word for word in (NEW, token, "OOV-adviseur") if word in str(row)]

    def test_a_new_password_and_what_changed_are_registered_with_who_got_it(self, region, signed_in, with_password):
        with_password("woerden_oov")
        member = region.membership("woerden_oov")
        client = signed_in("woerden_admin")
        client.post(f"/beheer/mensen/{member.reference}/doen/new_password/")
        client.post(f"/beheer/mensen/{member.reference}/doen/reset_second_factor/")
        queue.run_due()

        assert dict(MailSent.objects.values_list("kind", "membership")) == {
            "new_password": member.pk, "change": member.pk,
        }  # fmt: skip

    def test_who_was_locked_out_hears_that_the_lock_was_lifted(self, region, signed_in):
        member = region.membership("woerden_oov")
        signed_in("woerden_admin").post(f"/beheer/mensen/{member.reference}/doen/lift_lockout/")
        queue.run_due()

        [told] = outbox.outbox
        assert told.to == ["woerden_oov@voorbeeld.invalid"]
        assert told.subject == "U kunt weer inloggen bij Eenheidsbeeld"
        assert "Dan probeert iemand uw account" in told.body

    def test_a_link_by_mail_is_told_to_be_for_one_person(self, signed_in, settings):
        invite(signed_in("woerden_admin"))
        last_link(settings)

        assert "Stuur deze mail niet door" in outbox.outbox[-1].body
        assert "U logt eerst in" not in outbox.outbox[-1].body


class TestOutsideTheDomains:
    def test_an_invitation_elsewhere_does_not_say_who_asks_nor_for_what(self, signed_in, settings):
        said = invite(signed_in("woerden_admin"), email="iemand@elders.invalid")
        link = last_link(settings)
        letter = outbox.outbox[-1]

        assert "valt buiten de e-maildomeinen" in said
        assert "Woerden" not in letter.message().as_string() and "OOV-adviseur" not in letter.body
        assert "Gemeente Woerden" in Client().get(link).content.decode()

    def test_the_administrator_states_the_domains_and_sees_who_falls_outside(self, region, signed_in):
        client = signed_in("woerden_admin")
        answer = client.post(DOMAINS, {"domains": "@Woerden.nl"}, follow=True).content.decode()

        assert Organisation.objects.get(slug="woerden").mail_domains == ["woerden.nl"]
        assert Organisation.objects.get(slug="houten").mail_domains == ["voorbeeld.invalid"]
        assert "woerden_oov@voorbeeld.invalid" in answer and "houten_oov" not in answer
        assert AuditEntry.objects.filter(event="mail_domains_stated").exists()

    @pytest.mark.parametrize("wrong", ["gmail.com", "woerden", "a@b.nl"])
    def test_a_wrong_line_is_refused_with_what_to_do_and_nothing_changes(self, signed_in, region, wrong):
        answer = signed_in("woerden_admin").post(DOMAINS, {"domains": f"goed.voorbeeld\n{wrong}"})

        assert answer.status_code == 422
        assert "Regel 2" in answer.content.decode()
        assert Organisation.objects.get(slug="woerden").mail_domains == ["voorbeeld.invalid"]

    @pytest.mark.parametrize("name", ["woerden_oov", "privacy", "stranger"])
    def test_nobody_but_an_administrator(self, signed_in, region, name):
        client = signed_in(name)

        assert client.get(DOMAINS).status_code == 403
        assert client.post(DOMAINS, {"domains": "elders.invalid"}).status_code == 403


class TestWithoutMail:
    def test_nothing_is_queued_and_no_page_says_that_something_goes_by_mail(self, no_mail, region, signed_in):
        client = signed_in("woerden_admin")
        said = [invite(client), client.get("/beheer/mensen/uitnodigen/").content.decode()]
        member = f"/beheer/mensen/{region.membership('woerden_oov').reference}/"
        said.append(client.post(f"{member}doen/new_password/", follow=True).content.decode())
        reference = Invitation.objects.get().reference
        said.append(client.post(f"/beheer/uitnodigingen/{reference}/opnieuw/", follow=True).content.decode())

        assert not QueuedTask.objects.filter(name__contains="mail").exists()
        assert not [page for page in said if "per mail" in page]
        assert all("geen mail" in page or "zelf geeft" in page for page in said)

    def test_the_administrator_hands_the_link_over_and_the_log_knows(self, no_mail, signed_in, settings):
        client = signed_in("woerden_admin")
        invite(client)
        reference = Invitation.objects.get().reference
        page = client.post(f"/beheer/uitnodigingen/{reference}/link/")

        assert page["Cache-Control"].count("no-store")
        link = next(word for word in page.content.decode().split() if "/uitnodiging/" in word)
        path = link.split(settings.PUBLIC_URL)[1].split("<")[0]
        joined = Client().post(path, {"display_name": "Nieuw", "password": STRONG, "again": STRONG})
        assert joined.status_code == 302
        assert AuditEntry.objects.filter(event="link_handed_over").count() == 1
        assert path.strip("/").split("/")[-1] not in str(list(AuditEntry.objects.values()))
        assert client.post(f"/beheer/uitnodigingen/{reference}/link/").status_code == 404, "it was used"

    def test_a_link_to_a_new_password_too(self, no_mail, region, signed_in):
        client = signed_in("woerden_admin")
        member = f"/beheer/mensen/{region.membership('woerden_oov').reference}/"
        assert client.post(f"{member}link/").status_code == 404, "nobody made one yet"
        client.post(f"{member}doen/new_password/")

        assert "De link tonen" in client.get(member).content.decode()
        assert "/nieuw-wachtwoord/" in client.post(f"{member}link/").content.decode()

    @pytest.mark.parametrize("role", ["signatory", "administrator", "privacy_officer"])
    def test_a_link_for_a_strong_role_is_never_shown_to_an_administrator(self, no_mail, signed_in, region, role):
        client = signed_in("woerden_admin")
        invite(client, role)
        invitation = Invitation.objects.get()
        # A second administrator agreed; the first still does not get to see the link.
        from eenheidsbeeld.accounts.actions.joining import send_invitation
        from eenheidsbeeld.core.viewer import System

        send_invitation(invitation=invitation, by=System("second"), at=MONDAY)
        answer = client.post(f"/beheer/uitnodigingen/{invitation.reference}/link/")

        assert answer.status_code == 409
        assert "/uitnodiging/" not in answer.content.decode()
        assert "eenheidsbeeld accounts link" in answer.content.decode()

    def test_a_mayor_keeps_the_own_password(self, no_mail, signed_in, region):
        from eenheidsbeeld.accounts.actions.joining import send_password_link
        from eenheidsbeeld.core.viewer import System

        mayor = region.membership("woerden_mayor")
        send_password_link(person=mayor.person, by=System("second"), at=MONDAY)

        assert signed_in("woerden_admin").post(f"/beheer/mensen/{mayor.reference}/link/").status_code == 409

    def test_of_another_organisation_there_is_nothing_to_hand_over(self, no_mail, signed_in, region):
        invite(signed_in("woerden_admin"))
        reference = Invitation.objects.get().reference
        region.membership("houten_oov").role_rows.create(role="administrator")
        other = signed_in("houten_oov")

        assert other.post(f"/beheer/uitnodigingen/{reference}/link/").status_code == 404
        own = region.membership("woerden_oov").reference
        assert other.post(f"/beheer/mensen/{own}/link/").status_code == 404

    def test_where_mail_leaves_no_link_is_shown(self, signed_in, region):
        client = signed_in("woerden_admin")
        invite(client)

        answer = client.post(f"/beheer/uitnodigingen/{Invitation.objects.get().reference}/link/")

        assert answer.status_code == 409
        assert "Deze link gaat per mail" in answer.content.decode()
