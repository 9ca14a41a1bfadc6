"""Publishers that send slowly, send too much, send us on, or point their name at this machine between two questions."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from eenheidsbeeld.signals.clients import feeds
from eenheidsbeeld.signals.clients.feeds import FetchProblem, fetch

Send = Callable[[bytes], None]
GOOD = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
# Longer than any deadline of these stories: a publisher that would go on for this long is cut off before.
PIECES = 400
# A line that is no status at all may also be seen as no answer, before its time is over.
SLOW = {b"H": {"too_slow", "no_connection"}}


class Publisher:
    """Answers each connection with what it is told to send, byte by byte if need be, until it is cut off."""

    def __init__(self, answer: Callable[[Send, threading.Event], None]) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.over = threading.Event()
        self.answer = answer
        self.address = f"http://127.0.0.1:{self.listening.getsockname()[1]}/rss"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while not self.over.is_set():
            try:
                connection, _from = self.listening.accept()
            except OSError:
                return
            with connection:
                try:
                    connection.recv(4096)
                    self.answer(connection.sendall, self.over)
                except OSError:
                    continue  # cut off, as it should be


@pytest.fixture
def publisher(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Publisher]]:
    settings.FEEDS_MAY_USE_LOOPBACK = True
    monkeypatch.setattr(feeds, "WHOLE_SECONDS", 0.5)
    made: list[Publisher] = []

    def start(answer: Callable[[Send, threading.Event], None]) -> Publisher:
        made.append(Publisher(answer))
        return made[-1]

    yield start
    for one in made:
        one.over.set()
        one.listening.close()


def slowly(before: bytes, piece: bytes) -> Callable[[Send, threading.Event], None]:
    """A byte now and then, each well within the time-out of a library, and no end to them."""

    def answer(send: Send, over: threading.Event) -> None:
        send(before)
        for _number in range(PIECES):
            if over.wait(0.02):
                return
            send(piece)

    return answer


@pytest.mark.parametrize(
    ("before", "piece"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\n", b"X"),
        (GOOD, b"X-Kop: x\r\n"),
        (GOOD + b"\r\n", b"<"),
        (GOOD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["status", "header", "headers", "content", "pieces", "go on"],
)
def test_a_byte_now_and_then_buys_no_time(publisher: Any, before: bytes, piece: bytes) -> None:
    slow = publisher(slowly(before, piece))

    with pytest.raises(FetchProblem) as refused:
        fetch(slow.address)

    assert refused.value.reason in SLOW.get(piece, {"too_slow"})


def test_being_sent_on_again_and_again_buys_no_time_either(publisher: Any) -> None:
    def answer(send: Send, over: threading.Event) -> None:
        over.wait(0.15)
        send(b"HTTP/1.1 302 Found\r\nLocation: /rss\r\nContent-Length: 0\r\n\r\n")

    with pytest.raises(FetchProblem) as refused:
        fetch(publisher(answer).address)

    assert refused.value.reason == "too_slow"


@pytest.mark.parametrize(
    "answer",
    [
        GOOD + b"X: " + b"x" * 300_000 + b"\r\n\r\n",
        GOOD + b"".join(b"X-%d: x\r\n" % number for number in range(20_000)) + b"\r\n",
        b"no http at all\r\n\r\n",
        GOOD + b"Content-Length: 99999999999\r\n\r\n<rss>",
        GOOD + b"Content-Length: -1\r\n\r\n",
        GOOD + b"Content-Encoding: gzip\r\n\r\n" + b"no gzip",
        GOOD + b"Content-Encoding: br\r\n\r\nx",
    ],
    ids=["one header", "many headers", "no http", "promises", "minus", "no gzip", "unknown packing"],
)
def test_what_is_no_answer_is_a_reason_and_never_an_error(publisher: Any, answer: bytes) -> None:
    with pytest.raises(FetchProblem):
        fetch(publisher(lambda send, _over: send(answer)).address)


def test_a_packed_answer_that_grows_beyond_measure_is_cut_off(publisher: Any) -> None:
    packed = gzip.compress(b"\x00" * (feeds.MOST_BYTES * 40))
    assert len(packed) < feeds.MOST_BYTES / 10

    with pytest.raises(FetchProblem) as refused:
        fetch(publisher(lambda send, _over: send(GOOD + b"Content-Encoding: gzip\r\n\r\n" + packed)).address)

    assert refused.value.reason == "too_large"


INNER = [
    "http://127.0.0.2/", "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::ffff:10.0.0.1]/",
    "http://[::ffff:a00:1]/", "http://[fe80::1]/", "http://[fd00:ec2::254]/", "http://167772161/", "http://0x0a000001/",
    "http://012.0.0.1/", "http://0:0/", "http://[::]/",
]  # fmt: skip


@pytest.mark.parametrize("leads_to", INNER)
def test_being_sent_to_an_inner_address_however_it_is_written_is_refused(
    leads_to: str, publisher: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first address is allowed for this story only; the one it leads to is judged as in production."""
    first = publisher(
        lambda send, _over: send(
            b"HTTP/1.1 302 Found\r\nLocation: " + leads_to.encode() + b"\r\nContent-Length: 0\r\n\r\n"
        )
    )
    judge, seen = feeds.is_open_address, []

    def only_the_first(address: str) -> bool:
        seen.append(address)
        settings.FEEDS_MAY_USE_LOOPBACK = len(seen) == 1
        return judge(address)

    monkeypatch.setattr(feeds, "is_open_address", only_the_first)
    with pytest.raises(FetchProblem) as refused:
        fetch(first.address)

    assert refused.value.reason in ("closed_address", "name_not_found")


@pytest.mark.parametrize("leads_to", ["http://[", "http://a:b:c/", "file:///etc/passwd", "ftp://x/", "http://u:p@x/"])
def test_being_sent_to_what_is_no_web_address_is_refused(leads_to: str, publisher: Any) -> None:
    answer = b"HTTP/1.1 302 Found\r\nLocation: " + leads_to.encode() + b"\r\nContent-Length: 0\r\n\r\n"

    with pytest.raises(FetchProblem) as refused:
        fetch(publisher(lambda send, _over: send(answer)).address)

    assert refused.value.reason == "not_an_address"


def test_a_name_that_moves_between_two_questions_is_judged_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Public at the first question, this machine after a redirect to the same name: looked up and judged anew."""
    connected: list[str] = []
    ours, theirs = socket.socketpair()
    theirs.sendall(b"HTTP/1.1 302 Found\r\nLocation: /verder\r\nContent-Length: 0\r\n\r\n")

    def connect(address: tuple[str, int], *_more: Any, **_named: Any) -> socket.socket:
        connected.append(address[0])
        return ours

    monkeypatch.setattr(socket, "create_connection", connect)
    monkeypatch.setattr(ours.__class__, "setsockopt", lambda *_all: None, raising=False)
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    with pytest.raises(FetchProblem) as refused:
        fetch("http://voorbeeld.invalid/rss", resolve=lambda _host, _port: next(answers))

    assert (refused.value.reason, connected) == ("closed_address", ["93.184.216.34"])
