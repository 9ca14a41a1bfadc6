"""What fifty people do in a working week, each as a loop over real pages: officer, analyst, editor, mayor, partner.

Every write carries a mark, a row of words that stands nowhere else, and goes into the journal once the server said
that it is stored. Seconds to think are those of people: a page is read, a text is typed.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from visitor import Journal, Nothing, Visitor, rest, values_of
from world import PASSWORD

SAID = """
brug lamp tafel stoel appel fiets trein boot straat plein molen kerk toren haven sluis dijk weide bos heide duin
strand rivier beek vijver regen wind zon maan ster wolk sneeuw hagel dauw mist blad tak stam wortel bloem gras
"""
WORDS = tuple(SAID.split())
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HTMX: dict[str, Any] = {"HX_Request": "true"}
TRIES = 120


class Over(Exception):
    """The working day is over."""


@dataclass
class Day:
    """What all share: the journal, texts to type, and when it is over."""

    journal: Journal
    texts: list[str]
    over: Callable[[], bool]
    choose: random.Random
    pace: float = 1.0

    def __post_init__(self) -> None:
        self._marks = ("kenmerk " + " ".join(words) for words in itertools.permutations(WORDS, 4))
        self._text = itertools.cycle(self.texts)

    def mark(self) -> str:
        return next(self._marks)

    def text(self) -> str:
        return next(self._text)

    async def think(self, least: float, most: float) -> None:
        """Look at the page, type; the day ends here and not between two steps of a write."""
        await rest(self.choose.uniform(least, most) * self.pace, self.over)
        if self.over():
            raise Over

    def chance(self, share: float) -> bool:
        return self.choose.random() < share


async def person(who: Visitor, day: Day, number: int, people: int) -> None:
    """Come in at a moment of one's own, and work until the day is over. What fails is looked at again in a moment."""
    await rest(60 * day.pace * number / people, day.over)
    try:
        while "__Host-session" not in who.cookies:
            await _unless_nothing(who.sign_in(PASSWORD), day)
        while True:
            await _unless_nothing(WORK[who.person["work"]](who, day), day)
    except Over:
        pass


async def _unless_nothing(doing: Coroutine[Any, Any, None], day: Day) -> None:
    try:
        await doing
    except Nothing:
        await day.think(1, 3)
    if day.over():
        raise Over


async def officer(who: Visitor, day: Day) -> None:
    """On a phone: what was noticed goes in; what others noticed is looked at."""
    await who.get("start page", "/")
    await day.think(2, 8)
    await bring_in(who, day)
    await who.get("my signals", "/signalen/mijn/")
    await day.think(2, 6)
    if day.chance(0.5):
        listed = await who.get("list", "/signalen/")
        await day.think(3, 10)
        if found := re.findall(r'href="/signalen/([0-9A-Z]{5}-?[0-9A-Z]{5})/', listed):
            await who.get("signal", f"/signalen/{day.choose.choice(found)}/")
            await day.think(3, 10)
    if day.chance(0.3):
        await who.get("search", f"/signalen/?zoek={day.choose.choice(['vuurwerk', 'azc', 'protest plein'])}")
        await day.think(2, 8)
    if day.chance(0.3):
        await who.get("area page", f"/gebieden/{who.person['area']}/")
        await day.think(3, 10)
    if day.chance(0.3):
        await situation(who, day)
    if day.chance(0.08):
        await who.get("export, CSV", f"/signalen/bestand.csv?gebied={who.person['area']}")


async def bring_in(who: Visitor, day: Day) -> None:
    mark = day.mark()
    form = {
        "text": f"{day.text()} {mark}.", "area": who.person["area"], "basis": "experienced",
        "source_grade": "reliable", "content_grade": "plausible",
    }  # fmt: skip
    await who.get("form", "/signalen/nieuw/")
    await day.think(10, 30)
    looked = await who.post("look at what is stored", "/signalen/nieuw/", {**form, "step": "check"}, expected=(200,))
    await day.think(3, 10)
    sent = {**form, "step": "confirm", "masks": (values_of(looked.text, "masks") or [""])[0]}
    day.journal.try_to("signal", mark)
    answer = await again(
        day, who, lambda: who.post("store a signal", "/signalen/nieuw/", sent),
    )  # fmt: skip
    reference = answer.headers["location"].strip("/").rsplit("/", 1)[1]
    day.journal.acknowledge(mark, reference=reference)
    await who.get("thanks", answer.headers["location"])
    await day.think(1, 4)


