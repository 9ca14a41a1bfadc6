"""Organisations, accounts, groups, feeds and the publication of the demo region."""

from __future__ import annotations

from datetime import datetime, timedelta

from eenheidsbeeld.accounts import actions as accounts
from eenheidsbeeld.accounts.demo import DOMAIN, demo_email
from eenheidsbeeld.accounts.models import Membership, Organisation
from eenheidsbeeld.accounts.rules import OrganisationKind, Role
from eenheidsbeeld.cli.demo.telling import BUREAU, EDITOR, Telling
from eenheidsbeeld.cli.demo.who_sees import settle_who_sees
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.publishing.actions import edit
from eenheidsbeeld.publishing.models import Publication
from eenheidsbeeld.publishing.rules import EditionKind, Party
from eenheidsbeeld.reference import demo
from eenheidsbeeld.sharing import actions as sharing
from eenheidsbeeld.sharing.models import SharingGroup
from eenheidsbeeld.sharing.queries import viewer_of
from eenheidsbeeld.signals.actions import sources
from eenheidsbeeld.signals.models import Source

UNIT, WEST = "PU-midden-nederland", "PD-west-utrecht"
DEMO = System("demo")
LEGAL_TASKS = {
    "municipality": "Openbare orde (art. 172 Gemeentewet)",
    "police": "Politietaak (art. 3 Politiewet 2012)",
    "om": "Strafrechtelijke handhaving van de rechtsorde (art. 124 Wet RO)",
    "regional_bureau": "Ondersteuning van de burgemeesters en de driehoek (gemeenschappelijke regeling)",
    "knowledge_partner": "Onderzoek in opdracht van de gemeenten",
}
AREA_OF_GROUP = {
    "beeld-west-utrecht": WEST,
    "beeld-oost-utrecht": "PD-oost-utrecht",
    "beeld-utrecht-stad": "PD-utrecht-stad",
    "beeld-flevoland": "PD-flevoland",
    "beeld-gooi-en-vechtstreek": "PD-gooi-en-vechtstreek",
}


def settle_in(told: Telling, *, password: str) -> None:
    """Make who takes part, long before the first event of the year."""
    at = told.now - timedelta(weeks=60)
    for one in demo.organisations():
        told.organisations[one.key] = accounts.join_organisation(
            slug=one.key, name=one.name, kind=OrganisationKind(one.kind), unit_code=UNIT, area_code=one.area,
            legal_task=LEGAL_TASKS[one.kind], duty_phone="030-0000000 (verzonnen)",
            mail_domains=DOMAIN, by=DEMO, at=at,
        )  # fmt: skip
    for group in demo.groups():
        made = sharing.start_group(
            slug=group.key, name=group.name, area_code=AREA_OF_GROUP.get(group.key, ""), by=DEMO, at=at
        )
        members = [told.organisations[key] for key in group.members]
        sharing.join_group(group=made, organisations=members, by=DEMO, at=at)
        told.groups[group.key] = made
    _people(told, password, at)
    settle_who_sees(told, at)
    told.publication = _publication(told, at)
    _feeds(told, at)


def _people(told: Telling, password: str, at: datetime) -> None:
    # Hashing one password once keeps the demo quick; every account still signs in the ordinary way.
    hashed = ""
    for one in demo.people():
        person = accounts.add_person(
            email=demo_email(one.account),
            display_name=one.name,
            password=None if hashed else password,
            by=DEMO,
            at=at,
        )
        if hashed:
            person.password = hashed
            person.save(update_fields=["password"])
        hashed = hashed or person.password
        membership = accounts.start_membership(
            person=person, organisation=told.organisations[one.organisation], function=_function(one.name),
            roles=[Role(role) for role in one.roles], by=DEMO, at=at,
        )  # fmt: skip
        told.viewers[one.account] = viewer_of(membership)


def _function(name: str) -> str:
    """`Burgemeester van Woerden` acts as `Burgemeester`: the organisation stands beside it anyway."""
    for title in ("Burgemeester", "OOV-adviseur", "Locoburgemeester"):
        if name.startswith(title):
            return title
    return name


def _publication(told: Telling, at: datetime) -> Publication:
    publication = edit.start_publication(
        slug="oov-beeld-west-utrecht", kind=EditionKind.WEEKLY_PICTURE, title="OOV-beeld West-Utrecht",
        area_code=WEST, owner=told.organisations[BUREAU], group=told.groups["beeld-west-utrecht"], by=DEMO, at=at,
    )  # fmt: skip
    tasks = [
        (EDITOR, Party.REGIONAL_BUREAU, True, False), ("redacteur.plv", Party.REGIONAL_BUREAU, True, True),
        ("politie.west", Party.POLICE, False, False), ("politie.west.plv", Party.POLICE, False, True),
        ("om.west", Party.OM, False, False), ("om.west.plv", Party.OM, False, True),
    ]  # fmt: skip
    for account, party, is_editor, is_deputy in tasks:
        if account in told.viewers:
            edit.give_task(
                publication=publication, membership=told.viewers[account].membership, party=party,
                is_editor=is_editor, is_deputy=is_deputy, by=DEMO, at=at,
            )  # fmt: skip
    return publication


def _feeds(told: Telling, at: datetime) -> None:
    names = sorted({one.source for one in demo.signals() if one.channel == "feed"})
    for number, name in enumerate(names, start=1):
        told.sources[name] = sources.add_source(
            organisation=told.organisations[BUREAU].pk, name=name, address=f"https://feed{number}.demo.invalid/rss",
            publisher=name, purpose="Het wekelijkse OOV-beeld voor de burgemeesters van West-Utrecht",
            ground="Art. 172, eerste lid, Gemeentewet: algemeen beeld, geen personen", by=DEMO, at=at,
        )  # fmt: skip
    # Invented publishers have no address that answers: their feeds are told by the demo, never fetched.
    Source.objects.filter(pk__in=[source.pk for source in told.sources.values()]).update(is_active=False)


def find_again(told: Telling) -> None:
    """A demo that was told before: the same organisations, accounts, groups and publication."""
    told.organisations = {one.slug: one for one in Organisation.objects.all()}
    told.groups = {one.slug: one for one in SharingGroup.objects.all()}
    told.sources = {one.name: one for one in Source.objects.all()}
    told.publication = Publication.objects.get(slug="oov-beeld-west-utrecht")
    accounts_by_email = {demo_email(one.account): one.account for one in demo.people()}
    for membership in Membership.objects.filter(ended_at=None).select_related("organisation", "person"):
        account = accounts_by_email.get(membership.person.email)
        if account:
            told.viewers[account] = viewer_of(membership)
