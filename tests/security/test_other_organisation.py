"""What belongs to others answers as what does not exist, on every route, in every role, and nothing changes by asking."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

from eenheidsbeeld.situations.models import Fact
from tests.conftest import MONDAY
from tests.security.conftest import ALL_ROLES, OUTSIDE
from tests.security.routes import EVERYTHING, MAKERS, NOBODYS, empty, filled, of_records

ROUTES = of_records()
# What asking itself leaves behind: the log of reads, sessions, and the visit of the start page.
LEFT_BY_ASKING = {"audit", "sessions", "accounts"}
# The allow-list of publishers is read by everyone in the unit; kept it is by its organisation alone.
SHOWN_TO_THE_UNIT = {("zeist", "get", "signals:source")}
TOKEN = re.compile(r"[0-9A-Za-z]{64}")


def test_every_route_that_names_a_record_is_in_these_stories() -> None:
    """A new route needs a line in `routes.MAKERS`: then all of this holds for it too."""
    assert {route.name for route in ROUTES} - set(MAKERS) == set()


def stored() -> dict[str, str]:
    """A digest of every table, so that a change anywhere is seen."""
    found = {}
    for model in apps.get_models():
        if model._meta.app_label not in LEFT_BY_ASKING and model._meta.managed:
            rows = list(model._default_manager.order_by("pk").values())
            written = json.dumps(rows, cls=DjangoJSONEncoder, sort_keys=True, default=str)
            found[model._meta.label] = hashlib.sha256(written.encode()).hexdigest()
    return found


def shape(answer: Any, *names: str) -> tuple[int, str, str]:
    """Status, where it leads, and the page, without the reference that was asked for and without the token."""
    page = answer.content.decode("utf-8", "replace")
    leads = answer.headers.get("Location", "")
    for name in names:
        page, leads = page.replace(name, "#"), leads.replace(name, "#")
    return answer.status_code, leads, TOKEN.sub("", page)


def difference(one: str, other: str) -> str:
    lines = set(one.splitlines()) ^ set(other.splitlines())
    return " | ".join(sorted(line.strip() for line in lines))[:300]


@pytest.mark.parametrize("organisation", OUTSIDE)
def test_not_yours_answers_as_not_there_and_changes_nothing(
    organisation: str, full_world: dict[str, str], outsider: Any
) -> None:
    """With every role at once, so that no role keeps another from the door: what is missing is the right to see."""
    client = outsider(organisation, *ALL_ROLES)
    client.get("/")
    before, told_apart = stored(), []

    for route in ROUTES:
        own = filled(route, full_world)
        nobodys = empty(route)
        names = (*full_world.values(), *NOBODYS.values())
        for ask in ("get", "post"):
            data = EVERYTHING if ask == "post" else {}
            yours, none = (shape(getattr(client, ask)(address, data), *names) for address in (own, nobodys))
            if yours != none and (organisation, ask, route.name) not in SHOWN_TO_THE_UNIT:
                told_apart.append(f"{ask} {route.name}: {yours[:2]} and {none[:2]}: {difference(yours[2], none[2])}")

    assert told_apart == []
    changed = {label for label, digest in stored().items() if before[label] != digest}
    assert changed == set()


@pytest.mark.parametrize("role", ALL_ROLES)
@pytest.mark.parametrize("organisation", OUTSIDE)
def test_no_single_role_of_another_organisation_opens_or_changes_anything(
    organisation: str, role: str, full_world: dict[str, str], outsider: Any
) -> None:
    client = outsider(organisation, role)
    client.get("/")
    before, opened = stored(), []

    for route in ROUTES:
        for ask in ("get", "post"):
            answer = getattr(client, ask)(filled(route, full_world), EVERYTHING if ask == "post" else {})
            shown = (organisation, ask, route.name) in SHOWN_TO_THE_UNIT
            if answer.status_code not in (403, 404, 405) and not shown:
                opened.append(f"{ask} {route.name}: {answer.status_code}")

    assert opened == []
    assert {label for label, digest in stored().items() if before[label] != digest} == set()


def test_a_fact_is_withdrawn_through_its_own_situation_only(
    full_world: dict[str, str], start: Any, make_signal: Any, signed_in: Any
) -> None:
    """Two situations of the same owner in one address: the first is authorised, the second must not be changed."""
    other = start([make_signal()], title="Een andere situatie")

    answer = signed_in("analyst").post(
        f"/situaties/{other.reference}/feit/{full_world['fact']}/intrekken/", EVERYTHING
    )

    assert answer.status_code == 404
    assert Fact.objects.get(reference=full_world["fact"]).withdrawn_at is None


def test_a_signal_is_detached_through_its_own_situation_only(
    full_world: dict[str, str], start: Any, make_signal: Any, signed_in: Any
) -> None:
    from eenheidsbeeld.signals.models import Signal

    elsewhere = make_signal()
    start([elsewhere], title="Een andere situatie")

    answer = signed_in("analyst").post(
        f"/situaties/{full_world['situation']}/losmaken/", {"signaal": elsewhere.reference}
    )

    assert answer.status_code == 404
    assert Signal.objects.get(pk=elsewhere.pk).state == "attached"


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/inbox/koppelen/", {"gekozen": "own_signal", "situatie": "situation"}),
        ("/inbox/koppelen/", {"gekozen": "signal", "situatie": "own_situation"}),
        ("/inbox/starten/", {"gekozen": "signal"}),
        ("/inbox/terzijde/", {"gekozen": "signal"}),
        ("/inbox/terug/", {"gekozen": "signal"}),
        ("/inbox/groeperen/", {"gekozen": ("own_signal", "signal")}),
        ("/inbox/uit-elkaar/", {"gekozen": "signal"}),
        ("/inbox/uit-elkaar/", {"alleen": "signal"}),
        ("/situaties/{own_situation}/samenvoegen/", {"in": "situation"}),
        ("/situaties/{own_situation}/losmaken/", {"signaal": "signal"}),
        ("/situaties/{own_situation}/splitsen/", {"signaal": "signal", "feit": "fact"}),
        ("/situaties/{own_situation}/feit/{fact}/intrekken/", {}),
    ],
)
def test_own_and_others_in_one_request_change_nothing(
    address: str, form: dict[str, Any], full_world: dict[str, str], region: Any, outsider: Any, make_signal: Any
) -> None:
    """Authorise one object and change another: the one in the address is the own one, the one in the form is not."""
    from eenheidsbeeld.situations import actions

    client = outsider("groningen", *ALL_ROLES)
    own = make_signal(owner="groningen", marking="amber_strict", area="GM0014")
    second = make_signal(owner="groningen", marking="amber_strict", area="GM0014")
    step = actions.start_situation(
        signals=[second.reference],
        title="Onrust",
        phenomenon="asylum_tension",
        by=region.viewer("stranger"),
        at=MONDAY,
    )
    names = full_world | {"own_signal": own.reference, "own_situation": step.situation.reference}
    client.get("/")
    before = stored()

    sent = {
        key: [names[one] for one in (value if isinstance(value, tuple) else (value,))] for key, value in form.items()
    }
    answer = client.post(address.format(**names), {**EVERYTHING, "reason": "duplicate", **sent})

    assert answer.status_code in (302, 404, 409, 422), answer.status_code
    assert {label for label, digest in stored().items() if before[label] != digest} == set()
