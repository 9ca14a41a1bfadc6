"""Whatever lies under a shared record is nobody's business outside: every page, list, export and file."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from eenheidsbeeld.sharing.models import Shared
from tests.journeys.test_pages_by_role import world  # noqa: F401
from tests.rooms.publishing.conftest import draft, publication, section, written  # noqa: F401
from tests.rooms.situations.conftest import analyst, make_signal, start  # noqa: F401

pytestmark = [pytest.mark.once, pytest.mark.slow, pytest.mark.usefixtures("asking_without_end")]
NOT_THERE = "0000000000"
# Written in every record of the world that is shared within West-Utrecht, the levels and help of the unit excepted.
WORDS = ("Trekkers op de N204", "Drukte in het centrum", "Spanning rond de opvang", "Onrust bij het gemeentehuis")
OUTSIDE = ("stranger", "zeist_oov")
LISTS = (
    "/", "/signalen/", "/signalen/bestand.csv", "/signalen/bestand.xlsx", "/situaties/", "/situaties/?stand=alle",
    "/inbox/", "/agenda/", "/agenda/agenda.ics", "/beelden/", "/zoeken/?zoek=opvang", "/zoeken/?zoek=trekkers",
    "/gebieden/GM0632/", "/delen/verzoeken/", "/signalen/namen/",
)  # fmt: skip


def addresses(patterns: Any, so_far: str = "/") -> list[str]:
    """Every address of ours that asks for exactly one reference."""
    found = []
    for pattern in patterns:
        route = so_far + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            found += addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and str(pattern.pattern).count(":reference>") == 1:
            found.append(route)
    return [one for one in found if one.count("<") == 1]


def at(route: str, reference: str) -> str:
    before, rest = route.split("<", 1)
    return f"{before}{reference}{rest.split('>', 1)[1]}"


def references() -> list[str]:
    """Of each kind of shared record that has a reference, and of what hangs under one, two references."""
    found = []
    for model in apps.get_models():
        shared = issubclass(model, Shared) or any(
            field.is_relation and field.many_to_one and issubclass(field.related_model, Shared)
            for field in model._meta.get_fields()
            if getattr(field, "related_model", None) and isinstance(field.related_model, type)
        )
        if shared and any(field.name == "reference" for field in model._meta.fields):
            found += model._default_manager.order_by("pk").values_list("reference", flat=True)[:2]
    return found


def without_tokens(answer: Any) -> bytes:
    """The body, but for the token of its forms, which is new each time."""
    return re.sub(rb"[A-Za-z0-9]{64}", b"", answer.content)


@pytest.mark.parametrize("name", OUTSIDE)
def test_not_yours_and_not_there_answer_alike_on_every_page(world: Any, signed_in: Any, name: str) -> None:  # noqa: F811
    client = signed_in(name)
    known, routes = references(), addresses(get_resolver().url_patterns)
    assert len(known) > 6
    assert len(routes) > 25
    differing = []
    for route in routes:
        for method in (client.get, client.post):
            nothing = method(at(route, NOT_THERE))
            for reference in known:
                answer = method(at(route, reference))
                same = answer.status_code == nothing.status_code
                if not same or (
                    without_tokens(answer).replace(reference.encode(), b"")
                    != without_tokens(nothing).replace(NOT_THERE.encode(), b"")
                ):
                    differing.append((method.__name__, route, reference, answer.status_code, nothing.status_code))
    assert differing == []


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_list_export_or_count_tells_a_stranger_anything(world: Any, signed_in: Any, name: str) -> None:  # noqa: F811
    client, known = signed_in(name), references()
    for address in LISTS:
        answer = client.get(address)
        body = answer.content.decode("utf-8", errors="replace")
        assert [word for word in WORDS if word in body] == [], address
        assert [one for one in known if one in body] == [], address
