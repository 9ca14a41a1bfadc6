"""What every attack needs: one of each record of a network, and people of two organisations that may see none of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from eenheidsbeeld.accounts.rules import Role
from tests.conftest import MONDAY, Region
from tests.journeys.test_pages_by_role import world  # noqa: F401
from tests.rooms.publishing.conftest import draft, publication, section, written  # noqa: F401
from tests.rooms.situations.conftest import analyst, make_signal, start  # noqa: F401
from tests.security.world import of_accounting, of_accounts, of_sharing, of_signals_and_situations

ALL_ROLES = tuple(role.value for role in Role)
# Another unit of the country, and another district of the same unit.
OUTSIDE = ("groningen", "zeist")


@pytest.fixture
def outsider(region: Region, client: Any) -> Callable[..., Any]:
    """Sign somebody in who works at one of these organisations: `outsider("zeist", "analyst", "editor")`."""
    from eenheidsbeeld.accounts import actions as accounts
    from eenheidsbeeld.core.viewer import System

    def sign_in(slug: str, *roles: str) -> Any:
        name = f"{slug}-{'-'.join(roles)}"
        by = System("tests")
        person = accounts.add_person(
            email=f"{name}@voorbeeld.invalid"[-120:], display_name="Buitenstaander", password=None, by=by, at=MONDAY
        )
        membership = accounts.start_membership(
            person=person, organisation=region.organisations[slug], function="Buitenstaander",
            roles=[Role(role) for role in roles], by=by, at=MONDAY,
        )  # fmt: skip
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["membership"] = membership.reference
        session.save()
        return client

    return sign_in


@pytest.fixture
def act(
    signed_in: Any, full_world: dict[str, str], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Any]:
    """Let somebody send a form to a route: `act("editor", "pictures:adopt", {})` is the answer and what changed."""
    from tests.security.own_forms import with_records
    from tests.security.routes import filled, routes
    from tests.security.tables import changed, stored

    monkeypatch.setattr("eenheidsbeeld.signals.clients.feeds._resolve", _no_network)
    by_name = {route.name: route for route in routes()}

    def send(who: str, name: str, form: dict[str, Any], **more: Any) -> tuple[Any, set[str]]:
        client = signed_in(who)
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session.save()
        client.get("/hulp/")
        before = stored()
        answer = client.post(filled(by_name[name], full_world), with_records({**form, **more}, full_world))
        return answer, changed(before)

    return send


def _no_network(_host: str, _port: int) -> list[str]:
    raise OSError("no network in a test")


@pytest.fixture(autouse=True)
def without_end(asking_without_end: None) -> None:
    """No story of this folder is about that limit, but the one that puts it back."""


@pytest.fixture
def full_world(region: Region, request: pytest.FixtureRequest) -> dict[str, str]:
    """One of every record that an address can name, each of an organisation that the attacker does not belong to."""
    there, signal, begin = (request.getfixturevalue(name) for name in ("world", "make_signal", "start"))
    aside, other = signal(), begin([signal()], title="Een andere situatie")
    return (
        there
        | of_signals_and_situations(there, region, aside.reference)
        | of_accounts(region)
        | of_sharing(there["signal"], region)
        | of_accounting(there["signal"], region)
        | {"publication": request.getfixturevalue("publication").slug, "other_situation": other.reference}
    )
