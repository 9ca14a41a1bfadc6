"""What every attack needs: one of each record of a network, and people of two organisations that may see none of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import MONDAY, Region
from tests.journeys.test_pages_by_role import world  # noqa: F401
from tests.rooms.publishing.conftest import draft, publication, section, written  # noqa: F401
from tests.rooms.situations.conftest import analyst, make_signal, start  # noqa: F401

# Another unit of the country, and another district of the same unit.
OUTSIDE = ("groningen", "zeist")


@pytest.fixture
def outsider(region: Region, client: Any) -> Callable[..., Any]:
    """Sign somebody in who works at one of these organisations: `outsider("zeist", "analyst", "editor")`."""
    from eenheidsbeeld.accounts import actions as accounts
    from eenheidsbeeld.accounts.rules import Role
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
