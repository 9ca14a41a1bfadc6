"""A hold on destruction holds against everybody who can make something disappear by hand, and for everyone who needs it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit.hold_rules import HoldNeeded, KeptByHold
from eenheidsbeeld.audit.models import LegalHold
from eenheidsbeeld.audit.rules import HoldGround
from eenheidsbeeld.openness import actions as openness
from eenheidsbeeld.openness.rules import Kind
from eenheidsbeeld.sharing import actions as sharing
from eenheidsbeeld.sharing import subjects
from eenheidsbeeld.sharing.rules import Marking
from eenheidsbeeld.signals import actions as signals
from eenheidsbeeld.signals.models import ImportBatch, Signal, SignalSketch
from eenheidsbeeld.signals.rules import NameOutcome
from eenheidsbeeld.situations import actions as situations
from eenheidsbeeld.situations.models import Situation
from tests.conftest import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, Region
from tests.rooms.rights.conftest import officers  # noqa: F401


def hold(record: Any, by: Any) -> LegalHold:
    return audit.hold(
        subject=record, ground=HoldGround.COURT_CASE, reason="Er loopt een zaak.",
        review_at=THURSDAY + timedelta(weeks=8), by=by, at=TUESDAY,
    )  # fmt: skip


@pytest.fixture
def batch(region: Region, make_signal: Any) -> ImportBatch:
    made = ImportBatch.objects.create(
        organisation=region.organisations["woerden"], by=region.membership("woerden_oov"), file_digest="1" * 64,
        file_name="lijst.xlsx", confirmed_at=MONDAY,
    )  # fmt: skip
    for number in range(3):
        make_signal(f"Onrust op het plein, melding {number}", batch=made)
    return made


def roll_back(batch: ImportBatch, region: Region) -> None:
    signals.roll_back_import(reference=batch.reference, by=region.viewer("woerden_oov"), at=WEDNESDAY)


def test_undoing_an_import_leaves_what_is_held(region: Region, batch: ImportBatch) -> None:
    held = Signal.objects.order_by("pk")[1]
    hold(held, region.viewer("privacy"))

    roll_back(batch, region)

    left = Signal.objects.get()
    assert (left.pk, left.state, left.text) == (held.pk, "withdrawn", held.text)


def test_undoing_an_import_leaves_what_lies_in_a_compartment_that_does_not_open(
    region: Region, batch: ImportBatch
) -> None:
    from eenheidsbeeld.sharing.models import Compartment

    locked = Compartment.objects.create(slug="dicht", name="Dicht", owner=region.organisations["woerden"])
    inside = Signal.objects.order_by("pk")[0]
    Signal.objects.filter(pk=inside.pk).update(compartment=locked)

    roll_back(batch, region)

    left = Signal.objects.get()
    assert (left.pk, left.state) == (inside.pk, "received")


def test_what_was_rolled_back_is_rolled_back_again_after_a_reserve_copy_but_for_what_is_held(
    region: Region, batch: ImportBatch
) -> None:
    """The words were gone on purpose; a copy from before would have brought them back in silence."""
    from eenheidsbeeld.cli.backup.ended import from_the_log
    from eenheidsbeeld.core import endings
    from eenheidsbeeld.core.viewer import System

    copied = list(Signal.objects.order_by("pk"))
    roll_back(batch, region)
    told = [one for one in from_the_log(MONDAY) if one.event == "signal_rolled_back"]
    assert {one.key for one in told} == {str(one.pk) for one in copied}
    Signal.objects.bulk_create(copied)
    hold(copied[0], region.viewer("privacy"))

    again = endings._rooms["signals"](told, System("restore"), THURSDAY)

    assert again == 2
    assert Signal.objects.get() == copied[0]


def test_a_signal_that_is_held_is_hidden_for_a_name_and_not_emptied(region: Region, make_signal: Any) -> None:
    signal, officer = make_signal("Hier staat een naam"), region.viewer("privacy")
    placed = hold(signal, officer)
    report = signals.report_name(reference=signal.reference, by=region.viewer("woerden_oov"), at=WEDNESDAY)
    settle = {"reference": report.reference, "outcome": NameOutcome.WITHDRAWN, "words": [], "by": officer}

    with pytest.raises(KeptByHold):
        signals.settle_name_report(**settle, at=WEDNESDAY)
    assert Signal.objects.get().is_hidden and Signal.objects.get().text

    audit.lift_hold(hold=placed, by=officer, at=WEDNESDAY)
    SignalSketch.objects.create(signal=signal, sketch={"exact": 1})
    signals.settle_name_report(**settle, at=WEDNESDAY)

    assert Signal.objects.get().text == ""
    assert not SignalSketch.objects.exists(), "also the digests of its words are gone"


def test_a_situation_that_is_held_is_not_undone(region: Region, make_signal: Any, start: Any) -> None:
    step = situations.start_situation(
        signals=[make_signal().reference], title="Onrust", phenomenon="asylum_tension", by=region.viewer("analyst"),
        at=TUESDAY,
    )  # fmt: skip
    hold(step.situation, region.viewer("privacy"))

    with pytest.raises(KeptByHold):
        situations.undo_step(step=step.reference, by=region.viewer("analyst"), at=TUESDAY)
    assert Situation.objects.exists()


@pytest.fixture
def dossier(officers: Any) -> Any:  # noqa: F811
    return openness.open_request(
        subject="Onrust over de opvang", received_on=MONDAY.date(), by=officers.viewer("woerden_privacy"), at=TUESDAY
    )


def collect(dossier: Any, record: Any, officers: Any) -> None:  # noqa: F811
    openness.collect(
        reference=dossier.reference, chosen=[(Kind.SIGNAL, record.reference)],
        by=officers.viewer("woerden_privacy"), at=WEDNESDAY,
    )  # fmt: skip


def test_a_hold_placed_for_something_else_stays_as_long_as_a_woo_request_needs_it(
    officers: Any,  # noqa: F811
    dossier: Any,  # noqa: F811
    make_signal: Any,  # noqa: F811
) -> None:
    """The case was over, and with its hold the record of a dossier that ran would have gone the next night."""
    signal, officer = make_signal(), officers.viewer("privacy")
    placed = hold(signal, officer)
    collect(dossier, signal, officers)

    with pytest.raises(HoldNeeded):
        audit.lift_hold(hold=placed, by=officer, at=THURSDAY)
    openness.leave_out(reference=dossier.reference, number=1, by=officers.viewer("woerden_privacy"), at=THURSDAY)
    audit.lift_hold(hold=placed, by=officer, at=THURSDAY)

    assert LegalHold.objects.get().lifted_at == THURSDAY


def test_what_a_dossier_held_ends_also_when_its_handler_may_not_see_it_any_more(
    officers: Any,  # noqa: F811
    dossier: Any,  # noqa: F811
    make_signal: Any,  # noqa: F811
) -> None:
    signal = make_signal(owner="houten")
    collect(dossier, signal, officers)
    sharing.share(
        subject=subjects.called("signaal"), reference=signal.reference, marking=Marking.AMBER_STRICT, groups=[],
        by=officers.viewer("houten_oov"), at=WEDNESDAY,
    )  # fmt: skip

    openness.leave_out(reference=dossier.reference, number=1, by=officers.viewer("woerden_privacy"), at=THURSDAY)

    assert LegalHold.objects.get().lifted_at == THURSDAY


def test_words_taken_out_later_are_in_nothing_beside_the_text_either(region: Region, make_signal: Any) -> None:
    """The link of a news page often holds the name; and who set a signal aside may have written it."""
    signal = make_signal(
        "Snorremans stond op het plein", link="https://voorbeeld.invalid/nieuws/snorremans-opgepakt",
        state_reason="other: dat is snorremans",
    )  # fmt: skip
    SignalSketch.objects.create(signal=signal, sketch={"exact": 1})

    signals.add_mask_after_storing(
        reference=signal.reference, words=["Snorremans"], by=region.viewer("woerden_oov"), at=TUESDAY
    )

    signal.refresh_from_db()
    assert "norremans" not in f"{signal.text}{signal.link}{signal.state_reason}"
    assert not SignalSketch.objects.exists()
