"""Whatever people do, in whatever order: nobody reads across a border. Two accounts of who may read what are compared
after every act, one kept in words beside the product (`borders`), one by the product itself.

In the suite a few hundred acts; `python benchmarks/load/borders.py` does ten thousand.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
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

from tests.conftest import MONDAY
from tests.journeys.borders.account import Signal
from tests.journeys.borders.readers import Readers
from tests.journeys.borders.world import ACTORS, BRINGS_IN, READERS, World
from tests.rooms.publishing.conftest import publication  # noqa: F401
from tests.security.routes import EVERYTHING, NOBODYS, of_records

EXAMPLES, STEPS = 3, 50
NUMBER = st.integers(0, 10_000)
GROUPS = st.frozensets(st.sampled_from(["west", "oost", "stil"]), min_size=1)
FORMS_OF_SIGNALS = [
    route for route in of_records() if route.names == ("reference",) and route.name.startswith("signals:")
]


class Machine(RuleBasedStateMachine):
    """Each rule is one thing that somebody may try; who, on what and how comes from hypothesis."""

    world: World
    set_clock: Callable[[Any], None]

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.borders, self.network = self.world.fresh()

    def teardown(self) -> None:
        from eenheidsbeeld.signals.intake import stories

        self.world.totals.update(done=self.network.done, refused=self.network.refused)
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)
        stories.forget_all()
        self.set_clock(MONDAY)

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        self.readers = Readers(self.world, self.network, random.Random(seed))
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
    @precondition(lambda self: self.readers.turn % 5 == 0)
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
        client = self.world.clients[who]
        answer, nobodys = (
            client.post(route.address(reference=reference), EVERYTHING)
            for reference in (signal.reference, NOBODYS["reference"])
        )
        assert answer.status_code == nobodys.status_code >= 400, (who, route.name, answer.status_code)
        self.network.refused += 1

    @invariant()
    def nobody_reads_across_a_border(self) -> None:
        if self.borders.signals:
            self.network.now += timedelta(seconds=30)
            self.set_clock(self.network.now)
            self.readers.look()


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
