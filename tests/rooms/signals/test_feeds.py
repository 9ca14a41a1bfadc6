"""Feeds: what publishers send, what hostile ones send, and addresses that are never connected to."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from eenheidsbeeld.accounts.models import Notice
from eenheidsbeeld.core import queue
from eenheidsbeeld.core.models import QueuedTask
from eenheidsbeeld.core.refusals import Refusal
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.signals import actions, queries
from eenheidsbeeld.signals.clients import feeds, publications
from eenheidsbeeld.signals.clients.feeds import FetchProblem, fetch, is_open_address
from eenheidsbeeld.signals.clients.publications import NotAFeed, read_feed
from eenheidsbeeld.signals.models import Signal
from tests.conftest import MONDAY, TUESDAY

FOLDER = Path(__file__).parent / "feeds"


class Publisher:
    """A publisher on loopback that answers as it is told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        publisher = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                publisher.asked.append((self.path, dict(self.headers)))
                status, headers, body = publisher.answers.get(self.path, (404, {}, b""))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args: Any) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def publisher(settings: Any) -> Iterator[Publisher]:
    settings.FEEDS_MAY_USE_LOOPBACK = True
    made = Publisher()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def source(region: Any) -> Callable[..., Any]:
    def make(address: str, **changes: Any) -> Any:
        analyst = region.viewer("analyst")
        fields = {
            "name": "Proefbron", "publisher": "Verzonnen uitgever", "purpose": "Openbare berichten over onrust",
            "ground": "Gemeentewet art. 172", "area_code": "PD-west-utrecht",
        }  # fmt: skip
        return actions.add_source(
            organisation=analyst.organisation, address=address, by=analyst, at=MONDAY, **{**fields, **changes}
        )

    return make


# --- What publishers send -----------------------------------------------------------------------------


def test_rss_of_the_police_is_read():
    found = read_feed((FOLDER / "politie.rss.xml").read_bytes())

    assert [item.text.split("\n")[0] for item in found.items] == [
        "Woerden - Groep jongeren weggestuurd bij station.",
        "Houten - Oproep getuigen vernieling gemeentehuis.",
        "Nieuwegein - Demonstratie rustig verlopen.",
    ]
    assert "<p>" not in found.items[0].text
    assert found.items[0].published.isoformat() == "2026-03-15T21:41:00+00:00"
    assert found.items[2].link == ""
    assert "alert" not in found.items[2].text
    assert found.items[2].published is None


def test_atom_and_sru_of_the_official_publications_are_read():
    atom = read_feed((FOLDER / "bekendmakingen.atom.xml").read_bytes())
    sru = read_feed((FOLDER / "bekendmakingen.sru.xml").read_bytes())

    assert "afgesloten voor verkeer" in atom.items[0].text
    assert atom.items[1].published.isoformat() == "2026-03-15T05:00:00+00:00"
    assert sru.items[0].text.startswith("Aanwijzing veiligheidsrisicogebied centrum Woerden.\nDe burgemeester")
    assert sru.items[0].link == "https://voorbeeld.invalid/gmb-2026-000003.html"
    assert len(sru.items) == 2


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b"<rss><channel><item><title>&b;</title></item></channel></rss>"
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b"<rss><channel><item><title>&x;</title></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BOMB, "hostile"),
        (OUTSIDE, "hostile"),
        (OUTSIDE.decode().encode("utf-16"), "hostile"),
        (b"<html><body>Niet gevonden</body></html>", "is_a_page"),
        (b"/etc/passwd", "not_a_feed"),
        (b"https://voorbeeld.invalid/", "not_a_feed"),
        (b"\x00\x01\x02", "not_a_feed"),
        (b"", "not_a_feed"),
    ],
)
def test_what_is_no_feed_is_refused_with_a_reason(content, reason):
    with pytest.raises(NotAFeed) as refused:
        read_feed(content)

    assert refused.value.reason == reason


