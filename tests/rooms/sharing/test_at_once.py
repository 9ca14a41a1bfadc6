"""Two people press at the same moment: one act stands, the other hears that it was done already."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import pytest
from django.db import connection, connections

from eenheidsbeeld.core.refusals import NotThere, Refusal
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.sharing import actions, queries, subjects
from eenheidsbeeld.sharing.models import BreakGlass, Compartment, CompartmentKey, SharingConsent, SharingRequest
from eenheidsbeeld.sharing.rules import Marking
from tests.conftest import MONDAY, TUESDAY, Region

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


def at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """What each act answered, or why it was refused; all start together, each with a connection of its own."""
    ready, answers = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        ready.wait(20)
        try:
            answers.append(act())
        except (Refusal, NotThere) as refused:
            answers.append(refused)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(answers) == len(acts)
    return answers


def done(answers: list[object]) -> int:
    return sum(not isinstance(one, Exception) for one in answers)


@pytest.fixture
def locked(region: Region) -> Compartment:
    made = Compartment.objects.create(slug="bronnen", name="Bronnen", owner=region.organisations["politie"])
    actions.give_compartment_key(
        compartment=made, membership=region.membership("police_chief"), as_holder=True, by=System("t"), at=MONDAY
    )
    return made


def factor(region: Region, name: str):
    return queries.viewer_of(region.membership(name), second_factor=True, stepped_up=True, at=MONDAY)


def asking(region: Region, locked: Compartment) -> Callable[[], BreakGlass]:
    by = factor(region, "police_desk")
    return lambda: actions.ask_break_glass(
        compartment=locked.slug, reason="Oproep voor vanavond", hours=2, by=by, at=MONDAY
    )


def test_one_person_who_asks_four_times_at_once_has_one_question(region, locked):
    assert done(at_once([asking(region, locked)] * 4)) == 1
    assert BreakGlass.objects.count() == 1


def test_granted_twice_or_granted_and_refused_at_once_it_is_answered_once(region, locked):
    asked = asking(region, locked)()
    by = factor(region, "police_chief")

    def answer(grant: bool) -> Callable[[], object]:
        return lambda: actions.answer_break_glass(reference=asked.reference, grant=grant, by=by, at=MONDAY)

    assert done(at_once([answer(True), answer(True), answer(False)])) == 1
    granted = BreakGlass.objects.get().ends_at is not None
    assert CompartmentKey.objects.exclude(break_glass=None).count() == int(granted)


def test_one_key_is_given_however_many_give_it(region, locked):
    holder, desk = region.viewer("police_chief"), region.membership("police_desk")
    give = [lambda: actions.give_compartment_key(compartment=locked, membership=desk, by=holder, at=MONDAY)] * 3

    assert done(at_once(give)) == 1
    assert CompartmentKey.objects.filter(membership=desk, until=None).count() == 1


def test_a_question_to_the_source_is_answered_once(region, make_signal):
    signal, source = make_signal(), region.viewer("woerden_oov")
    actions.ask_to_share(
        subject=subjects.called("signaal"), reference=signal.reference, marking=Marking.GREEN, groups=[],
        reason="Voor de eenheid", by=region.viewer("analyst"), at=MONDAY,
    )  # fmt: skip
    asked = SharingRequest.objects.get()

    def answer(agrees: bool) -> Callable[[], object]:
        return lambda: actions.answer_request(
            reference=asked.reference, agrees=agrees, reason="Liever niet", by=source, at=TUESDAY
        )

    assert done(at_once([answer(True), answer(False), answer(True)])) == 1
    asked.refresh_from_db()
    signal.refresh_from_db()
    agreed = asked.answer == "yes"
    assert SharingConsent.objects.filter(withdrawn_at=None).count() == int(agreed)
    assert (signal.marking == Marking.GREEN) is agreed
