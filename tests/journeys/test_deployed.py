"""In production as deploy/ describes it: the real commands of the units, on PostgreSQL, from empty to signed in.

One installation for all stories of this file, in their order: an installation is made once and then lives.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from eenheidsbeeld.accountability.official_texts import official_text
from tests.journeys.deployed import HOST, ROOT, SECRETS, Browser, Server

pytestmark = pytest.mark.slow
PASSWORD = "KANARIE-een-lang-wachtwoord"
ACCOUNT = "oov@voorbeeld.invalid"
TYPED = "Mevrouw Kanariepiet belde: jongeren met vuurwerk bij het station in Woerden. Bel 06-12345678."
SIGNAL = {"text": TYPED, "area": "GM0632", "event_date": "2026-03-21", "event_time": "20:00", "basis": "experienced",
          "source_grade": "reliable", "content_grade": "plausible"}  # fmt: skip
WEB, WORKER = "eenheidsbeeld-web.service", "eenheidsbeeld-worker@.service"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        pytest.skip("production is PostgreSQL: this runs with make test-postgres")
    import psycopg

    address, mine = url.rsplit("/", 1)[0], f"eb_deployed_{os.getpid()}"
    with psycopg.connect(f"{address}/postgres", autocommit=True) as admin:
        for name in (mine, f"{mine}_proef"):
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            admin.execute(f"CREATE DATABASE {name}")
        made = Server(tmp_path_factory.mktemp("server"), f"{address}/{mine}", f"{address}/{mine}_proef")
        try:
            yield made
        finally:
            made.stop()
            for name in (mine, f"{mine}_proef"):
                admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def visitor(server: Server) -> Browser:
    return Browser(server.port)


def test_it_does_not_start_before_it_is_prepared_and_says_what_to_do(server: Server) -> None:
    ran = server.run(WEB)

    assert ran.returncode == 1
    assert "eenheidsbeeld prepare" in ran.stderr


def test_it_is_prepared_and_the_first_account_is_made(server: Server) -> None:
    prepared = server.run("eenheidsbeeld-prepare.service")
    assert prepared.returncode == 0, prepared.stderr

    for words in (
        ("organisation", "--slug", "woerden", "--name", "Gemeente Woerden", "--kind", "municipality", "--unit",
         "PU-midden-nederland", "--area", "GM0632", "--task", "Gemeentewet art. 172"),
        ("group", "--slug", "west", "--name", "Beeld West", "--area", "PD-west-utrecht", "--member", "woerden"),
    ):  # fmt: skip
        made = server.run(WEB, "accounts", *words)
        assert made.returncode == 0, made.stderr
    person = server.run(
        WEB, "accounts", "person", "--email", ACCOUNT, "--name", "OOV", "--organisation", "woerden", "--function",
        "OOV-adviseur", "--role", "contributor", feed=f"{PASSWORD}\n{PASSWORD}\n",
    )  # fmt: skip
    assert person.returncode == 0, person.stderr


def test_web_and_worker_start_and_all_becomes_ready(server: Server, visitor: Browser) -> None:
    server.start(WEB, with_socket=True)
    server.start(WORKER)

    # Nobody waits for a clock: a request waits in the socket until the web process is there.
    assert visitor.get("/gezond/").text == "ok\n"
    watch = {"Authorization": f"Bearer {SECRETS['metrics_token']}"}
    answers = (visitor.get("/gereed/", headers=watch) for _try in range(2000))
    ready = next(answer for answer in answers if answer.status_code == 200)
    assert "worker: good, running" in ready.text


def test_it_is_closed_until_the_list_for_going_live_is_confirmed(server: Server) -> None:
    early = Browser(server.port)
    assert early.sign_in(ACCOUNT, PASSWORD).status_code == 302
    assert early.get("/signalen/").status_code == 503

    confirm_everything(server)

    assert early.get("/signalen/").status_code == 200


def confirm_everything(server: Server) -> None:
    """As the keepers do on their page, item by item; their second step is another story."""
    import psycopg

    with psycopg.connect(server.database, autocommit=True) as database:
        for item in official_text("livegang")["item"]:
            database.execute(
                "INSERT INTO accountability_confirmation (item, note, by_id, at)"
                " SELECT %s, 'Gezien in de proef', min(id), now() FROM accounts_membership",
                [item["key"]],
            )


def test_somebody_signs_in_and_brings_in_a_signal(server: Server, visitor: Browser) -> None:
    refused = visitor.sign_in(ACCOUNT, "KANARIE-verkeerd-wachtwoord")
    assert refused.status_code == 200
    assert visitor.get("/signalen/").status_code == 302

    assert visitor.sign_in(ACCOUNT, PASSWORD).status_code == 302
    looked = visitor.post("/signalen/nieuw/", {**SIGNAL, "step": "check"})
    assert looked.status_code == 200
    sent = visitor.post("/signalen/nieuw/", {**SIGNAL, "step": "confirm", "masks": ""})
    assert sent.status_code == 302, sent.text[-2000:]
    assert sent.headers["location"].startswith("/signalen/nieuw/bedankt/")
    assert "vuurwerk" in visitor.get("/signalen/").text


def test_answers_carry_what_keeps_a_browser_safe(visitor: Browser) -> None:
    headers = visitor.get("/").headers

    assert headers["strict-transport-security"].startswith("max-age=31536000")
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"


def test_another_name_and_plain_http_are_refused(server: Server, visitor: Browser) -> None:
    assert visitor.get("/", headers={"Host": "kanarie.voorbeeld.invalid"}).status_code == 400

    plain = visitor.get("/inloggen/login/", headers={"X-Forwarded-Proto": "http"})
    assert (plain.status_code, plain.headers["location"]) == (301, f"https://{HOST}/inloggen/login/")


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not on this machine: not run")
def test_the_proxy_of_the_example_stands_in_front(server: Server, tmp_path: Path) -> None:
    """TLS, the right name only, and numbers not for the network, also not with the token."""
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as two:
        plain, secure = one.getsockname()[1], two.getsockname()[1]
    start_proxy(tmp_path, plain, secure, server.port)
    try:
        with httpx.Client(verify=False, trust_env=False, timeout=300, headers={"Host": HOST}) as client:
            page = client.get(f"https://127.0.0.1:{secure}/inloggen/login/")
            assert page.status_code == 200
            assert "Secure" in page.headers["set-cookie"]
            watch = {"Authorization": f"Bearer {SECRETS['metrics_token']}"}
            assert client.get(f"https://127.0.0.1:{secure}/meetwaarden/", headers=watch).status_code == 404
            sent_on = client.get(f"http://127.0.0.1:{plain}/inloggen/login/")
            assert sent_on.headers["location"] == f"https://{HOST}/inloggen/login/"
            with pytest.raises(httpx.RemoteProtocolError):
                client.get(f"https://127.0.0.1:{secure}/", headers={"Host": "iets.anders.invalid"})
    finally:
        subprocess.run(["nginx", "-s", "stop", "-c", str(tmp_path / "nginx.conf")], check=True, capture_output=True)


def start_proxy(folder: Path, plain: int, secure: int, behind: int) -> None:
    """nginx with the example as it stands, on ports of its own; it returns when it listens."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", f"/CN={HOST}", "-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    site = (ROOT / "deploy" / "nginx" / "eenheidsbeeld.conf").read_text("utf-8")
    site = re.sub(r"^ *listen \[::\].*\n", "", site, flags=re.M)
    for there, here in (("listen 80;", f"listen 127.0.0.1:{plain};"), ("listen 443", f"listen 127.0.0.1:{secure}"),
                        ("127.0.0.1:8017", f"127.0.0.1:{behind}"), ("/etc/eenheidsbeeld/tls", str(folder)),
                        ("/var/log/nginx", str(folder))):  # fmt: skip
        assert there in site
        site = site.replace(there, here)
    file = folder / "nginx.conf"
    file.write_text(f"pid {folder}/pid; error_log {folder}/e; events {{}} http {{ {site} }}")
    subprocess.run(["nginx", "-p", str(folder), "-c", str(file)], check=True, capture_output=True)


