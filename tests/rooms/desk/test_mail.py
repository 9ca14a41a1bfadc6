"""Mail says that something is there and leads to it: to who may know, once, and never what it is about."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as outbox

from eenheidsbeeld.accounts import actions as accounts
from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.config.mail_servers import mail_servers
from eenheidsbeeld.core import clock, queue
from eenheidsbeeld.core.letters import Letter, Recipient, mails_naming, one_line, send_once, undelivered
from eenheidsbeeld.core.models import MailSent, QueuedTask
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.desk import mail_actions
from eenheidsbeeld.desk.labels import ANY_NOTICE, NOTICE_MAIL
from eenheidsbeeld.desk.mail.summary import send_summary
from eenheidsbeeld.desk.mail_rules import Rhythm, summary_moment, when_to_send
from eenheidsbeeld.sharing import actions as sharing
from eenheidsbeeld.sharing.mail_rule import mail_may_carry
from eenheidsbeeld.sharing.rules import Marking, Regime
from eenheidsbeeld.signals.actions import add_source, report_name
from tests.conftest import MONDAY, TUESDAY
from tests.mail_server import MailServer, certificate
from tests.rooms.sharing.test_consent import choice, east  # noqa: F401

CANARY = "kanariepiet"


@pytest.fixture
def mail_on(settings: Any) -> None:
    """A server is set; Django keeps what is sent in memory. The stories with a real server stand below."""
    settings.MAIL_URL, settings.PUBLIC_URL = "smtp+tls://mail.voorbeeld.invalid", "https://beeld.voorbeeld.invalid"


@pytest.fixture
def urgent(mail_on: None, region: Any, make_signal: Any) -> Any:
    signal = make_signal(f"Op het plein {CANARY} stond een groep")
    accounts.notify(
        organisation=region.organisations["bureau"].pk, role=Role.ANALYST, kind="cannot_wait",
        subject_kind="signals.signal", subject_reference=signal.reference, at=TUESDAY,
    )  # fmt: skip
    return signal


def addressed() -> list[str]:
    return sorted(one.to[0].partition("@")[0] for one in outbox.outbox)


def everything(message: Any) -> str:
    return message.message().as_string() + message.body + message.alternatives[0][0]


class TestNotices:
    def test_what_cannot_wait_goes_to_the_analysts_of_the_bureau_and_to_nobody_else(self, urgent):
        queue.run_due()

        assert addressed() == ["analyst", "editor"]
        assert "Dit kan niet wachten" in outbox.outbox[0].subject
        assert f"https://beeld.voorbeeld.invalid/melding/cannot_wait/{urgent.reference}/" in outbox.outbox[0].body

    def test_no_word_of_the_signal_stands_in_a_mail_in_the_queue_or_in_the_register(self, urgent, region):
        report_name(reference=urgent.reference, by=region.viewer("woerden_oov"), at=TUESDAY)
        queue.run_due()

        rows = [*QueuedTask.objects.values(), *MailSent.objects.values()]
        assert "privacy" in addressed()
        assert not [one for one in outbox.outbox if CANARY in everything(one) or "Woerden" in everything(one)]
        assert CANARY not in str(rows)

    def test_running_a_task_twice_sends_one_mail(self, urgent):
        queue.run_due()
        QueuedTask.objects.update(finished_at=None, taken_until=None)
        queue.run_due()

        assert addressed() == ["analyst", "editor"]

    def test_who_left_between_queue_and_sending_gets_nothing(self, urgent, region):
        queue.run_due(at_most=1)
        accounts.end_membership(membership=region.membership("analyst"), by=System("tests"), at=TUESDAY)
        queue.run_due()

        assert addressed() == ["editor"]

    def test_once_a_colleague_looked_the_others_are_not_called(self, urgent, signed_in):
        signed_in("editor").get(f"/melding/cannot_wait/{urgent.reference}/")
        queue.run_due()

        assert addressed() == []

    def test_a_link_of_somebody_else_opens_like_one_that_does_not_exist(self, urgent, signed_in):
        for reference in (urgent.reference, "0000000000"):
            assert signed_in("stranger").get(f"/melding/cannot_wait/{reference}/").status_code == 404

    def test_a_released_picture_is_told_once_to_each_reader_without_its_title(self, mail_on, released, monkeypatch):
        monkeypatch.setattr(clock, "now", lambda: released.released_at)
        queue.run_due()

        told = [one for one in outbox.outbox if one.subject == "Er staat een nieuw beeld klaar"]
        assert len(told) == len({one.to[0] for one in told}) > 5
        assert not [one for one in told if released.publication.title in everything(one)]
        assert len(mails_naming("publishing.edition", released.reference)) >= len(told)

    def test_without_a_server_who_chooses_mail_is_told_so(self, signed_in):
        assert "Deze installatie verstuurt geen mail" in signed_in("woerden_oov").get("/berichten/").content.decode()

    def test_with_a_server_nothing_is_said_of_it(self, mail_on, signed_in):
        assert "verstuurt geen mail" not in signed_in("woerden_oov").get("/berichten/").content.decode()

    def test_without_a_server_nothing_is_queued(self, region):
        accounts.notify(
            organisation=region.organisations["bureau"].pk, role=Role.ANALYST, kind="cannot_wait",
            subject_kind="signals.signal", subject_reference="X", at=TUESDAY,
        )  # fmt: skip

        assert not QueuedTask.objects.filter(name__startswith="desk.mail").exists()


class TestEveryKindOfNotice:
    def test_a_question_for_consent_waits_and_its_link_leads_to_answering(
        self, mail_on, region, make_signal, east, signed_in  # noqa: F811
    ):  # fmt: skip
        signal = make_signal(f"Bij {CANARY}")
        [asked] = sharing.ask_to_share(
            **choice("signaal", signal.reference, [east], region.viewer("analyst")),
            reason=f"Zeist heeft {CANARY} ook.",
        )
        queue.run_due()

        sent = next(one for one in outbox.outbox if one.subject == "Uw toestemming wordt gevraagd")
        assert sent.to[0].startswith("woerden_") and CANARY not in everything(sent)
        way = re.search(r"invalid(/melding/\S+)", sent.body)
        assert signed_in(sent.to[0].partition("@")[0]).get(way[1]).url == f"/delen/verzoeken/{asked.reference}/"

    def test_a_source_that_keeps_failing_is_told_and_leads_to_the_source(self, mail_on, region, signed_in):
        source = add_source(
            organisation=region.organisations["woerden"].pk, name=f"Krant {CANARY}", address="https://krant.invalid/rss",
            publisher="Krant", purpose="Algemeen beeld van de gemeente", ground="Art. 172 Gemeentewet", by=System("t"),
            at=MONDAY,
        )  # fmt: skip
        accounts.notify(
            organisation=source.organisation_id, role=Role.ADMINISTRATOR, kind="source_failing",
            subject_kind="signals.source", subject_reference=source.reference, at=TUESDAY,
        )  # fmt: skip
        queue.run_due()

        [sent] = outbox.outbox
        assert (sent.to, sent.subject) == (["woerden_admin@voorbeeld.invalid"], "Een bron is niet meer te lezen")
        assert CANARY not in everything(sent)
        leads = signed_in("woerden_admin").get(f"/melding/source_failing/{source.reference}/").url
        assert leads == f"/bronnen/{source.reference}/" and signed_in("woerden_admin").get(leads).status_code == 200

    def test_each_has_its_own_words_and_none_has_a_place_for_more(self):
        subjects = [str(subject) for subject, _lead in [*NOTICE_MAIL.values(), ANY_NOTICE]]

        assert len(subjects) == len(set(subjects))
        assert not [
            words for pair in NOTICE_MAIL.values() for words in map(str, pair) if "%" in words or "{" in words
        ]


class TestSummary:
    def test_it_says_what_waits_at_the_chosen_moment_and_only_once(self, mail_on, region, make_signal, monkeypatch):
        make_signal(f"Onrust bij {CANARY}")
        monkeypatch.setattr(clock, "now", lambda: MONDAY)
        assert mail_actions.queue_summaries(at=MONDAY) > 5
        assert mail_actions.queue_summaries(at=MONDAY + timedelta(minutes=15)) == 0
        queue.run_due()

        analyst = next(one for one in outbox.outbox if one.to[0].startswith("analyst@"))
        assert "Signalen in de inbox" in analyst.body
        assert not [one for one in outbox.outbox if CANARY in everything(one)]

    def test_nothing_to_say_is_no_mail(self, mail_on, region, monkeypatch):
        monkeypatch.setattr(clock, "now", lambda: MONDAY)
        mail_actions.queue_summaries(at=MONDAY)
        queue.run_due()

        assert "privacy" not in addressed()

    def test_a_term_in_law_that_runs_is_in_it(self, mail_on, region, monkeypatch):
        """A privacy officer who opens nothing in a quiet week would else miss the month of a request."""
        from eenheidsbeeld.openness import actions as openness
        from eenheidsbeeld.rights import actions as rights
        from eenheidsbeeld.rights.rules import Right

        about = {"received_on": MONDAY.date(), "by": region.viewer("privacy"), "at": MONDAY}
        rights.open_request(right=Right.ACCESS, **about)
        openness.open_request(subject=f"Over {CANARY}", **about)
        monkeypatch.setattr(clock, "now", lambda: MONDAY)
        mail_actions.queue_summaries(at=MONDAY)
        queue.run_due()

        officer = next(one for one in outbox.outbox if one.to[0].startswith("privacy@"))
        assert "Een verzoek van een persoon, met een wettelijke termijn" in officer.body
        assert "Een Woo-verzoek, met een wettelijke termijn" in officer.body
        assert CANARY not in everything(officer)

    def test_one_click_in_the_mail_switches_it_off(self, mail_on, region, client, monkeypatch, make_signal):
        make_signal("Onrust")
        monkeypatch.setattr(clock, "now", lambda: MONDAY)
        mail_actions.queue_summaries(at=MONDAY)
        queue.run_due()
        sent = next(one for one in outbox.outbox if one.to[0].startswith("analyst@"))
        assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        path = re.sub(r"^<https://[^/]+|>$", "", sent.extra_headers["List-Unsubscribe"])

        assert client.get(path).status_code == 200
        assert region.membership("analyst").mail_preference.rhythm == Rhythm.WEEKLY
        assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
        region.membership("analyst").mail_preference.refresh_from_db()
        assert region.membership("analyst").mail_preference.rhythm == Rhythm.NEVER
        assert client.post(path[:-2] + "x/").status_code == 404


@pytest.fixture
def outside(region: Any) -> None:
    """The bureau stated another domain than the one in which its people have their addresses."""
    bureau = region.organisations["bureau"]
    bureau.mail_domains = ["elders.invalid"]
    bureau.save()


class TestOutsideTheOwnDomains:
    def test_a_notice_says_that_there_is_something_urgent_and_nothing_else(self, urgent, outside):
        queue.run_due()

        sent = outbox.outbox[0]
        assert sent.subject == "Kijk nu: er wacht iets op u in Eenheidsbeeld"
        assert "https://beeld.voorbeeld.invalid/\n" in sent.body and urgent.reference not in everything(sent)
        said = everything(sent).lower()
        assert not [word for word in ("wachten", "melding", "analist", "bureau", "woerden", CANARY) if word in said]

    def test_nothing_is_held_by_such_a_mail_so_a_breach_does_not_name_it(self, urgent, outside):
        queue.run_due()

        assert MailSent.objects.filter(kind="cannot_wait", marking="clear").count() == 2
        assert not mails_naming("signals.signal", urgent.reference).exists()

    def test_a_summary_becomes_a_bare_notice_that_can_be_switched_off(
        self, mail_on, region, make_signal, outside, monkeypatch
    ):
        make_signal(f"Onrust bij {CANARY}")
        monkeypatch.setattr(clock, "now", lambda: MONDAY)
        mail_actions.queue_summaries(at=MONDAY)
        queue.run_due()

        analyst = next(one for one in outbox.outbox if one.to[0].startswith("analyst@"))
        assert analyst.subject == "Er wacht iets op u in Eenheidsbeeld"
        assert "inbox" not in everything(analyst).lower()
        assert "List-Unsubscribe" in analyst.extra_headers

    def test_an_organisation_that_stated_nothing_gets_bare_mail_only(self, urgent, region):
        region.organisations["bureau"].mail_domains = []
        region.organisations["bureau"].save()
        queue.run_due()

        assert {one.subject for one in outbox.outbox} == {"Kijk nu: er wacht iets op u in Eenheidsbeeld"}

    def test_the_address_counts_at_the_moment_of_sending(self, urgent, region):
        queue.run_due(at_most=1)
        person = region.membership("analyst").person
        person.email = "analyst@elders.invalid"
        person.save()
        queue.run_due()

        by_address = {one.to[0]: one.subject for one in outbox.outbox}
        assert by_address["analyst@elders.invalid"] == "Kijk nu: er wacht iets op u in Eenheidsbeeld"
        assert by_address["editor@voorbeeld.invalid"] == "Dit kan niet wachten"


class TestTitles:
    def test_a_green_title_stands_in_it_with_marking_owner_and_law_and_an_amber_one_does_not(
        self, mail_on, region, real_areas, make_signal, start, monkeypatch
    ):
        green = start([make_signal(area="GM0632")], title="Markt op het plein")
        start([make_signal("Iets anders", area="GM0632")], title=f"Groep bij {CANARY}")
        green.marking = "green"
        green.save()
        monkeypatch.setattr(clock, "now", lambda: TUESDAY)
        send_summary(membership=region.membership("woerden_mayor").pk, moment=TUESDAY, at=TUESDAY, whole_week=True)

        [sent] = outbox.outbox
        owner = green.owner.name
        assert f"Markt op het plein (TLP:GREEN, {owner}, AVG" in sent.body
        assert "Andere situaties in en om uw gebied" in sent.body
        assert CANARY not in everything(sent)
        assert [one.kind for one in mails_naming("situations.situation", green.reference)] == ["summary"]


class TestPreferences:
    def test_what_the_role_requires_is_mailed_whatever_somebody_chose(self, urgent, signed_in):
        answer = signed_in("analyst").post("/berichten/", {"rhythm": "never", "weekday": "1", "hour": "8"})
        assert answer.status_code == 302
        queue.run_due()

        assert "analyst" in addressed()

    def test_a_new_picture_can_be_switched_off(self, mail_on, region, signed_in, released, monkeypatch):
        signed_in("woerden_mayor").post("/berichten/", {"rhythm": "daily", "weekday": "1", "hour": "8"})
        monkeypatch.setattr(clock, "now", lambda: released.released_at)
        queue.run_due()

        told = [one.to[0] for one in outbox.outbox if one.subject == "Er staat een nieuw beeld klaar"]
        assert "woerden_mayor@voorbeeld.invalid" not in told
        assert "houten_mayor@voorbeeld.invalid" in told

    def test_the_page_reads_well(self, said):
        assert "Hoe vaak wilt u een samenvatting?" in said("analyst", "/berichten/")
        assert "die niet zijn aangekomen" not in said("analyst", "/berichten/")
        assert "die niet zijn aangekomen" in said("woerden_admin", "/berichten/")


def test_in_the_night_only_what_cannot_wait_is_mailed():
    night = TUESDAY.replace(hour=23)

    assert when_to_send("cannot_wait", night) == night
    assert when_to_send("edition_released", night) == (TUESDAY + timedelta(days=1)).replace(hour=7)
    assert when_to_send("edition_released", TUESDAY) == TUESDAY


def test_a_summary_comes_on_its_day_and_not_half_a_day_late():
    assert summary_moment("weekly", 1, 8, MONDAY) == MONDAY.replace(hour=8)
    assert summary_moment("weekly", 2, 8, MONDAY) is None
    assert summary_moment("daily", 5, 8, MONDAY.replace(hour=21)) is None
    assert summary_moment("never", 1, 8, MONDAY) is None


@pytest.mark.parametrize("marking", list(Marking))
@pytest.mark.parametrize("regime", list(Regime))
def test_a_title_goes_by_mail_only_when_green_or_clear_and_free_of_police_law(marking, regime):
    wide = marking in (Marking.GREEN, Marking.CLEAR) and regime == Regime.AVG

    assert mail_may_carry(marking, regime) is wide
    assert not mail_may_carry(marking, regime, compartment=1)
    assert not mail_may_carry(marking, regime, practice_run=True)


LETTER = Letter("Onderwerp", "Er is iets.", "https://beeld.voorbeeld.invalid/", "Openen", "TLP:GREEN", "Uitleg.", "Reden.")  # fmt: skip


@pytest.fixture
def send(db: None, settings: Any, tmp_path: Path, monkeypatch: Any) -> Any:
    """Send one letter over a real line to a server on this machine, whose certificate is trusted."""
    pem = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    server = MailServer(pem)
    settings.MAIL_URL, settings.DEFAULT_FROM_EMAIL = server.url, "beeld@voorbeeld.invalid"
    settings.EMAIL_BACKEND = "eenheidsbeeld.core.mail.OwnServer"

    def go(subject: str = "Onderwerp", address: str = "iemand@voorbeeld.invalid", key: str = "k") -> bool:
        letter = Letter(subject, *[getattr(LETTER, name) for name in list(Letter.__slots__)[1:]])
        return send_once(letter, key=key, kind="x", marking="green", to=Recipient(1, 2, address), at=TUESDAY)

    go.server = server  # type: ignore[attr-defined]
    yield go
    server.shutdown()
    server.server_close()


class TestOverTheLine:
    def test_a_mail_arrives_over_tls_as_text_and_as_html_with_its_marking(self, send):
        assert send() and not send()

        [kept] = send.server.mails
        assert kept.get_body(("plain",)).get_content().startswith("TLP:GREEN")
        html = kept.get_body(("html",)).get_content()
        assert "TLP:GREEN" in html and "<img" not in html and "<script" not in html

    def test_an_organisation_sends_through_its_own_server_and_the_others_do_not(self, send, settings):
        own = MailServer(send.server.pem)
        settings.MAIL_SERVERS = mail_servers(f"woerden beeld@woerden.invalid {own.url}\n")
        for number, organisation in enumerate(("woerden", "houten")):
            to = Recipient(1, 2, "iemand@voorbeeld.invalid", organisation)
            send_once(LETTER, key=f"k{number}", kind="x", marking="green", to=to, at=TUESDAY)
        own.shutdown(), own.server_close()

        assert [one["From"] for one in own.mails] == ["beeld@woerden.invalid"]
        assert [one["From"] for one in send.server.mails] == ["beeld@voorbeeld.invalid"]

    def test_a_server_without_tls_gets_nothing(self, send):
        send.server.offers_tls = False

        with pytest.raises(Exception):  # noqa: B017
            send()
        assert send.server.mails == []

    def test_a_certificate_that_nobody_knows_gets_nothing(self, send, monkeypatch):
        monkeypatch.delenv("SSL_CERT_FILE")

        with pytest.raises(OSError):
            send()
        assert send.server.mails == []

    def test_a_busy_server_is_tried_again_and_a_refused_address_is_not(self, send):
        send.server.answers = [b"451 busy"]
        with pytest.raises(Exception):  # noqa: B017
            send()
        assert send()

        send.server.answers = [b"550 no such address"]
        assert not send(key="other") and not send(key="other")
        assert len(send.server.mails) == 1
        assert [row.key for row in undelivered(2)] == ["other"]
        assert "iemand" not in str(MailSent.objects.values())

    def test_a_line_break_in_a_subject_makes_no_header_and_a_long_one_is_cut(self, send):
        send("Beeld\r\nBcc: vreemde@voorbeeld.invalid" + " lang" * 80)

        assert "Bcc" not in send.server.mails[0]
        assert send.server.mails[0]["Subject"].endswith("…")
        assert len(one_line("x" * 900)) == 120

    def test_a_domain_with_letters_of_its_own_is_written_as_servers_know_it(self, send):
        send(address="iemand@súdwest.voorbeeld.invalid")

        assert "xn--sdwest-pya.voorbeeld.invalid" in send.server.mails[0]["To"]
