"""The same small region for every story: two municipalities, police, prosecution, the bureau, and a stranger."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from eenheidsbeeld.core.periods import DUTCH_TIME, Week

# Playwright keeps an event loop running in the thread of the tests, and Django would then refuse every query of the
# stories after it. The tests themselves are not asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# What stands here needs no database, or the same of any: `once` leaves it out of the run on PostgreSQL.
ANY_DATABASE = ("tests/unit/", "tests/house/", "tests/browser/")

WEEK_12 = Week(2026, 12)
MONDAY = datetime(2026, 3, 16, 9, 0, tzinfo=DUTCH_TIME)
TUESDAY = datetime(2026, 3, 17, 9, 0, tzinfo=DUTCH_TIME)
WEDNESDAY = datetime(2026, 3, 18, 9, 0, tzinfo=DUTCH_TIME)
THURSDAY = datetime(2026, 3, 19, 9, 0, tzinfo=DUTCH_TIME)
UNIT = "PU-midden-nederland"
WEST = "PD-west-utrecht"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a slow story begin first, so that no process is left alone with them at the end."""
    slow = set()
    for item in items:
        if item.nodeid.startswith(ANY_DATABASE):
            item.add_marker(pytest.mark.once)
        if item.get_closest_marker("slow"):
            slow.add(item.path)
    items.sort(key=lambda item: item.path not in slow)


@dataclass
class Region:
    """Organisations, memberships and viewers by a short name such as `woerden_oov`."""

    organisations: dict[str, Any] = field(default_factory=dict)
    memberships: dict[str, Any] = field(default_factory=dict)
    groups: dict[str, Any] = field(default_factory=dict)

    def viewer(self, name: str) -> Any:
        from eenheidsbeeld.sharing.queries import viewer_of

        return viewer_of(self.memberships[name])

    def membership(self, name: str) -> Any:
        return self.memberships[name]


ORGANISATIONS = [
    ("woerden", "Gemeente Woerden", "municipality", UNIT, "GM0632"),
    ("houten", "Gemeente Houten", "municipality", UNIT, "GM0321"),
    ("politie", "Politie Midden-Nederland", "police", UNIT, UNIT),
    ("om", "Arrondissementsparket Midden-Nederland", "om", UNIT, UNIT),
    ("bureau", "Regionaal bureau", "regional_bureau", UNIT, UNIT),
    ("zeist", "Gemeente Zeist", "municipality", UNIT, "GM0355"),
    ("groningen", "Gemeente Groningen", "municipality", "PU-noord-nederland", "GM0014"),
]
IN_WEST = ["woerden", "houten", "politie", "om", "bureau"]
MEMBERS = [
    ("woerden_oov", "woerden", "OOV-adviseur", ["contributor"]),
    ("woerden_mayor", "woerden", "Burgemeester", ["reader", "signatory"]),
    ("woerden_admin", "woerden", "Beheerder", ["administrator"]),
    ("houten_oov", "houten", "OOV-adviseur", ["contributor"]),
    ("houten_mayor", "houten", "Burgemeester", ["reader", "signatory"]),
    ("police_desk", "politie", "Informatiemedewerker", ["contributor"]),
    ("police_chief", "politie", "Districtschef West", ["reader", "signatory"]),
    ("prosecutor", "om", "Gebiedsofficier", ["reader", "signatory", "contributor"]),
    ("analyst", "bureau", "Analist", ["analyst", "contributor"]),
    ("editor", "bureau", "Redacteur", ["editor", "analyst", "signatory"]),
    ("privacy", "bureau", "Privacyfunctionaris", ["privacy_officer"]),
    ("zeist_oov", "zeist", "OOV-adviseur", ["contributor"]),
    ("stranger", "groningen", "OOV-adviseur", ["contributor", "analyst", "editor"]),
]
PASSWORD = "een-lang-proefwachtwoord"


