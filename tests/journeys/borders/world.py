"""What is made once and stays: the region, its groups and compartments, and a browser for each reader."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.test import Client

from eenheidsbeeld.accounts.rules import Role
from tests.conftest import MONDAY, Region
from tests.journeys.borders.account import Borders
from tests.journeys.borders.network import Network

MORE_PEOPLE = (
    ("police_admin", "politie", ["administrator"]),
    ("police_second", "politie", ["contributor", "signatory"]),
    ("police_privacy", "politie", ["privacy_officer"]),
    ("zeist_admin", "zeist", ["administrator"]),
    ("houten_admin", "houten", ["administrator"]),
)
READERS = (
    "woerden_oov", "woerden_mayor", "woerden_admin", "houten_oov", "houten_mayor", "police_desk", "police_chief",
    "police_second", "police_privacy", "prosecutor", "analyst", "editor", "privacy", "zeist_oov", "stranger",
)  # fmt: skip
ACTORS = tuple(one for one in READERS if one not in ("woerden_admin",))
BRINGS_IN = ("woerden_oov", "houten_oov", "police_desk", "police_second", "prosecutor", "zeist_oov", "stranger", "analyst")  # fmt: skip


class World:
    """The region of the stories, with some people and circles more."""

    def __init__(self, region: Any, publication: Any) -> None:  # noqa: F811
        self.region, self.publication = region, publication
        self.totals: Counter[str] = Counter()
        self._people_and_rooms()
        self.clients = {who: self._browser(who) for who in READERS}

    def _people_and_rooms(self) -> None:
        from eenheidsbeeld.accounts import actions as accounts
        from eenheidsbeeld.accounts.rules import Role
        from eenheidsbeeld.core.viewer import System
        from eenheidsbeeld.sharing import actions as sharing

        region, by = self.region, System("tests")
        for name, slug, roles in MORE_PEOPLE:
            person = accounts.add_person(
                email=f"{name}@voorbeeld.invalid", display_name=name, password=None, by=by, at=MONDAY
            )
            region.memberships[name] = accounts.start_membership(
                person=person, organisation=region.organisations[slug], function=name,
                roles=[Role(role) for role in roles], by=by, at=MONDAY,
            )  # fmt: skip
        for name, members, is_confidential in (("oost", ("zeist", "bureau", "politie"), False),
                                               ("stil", ("woerden", "politie"), True)):  # fmt: skip
            region.groups[name] = sharing.start_group(
                slug=name, name=f"Groep {name}", area_code="", is_confidential=is_confidential, by=by, at=MONDAY
            )
            sharing.join_group(
                group=region.groups[name], organisations=[region.organisations[one] for one in members], by=by,
                at=MONDAY,
            )  # fmt: skip
        region.compartments = {
            name: sharing.open_compartment(name=name, needs_second_factor=False, by=region.viewer(admin), at=MONDAY)
            for name, admin in (("bronnen", "police_admin"), ("dossiers", "woerden_admin"))
        }

    def _browser(self, who: str) -> Client:
        membership, client = self.region.memberships[who], Client()
        client.force_login(membership.person, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["membership"] = membership.reference
        session.save()
        client.get("/")
        return client

    def fresh(self) -> tuple[Borders, Network]:
        everyone = self.region.memberships
        borders = Borders(
            {who: one.organisation.slug for who, one in everyone.items()},
            {slug: one.unit_code for slug, one in self.region.organisations.items()},
            {who: roles_of(self.region, who) for who in everyone},
        )
        slugs = {one.pk: slug for slug, one in self.region.organisations.items()}
        for name, group in self.region.groups.items():
            borders.members[name] = {slugs[key] for key in group.members.values_list("organisation_id", flat=True)}
        borders.keys = {name: set() for name in self.region.compartments}
        return borders, Network(self.region, borders, self.publication)


def roles_of(region: Region, who: str) -> list[str]:
    return [Role(row.role).value for row in region.memberships[who].role_rows.all()]
