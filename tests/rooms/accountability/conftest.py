"""The region with two privacy officers and an administrator at the bureau."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import MONDAY, Region
from tests.rooms.signals.conftest import areas, bring_in, draft, region  # noqa: F401


@pytest.fixture
def keepers(region: Region) -> Region:  # noqa: F811
    """Also a privacy officer at a municipality, and an administrator at the bureau."""
    from eenheidsbeeld.accounts import actions as accounts
    from eenheidsbeeld.accounts.rules import Role
    from eenheidsbeeld.core.viewer import System

    by: Any = System("tests")
    for name, slug, role in (
        ("woerden_privacy", "woerden", Role.PRIVACY_OFFICER),
        ("houten_privacy", "houten", Role.PRIVACY_OFFICER),
        ("admin", "bureau", Role.ADMINISTRATOR),
    ):
        person = accounts.add_person(
            email=f"{name}@voorbeeld.invalid", display_name=name, password=None, by=by, at=MONDAY
        )
        region.memberships[name] = accounts.start_membership(
            person=person, organisation=region.organisations[slug], function=name, roles=[role], by=by, at=MONDAY
        )
    return region
