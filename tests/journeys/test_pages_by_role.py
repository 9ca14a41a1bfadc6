"""Every page of the product, asked for by everyone: an answer each time, and no link that leads nowhere."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from eenheidsbeeld.core import clock
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.outlook.models import Alert, Claim, WeekLook, WeeklyCount
from eenheidsbeeld.pictures.actions import release_edition
from eenheidsbeeld.publishing.actions import agree, edit, release
from eenheidsbeeld.publishing.models import Publication
from eenheidsbeeld.signals import actions as signal_actions
from eenheidsbeeld.signals.models import Source
from eenheidsbeeld.situations import actions as situations
from eenheidsbeeld.situations.models import CalendarEntry, Trigger
from eenheidsbeeld.situations.rules import CalendarKind, TriggerKind
from tests.conftest import MEMBERS, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, WEEK_12
from tests.rooms.publishing.conftest import draft, publication, section, written  # noqa: F401
from tests.rooms.situations.conftest import analyst, make_signal, start  # noqa: F401

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("asking_without_end")]
ANSWERS = {200, 302, 400, 403, 404, 405, 409, 422}
NAMES = [name for name, *_rest in MEMBERS]
# Pages from which people set out; from each of them every link is tried once.
SETTING_OUT = (
    "/",
    "/gebieden/",
    "/situaties/",
    "/beelden/",
    "/agenda/",
    "/zoeken/?zoek=opvang",
    "/hulp/",
    "/niveaus/",
    "/vooruitblik/",
    "/vooruitblik/verwacht/",
    "/vooruitblik/staat-van-dienst/",
    "/vooruitblik/uitleg/",
)
# Where somebody sets out who only runs accounts, and so reads no content.
HOLD_NO_CONTENT = ("/", "/gebieden/", "/bronnen/", "/zoeken/?zoek=woerden", "/hulp/")
LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)')
MOST_LINKS = 60


@pytest.fixture
def world(
    region: Any, written: Any, make_signal: Any, start: Any, monkeypatch: Any, settings: Any, tmp_path: Any  # noqa: F811
) -> dict[str, str]:  # fmt: skip
    """A little of everything, by the name of what an address may ask for."""
    settings.DATA = tmp_path
    editor, oov = region.viewer("editor"), region.viewer("woerden_oov")
    signal = make_signal(brought_in_by=region.membership("woerden_oov"), received=TUESDAY)
    make_signal("Trekkers op de N204", is_announced=True, event_from=THURSDAY, received=TUESDAY)
    make_signal("Groep bij het station", owner="politie", regime="wpg", released="Drukte in het centrum")
    hidden = make_signal()
    signal_actions.report_name(reference=hidden.reference, by=oov, at=TUESDAY)
    situation = start([make_signal()], title="Spanning rond de opvang")
    shares = situation.sharing_fields()
    entry = situations.put_calendar_entry(
        title="Raadsvergadering", kind=CalendarKind.COUNCIL, starts_at=THURSDAY, area_code="GM0632", sharing=shares,
        by=oov, at=TUESDAY,
    )  # fmt: skip
    trigger = Trigger.objects.create(
        **shares, title="Uitspraak van de rechter", kind=TriggerKind.COURT_RULING.value, starts_at=THURSDAY,
        ends_at=THURSDAY + timedelta(hours=2), by=region.membership("analyst"), at=TUESDAY,
    )  # fmt: skip
    source = Source.objects.create(
        name="Nieuws Voorbeeldstad", organisation=region.organisations["bureau"], address="https://voorbeeld.invalid/",
        publisher="Voorbeeldstad", purpose="beeld", ground="openbaar", started_at=MONDAY, failures=1,
        last_outcome="too_slow",
    )  # fmt: skip
    agree.send_round(edition=written, answer_before=WEDNESDAY, by=editor, at=TUESDAY)
    agree.agree_to_part(edition=written, by=region.viewer("police_chief"), at=TUESDAY)
    release.adopt(edition=written, by=editor, at=THURSDAY)
    released = release_edition(edition=written, by=editor, at=THURSDAY)
    look = WeekLook.objects.create(
        owner=region.organisations["bureau"], marking="amber_strict", week="2026-W11", method="proef", made_at=TUESDAY
    )
    WeeklyCount.objects.create(
        owner=region.organisations["bureau"], marking="amber_strict", week="2026-W11", area_code="GM0632",
        week_starts_at=Week.parse("2026-W11").starts_at, area_year=2026, phenomenon="riot", count=9, counted_at=TUESDAY,
        is_history=True,
    )  # fmt: skip
    alert = Alert.objects.create(
        look=look, rank=1, key="riot|GM0632", phenomenon="riot", level=3, source="series", area_code="GM0632",
        areas=["GM0632"], first_week="2026-W11", observed=9, expected=0.5, upper=3, p=0.0001, by_chance=0.1,
    )  # fmt: skip
    making = edit.open_edition(
        publication=Publication.objects.get(), week=WEEK_12.plus(1), area_year=2026, by=editor, at=THURSDAY
    )
    statement = edit.add_statement(section=section(making, "glance"), text="Nog een zin.", by=editor, at=THURSDAY)
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + timedelta(days=4))
    assert CalendarEntry.objects.filter(pk=entry.pk).exists()
    return {
        "signal": signal.reference, "situation": situation.reference, "entry": entry.reference,
        "trigger": trigger.reference, "source": source.reference, "released": released.reference,
        "making": making.reference, "section": section(making, "glance").reference, "statement": statement.reference,
        "report": hidden.name_reports.get().reference, "alert": alert.reference,
        "claim": Claim.objects.get().reference,
    }  # fmt: skip


def patterns(found: Any = None, so_far: str = "/", space: str = "") -> list[tuple[str, str]]:
    """Name and route of each page of our own rooms."""
    pages: list[tuple[str, str]] = []
    for one in found if found is not None else get_resolver().url_patterns:
        if isinstance(one, URLResolver):
            pages += patterns(one.url_patterns, so_far + str(one.pattern), one.namespace or space)
        elif isinstance(one, URLPattern) and space:
            pages.append((f"{space}:{one.name}", so_far + str(one.pattern)))
    return pages


def addresses(world: dict[str, str]) -> list[str]:
    """Each route with what it asks for: the records that fit it, an edition released and one in the making."""
    filled: list[str] = []
    for name, route in patterns():
        for edition in ("released", "making"):
            values = {
                "code": "GM0632", "area_code": "GM0632", "slug": "oov-west" if "pictures" in name else "wie-ziet-wat",
                "kind": "edition_released", "form": "pdf", "fact": "X", "step": "X", "number": "1", "year": "2026",
                "hit": "1", "organisation": "1",
                "reference": world[_asked_for(name, edition)],
            }  # fmt: skip
            address = re.sub(r"<(?:[a-z_]+:)?([a-z_]+)>", lambda part, given=values: given.get(part[1], "x"), route)
            if address not in filled:
                filled.append(address)
    return filled


def _asked_for(name: str, edition: str) -> str:
    room, page = name.split(":")
    if room == "pictures":
        return {"write_section": "section", "add_statement": "section", "evidence": "statement"}.get(
            page, "statement" if "statement" in page else edition
        )
    if room == "desk":
        return "released"
    if room == "outlook":
        return "claim" if page == "judge_claim" else "alert"
    if room == "situations" and page in ("remove_entry", "remove_trigger"):
        return page.removeprefix("remove_")
    if room == "situations":
        return "signal" if page in ("inbox_signal", "proposal") else "situation"
    return "source" if "source" in page or page == "fetch_now" else "report" if page == "name_report" else "signal"


@pytest.mark.parametrize("name", NAMES)
def test_every_page_answers_and_no_link_leads_nowhere(name: str, world: dict[str, str], signed_in: Any) -> None:
    client = signed_in(name)

    answers = {address: client.get(address).status_code for address in addresses(world)}

    assert len(answers) > 90
    assert {address: code for address, code in answers.items() if code not in ANSWERS} == {}
    assert dead_links(client, HOLD_NO_CONTENT if name == "woerden_admin" else SETTING_OUT) == {}


def dead_links(client: Any, set_out: tuple[str, ...]) -> dict[str, str]:
    """Links from the pages where people set out that answer with anything but a page, and where they stand."""
    links: dict[str, str] = {}
    for start_page in set_out:
        answer = client.get(start_page)
        assert answer.status_code == 200, f"{start_page} answers with {answer.status_code}"
        for link in LINK.findall(answer.content.decode()):
            if not link.startswith(("/static/", "/inloggen/")):
                links.setdefault(unescape(link), start_page)
    answers = {link: client.get(link).status_code for link in list(links)[:MOST_LINKS]}
    return {link: f"{code}, from {links[link]}" for link, code in answers.items() if code not in (200, 302, 405)}
