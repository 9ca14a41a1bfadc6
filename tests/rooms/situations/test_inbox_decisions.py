"""The analyst decides, and can take every decision back while nothing followed from it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from eenheidsbeeld.accounts.rules import NotYourRole
from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.signals.aside import AsideReason, shown_reason
from eenheidsbeeld.signals.models import Signal, Story, ToldApart
from eenheidsbeeld.situations import actions, rules
from eenheidsbeeld.situations.models import Attachment, InboxStep, Situation, SituationArea
from tests.conftest import MONDAY, TUESDAY


def refs(signals: list[Any]) -> list[str]:
    return [signal.reference for signal in signals]


def everything() -> dict[str, Any]:
    """How all that an inbox decision can touch stands now, apart from when it was last changed."""
    return {
        "signals": list(
            Signal.objects.order_by("pk").values("pk", "state", "state_reason", "story", "story_reason", "keep_from")
        ),
        "attachments": list(
            Attachment.objects.order_by("pk").values("pk", "situation", "signal", "detached_at", "detached_by")
        ),
        "situations": list(
            Situation.objects.order_by("pk").values(
                "pk", "state", "merged_into", "marking", "scope", "regime", "compartment", "phase", "level", "title"
            )
        ),
        "areas": list(SituationArea.objects.order_by("pk").values("pk", "situation", "area_code")),
        "told_apart": list(ToldApart.objects.order_by("pk").values("pk", "first", "second", "by", "at")),
        "stories": list(Story.objects.order_by("pk").values("pk")),
    }


def test_a_started_situation_holds_its_signals_and_nobody_has_judged_it_yet(signals, start):
    situation = start(signals)

    assert situation.attachments.count() == 5
    assert set(Signal.objects.values_list("state", flat=True)) == {"attached"}
    assert (situation.phase, situation.level, situation.direction) == ("", None, "unknown")
    assert [area.area_code for area in situation.areas.all()] == ["GM0632"]


def test_attaching_never_changes_phase_or_level(signals, start, analyst):
    situation = start(signals[:1])

    actions.attach_signals(signals=refs(signals[1:]), situation=situation.reference, by=analyst, at=MONDAY)

    situation.refresh_from_db()
    assert (situation.phase, situation.level) == ("", None)


def test_a_signal_that_is_attached_elsewhere_moves(signals, start, analyst):
    first, second = start(signals[:2]), start(signals[2:4], title="Iets anders")

    actions.attach_signals(signals=refs(signals[:1]), situation=second.reference, by=analyst, at=TUESDAY)

    assert first.attachments.filter(detached_at=None).count() == 1
    assert second.attachments.filter(detached_at=None).count() == 3


def test_a_signal_set_aside_tells_its_sender_why_and_can_be_taken_back(signals, analyst):
    actions.set_aside(
        signals=refs(signals[:1]), reason=AsideReason.OTHER, words="Staat in het vorige beeld", by=analyst, at=MONDAY
    )

    signals[0].refresh_from_db()
    assert signals[0].state == "set_aside"
    assert shown_reason(signals[0].state_reason).endswith("Staat in het vorige beeld")

    actions.take_back(signals=refs(signals[:1]), by=analyst, at=TUESDAY)
    signals[0].refresh_from_db()
    assert (signals[0].state, signals[0].state_reason) == ("received", "")


def test_another_reason_needs_words(signals, analyst):
    with pytest.raises(rules.ReasonMissing):
        actions.set_aside(signals=refs(signals[:1]), reason=AsideReason.OTHER, by=analyst, at=MONDAY)


def test_only_an_analyst_decides_in_the_inbox(signals, owner):
    with pytest.raises(NotYourRole):
        actions.set_aside(signals=refs(signals), reason=AsideReason.DUPLICATE, by=owner, at=MONDAY)


def test_an_analyst_elsewhere_decides_nothing_here_not_even_about_what_everyone_may_read(make_signal, stranger):
    clear = make_signal(marking="clear")

    with pytest.raises(NotThere):
        actions.set_aside(signals=[clear.reference], reason=AsideReason.DUPLICATE, by=stranger, at=MONDAY)


def test_nothing_chosen_and_far_too_much_chosen_are_refused(signals, analyst):
    for chosen in ([], ["0000000000"], [f"{n:010d}" for n in range(201)]):
        with pytest.raises((rules.NothingChosen, NotThere)):
            actions.take_back(signals=chosen, by=analyst, at=MONDAY)


def test_a_story_is_one_until_it_is_taken_apart(signals, analyst):
    actions.group_signals(signals=refs(signals[:3]), by=analyst, at=MONDAY)
    assert Signal.objects.exclude(story=None).values("story").distinct().count() == 1

    actions.ungroup_signals(signals=refs(signals[:1]), by=analyst, at=MONDAY)
    assert Signal.objects.exclude(story=None).count() == 2


def test_every_decision_stands_in_the_log_without_a_word_of_the_signal(signals, start):
    start(signals)

    logged = AuditEntry.objects.filter(event__startswith="inbox_")
    assert logged.count() == 1
    assert logged.get().details == {"signals": 5, "situation": Situation.objects.get().reference}
    assert not any("gemeentehuis" in str(entry.details) for entry in AuditEntry.objects.all())


class TestUndo:
    def test_starting_a_situation_is_undone_exactly(self, signals, start, analyst):
        before = everything()
        start(signals)

        actions.undo_last_step(by=analyst, at=TUESDAY)

        assert everything() == before

    def test_only_the_maker_undoes(self, signals, start, region):
        start(signals)

        with pytest.raises(NotThere):
            actions.undo_step(step=InboxStep.objects.get().reference, by=region.viewer("editor"), at=TUESDAY)

    def test_twice_is_refused(self, signals, start, analyst):
        start(signals)
        step = InboxStep.objects.get().reference
        actions.undo_step(step=step, by=analyst, at=TUESDAY)

        with pytest.raises(rules.CannotBeUndone):
            actions.undo_step(step=step, by=analyst, at=TUESDAY)

    def test_what_somebody_built_on_is_not_taken_away(self, signals, start, analyst, owner):
        situation = start(signals)
        actions.add_fact(situation=situation.reference, text="De raad vergadert donderdag.", by=owner, at=TUESDAY)

        with pytest.raises(rules.CannotBeUndone):
            actions.undo_last_step(by=analyst, at=TUESDAY)

    def test_a_signal_withdrawn_since_is_not_brought_back(self, signals, analyst):
        actions.set_aside(signals=refs(signals[:1]), reason=AsideReason.DUPLICATE, by=analyst, at=MONDAY)
        Signal.objects.filter(pk=signals[0].pk).update(state="withdrawn")

        with pytest.raises(rules.CannotBeUndone):
            actions.undo_last_step(by=analyst, at=TUESDAY)

    def test_a_destroyed_signal_says_so(self, signals, analyst):
        actions.set_aside(signals=refs(signals[:1]), reason=AsideReason.DUPLICATE, by=analyst, at=MONDAY)
        signals[0].delete()

        with pytest.raises(rules.CannotBeUndone) as refused:
            actions.undo_last_step(by=analyst, at=TUESDAY)
        assert refused.value.reason

    def test_undo_never_widens_what_was_written_about_a_stricter_signal(self, signals, start, make_signal, analyst):
        situation = start(signals[:1])
        strict = make_signal(marking="red", people=("analyst",))
        actions.attach_signals(
            signals=[strict.reference], situation=situation.reference, fewer_may_see=True, by=analyst, at=MONDAY
        )
        later = TUESDAY + timedelta(hours=1)
        actions.add_fact(situation=situation.reference, text="Een gevoelig feit.", by=analyst, at=later)

        actions.undo_last_step(by=analyst, at=later)

        situation.refresh_from_db()
        assert situation.marking == "red"
        assert situation.attachments.filter(detached_at=None).count() == 1


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["start", "attach", "detach", "aside", "back", "group", "ungroup", "merge"]),
        st.sets(st.integers(0, 4), min_size=1, max_size=5),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=8,
)


def take(step: tuple[str, set[int], int], signals: list[Any], analyst: Any) -> bool:
    """Take a step if it can be taken now; a refusal changes nothing and is no step."""
    kind, places, which = step
    chosen = [signals[place].reference for place in sorted(places)]
    running = list(Situation.objects.filter(state="running").order_by("pk"))
    by_at: dict[str, Any] = {"by": analyst, "at": TUESDAY}
    try:
        if kind == "start":
            actions.start_situation(signals=chosen, title="Iets", phenomenon="other", **by_at)
        elif kind == "attach" and running:
            actions.attach_signals(signals=chosen, situation=running[which % len(running)].reference, **by_at)
        elif kind == "detach":
            actions.detach_signals(signals=chosen, **by_at)
        elif kind == "aside":
            actions.set_aside(signals=chosen, reason=AsideReason.SETTLED, **by_at)
        elif kind == "back":
            actions.take_back(signals=chosen, **by_at)
        elif kind == "group":
            actions.group_signals(signals=chosen, **by_at)
        elif kind == "ungroup":
            actions.ungroup_signals(signals=chosen, **by_at)
        elif kind == "merge" and len(running) > 1:
            actions.merge_situations(merged=running[0].reference, into=running[1].reference, **by_at)
        else:
            return False
    except rules.Refusal:
        return False
    return True


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
@example(steps=[("group", {0, 1}, 0), ("ungroup", {0, 1}, 0), ("group", {0, 1}, 0)])
def test_undoing_everything_in_reverse_gives_back_exactly_what_was(steps, region, make_signal, analyst, db):
    from django.db import transaction

    with transaction.atomic():
        signals = [make_signal(area=["GM0632", "GM0321"][place % 2]) for place in range(5)]
        stands = [everything()]
        for step in steps:
            if take(step, signals, analyst):
                stands.append(everything())
        while len(stands) > 1:
            stands.pop()
            actions.undo_last_step(by=analyst, at=TUESDAY)
            assert everything() == stands[-1]
        transaction.set_rollback(True)


def test_the_words_of_a_decision_are_gone_a_week_after_it(analyst, make_signal):
    """They serve to undo it; what was decided, by whom and when stays in the log without words."""
    from eenheidsbeeld.audit.destruction import destroy_what_has_ended
    from eenheidsbeeld.audit.models import AuditEntry
    from eenheidsbeeld.core.viewer import System
    from eenheidsbeeld.situations.queries.waiting import UNDO_WITHIN

    signal = make_signal()
    reason = {"reason": AsideReason.OTHER, "words": "Past niet bij wat wij volgen"}
    step = actions.set_aside(signals=[signal.reference], **reason, by=analyst, at=TUESDAY)
    assert "Past niet" in str(step.changes)

    destroy_what_has_ended(by=System("tests"), at=TUESDAY + UNDO_WITHIN)
    assert InboxStep.objects.filter(pk=step.pk).exists()
    destroy_what_has_ended(by=System("tests"), at=TUESDAY + timedelta(days=8))

    assert not InboxStep.objects.filter(pk=step.pk).exists()
    assert AuditEntry.objects.filter(event="inbox_set_aside").exists()