async def again(day: Day, who: Visitor, ask: Callable[[], Awaitable[Any]]) -> Any:
    """Send until it is taken: what a person does when a form gives no answer. Once, when nothing is killed."""
    for _try in range(TRIES if who.patient else 1):
        try:
            return await ask()
        except Nothing:
            await day.think(0.5, 1.5)
    raise Nothing("given up")


async def situation(who: Visitor, day: Day) -> None:
    listed = await who.get("situations", "/situaties/")
    await day.think(2, 8)
    found = re.findall(r'href="/situaties/([0-9A-Z]{10})/', listed)
    if not found:
        return
    address = f"/situaties/{day.choose.choice(found)}/"
    # A colleague may have attached what fewer may see, and then it is not there for this reader.
    if not await who.get("situation", address, or_else=(404,)):
        return
    await day.think(3, 10)
    if who.person["work"] in ("officer", "analyst") and day.chance(0.5):
        if not await who.get("fact, form", f"{address}feit/", or_else=(404,)):
            return
        await day.think(5, 15)
        mark = day.mark()
        form = {"text": f"Rond het plein was het druk, {mark}.", "source_grade": "reliable",
                "content_grade": "plausible"}  # fmt: skip
        day.journal.try_to("fact", mark)
        answer = await who.post("fact, store", f"{address}feit/", form, expected=(302, 404))
        if answer.status_code == 302:
            day.journal.acknowledge(mark)
        elif mark not in answer.text:  # no longer there for this reader; what was typed must be shown once more
            who.measured.wrong.append(f"fact, store: gone, and the words {mark} with it")


async def analyst(who: Visitor, day: Day) -> None:
    """The inbox, one after the other: read, then attach, set aside or start; sometimes undo."""
    page = await who.get("inbox", "/inbox/")
    await day.think(2, 6)
    waiting = list(dict.fromkeys(re.findall(r'href="/inbox/([0-9A-Z]{10})/', page)))
    for reference in day.choose.sample(waiting, min(4, len(waiting))):
        await who.get("inbox, read one", f"/inbox/{reference}/", **HTMX)
        await day.think(3, 10)
        chance = day.choose.random()
        decide = attach if chance < 0.45 else set_aside if chance < 0.85 else start if chance < 0.95 else None
        if decide is None:
            await who.post("undo", "/inbox/ongedaan/", {})
        else:
            await decide(who, day, reference)
        await day.think(1, 3)
    if day.chance(0.3):
        await who.get("list, search", "/signalen/?zoek=vuurwerk&stand=received")
        await day.think(2, 6)
    if day.chance(0.3):
        await situation(who, day)
    if day.chance(0.04):
        await who.get("export, XLSX", f"/signalen/bestand.xlsx?gebied={day.choose.choice(AREAS)}")


AREAS = ("GM0632", "GM0344", "GM0307", "GM0034")


async def set_aside(who: Visitor, day: Day, reference: str) -> None:
    await who.post("set aside, reasons", "/inbox/terzijde/", {"signaal": reference}, expected=(200,), **HTMX)
    await day.think(1, 4)
    await _decision(who, day, "set_aside", reference, "/inbox/terzijde/", {"reason": "not_unrest", "words": ""})


async def attach(who: Visitor, day: Day, reference: str) -> None:
    page = await who.post("attach, choose", "/inbox/koppelen/", {"signaal": reference}, expected=(200, 302), **HTMX)
    await day.think(1, 5)
    if targets := [one for one in values_of(page.text, "situatie") if one]:
        target = {"situatie": day.choose.choice(targets[:20]), "minder": "1"}
        await _decision(who, day, "attach", reference, "/inbox/koppelen/", target)