def test_of_a_feed_that_breaks_off_the_rest_goes_in():
    whole = (FOLDER / "politie.rss.xml").read_bytes()
    found = read_feed(whole[: whole.index(b"Nieuwegein")])

    assert found.is_broken
    assert [item.text[:7] for item in found.items][:2] == ["Woerden", "Houten "]


def test_a_feed_gives_a_limited_number_of_items():
    items = b"".join(b"<item><title>Bericht %d</title></item>" % number for number in range(2000))
    found = read_feed(b"<rss version='2.0'><channel>" + items + b"</channel></rss>")

    assert len(found.items) == publications.MOST_ITEMS


# --- Addresses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.0.192", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "fd00:ec2::254", "fe80::1%eth0", "geen adres",
    ],
)  # fmt: skip
def test_closed_addresses_are_never_connected_to(address):
    assert not is_open_address(address)


def test_public_addresses_are_open():
    assert is_open_address("93.184.216.34")
    assert is_open_address("2606:2800:220:1:248:1893:25c8:1946")


def test_one_closed_address_of_a_name_closes_it():
    with pytest.raises(FetchProblem) as refused:
        fetch("https://voorbeeld.invalid/rss", resolve=lambda _host, _port: ["93.184.216.34", "10.0.0.1"])

    assert refused.value.reason == "closed_address"


@pytest.mark.parametrize(
    "address",
    ["ftp://voorbeeld.invalid/", "file:///etc/passwd", "http://naam:woord@voorbeeld.invalid/", "http://", "gopher:x"],
)
def test_only_plain_web_addresses(address):
    with pytest.raises(FetchProblem):
        fetch(address, resolve=lambda _host, _port: ["93.184.216.34"])


def test_a_redirect_to_a_closed_network_is_not_followed(publisher):
    publisher.answers["/rss"] = (302, {"Location": "http://169.254.169.254/latest/meta-data/"}, b"")

    with pytest.raises(FetchProblem) as refused:
        fetch(f"{publisher.address}/rss")

    assert refused.value.reason == "closed_address"


def test_redirects_end(publisher):
    publisher.answers["/rond"] = (302, {"Location": "/rond"}, b"")

    with pytest.raises(FetchProblem) as refused:
        fetch(f"{publisher.address}/rond")

    assert refused.value.reason == "too_many_redirects"
    assert len(publisher.asked) == feeds.MOST_REDIRECTS + 1


@pytest.mark.parametrize("packed", [False, True])
def test_a_feed_that_is_too_large_is_not_read(publisher, packed):
    body = b"x" * (feeds.MOST_BYTES + 10)
    headers = {"Content-Encoding": "gzip"} if packed else {}
    publisher.answers["/groot"] = (200, headers, gzip.compress(body) if packed else body)

    with pytest.raises(FetchProblem) as refused:
        fetch(f"{publisher.address}/groot")

    assert refused.value.reason == "too_large"


def test_a_packed_answer_is_unpacked(publisher):
    publisher.answers["/klein"] = (200, {"Content-Encoding": "gzip", "ETag": '"1"'}, gzip.compress(b"<rss/>" * 500))

    fetched = fetch(f"{publisher.address}/klein")

    assert fetched.content == b"<rss/>" * 500
    assert fetched.etag == '"1"'


# --- From publisher to signal ---------------------------------------------------------------------------


