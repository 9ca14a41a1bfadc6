"""The units of deploy/systemd, started as systemd would: same command, environment, credentials and socket.

There is no systemd in a test. So this reads the unit files and starts exactly what they say, on this machine's own paths.
"""

from __future__ import annotations

import os
import re
import shlex
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[2]
UNITS = ROOT / "deploy" / "systemd"
COMMON = UNITS / "eenheidsbeeld-.service.d" / "common.conf"
HOST = "beeld.voorbeeld.invalid"
SECRETS = {
    "secret_key": "KANARIE-secret-uQ7mB2xN9vK4rT6yW8zC1pL3",
    "fingerprint_key": "KANARIE-vinger-hJ5dF8gS2aP9oI4uY7tR6eW1",
    "metrics_token": "KANARIE-meten-bV3nM6qA9wE2sD5fG8hJ1kL4",
    "backup_key": "KANARIE-kopie-zX7cV4bN1mL8kJ5hG2fD9sA6",
}


def service_of(unit: str) -> dict[str, list[str]]:
    """What stands under [Service], from the common file and the unit itself."""
    read: dict[str, list[str]] = {}
    for path in (COMMON, UNITS / unit):
        inside = False
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("["):
                inside = line == "[Service]"
            elif inside and "=" in line and not line.startswith("#"):
                name, _, value = line.partition("=")
                read.setdefault(name, []).append(value)
    return read


@dataclass
class Server:
    """One installation: its folders, its database, its processes, and all that they say."""

    folder: Path
    database: str
    scratch: str
    running: dict[str, subprocess.Popen[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("data", "backups", "credentials", "said"):
            (self.folder / name).mkdir(mode=0o700)
        for name, secret in SECRETS.items():
            (self.folder / "credentials" / name).write_text(f"{secret}\n")
        self.door = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port = self.door.getsockname()[1]

    def environment(self, unit: str) -> dict[str, str]:
        service = service_of(unit)
        given = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        for line in (ROOT / "deploy" / "eenheidsbeeld.env.example").read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                name, _, value = line.partition("=")
                given[name] = value
        for value in service["Environment"]:
            given.update(word.split("=", 1) for word in shlex.split(value))
        assert {f"{name}:/etc/eenheidsbeeld/secrets/{name}" for name in SECRETS} == set(service["LoadCredential"])
        here = {
            "/var/lib/eenheidsbeeld": str(self.folder / "data"), "%d": str(self.folder / "credentials"),
            "/var/backups/eenheidsbeeld": str(self.folder / "backups"),
            "postgresql:///eenheidsbeeld_proef?host=/run/postgresql": self.scratch,
            "postgresql:///eenheidsbeeld?host=/run/postgresql": self.database,
        }  # fmt: skip
        return {name: _here(value, here) for name, value in given.items()}

    def start(self, unit: str, *, with_socket: bool = False) -> subprocess.Popen[str]:
        (command,) = service_of(unit)["ExecStart"]
        words = shlex.split(command)
        assert words[0] == "/opt/eenheidsbeeld/current/bin/eenheidsbeeld"
        words[0] = str(Path(sys.executable).with_name("eenheidsbeeld"))
        environment = self.environment(unit)
        if with_socket:
            # As systemd does: the socket is file 3, and the process knows that it is meant for it.
            take = 'exec 3<&"$1"; shift; export LISTEN_PID=$$ LISTEN_FDS=1; exec "$@"'
            words = ["bash", "-c", take, "bash", str(self.door.fileno()), *words]
        said = open(self.folder / "said" / f"{unit}.txt", "a+")
        process = subprocess.Popen(
            words, env=environment, cwd=self.folder / "data", stdout=said, stderr=said, text=True,
            pass_fds=(self.door.fileno(),) if with_socket else (),
        )  # fmt: skip
        self.running[unit] = process
        return process

    def run(self, unit: str, *more: str, feed: str = "") -> subprocess.CompletedProcess[str]:
        """A unit that does one thing and ends; `more` takes the place of what the unit asks, as deploy/eb does."""
        (command,) = service_of(unit)["ExecStart"]
        words = [str(Path(sys.executable).with_name("eenheidsbeeld")), *(more or shlex.split(command)[1:])]
        ran = subprocess.run(
            words, env=self.environment(unit), cwd=self.folder / "data", input=feed, capture_output=True, text=True,
            check=False, timeout=300,
        )  # fmt: skip
        with open(self.folder / "said" / f"{unit}.txt", "a") as said:
            said.write(ran.stdout + ran.stderr)
        return ran

    def everything_said(self) -> str:
        return "".join(path.read_text("utf-8") for path in (self.folder / "said").iterdir())

    def stop(self) -> None:
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()
        for process in self.running.values():
            process.wait(timeout=300)
        self.door.close()


def _here(value: str, here: Mapping[str, str]) -> str:
    for there, ours in here.items():
        value = value.replace(there, ours)
    return value


class Browser:
    """A browser behind the proxy: the cookies are for https only, and what the proxy adds is added here."""

    def __init__(self, port: int) -> None:
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{port}", timeout=300, trust_env=False, cookies=None,
            headers={
                "Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7", "Connection": "close",
                "Referer": f"https://{HOST}/",
            },
        )  # fmt: skip
        self.cookies: dict[str, str] = {}
        self.seen: list[str] = []

    def ask(self, method: str, address: str, **more: Any) -> httpx.Response:
        self.client.cookies.clear()
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self.client.request(method, address, headers={"Cookie": cookie, **more.pop("headers", {})}, **more)
        for line in answer.headers.get_list("set-cookie"):
            name, _, value = line.split(";")[0].partition("=")
            assert "SameSite=Lax" in line and ("Secure" in line or "Max-Age=0" in line), line
            self.cookies[name] = value
        self.seen.append(answer.text)
        return answer

    def get(self, address: str, **more: Any) -> httpx.Response:
        return self.ask("GET", address, **more)

    def post(self, address: str, form: Mapping[str, Any]) -> httpx.Response:
        return self.ask("POST", address, data={"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **form})

    def sign_in(self, account: str, password: str) -> httpx.Response:
        self.get("/inloggen/login/")
        return self.post("/inloggen/login/", {"login": account, "password": password})


def fields_of(page: str) -> list[str]:
    return re.findall(r'<(?:input|textarea|select)[^>]* name="([^"]+)"', page)