@pytest.fixture
def region(db: None) -> Region:
    """The invented region of the tests; nobody in it exists."""
    from eenheidsbeeld.accounts import actions as accounts
    from eenheidsbeeld.accounts.rules import OrganisationKind, Role
    from eenheidsbeeld.core.viewer import System
    from eenheidsbeeld.sharing import actions as sharing

    by, at = System("tests"), MONDAY
    made = Region()
    for slug, name, kind, unit, area in ORGANISATIONS:
        made.organisations[slug] = accounts.join_organisation(
            slug=slug, name=name, kind=OrganisationKind(kind), unit_code=unit, area_code=area,
            legal_task="Gemeentewet art. 172", duty_phone="030-0000000",
            mail_domains="voorbeeld.invalid", by=by, at=at,
        )  # fmt: skip
    made.groups["west"] = sharing.start_group(slug="west", name="Beeld West-Utrecht", area_code=WEST, by=by, at=at)
    sharing.join_group(
        group=made.groups["west"], organisations=[made.organisations[slug] for slug in IN_WEST], by=by, at=at
    )
    for name, slug, function, roles in MEMBERS:
        person = accounts.add_person(
            email=f"{name}@voorbeeld.invalid", display_name=function, password=None, by=by, at=at
        )
        made.memberships[name] = accounts.start_membership(
            person=person, organisation=made.organisations[slug], function=function,
            roles=[Role(role) for role in roles], by=by, at=at,
        )  # fmt: skip
    return made


def also_has(region: Region, name: str, *roles: str) -> None:
    """Somebody of the region gets more roles, so that an administrator can invite into them alone."""
    from eenheidsbeeld.accounts.models import MembershipRole

    for role in roles:
        MembershipRole.objects.get_or_create(membership=region.memberships[name], role=role)


@pytest.fixture
def owner(region: Region) -> Any:
    """Brought the record in."""
    return region.viewer("woerden_oov")


@pytest.fixture
def partner(region: Region) -> Any:
    """Another municipality in the same network."""
    return region.viewer("houten_oov")


@pytest.fixture
def stranger(region: Region) -> Any:
    """A municipality in another part of the country."""
    return region.viewer("stranger")


@pytest.fixture
def signed_in(client: Any, region: Region) -> Any:
    """Sign a client in as one of the region: `signed_in("analyst").get("/")`."""

    def sign_in(name: str) -> Any:
        membership = region.membership(name)
        client.force_login(membership.person, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["membership"] = membership.reference
        session.pop("sign_in", None)  # signed in anew, also when the clock of the story went on
        session.save()
        return client

    return sign_in


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """What a process remembers of areas outlives the rollback of a test; here it is forgotten between stories."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    areas = sys.modules.get("eenheidsbeeld.areas.queries")
    if areas is not None:
        areas.forget()


@pytest.fixture
def asking_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """For stories that ask hundreds of times for what is not there; how that is stopped is told in tests/security."""
    for place in ("actions.guessing", "queries.attempts"):
        monkeypatch.setattr(f"eenheidsbeeld.accounts.{place}.MOST_NOT_THERE", 10**6)


@pytest.fixture
def real_areas(db: None) -> None:
    """The real geography: 342 municipalities and what lies above them."""
    from eenheidsbeeld.areas import actions
    from eenheidsbeeld.core.viewer import System

    actions.load_reference(by=System("tests"), at=MONDAY)


MAC_BROWSERS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium of this machine, quiet; `make test` has seen to it that there is one."""
    names = (
        os.environ.get("EB_CHROMIUM", ""),
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    )
    found = [path for name in names if name and (path := shutil.which(name))]
    found += [path for path in MAC_BROWSERS if Path(path).exists()]
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    args = {**browser_type_launch_args, "args": [*quiet, "--disable-gpu"], "chromium_sandbox": os.geteuid() != 0}
    return {**args, "executable_path": found[0]} if found else args
