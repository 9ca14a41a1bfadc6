"""Whatever people do, in whatever order: nobody reads across a border. Two accounts of who may read what are compared
after every act, one kept in words beside the product (`borders`), one by the product itself.

In the suite a few hundred acts; `python benchmarks/borders.py` does ten thousand.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, Verbosity
from hypothesis import seed as seeded
from hypothesis import settings as how_to_try
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from eenheidsbeeld.core.periods import Period
from tests.conftest import MONDAY
from tests.journeys.borders import (
    ACTORS,
    BRINGS_IN,
    CANARY,
    MORE_PEOPLE,
    READERS,
    Borders,
    Network,
    Signal,
    references_in,
    roles_of,
    words_in,
)
from tests.rooms.publishing.conftest import publication  # noqa: F401
from tests.security.routes import EVERYTHING, of_records

EXAMPLES, STEPS = 3, 50
NUMBER = st.integers(0, 10_000)
GROUPS = st.frozensets(st.sampled_from(["west", "oost", "stil"]), min_size=1)
FORMS_OF_SIGNALS = [
    route for route in of_records() if route.names == ("reference",) and route.name.startswith("signals:")
]
FORMS_OF_SITUATIONS = [
    route for route in of_records() if route.names == ("reference",) and route.name.startswith("situations:")
]


class World:
    """What is made once and stays: the region, its groups and compartments, and a browser for each reader."""

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


class Machine(RuleBasedStateMachine):
    """Each rule is one thing that somebody may try; who, on what and how comes from hypothesis."""

    world: World
    set_clock: Callable[[Any], None]

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.borders, self.network = self.world.fresh()
        self.turn = 0

    def teardown(self) -> None:
        from eenheidsbeeld.signals.intake import stories

        self.world.totals.update(done=self.network.done, refused=self.network.refused)
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)
        stories.forget_all()
        self.set_clock(MONDAY)

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        self.choose = random.Random(seed)
        self.network.bring_in("woerden_oov", "amber", frozenset({"west"}), "")
        self.network.bring_in("police_desk", "amber", frozenset({"west"}), "")
        self.network.give_key("police_admin", "police_desk", "bronnen")
        self.network.give_key("woerden_admin", "woerden_oov", "dossiers")

    # --- What people do ---------------------------------------------------------------------------------------

    def signal(self, number: int, who: str = "", *, own: bool = False) -> Signal:
        """One of all signals; three times out of four one that this person reads, or whose owner is the own house."""
        everything = list(self.borders.signals.values())
        mine = [
            one for one in everything
            if who and self.borders.reads_signal(who, one)
            and (not own or one.holding.owner == self.borders.organisation_of[who])
        ]  # fmt: skip
        chosen = mine if mine and number % 4 else everything
        return chosen[number // 4 % len(chosen)]

    @rule(who=st.sampled_from(BRINGS_IN), marking=st.sampled_from(["amber", "amber", "amber_strict"]), groups=GROUPS,
          compartment=st.sampled_from(["", "", "bronnen", "dossiers"]))  # fmt: skip
    def bring_in(self, who: str, marking: str, groups: frozenset[str], compartment: str) -> None:
        self.network.bring_in(who, marking, groups, compartment)

    @rule(who=st.sampled_from(BRINGS_IN))
    def bring_in_by_page(self, who: str) -> None:
        self.network.bring_in_by_page(who, self.world.clients[who])

    @rule(one=NUMBER, marking=st.sampled_from(["red", "clear", "green"]), person=st.sampled_from(ACTORS))
    def hold(self, one: int, marking: str, person: str) -> None:
        self.network.hold(self.signal(one), marking, person)

    @rule(who=st.sampled_from(ACTORS), one=NUMBER)
    def correct(self, who: str, one: int) -> None:
        self.network.correct(who, self.signal(one, who, own=True))

    @rule(who=st.sampled_from(BRINGS_IN), one=NUMBER)
    def withdraw(self, who: str, one: int) -> None:
        self.network.withdraw(who, self.signal(one, who, own=True))

    @rule(who=st.sampled_from(["police_desk", "police_chief", "police_second", "prosecutor", "woerden_oov"]),
          one=NUMBER, groups=GROUPS)  # fmt: skip
    def release_wording(self, who: str, one: int, groups: frozenset[str]) -> None:
        self.network.release_wording(who, self.signal(one, who, own=True), groups)

    @rule(who=st.sampled_from(["police_desk", "police_second", "prosecutor", "analyst"]), one=NUMBER)
    def withdraw_wording(self, who: str, one: int) -> None:
        self.network.withdraw_wording(who, self.signal(one, who, own=True))

    @rule(who=st.sampled_from(ACTORS), one=NUMBER)
    @precondition(lambda self: self.turn % 5 == 0)
    def report_name(self, who: str, one: int) -> None:
        self.network.report_name(who, self.signal(one, who))

    @rule(who=st.sampled_from(ACTORS), one=NUMBER, marking=st.sampled_from(["amber", "amber_strict", "green"]),
          groups=GROUPS)  # fmt: skip
    def share(self, who: str, one: int, marking: str, groups: frozenset[str]) -> None:
        self.network.share(who, self.signal(one, who, own=True), marking, groups)

    @rule(who=st.sampled_from(ACTORS), one=NUMBER, marking=st.sampled_from(["amber", "green"]), groups=GROUPS)
    def ask_to_share(self, who: str, one: int, marking: str, groups: frozenset[str]) -> None:
        self.network.ask_to_share(who, self.signal(one, who), marking, groups)

    @rule(who=st.sampled_from(ACTORS), place=NUMBER, agrees=st.booleans())
    @precondition(lambda self: self.network.requests)
    def answer_request(self, who: str, place: int, agrees: bool) -> None:
        self.network.answer_request(who, place, agrees=agrees)

    @rule(who=st.sampled_from(["woerden", "houten", "zeist", "politie", "om"]),
          group=st.sampled_from(["west", "oost", "stil"]))  # fmt: skip
    def join(self, who: str, group: str) -> None:
        self.network.join(who, group)

    @rule(who=st.sampled_from(["woerden", "houten", "zeist", "politie", "om"]),
          group=st.sampled_from(["west", "oost", "stil"]))  # fmt: skip
    def leave(self, who: str, group: str) -> None:
        self.network.leave(who, group)

    @rule(who=st.sampled_from(ACTORS), one=NUMBER, compartment=st.sampled_from(["bronnen", "dossiers"]))
    def put_away(self, who: str, one: int, compartment: str) -> None:
        self.network.put_away(who, self.signal(one, who, own=True), compartment)

    @rule(who=st.sampled_from(["police_desk", "woerden_oov", "analyst"]), one=NUMBER)
    def take_out(self, who: str, one: int) -> None:
        self.network.take_out(who, self.signal(one, who, own=True))

    @rule(who=st.sampled_from(["police_admin", "woerden_admin", "police_desk", "stranger"]),
          to=st.sampled_from(ACTORS), compartment=st.sampled_from(["bronnen", "dossiers"]))  # fmt: skip
    def give_key(self, who: str, to: str, compartment: str) -> None:
        self.network.give_key(who, to, compartment)

    @rule(who=st.sampled_from(["police_admin", "woerden_admin", "police_desk", "stranger"]),
          of=st.sampled_from(ACTORS), compartment=st.sampled_from(["bronnen", "dossiers"]))  # fmt: skip
    def take_key(self, who: str, of: str, compartment: str) -> None:
        self.network.take_key(who, of, compartment)

    @rule(who=st.sampled_from(["police_second", "police_chief", "woerden_mayor", "stranger"]),
          other=st.sampled_from(["police_admin", "police_desk", "woerden_admin", "police_second"]),
          compartment=st.sampled_from(["bronnen", "dossiers"]))  # fmt: skip
    def break_glass(self, who: str, other: str, compartment: str) -> None:
        self.network.break_glass(who, other, compartment)

    @rule()
    @precondition(lambda self: self.network.glass)
    def end_glass(self) -> None:
        self.network.end_glass()

    @rule(who=st.sampled_from(["analyst", "editor", "stranger"]), one=NUMBER)
    def set_aside(self, who: str, one: int) -> None:
        self.network.set_aside(who, self.signal(one, who))

    @rule(
        who=st.sampled_from(["analyst", "analyst", "editor", "stranger"]),
        several=st.lists(NUMBER, min_size=1, max_size=3),
    )
    def start(self, who: str, several: list[int]) -> None:
        chosen = {one.reference: one for one in (self.signal(number, who) for number in several)}
        self.network.start(who, list(chosen.values()))

    @rule(who=st.sampled_from(["analyst", "analyst", "editor", "stranger"]), one=NUMBER, place=NUMBER)
    @precondition(lambda self: self.borders.situations)
    def attach(self, who: str, one: int, place: int) -> None:
        situations = list(self.borders.situations.values())
        self.network.attach(who, self.signal(one, who), situations[place % len(situations)])

    @rule(who=st.sampled_from(["analyst", "editor"]), one=NUMBER)
    def detach(self, who: str, one: int) -> None:
        self.network.detach(who, self.signal(one, who))

    @rule(who=st.sampled_from(["analyst", "editor"]))
    def undo(self, who: str) -> None:
        self.network.undo(who)

    @rule(who=st.sampled_from(["analyst", "editor"]), old=NUMBER, into=NUMBER)
    @precondition(lambda self: len(self.borders.situations) > 1)
    def merge(self, who: str, old: int, into: int) -> None:
        situations = list(self.borders.situations.values())
        self.network.merge(who, situations[old % len(situations)], situations[into % len(situations)])

    @rule(who=st.sampled_from(ACTORS), place=NUMBER)
    @precondition(lambda self: self.borders.situations)
    def add_fact(self, who: str, place: int) -> None:
        situations = list(self.borders.situations.values())
        self.network.add_fact(who, situations[place % len(situations)])

    @rule(
        who=st.sampled_from(ACTORS), marking=st.sampled_from(["amber", "amber_strict", "green", "red"]), groups=GROUPS
    )
    def put_date(self, who: str, marking: str, groups: frozenset[str]) -> None:
        self.network.put_date(who, marking, groups)

    @rule(who=st.sampled_from(["editor", "editor", "police_chief", "stranger"]), one=NUMBER)
    def write(self, who: str, one: int) -> None:
        self.network.write(who, self.signal(one))

    @rule()
    def release_edition(self) -> None:
        self.network.release_edition()

    @rule(who=st.sampled_from(READERS), one=NUMBER, form=NUMBER)
    def trespass(self, who: str, one: int, form: int) -> None:
        """Send any form to a record that one may not see: it answers as if nothing were there, and nothing changes."""
        signal = self.signal(one)
        if self.borders.reads_signal(who, signal):
            return
        route = FORMS_OF_SIGNALS[form % len(FORMS_OF_SIGNALS)]
        answer = self.world.clients[who].post(route.address(reference=signal.reference), EVERYTHING)
        assert answer.status_code in (403, 404, 405), (who, route.name, answer.status_code)
        self.network.refused += 1

    # --- What everybody then reads ----------------------------------------------------------------------------

    @invariant()
    def nobody_reads_across_a_border(self) -> None:
        if not self.borders.signals:
            return
        self.turn += 1
        self.network.now += timedelta(seconds=30)
        self.set_clock(self.network.now)
        rights = rights_of_everything()
        who, *others = self.choose.sample(READERS, 3)
        for reader in (who, *others):
            self._compare_rows(reader, rights)
        self._compare_counts(who)
        self._compare_pages(who)

    def _compare_rows(self, who: str, rights: dict[str, dict[str, Any]]) -> None:
        """The rows themselves: as the account in words says, and as `may_see` says; exactly, in both directions."""
        from eenheidsbeeld.sharing.queries import visible_to
        from eenheidsbeeld.sharing.rules import may_see
        from eenheidsbeeld.signals.models import Signal as Row
        from eenheidsbeeld.signals.queries import readable
        from eenheidsbeeld.situations.models import CalendarEntry, Situation

        viewer, borders = self.network.viewer(who), self.borders
        shown = dict(readable(viewer).values_list("reference", "shown_text"))
        expected = {one.reference: borders.reads_signal(who, one) for one in borders.signals.values()}
        assert set(shown) == {reference for reference, how in expected.items() if how}, who
        for reference, text in shown.items():
            signal = borders.signals[reference]
            right = signal.own if expected[reference] == "own" else {signal.released_now}
            assert {word for word in right if word in text}, (who, reference)
            self.world.totals["rows read"] += 1
        self.world.totals["rows kept from somebody"] += len(expected) - len(shown)
        seen = set(visible_to(viewer, Row.objects).values_list("reference", flat=True))
        assert seen == {one for one, held in rights["signals"].items() if may_see(viewer, held)}, who
        situations = set(visible_to(viewer, Situation.objects).values_list("reference", flat=True))
        assert situations == {one for one, held in rights["situations"].items() if may_see(viewer, held)}, who
        across = {one for one in situations if not borders.may_read_situation(who, borders.situations[one])}
        assert across == set(), (who, across)
        dates = set(visible_to(viewer, CalendarEntry.objects).values_list("reference", flat=True))
        assert dates == {one for one, (held, _word) in borders.dates.items() if borders.how(who, held)}, who

    def _compare_counts(self, who: str) -> None:
        """A number tells as much as a text: it counts what this reader may read, and no more."""
        from eenheidsbeeld.publishing.queries import audience_of
        from eenheidsbeeld.signals.queries import count_by_area
        from eenheidsbeeld.situations.queries import list_situations

        period = Period(MONDAY, MONDAY + timedelta(days=7))
        counted = sum(count_by_area(self.network.viewer(who), period=period, area_codes=["GM0632"]).values())
        mine = [one for one in self.borders.signals.values() if self.borders.reads_signal(who, one)]
        assert counted == sum(not one.withdrawn for one in mine), who
        audience = audience_of(self.world.region.groups["west"])
        together = sum(count_by_area(audience, period=period, area_codes=["GM0632"]).values())
        assert together <= sum(self._reaches_all_of_west(one) for one in self.borders.signals.values())
        for row in list_situations(self.network.viewer(who)).rows:
            under = [one for one in mine if one.under == row.situation.reference]
            assert row.signals.visible <= len(under), (who, row.situation.reference)

    def _reaches_all_of_west(self, one: Signal) -> bool:
        """What an edition for a group may count: each organisation in it reads the record, without keys or names."""
        held = one.holding
        everyone = self.borders.members["west"]
        people = {slug: next(who for who in READERS if self.borders.organisation_of[who] == slug and
                             self.borders.roles[who] != ["administrator"]) for slug in everyone}  # fmt: skip
        return (
            not one.hidden
            and not one.withdrawn
            and held.marking != "red"
            and all(self.borders.how(who, held) for who in people.values())
        )

    def _compare_pages(self, who: str) -> None:
        """Two of all pages and files, in turn: what stands there is this reader's to read."""
        client, allowed = self.world.clients[who], self.borders.allowed(who)
        addresses = self._addresses(who)
        for place in range(2):
            address = addresses[(self.turn * 2 + place) % len(addresses)]
            answer = client.get(address)
            found, named = words_in(answer), references_in(answer)
            # What was asked for comes back in the search field and in the address of the page.
            found -= set(CANARY.findall(address)) - allowed
            assert answer.status_code in (200, 302, 403, 404, 409), (who, address, answer.status_code)
            assert found <= allowed, (who, address, found - allowed)
            across = {one for one in named if one not in address and not self._may_know(who, one)}
            assert across == set(), (who, address, across)
            self.world.totals["pages"] += 1
            self.world.totals["words on pages"] += len(found)

    def _may_know(self, who: str, reference: str) -> bool:
        """A reference of a signal or a situation is a link: it stands only where it leads somewhere."""
        borders = self.borders
        if reference in borders.signals:
            return bool(borders.reads_signal(who, borders.signals[reference]))
        return reference not in borders.situations or borders.may_read_situation(who, borders.situations[reference])

    def _addresses(self, who: str) -> list[str]:
        signal, every = self.choose.choice(list(self.borders.signals.values())), sorted(self.borders.signals)
        word = self.choose.choice(sorted(signal.own | signal.released))
        situation = self.choose.choice([*self.borders.situations] or ["0000000000"])
        edition = self.choose.choice([*self.borders.editions] or ["0000000000"])
        statement = self._statement()
        fixed = [
            "/", "/signalen/", "/signalen/bestand.csv", "/signalen/bestand.xlsx", "/signalen/mijn/", "/inbox/",
            "/inbox/?stand=terzijde", "/situaties/", "/situaties/?stand=alle", "/agenda/", "/agenda/agenda.ics",
            "/gebieden/GM0632/", "/niveaus/", "/beelden/", "/delen/verzoeken/", "/signalen/namen/",
        ]  # fmt: skip
        about = [
            f"/signalen/?zoek={word}", f"/zoeken/?zoek={word}", f"/signalen/bestand.csv?zoek={word}",
            f"/situaties/?zoek={word}", f"/signalen/{signal.reference}/", f"/delen/signaal/{signal.reference}/",
            f"/inbox/{signal.reference}/", f"/situaties/{situation}/", f"/delen/situatie/{situation}/",
            f"/beelden/{edition}/", f"/beelden/{edition}.docx", f"/beelden/{edition}/ontvangst/",
            f"/beelden/{edition}/bewerken/", f"/beelden/bewijs/{statement}/",
            f"/signalen/{self.choose.choice(every)}/", f"/inbox/{self.choose.choice(every)}/",
        ]  # fmt: skip
        return [address for pair in zip(fixed, about, strict=True) for address in pair]

    def _statement(self) -> str:
        from eenheidsbeeld.publishing.models import Statement

        return Statement.objects.values_list("reference", flat=True).order_by("-pk").first() or "0000000000"


