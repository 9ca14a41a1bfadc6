"""What every attack needs: one of each record of a network, and people of two organisations that may see none of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from eenheidsbeeld.accounts.rules import Role
from tests.conftest import MONDAY, TUESDAY, Region
from tests.journeys.test_pages_by_role import world  # noqa: F401
from tests.rooms.publishing.conftest import draft, publication, section, written  # noqa: F401
from tests.rooms.situations.conftest import analyst, make_signal, start  # noqa: F401

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


@pytest.fixture(autouse=True)
def asking_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """These stories ask hundreds of times for what is not there; the one about that limit puts it back."""
    monkeypatch.setattr("eenheidsbeeld.accounts.actions.guessing.MOST_NOT_THERE", 10**6)


@pytest.fixture
def full_world(world: dict[str, str], region: Region, publication: Any) -> dict[str, str]:  # noqa: F811
    """One of every record that an address can name, each of an organisation that the attacker does not belong to."""
    return (
        world | _of_signals_and_situations(world, region) | _of_accounts(region) | {"publication": publication.slug}
    )


def _of_signals_and_situations(world: dict[str, str], region: Region) -> dict[str, str]:
    from eenheidsbeeld.accountability import actions as accountability
    from eenheidsbeeld.accountability.rules import BreachKind
    from eenheidsbeeld.signals.models import ImportBatch
    from eenheidsbeeld.situations import actions
    from eenheidsbeeld.situations.models import InboxStep

    fact = actions.add_fact(
        situation=world["situation"], text="Er stonden mensen.", by=region.viewer("analyst"), at=TUESDAY
    )
    batch = ImportBatch.objects.create(
        organisation=region.organisations["woerden"], by=region.membership("woerden_oov"), file_digest="0" * 64,
        file_name="lijst.xlsx", confirmed_at=MONDAY,
    )  # fmt: skip
    breach = accountability.open_breach(
        kind=BreachKind.OTHER, discovered_at=MONDAY, by=region.viewer("privacy"), at=TUESDAY
    )
    step = InboxStep.objects.order_by("pk").first()
    assert step is not None
    return {
        "fact": fact.reference, "batch": batch.reference, "step": step.reference, "breach": breach.reference,
    }  # fmt: skip


def _of_accounts(region: Region) -> dict[str, str]:
    from eenheidsbeeld.accounts.actions import joining, people, sign_ins
    from eenheidsbeeld.accounts.models import ProposedAct
    from eenheidsbeeld.accounts.rules import Act

    admin, woerden = region.viewer("woerden_admin"), region.organisations["woerden"]
    invited = people.invite(
        email="nieuw@voorbeeld.invalid", function="Wijkadviseur", roles=[Role.READER], by=admin, at=MONDAY
    )
    announced = joining.write_invitation(
        organisation=woerden, email="komt@voorbeeld.invalid", function="", roles=[], by=admin, at=MONDAY,
        announced_by=region.organisations["houten"],
    )  # fmt: skip
    people.administer(
        act=Act.END_MEMBERSHIP, reference=region.membership("woerden_mayor").reference, by=admin, at=MONDAY
    )
    signed_in = sign_ins.begin_sign_in(person=region.membership("houten_oov").person, user_agent="", at=MONDAY)
    return {
        "membership": region.membership("woerden_oov").reference, "invitation": invited.reference,
        "announced": announced.reference, "proposal": ProposedAct.objects.get().reference,
        "sign_in": signed_in.reference,
    }  # fmt: skip
