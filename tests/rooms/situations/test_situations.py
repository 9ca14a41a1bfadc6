"""From signals to a judgement: who sees what, what is fact and what is made of it, what merging keeps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eenheidsbeeld.accounts.rules import NotYourRole
from eenheidsbeeld.core.judgement import Confidence, Direction, Level
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Audience
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.rules import ContentGrade, SourceGrade
from eenheidsbeeld.situations import actions, queries, rules
from eenheidsbeeld.situations.models import Assessment, Fact, Situation
from eenheidsbeeld.situations.queries import SituationFilter
from eenheidsbeeld.situations.rules import Phase
from tests.conftest import MONDAY, THURSDAY, TUESDAY, WEDNESDAY

JUDGEMENT: dict[str, Any] = {
    "text": "De onrust neemt toe.",
    "phase": Phase.RISING,
    "level": Level.RAISED,
    "direction": Direction.UP,
    "confidence": Confidence.MODERATE,
    "confidence_reason": "Twee bronnen die elkaar niet kennen.",
}


def refs(signals: list[Any]) -> list[str]:
    return [signal.reference for signal in signals]


class TestWhoSees:
    def test_the_network_sees_it_and_a_stranger_does_not(self, signals, start, owner, partner, stranger):
        situation = start(signals)

        assert queries.situation(owner, situation.reference) == situation
        assert queries.situation(partner, situation.reference) == situation
        with pytest.raises(NotThere):
            queries.situation(stranger, situation.reference)

    def test_a_stricter_signal_makes_the_situation_stricter(self, signals, start, make_signal, analyst, partner):
        situation = start(signals)
        red = make_signal(marking="red", people=("analyst",))

        actions.attach_signals(
            signals=[red.reference], situation=situation.reference, fewer_may_see=True, by=analyst, at=MONDAY
        )

        assert queries.situation(analyst, situation.reference).marking == "red"
        with pytest.raises(NotThere):
            queries.situation(partner, situation.reference)

    def test_nobody_makes_it_narrower_without_knowing_for_whom(self, signals, start, make_signal, analyst, partner):
        situation = start(signals[:2])
        strict = make_signal(marking="amber_strict", owner="bureau")
        attach = {"signals": [strict.reference], "situation": situation.reference, "by": analyst, "at": MONDAY}

        with pytest.raises(rules.FewerWouldSee) as refused:
            actions.attach_signals(**attach)

        assert "Gemeente Houten" in refused.value.names
        assert "Regionaal bureau" not in refused.value.names  # the owner always sees its own
        assert "Gemeente Houten" in str(refused.value.reason)
        assert queries.situation(partner, situation.reference).marking == "amber"
        assert strict.attachments.count() == 0
        actions.attach_signals(signals=refs(signals[2:]), situation=situation.reference, by=analyst, at=MONDAY)

    def test_detaching_does_not_make_it_wider_again_but_undo_does(self, signals, start, make_signal, analyst):
        situation = start(signals)
        red = make_signal(marking="red", people=("analyst",))
        actions.attach_signals(
            signals=[red.reference], situation=situation.reference, fewer_may_see=True, by=analyst, at=MONDAY
        )
        actions.detach_signals(signals=[red.reference], by=analyst, at=MONDAY)
        assert queries.situation(analyst, situation.reference).marking == "red"

        actions.undo_last_step(by=analyst, at=TUESDAY)
        actions.undo_last_step(by=analyst, at=TUESDAY)

        assert queries.situation(analyst, situation.reference).marking == "amber"

    def test_a_police_signal_is_read_in_its_released_wording(self, make_signal, start, analyst, region):
        police = make_signal(
            "Bron meldt iets dat intern blijft.",
            owner="politie",
            regime="wpg",
            released="Er is extra aandacht voor het plein.",
        )
        situation = start([police])

        detail = queries.situation_detail(analyst, situation.reference)

        assert [one.shown_text for one in detail.signals] == ["Er is extra aandacht voor het plein."]
        assert queries.situation(region.viewer("police_desk"), situation.reference)

    def test_signals_that_were_narrowed_later_are_counted_only_where_that_is_allowed(
        self, signals, start, analyst, partner
    ):
        situation = start(signals)
        Signal.objects.filter(pk=signals[0].pk).update(marking="amber_strict")
        Signal.objects.filter(pk=signals[1].pk).update(marking="red")
        Signal.objects.filter(pk=signals[2].pk).update(regime="wpg")

        count = queries.situation_detail(partner, situation.reference).count

        assert (count.visible, count.hidden) == (2, 1)

    def test_an_audience_sees_what_each_of_them_may_see(self, signals, start, owner, partner, stranger):
        start(signals)

        assert len(queries.list_situations(Audience((owner, partner))).rows) == 1
        assert not queries.list_situations(Audience((owner, stranger))).rows


class TestFactsAndAssessments:
    def test_a_fact_is_never_an_assessment_and_sets_nothing(self, signals, start, owner):
        situation = start(signals)

        actions.add_fact(situation=situation.reference, text="Er waren 120 mensen.", by=owner, at=MONDAY)

        situation.refresh_from_db()
        assert not Assessment.objects.exists()
        assert (situation.phase, situation.level) == ("", None)

    def test_the_admiralty_code_is_kept_beside_the_plain_words(self, signals, start, owner):
        situation = start(signals)

        fact = actions.add_fact(situation=situation.reference, text="Een feit.", admiralty="d5", by=owner, at=MONDAY)

        assert (fact.source_grade, fact.content_grade, fact.admiralty) == (
            SourceGrade.DOUBTFUL,
            ContentGrade.CONTRADICTED,
            "D5",
        )
        with pytest.raises(rules.NotAnAdmiraltyCode):
            actions.add_fact(situation=situation.reference, text="Een feit.", admiralty="Z9", by=owner, at=MONDAY)

    def test_a_withdrawn_fact_stays_readable(self, signals, start, owner, partner):
        situation = start(signals)
        fact = actions.add_fact(situation=situation.reference, text="Een feit.", by=owner, at=MONDAY)
        with pytest.raises(rules.NotYourSituation):
            actions.withdraw_fact(fact=fact.reference, reason="Zomaar", by=partner, at=MONDAY)

        actions.withdraw_fact(fact=fact.reference, reason="Het was een ander plein.", by=owner, at=TUESDAY)

        fact.refresh_from_db()
        assert (fact.text, fact.withdrawn_because) == ("Een feit.", "Het was een ander plein.")
        with pytest.raises(rules.AlreadyWithdrawn):
            actions.withdraw_fact(fact=fact.reference, reason="Nog eens", by=owner, at=TUESDAY)

    def test_a_judgement_needs_its_reason_and_the_owner(self, signals, start, analyst, owner, region):
        situation = start(signals)
        wanted = {"situation": situation.reference, "at": MONDAY, **JUDGEMENT}
        with pytest.raises(rules.ReasonMissing):
            actions.assess_situation(by=analyst, **{**wanted, "confidence_reason": " "})
        with pytest.raises(NotYourRole):
            actions.assess_situation(by=owner, **wanted)
        with pytest.raises(NotYourRole):
            actions.assess_situation(by=region.viewer("privacy"), **wanted, is_dissent=True)

    def test_the_history_of_judgements_is_kept(self, signals, start, analyst):
        situation = start(signals)
        actions.assess_situation(situation=situation.reference, by=analyst, at=MONDAY, **JUDGEMENT)
        later = {**JUDGEMENT, "level": Level.WATCH, "direction": Direction.DOWN}
        actions.assess_situation(situation=situation.reference, by=analyst, at=TUESDAY, **later)

        detail = queries.situation_detail(analyst, situation.reference)

        assert [one.level for one in detail.assessments] == [1, 2]
        assert detail.situation.level == 1

    def test_a_differing_view_stands_beside_and_changes_nothing(self, signals, start, analyst, region):
        situation = start(signals)
        actions.assess_situation(situation=situation.reference, by=analyst, at=MONDAY, **JUDGEMENT)
        differs = {**JUDGEMENT, "level": Level.HIGH}
        actions.assess_situation(
            situation=situation.reference, by=region.viewer("police_chief"), at=TUESDAY, is_dissent=True, **differs
        )

        detail = queries.situation_detail(analyst, situation.reference)

        assert (detail.situation.level, detail.latest.level) == (2, 2)
        assert [one.level for one in detail.dissent] == [3]

    def test_nothing_is_added_to_what_is_closed(self, signals, start, analyst):
        situation = start(signals)
        actions.close_situation(situation=situation.reference, reason="Het is over.", by=analyst, at=TUESDAY)

        with pytest.raises(rules.StepNotAllowed):
            actions.assess_situation(situation=situation.reference, by=analyst, at=TUESDAY, **JUDGEMENT)
        with pytest.raises(rules.StepNotAllowed):
            actions.add_fact(situation=situation.reference, text="Een feit.", by=analyst, at=TUESDAY)


class TestTerms:
    def test_signals_stay_while_it_runs_and_thirteen_weeks_after(self, signals, start, analyst):
        situation = start(signals[:1])
        term = timedelta(days=Signal.keep_for.days or 0)
        assert Signal.objects.get(pk=signals[0].pk).keep_from + term == signals[0].received_at + timedelta(days=365)

        closing = MONDAY + timedelta(weeks=30)
        actions.close_situation(situation=situation.reference, reason="Het is over.", by=analyst, at=closing)
        ends = Signal.objects.get(pk=signals[0].pk).keep_from + term
        assert ends.date() == (closing + timedelta(weeks=13)).date()

        actions.reopen_situation(situation=situation.reference, by=analyst, at=closing)
        actions.detach_signals(signals=refs(signals[:1]), by=analyst, at=closing)
        assert Signal.objects.get(pk=signals[0].pk).keep_from == signals[0].received_at


class TestMergeAndSplit:
    def test_merging_moves_signals_and_facts_and_keeps_judgements_where_they_were(self, signals, start, analyst):
        old, target = start(signals[:2]), start(signals[2:], title="Iets anders")
        actions.add_fact(situation=old.reference, text="Een feit.", by=analyst, at=MONDAY)
        actions.assess_situation(situation=old.reference, by=analyst, at=MONDAY, **JUDGEMENT)

        actions.merge_situations(merged=old.reference, into=target.reference, by=analyst, at=TUESDAY)

        old.refresh_from_db()
        target.refresh_from_db()
        assert (old.state, old.merged_into) == ("merged", target)
        assert target.attachments.filter(detached_at=None).count() == 5
        assert target.facts.count() == 1
        assert (old.assessments.count(), target.assessments.count()) == (1, 0)
        assert (target.phase, target.level) == ("", None)

    def test_nobody_merges_two_that_others_see_without_knowing_who_loses_sight(
        self, signals, start, make_signal, analyst, partner, signed_in
    ):
        """Each way round: the wide one into the strict one and the strict one into the wide one."""
        wide, strict = (
            start(signals[:2]),
            start([make_signal(marking="amber_strict", owner="bureau")], title="Strikt"),
        )
        for old, target in ((wide, strict), (strict, wide)):
            with pytest.raises(rules.FewerWouldSeeTogether) as refused:
                actions.merge_situations(merged=old.reference, into=target.reference, by=analyst, at=TUESDAY)
            assert "Gemeente Houten" in refused.value.names and "Regionaal bureau" not in refused.value.names
        assert queries.situation(partner, wide.reference).state == "running"

        client, address = signed_in("analyst"), f"/situaties/{wide.reference}/samenvoegen/"
        page = client.post(address, {"in": strict.reference}).content.decode()
        assert "Gemeente Houten" in page and "Toch samenvoegen" in page
        assert client.post(address, {"in": strict.reference, "minder": "1"}).status_code == 302
        with pytest.raises(NotThere):
            queries.situation(partner, strict.reference)

    def test_merging_is_undone_exactly(self, signals, start, analyst):
        old, target = start(signals[:2]), start(signals[2:], title="Iets anders")
        actions.add_fact(situation=old.reference, text="Een feit.", by=analyst, at=MONDAY)
        actions.merge_situations(merged=old.reference, into=target.reference, by=analyst, at=TUESDAY)

        actions.undo_last_step(by=analyst, at=WEDNESDAY)

        old.refresh_from_db()
        assert (old.state, old.merged_into_id) == ("running", None)
        assert (old.attachments.count(), target.attachments.count(), old.facts.count()) == (2, 3, 1)

    def test_a_situation_of_another_organisation_is_left_alone(self, signals, start, analyst):
        one, other = start(signals[:2]), start(signals[2:], title="Iets anders")
        Situation.objects.filter(pk=other.pk).update(owner=signals[0].owner)

        for merged, into in ((one, other), (other, one)):
            with pytest.raises(rules.NotYourSituation):
                actions.merge_situations(merged=merged.reference, into=into.reference, by=analyst, at=TUESDAY)

    def test_splitting_leaves_something_and_judges_nothing(self, signals, start, analyst):
        situation = start(signals)
        actions.assess_situation(situation=situation.reference, by=analyst, at=MONDAY, **JUDGEMENT)
        split = {
            "situation": situation.reference,
            "title": "Apart",
            "phenomenon": "other",
            "by": analyst,
            "at": TUESDAY,
        }

        with pytest.raises(rules.CannotBeSplit):
            actions.split_situation(signals=refs(signals), **split)
        part = actions.split_situation(signals=refs(signals[:2]), **split)

        assert (part.phase, part.level, part.split_from) == ("", None, situation)
        assert (part.attachments.count(), situation.attachments.count()) == (2, 3)

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(sizes=st.lists(st.integers(1, 3), min_size=2, max_size=4), facts=st.integers(0, 3), data=st.data())
    def test_however_they_are_merged_nothing_is_lost(self, sizes, facts, data, make_signal, start, analyst):
        from django.db import transaction

        with transaction.atomic():
            running = [start([make_signal() for _ in range(size)], title=f"Situatie {size}") for size in sizes]
            for number in range(facts):
                chosen = data.draw(st.sampled_from(running))
                actions.add_fact(situation=chosen.reference, text=f"Feit {number}.", by=analyst, at=MONDAY)
            while len(running) > 1:
                old = running.pop(data.draw(st.integers(0, len(running) - 1)))
                target = data.draw(st.sampled_from(running))
                actions.merge_situations(merged=old.reference, into=target.reference, by=analyst, at=TUESDAY)
            last = running[0]

            assert last.attachments.filter(detached_at=None).count() == sum(sizes)
            assert last.facts.count() == facts == Fact.objects.count()
            assert Situation.objects.filter(state="merged").count() == len(sizes) - 1
            transaction.set_rollback(True)


class TestChanges:
    def test_new_raised_lowered_and_closed(self, signals, start, analyst):
        raised, lowered, closed = (start(signals[n : n + 1], title=f"Situatie {n}") for n in range(3))
        for one in (raised, lowered, closed):
            actions.assess_situation(situation=one.reference, by=analyst, at=MONDAY, **JUDGEMENT)
        up, down = {**JUDGEMENT, "level": Level.HIGH}, {**JUDGEMENT, "level": Level.NONE}
        actions.assess_situation(situation=raised.reference, by=analyst, at=WEDNESDAY, **up)
        actions.assess_situation(situation=lowered.reference, by=analyst, at=WEDNESDAY, **down)
        actions.close_situation(situation=closed.reference, reason="Het is over.", by=analyst, at=WEDNESDAY)
        new = start(signals[3:4], title="Nieuw", at=WEDNESDAY)

        changes = queries.changes_since(analyst, TUESDAY, until=THURSDAY)

        assert [one.situation for one in changes.new] == [new]
        assert [(one.situation, one.level_before, one.level_now) for one in changes.raised] == [(raised, 2, 3)]
        assert [(one.situation, one.level_before, one.level_now) for one in changes.lowered] == [(lowered, 2, 0)]
        assert [one.situation for one in changes.closed] == [closed]

    def test_what_others_may_not_see_did_not_change_for_them(self, signals, start, stranger):
        start(signals, at=WEDNESDAY)

        assert not queries.changes_since(stranger, TUESDAY)

    def test_filters_find_by_level_subject_and_words(self, signals, start, analyst, areas):
        situation = start(signals[:2])
        start(signals[2:], title="Iets anders", phenomenon="other")
        actions.assess_situation(situation=situation.reference, by=analyst, at=MONDAY, **JUDGEMENT)

        for asked in (
            {"niveau": "2"},
            {"zoek": "opvang"},
            {"onderwerp": "asylum_tension"},
            {"fase": "rising"},
        ):
            found = queries.list_situations(analyst, SituationFilter(**asked))
            assert [row.situation for row in found.rows] == [situation], asked
        assert len(queries.list_situations(analyst, SituationFilter(gebied="PD-west-utrecht")).rows) == 2