def test_a_source_is_read_once_and_only_what_is_new_comes_in(publisher, source):
    body = (FOLDER / "politie.rss.xml").read_bytes()
    publisher.answers["/rss"] = (200, {"ETag": '"v1"', "Last-Modified": "Mon, 16 Mar 2026 07:00:00 GMT"}, body)
    made = source(f"{publisher.address}/rss")

    first = actions.fetch_source(source=made.pk, by=System("feeds"), at=MONDAY)
    publisher.answers["/rss"] = (304, {}, b"")
    again = actions.fetch_source(source=made.pk, by=System("feeds"), at=TUESDAY)
    publisher.answers["/rss"] = (200, {}, body.replace(b"Houten - Oproep", b"Houten - Tweede oproep"))
    third = actions.fetch_source(source=made.pk, by=System("feeds"), at=TUESDAY)

    assert (first.last_outcome, first.last_new, first.last_seen) == ("read", 3, 3)
    assert (again.last_outcome, again.last_new) == ("unchanged", 0)
    assert (third.last_outcome, third.last_new) == ("read", 1)
    assert publisher.asked[1][1]["If-None-Match"] == '"v1"'
    signal = Signal.objects.get(text__startswith="Woerden - Groep")
    assert signal.area_code == "GM0632"
    assert signal.reported_at.isoformat() == "2026-03-15T21:41:00+00:00"
    assert signal.received_at == MONDAY
    assert signal.channel == "feed"
    undated = Signal.objects.get(text__startswith="Nieuwegein")
    assert undated.reported_at == MONDAY


def test_a_failing_source_waits_longer_each_time_and_says_why(publisher, source):
    publisher.answers["/rss"] = (500, {}, b"stuk")
    made = source(f"{publisher.address}/rss")

    waits = []
    for _try in range(3):
        after = actions.fetch_source(source=made.pk, by=System("feeds"), at=MONDAY)
        waits.append((after.next_at - MONDAY) / timedelta(minutes=1))

    assert waits == [15, 30, 60]
    assert after.last_outcome == "publisher_error"
    assert not queries.due_sources(MONDAY)
    publisher.answers["/rss"] = (200, {}, (FOLDER / "bekendmakingen.sru.xml").read_bytes())
    mended = actions.fetch_source(source=made.pk, by=System("feeds"), at=TUESDAY)
    assert (mended.failures, mended.last_new) == (0, 2)


def test_a_source_that_keeps_failing_is_told_to_its_administrators_once(publisher, source):
    publisher.answers["/rss"] = (500, {}, b"stuk")
    made = source(f"{publisher.address}/rss")

    told = []
    for _try in range(6):
        actions.fetch_source(source=made.pk, by=System("feeds"), at=MONDAY)
        told.append(Notice.objects.filter(kind="source_failing", subject_reference=made.reference).count())

    assert told == [0, 0, 0, 1, 1, 1]
    notice = Notice.objects.get(kind="source_failing")
    assert (notice.organisation_id, notice.role) == (made.organisation_id, "administrator")


def test_a_feed_may_lie_as_a_file_but_only_in_its_folder(source, settings, tmp_path):
    settings.DATA = tmp_path
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds" / "a.xml").write_bytes((FOLDER / "bekendmakingen.atom.xml").read_bytes())
    (tmp_path / "geheim.xml").write_text("<rss/>")

    read = actions.fetch_source(source=source("file:a.xml").pk, by=System("feeds"), at=MONDAY)
    assert read.last_new == 2
    with pytest.raises(Refusal):
        source("file:../geheim.xml")


@pytest.mark.parametrize(
    "changes",
    [
        {"purpose": ""},
        {"ground": " "},
        {"address": "https://t.me/s/groep"},
        {"address": "https://nl-nl.facebook.com/x"},
    ],
)
def test_a_source_needs_purpose_and_ground_and_is_no_platform(source, changes):
    with pytest.raises(Refusal):
        source(**{"address": "https://voorbeeld.invalid/rss", **changes})


def test_due_sources_are_queued_one_by_one(publisher, source, monkeypatch):
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.signals import tasks

    monkeypatch.setattr(clock, "now", lambda: TUESDAY)
    publisher.answers["/a"] = (200, {}, (FOLDER / "politie.rss.xml").read_bytes())
    source(f"{publisher.address}/a")
    source(f"{publisher.address}/weg")

    tasks.fetch_due_feeds()
    assert QueuedTask.objects.count() == 2
    queue.run_due()

    assert Signal.objects.count() == 3
    assert sorted(one.last_outcome for one in Signal.objects.first().source.__class__.objects.all()) == [
        "gone",
        "read",
    ]
    assert "politie" not in str(list(QueuedTask.objects.values())).lower()