async def start(who: Visitor, day: Day, reference: str) -> None:
    await who.post("start a situation, form", "/inbox/starten/", {"signaal": reference}, expected=(200,), **HTMX)
    await day.think(5, 15)
    form = {"title": f"Onrust {day.mark()}", "phenomenon": "riot", "summary": ""}
    await _decision(who, day, "start", reference, "/inbox/starten/", form)


async def _decision(who: Visitor, day: Day, kind: str, reference: str, path: str, form: dict[str, str]) -> None:
    """Decided once the next page offers to undo exactly this step; a colleague may have been first."""
    mark = f"{kind} {reference} {who.person['email']}"
    day.journal.try_to(kind, mark, signal=reference)
    answer = await who.post(f"{kind}, store", path, {"signaal": reference, **form})
    page = await who.get("inbox, next", answer.headers["location"])
    # A step before this one, of which the answer stayed away, may be told here as well; ours is told last.
    if steps := re.findall(r"/inbox/ongedaan/([0-9A-Z]{10})/", page):
        day.journal.acknowledge(mark, step=steps[-1])


async def desk(who: Visitor, reference: str) -> str:
    """The desk of an edition; who comes after a colleague released it, is sent to what was released."""
    return await who.get("workbench", f"/beelden/{reference}/bewerken/", or_else=(302,))


async def editor(who: Visitor, day: Day) -> None:
    """An edition from opening to release; then a correction of it, which is released as well."""
    await who.get("editions", "/beelden/")
    await day.think(2, 6)
    publication = who.person["publication"]
    opened = await who.post("edition, open", f"/beelden/openen/{publication}/", {})
    reference = opened.headers["location"].strip("/").split("/")[1]
    bench = await desk(who, reference)
    if "/vrijgeven/" not in bench and "/deel/" not in bench:
        await correct(who, day, reference)
        return
    for _sentence in range(day.choose.randrange(2, 5)):
        await write(who, day, reference)
    await who.get("read own draft", f"/beelden/{reference}/")
    await day.think(4, 12)
    if day.chance(0.3):
        await who.get("draft, PDF", f"/beelden/{reference}.pdf")
        await day.think(3, 8)
    await release(who, day, reference)


async def write(who: Visitor, day: Day, reference: str) -> None:
    bench = await desk(who, reference)
    await day.think(2, 6)
    sections = list(dict.fromkeys(re.findall(r"/beelden/deel/([0-9A-Z]{10})/zin/", bench)))
    if not sections:
        return
    address = f"/beelden/deel/{day.choose.choice(sections)}/zin/"
    page = await who.get("sentence, form", address)
    await day.think(8, 20)
    mark = day.mark()
    form = {"text": f"Er was deze week meer te doen rond het plein, {mark}.", "likelihood": "", "confidence": "",
            "revision": "0", "evidence": values_of(page, "evidence")[:2]}  # fmt: skip
    day.journal.try_to("statement", mark, edition=reference)
    for _try in range(TRIES if who.patient else 1):
        try:
            answer = await who.post("sentence, store", address, form, expected=(302, 409))
        except Nothing:
            # Nobody types a sentence twice without looking whether it stands there.
            await day.think(1, 3)
            if mark not in await again(day, who, lambda: desk(who, reference)):
                continue
            answer = None
        if answer is None or answer.status_code == 302:
            day.journal.acknowledge(mark)
        return


async def release(who: Visitor, day: Day, reference: str) -> None:
    """Ask the partners, wait for their answer, adopt and release."""
    bench = await desk(who, reference)
    if not bench:
        return
    if f"/beelden/{reference}/rondsturen/" in bench:
        before = datetime.now(AMSTERDAM) + timedelta(minutes=1)
        form = {"answer_before_0": f"{before:%Y-%m-%d}", "answer_before_1": f"{before:%H:%M}"}
        await who.get("ask partners, form", f"/beelden/{reference}/rondsturen/")
        await day.think(2, 6)
        await who.post("ask partners", f"/beelden/{reference}/rondsturen/", form)
        await day.think(30, 60)
        bench = await desk(who, reference)
    if f"/beelden/{reference}/vaststellen/" in bench:
        await who.post("adopt", f"/beelden/{reference}/vaststellen/", {})
        await day.think(2, 6)
    mark = f"release {reference}"
    day.journal.try_to("release", mark, edition=reference)
    answer = await who.post("release", f"/beelden/{reference}/vrijgeven/", {}, expected=(302, 409))
    if answer.status_code == 302:
        day.journal.acknowledge(mark)
        await who.get("read edition", f"/beelden/{reference}/")
        await day.think(5, 15)
        await correct(who, day, reference)