def test_static_files_are_compressed_and_kept_for_ever_under_a_name_with_their_hash(visitor: Browser) -> None:
    page = visitor.get("/").text
    (css,) = re.findall(r'href="(/static/css/base\.[0-9a-f]{12}\.css)"', page)

    answer = visitor.get(css, headers={"Accept-Encoding": "br"})

    assert answer.headers["content-encoding"] == "br"
    assert "immutable" in answer.headers["cache-control"]


def test_two_web_processes_count_together(visitor: Browser) -> None:
    watch = {"Authorization": f"Bearer {SECRETS['metrics_token']}"}

    def counted() -> int:
        found = re.search(
            r'eb_requests_total\{method="GET",route="desk:robots",status="200"\} (\d+)',
            visitor.get("/meetwaarden/", headers=watch).text,
        )
        return int(found[1]) if found else 0

    before = counted()
    for _ in range(40):
        visitor.get("/robots.txt")

    assert counted() == before + 40


class Held:
    """A request of which the body is not finished while the web processes change."""

    def __init__(self, port: int) -> None:
        self.door = socket.create_connection(("127.0.0.1", port), timeout=300)
        self.door.sendall(
            f"POST /taal/ HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n".encode()
        )
        # The answer to Expect says that a web process has taken it up.
        said, _, self.begun = self.door.recv(100).partition(b"\r\n\r\n")
        assert b"100 Continue" in said

    def finish(self) -> bytes:
        self.door.sendall(b"language=nl")
        answer = self.begun  # the answer may come right behind it
        while piece := self.door.recv(65536):
            answer += piece
        return answer


