"""What belongs to others answers as what does not exist, on every route, in every role, and nothing changes by asking."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import transaction

from eenheidsbeeld.situations.models import Fact
from tests.conftest import MONDAY
from tests.house.conftest import ROOT
from tests.security.conftest import ALL_ROLES, OUTSIDE
from tests.security.own_forms import OWN, READ_ONLY, WORKS_IN
from tests.security.routes import EVERYTHING, MAKERS, NOBODYS, SIGNS_OUT, empty, filled, of_no_record, of_records
from tests.security.tables import changed, stored, touched

ROUTES = of_records()
# The allow-list of publishers is read by everyone in the unit; kept it is by its organisation alone.
SHOWN_TO_THE_UNIT = {("zeist", "get", "signals:source")}
# Ends a sign-in of one's own; for any other reference it says the same and ends nothing.
SAYS_THE_SAME = {"accounts:end_sign_in"}
# Written in the records of the world.
WORDS = ("Trekkers op de N204", "Drukte in het centrum", "Spanning rond de opvang", "Vertrouwde melders",
         "Overleg stations", "nieuw@voorbeeld.invalid", "De spanning in Woerden")  # fmt: skip
# What every organisation of the unit fills in together: none yet.
TOLD_TO_THE_UNIT: set[str] = set()
TOKEN = re.compile(r"[0-9A-Za-z]{64}")

pytestmark = pytest.mark.slow


def test_every_route_that_names_a_record_is_in_these_stories() -> None:
    """A new route needs a line in `routes.MAKERS`: then all of this holds for it too."""
    assert {route.name for route in ROUTES} - set(MAKERS) == set()


def test_every_route_that_changes_a_record_has_a_form_that_works_for_its_owner() -> None:
    """A new route needs a line in `own_forms.OWN`, or what is refused to others may be refused to everybody."""
    asked = {route.name for route in ROUTES if route.name not in READ_ONLY}

    assert asked - set(OWN) - set(WORKS_IN) == set()
    assert {path for path in WORKS_IN.values() if not (ROOT / path).exists()} == set()


def shape(answer: Any, *names: str) -> tuple[int, str, str]:
    """Status, where it leads, and the page, without the reference that was asked for and without the token."""
    page = TOKEN.sub("", answer.content.decode("utf-8", "replace"))
    leads = answer.headers.get("Location", "")
    for name in names:
        page, leads = page.replace(name, "#"), leads.replace(name, "#")
    return answer.status_code, leads, page


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
        nobodys = empty(route, full_world)
        names = [one for one in (*full_world.values(), *NOBODYS.values()) if len(one) >= 8]
        for ask in ("get", "post"):
            data = EVERYTHING if ask == "post" else {}
            yours, none = (shape(getattr(client, ask)(address, data), *names) for address in (own, nobodys))
            if yours != none and (organisation, ask, route.name) not in SHOWN_TO_THE_UNIT:
                told_apart.append(f"{ask} {route.name}: {yours[:2]} and {none[:2]}: {difference(yours[2], none[2])}")

    assert told_apart == []
    assert changed(before) == set()


def test_no_single_role_of_a_neighbour_opens_or_changes_anything(full_world: dict[str, str], outsider: Any) -> None:
    """Another district of the same unit, one role at a time: what opens is refused, what changes is too."""
    opened = []
    for role in ALL_ROLES:
        client = outsider("zeist", role)
        client.get("/")
        before = stored()
        for route in ROUTES:
            ask, form = ("get", {}) if route.name in READ_ONLY else ("post", EVERYTHING)
            answer = getattr(client, ask)(filled(route, full_world), form)
            shown = ("zeist", ask, route.name) in SHOWN_TO_THE_UNIT or route.name in SAYS_THE_SAME
            if answer.status_code not in (403, 404, 405) and not shown:
                opened.append(f"{role} {ask} {route.name}: {answer.status_code}")
        opened += [f"{role} changed {label}" for label in changed(before)]

    assert opened == []


@pytest.mark.parametrize("organisation", OUTSIDE)
def test_what_names_no_record_shows_and_touches_nothing_of_others(
    organisation: str, full_world: dict[str, str], outsider: Any, region: Any
) -> None:
    """Lists, files, forms for something new, pages about oneself: with every role, nothing of the others is there."""
    client = outsider(organisation, *ALL_ROLES)
    client.get("/")
    before, wrong = stored(), []
    del before["accounts.Organisation"][region.organisations[organisation].pk]  # its own administrator may change it

    for route in [one for one in of_no_record() if one.name not in SIGNS_OUT]:
        for ask in ("get", "post"):
            answer = getattr(client, ask)(filled(route, full_world), EVERYTHING if ask == "post" else {})
            page = answer.content.decode("utf-8", "replace")
            wrong += [f"{ask} {route.name} shows {words}" for words in WORDS if words in page]
        client.get("/")

    assert wrong == []
    assert touched(before) - TOLD_TO_THE_UNIT == set()


def test_what_is_refused_to_others_works_for_the_owner(full_world: dict[str, str], act: Any) -> None:
    """The same addresses and forms that are refused above, sent by who may: each changes something."""
    failed = []
    for route in [route for route in ROUTES if route.name in OWN]:
        mine = OWN[route.name]
        begun = transaction.savepoint()
        for who, name, form in mine.before:
            act(who, name, form)
        answer, tables = act(mine.by, route.name, mine.form)
        if answer.status_code not in (200, 302) or not tables:
            failed.append(f"{route.name} by {mine.by}: {answer.status_code} {sorted(tables)} {_errors(answer)}")
        transaction.savepoint_rollback(begun)

    assert failed == [], "\n".join(failed)


def _errors(answer: Any) -> str:
    form = (answer.context or {}).get("form") if answer.context else None
    return (
        str(getattr(form, "errors", ""))[:200] if form is not None else str((answer.context or {}).get("reason", ""))
    )


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


# Two records in one request: what is one's own stands in the address or the first field, the other beside it.
TOGETHER: list[tuple[str, dict[str, Any]]] = [
    ("/inbox/koppelen/", {"gekozen": "own_signal", "situatie": "situation"}),
    ("/inbox/koppelen/", {"gekozen": "signal", "situatie": "own_situation"}),
    ("/inbox/starten/", {"gekozen": "signal"}),
    ("/inbox/terzijde/", {"gekozen": "signal"}),
    ("/inbox/terug/", {"gekozen": "signal"}),
    ("/inbox/groeperen/", {"gekozen": ("own_signal", "signal")}),
    ("/inbox/uit-elkaar/", {"gekozen": "signal"}),
    ("/inbox/uit-elkaar/", {"alleen": "signal"}),
    ("/situaties/{own_situation}/samenvoegen/", {"in": "situation"}),
    ("/situaties/{own_situation}/losmaken/", {"signaal": "attached"}),
    ("/situaties/{own_situation}/splitsen/", {"signaal": "attached", "feit": "fact"}),
    ("/situaties/{own_situation}/feit/{fact}/intrekken/", {}),
    ("/delen/signaal/{own_signal}/", {"marking": "amber", "groups": "west", "step": "=confirm"}),
    ("/delen/signaal/{own_signal}/compartiment/", {"compartment": "compartment"}),
    ("/inbox/ongedaan/{step}/", {}),
    ("/beheer/mensen/{own_member}/einde/", {"moves_to": "houten"}),
    ("/wie-ben-ik/", {"membership": "membership"}),
]
# With records of one's own only, the same forms work: attaching, grouping, setting aside, splitting off, and so on.
WITH_OWN = (
    "/inbox/koppelen/",
    "/inbox/starten/",
    "/inbox/terzijde/",
    "/samenvoegen/",
    "/losmaken/",
)


def test_own_and_others_in_one_request_change_nothing(
    full_world: dict[str, str], region: Any, outsider: Any, make_signal: Any
) -> None:
    """Authorise one object and change another: the one in the address is the own one, the one in the form is not."""
    from eenheidsbeeld.situations import actions

    client = outsider("groningen", *ALL_ROLES)
    own, second, third = (make_signal(owner="groningen", marking="amber_strict", area="GM0014") for _ in range(3))
    stranger, at = region.viewer("stranger"), MONDAY
    mine = [
        actions.start_situation(
            signals=[one.reference], title="Onrust", phenomenon="asylum_tension", by=stranger, at=at
        ).situation
        for one in (second, third)
    ]
    names = full_world | {
        "own_signal": own.reference, "own_situation": mine[0].reference, "houten": str(region.organisations["houten"].pk),
        "own_member": region.membership("stranger").reference,
    }  # fmt: skip
    names_of_own = names | {
        "signal": own.reference, "situation": mine[1].reference, "attached": second.reference,
    }  # fmt: skip
    client.get("/")
    before, wrong = stored(), []

    for address, form in TOGETHER:
        for records in (names, names_of_own):
            begun = transaction.savepoint()
            answer = client.post(address.format(**names), _sent(form, records))
            tables = changed(before)
            if records is names and (tables or answer.status_code not in (302, 403, 404, 409, 422, 200)):
                wrong.append(f"{address} {form}: {answer.status_code} {tables}")
            if records is names_of_own and address.endswith(WITH_OWN) and not tables:
                wrong.append(f"{address} {form} does not work with own records: {answer.status_code}")
            transaction.savepoint_rollback(begun)

    assert wrong == [], "\n".join(wrong)


def _sent(form: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    def told(word: str) -> str:
        return word[1:] if word.startswith("=") else names.get(word, word)

    sent = {
        key: [told(one) for one in (value if isinstance(value, tuple) else (value,))] for key, value in form.items()
    }
    return {**EVERYTHING, "reason": "duplicate", **sent}
