"""One person with a browser: keeps cookies, sends the token with each form, and has every answer timed."""

from __future__ import annotations

import asyncio
import html
import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.journeys.deployed import HOST

TROUBLE = 599


@dataclass
class Measured:
    """Every answer: which page, how long it took, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    asked: int = 0

    def note(self, page: str, seconds: float, status: int, expected: tuple[int, ...], said: str) -> None:
        self.asked += 1
        self.times.setdefault(page, []).append(seconds * 1000)
        if status not in expected:
            self.wrong.append(f"{page}: {status} {said}")


@dataclass
class Journal:
    """What the server said that it stored, written down outside it before anything else is done."""

    path: Path
    tried: dict[str, dict[str, Any]] = field(default_factory=dict)
    stored: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._file = open(self.path, "a", encoding="utf-8")

    def try_to(self, kind: str, mark: str, **about: Any) -> None:
        self.tried[mark] = {"kind": kind, **about}

    def acknowledge(self, mark: str, **answer: Any) -> None:
        self.stored[mark] = self.tried[mark] | answer
        self._file.write(json.dumps({"mark": mark, **self.stored[mark]}) + "\n")
        self._file.flush()


class Nothing(Exception):
    """The server gave no answer, or said that it could not: the person looks again in a moment."""


class Visitor:
    """`patient`: while things are killed, an answer that stays away is no error; the person tries again."""

    def __init__(
        self, person: Mapping[str, str], number: int, client: httpx.AsyncClient, measured: Measured, *, patient: bool
    ) -> None:
        self.person, self.client, self.measured, self.patient = person, client, measured, patient
        self.cookies = {"__Host-session": person["session"]} if person["session"] else {}
        self.address = f"198.51.100.{number + 1}"

    async def get(self, page: str, path: str, *, or_else: tuple[int, ...] = (), **headers: str) -> str:
        """The page. `or_else`: also a right answer, when colleagues may have been first; then there is no page."""
        answer = await self._ask("GET", page, path, (200, *or_else), headers=headers)
        return answer.text if answer.status_code == 200 else ""

    async def post(self, page: str, path: str, form: Mapping[str, Any], *, expected: tuple[int, ...] = (302,),
                   **headers: str) -> httpx.Response:  # fmt: skip
        token = self.cookies.get("__Host-csrf", "")
        return await self._ask("POST", page, path, expected, headers=headers,
                               data={"csrfmiddlewaretoken": token, **form})  # fmt: skip

    async def _ask(self, method: str, page: str, path: str, expected: tuple[int, ...], *, headers: dict[str, str],
                   data: Mapping[str, Any] | None = None) -> httpx.Response:  # fmt: skip
        sent = {
            "Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": self.address, "Connection": "close",
            "Referer": f"https://{HOST}/", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }  # fmt: skip
        start = time.perf_counter()
        try:
            answer = await self.client.request(method, path, headers=sent, data=data)
        except (httpx.TransportError, OSError) as problem:
            self._note(page, time.perf_counter() - start, TROUBLE, expected, type(problem).__name__)
            raise Nothing(page) from None
        self._keep_cookies(answer)
        self._note(page, time.perf_counter() - start, answer.status_code, expected, _why(answer))
        if answer.status_code not in expected or self._is_sent_away(page, answer):
            raise Nothing(f"{page}: {answer.status_code}")
        return answer

    def _is_sent_away(self, page: str, answer: httpx.Response) -> bool:
        """Signed out: the answer to a form is then no acknowledgement."""
        away = "/inloggen/" in answer.headers.get("location", "") and not page.startswith("sign")
        if away:
            self.measured.wrong.append(f"{page}: signed out")
        return away

    def _note(self, page: str, seconds: float, status: int, expected: tuple[int, ...], said: str) -> None:
        if self.patient and status >= 500:
            self.measured.asked += 1
            return
        self.measured.note(page, seconds, status, expected, said)

    def _keep_cookies(self, answer: httpx.Response) -> None:
        for line in answer.headers.get_list("set-cookie"):
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value

    async def sign_in(self, password: str) -> None:
        await self.get("sign-in page", "/inloggen/login/")
        await self.post("sign in", "/inloggen/login/", {"login": self.person["email"], "password": password})


def _why(answer: httpx.Response) -> str:
    if answer.status_code < 400 and answer.status_code != 302:
        return ""
    if answer.status_code == 302:
        return answer.headers["location"]
    titles = re.findall(r"<(?:h1|p)[^>]*>([^<]{3,120})", answer.text)
    return " | ".join(html.unescape(one).strip() for one in titles[:3])


def values_of(page: str, name: str) -> list[str]:
    """The values of every field with this name in the page, whichever way round its attributes stand."""
    fields = re.findall(rf'<(?:input|button)\b[^>]*\bname="{name}"[^>]*>', page)
    return [html.unescape(found[1]) for one in fields if (found := re.search(r'\bvalue="([^"]*)"', one))]


async def rest(seconds: float, over: Callable[[], bool]) -> None:
    """Think, look away; no longer than the working day lasts."""
    end = time.monotonic() + seconds
    while not over() and (left := end - time.monotonic()) > 0:
        await asyncio.sleep(min(left, 0.5))