def rights_of_everything() -> dict[str, dict[str, Any]]:
    """How each record is shared by its own columns, for the rule for one: `may_see`."""
    from eenheidsbeeld.signals.models import Signal as Row
    from eenheidsbeeld.situations.models import Situation
    from eenheidsbeeld.situations.queries.reach import rights_of

    found = {}
    for name, model in (("signals", Row), ("situations", Situation)):
        rows = list(model.objects.select_related("owner").order_by("pk"))
        found[name] = {
            one.reference: replace(held, unit=one.owner.unit_code)
            for one, held in zip(rows, rights_of(rows), strict=True)
        }
    return found


@pytest.mark.slow
def test_nobody_reads_across_a_border_whatever_is_done(
    region: Any, publication: Any, monkeypatch: Any, settings: Any, tmp_path: Any  # noqa: F811
) -> None:  # fmt: skip
    acts, seed = os.environ.get("BORDERS_ACTS"), os.environ.get("BORDERS_SEED")
    totals = act(
        region, publication, monkeypatch, settings, tmp_path, examples=int(acts) // STEPS if acts else EXAMPLES,
        seed=int(seed) if seed else None,
    )  # fmt: skip
    print("BORDERS", dict(totals))

    assert totals["done"] > 30
    assert totals["rows read"] > 0 < totals["rows kept from somebody"]
    assert totals["words on pages"] > 0


def act(
    region: Any, publication: Any, monkeypatch: Any, django: Any, folder: Any, *, examples: int, seed: int | None = None  # noqa: F811
) -> Counter[str]:  # fmt: skip
    """So many times fifty acts; answers what was done, refused and read. The same seed does the same."""
    from eenheidsbeeld.core import clock

    now = [MONDAY]
    monkeypatch.setattr(clock, "now", lambda: now[0])
    django.DATA = folder
    world = World(region, publication)

    class Here(Machine):
        pass

    Here.world, Here.set_clock = world, staticmethod(lambda moment: now.__setitem__(0, moment))
    how = how_to_try(
        max_examples=examples, stateful_step_count=STEPS, deadline=None, database=None, verbosity=Verbosity.quiet,
        derandomize=seed is None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck), print_blob=False,
    )  # fmt: skip
    chosen = Here if seed is None else seeded(seed)(Here)
    run_state_machine_as_test(chosen, settings=how, _min_steps=STEPS)
    return world.totals