def ask_all_the_time(port: int, until: Any) -> list[int]:
    """One visitor after another, each with a connection of its own, as the proxy does."""
    seen = []
    while not until():
        seen.append(Browser(port).get("/robots.txt").status_code)
    return seen


def children_of(pid: int) -> set[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return {int(word) for word in found.stdout.split()}


def test_reloading_drops_nothing(server: Server) -> None:
    """HUP: new web processes take over, and what is under way is finished by the old ones."""
    master = server.running[WEB].pid
    old = children_of(master)
    held = Held(server.port)
    with ThreadPoolExecutor(4) as visitors:
        gone = [False]
        asking = [visitors.submit(ask_all_the_time, server.port, lambda: gone[0]) for _ in range(4)]
        server.running[WEB].send_signal(signal.SIGHUP)
        # New processes answer while one old one still holds its request.
        while len(children_of(master) - old) < 2:
            Browser(server.port).get("/gezond/")
        answer = held.finish()
        while children_of(master) & old:
            Browser(server.port).get("/gezond/")
        gone[0] = True
        seen = [status for visitor in asking for status in visitor.result()]

    assert b" 403 " in answer.splitlines()[0] or b" 302 " in answer.splitlines()[0], answer[:200]
    assert len(seen) >= 4
    assert set(seen) == {200}


def test_another_version_starts_while_visitors_wait_in_the_socket(server: Server) -> None:
    """`systemctl restart`: the old processes finish, the new ones take the socket that systemd kept open."""
    held = Held(server.port)
    with ThreadPoolExecutor(5) as visitors:
        gone = [False]
        asking = [visitors.submit(ask_all_the_time, server.port, lambda: gone[0]) for _ in range(4)]
        first = server.running[WEB]
        first.send_signal(signal.SIGTERM)
        finishing = visitors.submit(held.finish)
        assert first.wait(timeout=300) == 0
        server.start(WEB, with_socket=True)
        assert Browser(server.port).get("/gezond/").text == "ok\n"
        gone[0] = True
        seen = [status for visitor in asking for status in visitor.result()]

    assert b" 403 " in finishing.result().splitlines()[0]
    assert set(seen) == {200}


def test_a_session_outlives_a_new_secret_key_as_long_as_the_old_one_is_named(
    server: Server, visitor: Browser
) -> None:
    """Who is there meanwhile stays signed in; who slept through it signs in again."""
    asleep = Browser(server.port)
    assert asleep.sign_in(ACCOUNT, PASSWORD).status_code == 302
    assert visitor.get("/signalen/").status_code == 200
    secret = server.folder / "credentials" / "secret_key"
    secret.write_text("KANARIE-nieuw-mN5bV7cX2zL9kJ4hG6fD1sA8")
    old = server.folder / "credentials" / "old_key"
    old.write_text(SECRETS["secret_key"])

    restart(server, EB_SECRET_KEY_FALLBACKS_FILE=str(old))
    assert visitor.get("/signalen/").status_code == 200

    restart(server)
    assert visitor.get("/signalen/").status_code == 200
    assert asleep.get("/signalen/").status_code == 302


def restart(server: Server, **more: str) -> None:
    server.running[WEB].send_signal(signal.SIGTERM)
    assert server.running[WEB].wait(timeout=300) == 0
    usual = server.environment
    server.environment = lambda unit: usual(unit) | more  # type: ignore[method-assign]
    try:
        server.start(WEB, with_socket=True)
    finally:
        server.environment = usual  # type: ignore[method-assign]


def test_the_nightly_copy_is_sealed_and_was_read_back(server: Server) -> None:
    made = server.run("eenheidsbeeld-backup.service")

    assert made.returncode == 0, made.stderr
    assert "Teruggelezen in een proefdatabase" in made.stdout
    (copy,) = (server.folder / "backups").glob("*.reservekopie")
    assert copy.read_bytes().startswith(b"EBSEAL1")
    assert copy.stat().st_mode & 0o077 == 0


def test_an_error_of_ours_is_told_to_the_user_and_the_log_without_content(server: Server, visitor: Browser) -> None:
    """A table is taken away: the error of the database quotes the question and its values."""
    import psycopg

    visitor.cookies.clear()
    visitor.sign_in(ACCOUNT, PASSWORD)
    with psycopg.connect(server.database, autocommit=True) as database:
        database.execute("ALTER TABLE signals_signal RENAME TO weg")
        broken = visitor.get("/signalen/", params={"q": "KANARIE zoekwoord"})
        database.execute("ALTER TABLE weg RENAME TO signals_signal")

    assert broken.status_code == 500
    assert "Er ging iets mis" in broken.text
    lines = [line for line in server.everything_said().splitlines() if line.startswith("{")]
    told = [line for line in map(json.loads, lines) if "error" in line]
    assert any("ProgrammingError" in line["error"] and line["status"] == 500 for line in told), told


def test_the_doctor_finds_nothing_wrong(server: Server) -> None:
    looked = server.run(WEB, "doctor")

    assert looked.returncode == 0, looked.stdout


def test_everything_stops_of_itself_when_asked(server: Server) -> None:
    for unit in (WEB, WORKER):
        server.running[unit].send_signal(signal.SIGTERM)
        assert server.running[unit].wait(timeout=300) == 0, unit


def test_no_secret_and_nothing_that_people_wrote_stands_in_logs_pages_or_database(
    server: Server, visitor: Browser
) -> None:
    """Canaries: each secret and password, a name and a number in a signal, a search word, a strange host."""
    url = os.environ["DATABASE_URL"]
    dump = subprocess.run(["pg_dump", server.database], capture_output=True, text=True, check=True).stdout
    logs = server.everything_said()

    assert logs.count("\n") > 10
    for words in (logs, dump):
        for canary in ("KANARIE", "Kanariepiet", "12345678", "kanarie.voorbeeld"):
            assert canary not in words, canary
    assert url.rsplit("/", 1)[0] not in logs
    assert not any("KANARIE" in page.replace("KANARIE zoekwoord", "") for page in visitor.seen)
