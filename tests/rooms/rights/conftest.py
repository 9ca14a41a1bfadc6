"""The region with privacy officers at the bureau, at two municipalities and at the police."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import MONDAY, Region
from tests.rooms.publishing.conftest import draft, publication, written  # noqa: F401
from tests.rooms.situations.conftest import analyst, make_signal, start  # noqa: F401


@pytest.fixture
def officers(region: Region) -> Region:
    from eenheidsbeeld.accounts import actions as accounts
    from eenheidsbeeld.accounts.rules import Role
    from eenheidsbeeld.core.viewer import System

    by: Any = System("tests")
    for slug in ("woerden", "houten", "politie"):
        name = f"{slug}_privacy"
        person = accounts.add_person(
            email=f"{name}@voorbeeld.invalid", display_name=name, password=None, by=by, at=MONDAY
        )
        region.memberships[name] = accounts.start_membership(
            person=person, organisation=region.organisations[slug], function="Privacyfunctionaris",
            roles=[Role.PRIVACY_OFFICER], by=by, at=MONDAY,
        )  # fmt: skip
    return region
