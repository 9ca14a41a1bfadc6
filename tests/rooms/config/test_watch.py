"""What a watchman gets to see, and nobody else: is it ready, and numbers without content or people."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from eenheidsbeeld.core import clock
from eenheidsbeeld.core.models import Lease, QueuedTask
from tests.conftest import MONDAY

TOKEN = "een-lang-kenmerk-voor-de-bewaker-1234"
pytestmark = pytest.mark.django_db


@pytest.fixture
def watchman(client: Any, settings: Any) -> Any:
    settings.METRICS_TOKEN = TOKEN
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {TOKEN}"
    return client


@pytest.fixture
def worker() -> None:
    Lease.objects.create(name="recurring", holder="werker", until=clock.now() + timedelta(minutes=1))


def test_it_is_ready_when_database_worker_and_disk_are_there(watchman: Any, worker: None) -> None:
    answer = watchman.get("/gereed/")

    assert answer.status_code == 200
    assert answer.content.decode().startswith("ready\ndatabase: good")


def test_it_is_not_ready_without_a_worker_on_a_full_disk_or_with_late_work(
    watchman: Any, settings: Any, worker: None
) -> None:
    settings.LEAST_DISK_MB = 10**9
    assert "disk: wrong" in watchman.get("/gereed/").content.decode()

    settings.LEAST_DISK_MB = 0
    QueuedTask.objects.create(name="x", enqueued_at=MONDAY, run_after=clock.now() - timedelta(minutes=6))
    assert "queue: wrong, 1 late" in watchman.get("/gereed/").content.decode()

    Lease.objects.all().delete()
    answer = watchman.get("/gereed/")
    assert answer.status_code == 503
    assert "worker: wrong, silent" in answer.content.decode()


def test_it_is_not_ready_while_migrations_wait(watchman: Any, worker: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from eenheidsbeeld.core import readiness

    more = readiness.shipped_migrations() | {("signals", "9999_later")}
    monkeypatch.setattr(readiness, "shipped_migrations", lambda: more)

    assert "migrations: wrong, 1 waiting" in watchman.get("/gereed/").content.decode()


def test_a_stranger_learns_whether_it_is_ready_and_no_more(client: Any, settings: Any, worker: None) -> None:
    settings.METRICS_TOKEN = TOKEN

    assert client.get("/gereed/").content == b"ready\n"
    assert client.get("/meetwaarden/").status_code == 404


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer verkeerd", f"Basic {TOKEN}x"])
def test_another_token_is_as_good_as_none(client: Any, settings: Any, given: str) -> None:
    settings.METRICS_TOKEN = TOKEN

    assert client.get("/meetwaarden/", headers={"authorization": given}).status_code == 404


def test_nobody_may_watch_when_nothing_is_set(client: Any, settings: Any) -> None:
    settings.METRICS_TOKEN, settings.METRICS_FROM = "", []

    assert client.get("/meetwaarden/", headers={"authorization": "Bearer "}).status_code == 404


def test_an_address_that_was_named_may_watch_also_behind_the_proxy(client: Any, settings: Any) -> None:
    settings.METRICS_FROM, settings.PROXIES = ["10.1.0.0/16"], ["127.0.0.1"]

    assert client.get("/meetwaarden/", REMOTE_ADDR="10.1.2.3").status_code == 200
    assert client.get("/meetwaarden/", REMOTE_ADDR="10.2.2.3").status_code == 404
    assert client.get("/meetwaarden/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="10.1.2.3").status_code == 200


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("", "127.0.0.1"),
        ("203.0.113.9", "203.0.113.9"),
        ("10.1.2.3, 203.0.113.9", "203.0.113.9"),
        ("10.1.2.3, 203.0.113.9, 127.0.0.1", "203.0.113.9"),
    ],
)
def test_only_what_our_own_proxy_added_is_believed(rf: Any, settings: Any, said: str, found: str) -> None:
    from eenheidsbeeld.config.proxy import BehindTheProxy

    settings.PROXIES = ["127.0.0.1"]
    request = rf.get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=said)
    BehindTheProxy(lambda _request: None)(request)  # type: ignore[arg-type,return-value]

    assert request.META["REMOTE_ADDR"] == found


def test_a_stranger_cannot_make_up_an_address(rf: Any, settings: Any) -> None:
    from eenheidsbeeld.config.proxy import BehindTheProxy

    settings.PROXIES = ["127.0.0.1"]
    request = rf.get("/", REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR="10.1.2.3")
    BehindTheProxy(lambda _request: None)(request)  # type: ignore[arg-type,return-value]

    assert request.META["REMOTE_ADDR"] == "203.0.113.9"


def test_numbers_tell_routes_and_states_and_never_an_address_or_a_word(
    watchman: Any, signed_in: Any, real_areas: None
) -> None:
    signed_in("woerden_oov").get("/zoeken/", {"q": "kanarie"})
    watchman.get("/signalen/kanarie-geheim/")
    watchman.get("/bestaat-niet/kanarie/")

    text = watchman.get("/meetwaarden/").content.decode()

    assert re.search(r'eb_requests_total\{method="GET",route="desk:search",status="200"\} [1-9]', text)
    assert 'route="none",status="404"' in text
    for name in ("eb_queue_waiting", "eb_queue_oldest_seconds", "eb_queue_failed", "eb_sources_failing", "eb_sessions",
                 "eb_disk_free_megabytes", "eb_database_up", "eb_open", "eb_ready_worker"):  # fmt: skip
        assert f"\n{name} " in text, name
    assert "kanarie" not in text
    assert "@" not in text


def test_a_made_up_method_does_not_make_a_number_of_its_own(watchman: Any) -> None:
    watchman.generic("KANARIE", "/gezond/")

    text = watchman.get("/meetwaarden/").content.decode()

    assert "KANARIE" not in text
    assert 'method="other"' in text
