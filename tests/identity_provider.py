"""A real identity provider on this machine, for the stories that sign in through it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import httpx

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "tests" / "rooms" / "accounts" / "identity_provider"
MODULES = ROOT / "build" / "identity_provider"
SECRET = "een-lang-geheim-voor-de-proef-van-single-sign-on"
RETURN = "/inloggen/organisatie/terug/"


@dataclass(frozen=True)
class Provider:
    issuer: str

    def knows(self, sub: str, email: str, *, verified: bool = True) -> None:
        """Somebody has an account at the organisation."""
        person = json.dumps({"sub": sub, "email": email, "email_verified": verified}).encode()
        request = urllib.request.Request(f"{self.issuer}/people", data=person, method="POST")
        urllib.request.urlopen(request, timeout=10).read()

    def sign_in(self, address: str, sub: str, *, amr: str = "pwd", acr: str = "") -> str:
        """Follow the redirects of the provider, fill in its form, and answer where it sends the browser back to."""
        with httpx.Client(trust_env=False, timeout=10) as browser:
            answer = browser.get(address)
            while True:
                if answer.is_redirect:
                    leads_to = urljoin(str(answer.url), answer.headers["Location"])
                    if RETURN in leads_to:
                        return leads_to
                    answer = browser.get(leads_to)
                elif "/interaction/" in str(answer.url) and answer.request.method == "GET":
                    answer = browser.post(answer.url, data={"sub": sub, "amr": amr, "acr": acr})
                else:
                    raise AssertionError(f"the provider said {answer.status_code}: {answer.text[:300]}")


@contextmanager
def running_provider(*redirects: str) -> Iterator[Provider]:
    node = shutil.which("node")
    assert node and (MODULES / "node_modules").is_dir(), "run `sh scripts/ensure_tools.sh`: it says what is missing"
    port = _free_port()
    process = subprocess.Popen(
        [node, str(SOURCE / "provider.mjs"), str(port), *redirects],
        env={**os.environ, "MODULES": str(MODULES)}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == "ready":
                break
        yield Provider(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(timeout=10)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