async def correct(who: Visitor, day: Day, reference: str) -> None:
    released = await again(day, who, lambda: who.get("editions", "/beelden/"))
    newest = _read_links(str(released))
    reference = reference if reference in newest else (newest or [reference])[0]
    await who.get("correct, form", f"/beelden/{reference}/corrigeren/")
    await day.think(5, 15)
    answer = await who.post("correct", f"/beelden/{reference}/corrigeren/", {"note": "Een getal is verbeterd."},
                            expected=(302, 409))  # fmt: skip
    if answer.status_code == 302:
        draft = answer.headers["location"].strip("/").split("/")[1]
        for _sentence in range(day.choose.randrange(1, 3)):
            await write(who, day, draft)
        await release(who, day, draft)


def _read_links(page: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r'href="/beelden/([0-9A-Z]{10})/"', page)))


async def mayor(who: Visitor, day: Day) -> None:
    """Reads: the picture, its file, the own area, what is coming."""
    await who.get("start page", "/")
    await day.think(4, 12)
    page = await who.get("editions", "/beelden/")
    await day.think(2, 6)
    for reference in _read_links(page)[:1]:
        await who.get("read edition", f"/beelden/{reference}/")
        await day.think(15, 40)
        if day.chance(0.5):
            await who.get("edition, PDF", f"/beelden/{reference}.pdf")
            await day.think(5, 15)
        if day.chance(0.1):
            await who.get("edition, Word", f"/beelden/{reference}.docx")
            await day.think(5, 15)
    for name, path in (
        ("area page", f"/gebieden/{who.person['area']}/"), ("calendar", "/agenda/"), ("levels", "/niveaus/"),
        ("search everything", "/zoeken/?zoek=vuurwerk"), ("help", "/hulp/"),
    ):  # fmt: skip
        if day.chance(0.5):
            await who.get(name, path)
            await day.think(4, 15)
    if day.chance(0.3):
        await situation(who, day)
    if day.chance(0.15):
        form = {"level": "1", "direction": "stable", "reason": f"Het is rustig, {day.mark()}."}
        await who.get("level, form", f"/niveaus/{who.person['area']}/")
        await day.think(4, 12)
        await who.post("level, set", f"/niveaus/{who.person['area']}/", form)


async def partner(who: Visitor, day: Day) -> None:
    """Writes the own part of an edition that waits for agreement, and agrees to it."""
    await who.get("start page", "/")
    await day.think(3, 10)
    page = await who.get("editions", "/beelden/")
    await day.think(2, 6)
    for reference in list(dict.fromkeys(re.findall(r"/beelden/([0-9A-Z]{10})/(?:bewerken|instemmen)/", page)))[:2]:
        part = await who.get("own part", f"/beelden/{reference}/instemmen/", or_else=(302,))
        await day.think(4, 12)
        if 'name="dissent"' in part:
            mark = f"agree {reference} {who.person['email']}"
            day.journal.try_to("agree", mark, edition=reference)
            answer = await who.post("agree", f"/beelden/{reference}/instemmen/", {"dissent": ""}, expected=(302, 409))
            if answer.status_code == 302:
                day.journal.acknowledge(mark)
        if day.chance(0.5):
            await write(who, day, reference)
    for reference in _read_links(page)[:1]:
        await who.get("read edition", f"/beelden/{reference}/")
        await day.think(10, 30)
    await situation(who, day)


WORK = {"officer": officer, "analyst": analyst, "editor": editor, "mayor": mayor, "partner": partner}
