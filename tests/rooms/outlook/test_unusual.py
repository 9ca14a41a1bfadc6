"""What is unusual, for whom, and what a person makes of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from eenheidsbeeld.accounts.rules import NotYourRole
from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.core import queue
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.outlook import actions
from eenheidsbeeld.outlook.models import Alert, AlertJudgement, WeekLook, WeeklyCount
from eenheidsbeeld.outlook.queries.looks import alert_page, unusual_now, week_page
from eenheidsbeeld.outlook.queries.standing import known_to
from eenheidsbeeld.outlook.rules import AlreadyJudged, Finding, Why
from eenheidsbeeld.publishing.queries import audience_of
from eenheidsbeeld.sharing.rules import Marking
from eenheidsbeeld.signals import actions as signal_actions
from tests.conftest import TUESDAY
from tests.rooms.outlook.conftest import LAST, TESTS
from tests.rooms.situations.conftest import make_signal  # noqa: F401


@pytest.fixture
def burst(history: list[str], count: Any) -> None:
    count("GM0632", "riot", 11)


class TestTheLook:
    def test_a_burst_is_found_and_says_what_was_counted_expected_and_how_often(self, burst, look, region):
        look("bureau")

        row = week_page(region.viewer("analyst"), at=TUESDAY).rows[0]
        assert row.alert.area_code == "GM0632" and row.alert.phenomenon == "riot"
        said = " ".join(row.why)
        assert f"{row.alert.observed} meldingen van “Ordeverstoring op straat” in Woerden" in said
        assert "Gewoon voor deze plaats" in said and "Vanzelf komt dit" in said
        assert "kan meer dan één keer zijn gemeld" in said

    def test_one_event_is_one_alert_over_all_levels(self, burst, look):
        seen = look("bureau")

        of_riot = [one for one in seen.alerts.all() if one.phenomenon == "riot" and "GM0632" in one.areas]
        assert len(of_riot) == 1

    def test_the_list_says_how_many_would_be_there_by_chance_and_a_shorter_list_says_fewer(self, burst, look, region):
        look("bureau")
        viewer = region.viewer("analyst")

        long, short = (week_page(viewer, at=TUESDAY, budget=number) for number in (20, 5))
        assert 0 <= short.by_chance <= long.by_chance <= len(long.rows)
        chances = [one.by_chance for one in Alert.objects.order_by("rank")]
        assert chances == sorted(chances)

    def test_the_half_year_behind_an_alert_is_kept_as_it_was(self, burst, look, count):
        seen = look("bureau")
        before = seen.alerts.get(rank=1).history

        count("GM0632", "riot", 50)
        assert look("bureau").pk == seen.pk  # what was said once stands
        seen.refresh_from_db()
        assert seen.alerts.get(rank=1).history == before
        assert before["counted"][-1] == seen.alerts.get(rank=1).observed
        assert len(before["weeks"]) == 26

    def test_without_a_year_and_a_half_nothing_is_said_with_the_reason(self, publication, count, look, region):
        count("GM0632", "riot", 30)
        seen = look("bureau")

        assert (seen.said, seen.alerts.count(), seen.weeks_known) == ("too_little_history", 0, 1)

    def test_a_page_without_a_look_says_whether_one_is_on_its_way(self, region, signed_in):
        client = signed_in("analyst")
        assert "Er is nog nergens naar gekeken" in client.get("/vooruitblik/").content.decode()

        queue.enqueue("outlook.look", organisation=region.organisations["woerden"].pk)
        assert "Er is nog nergens naar gekeken" in client.get("/vooruitblik/").content.decode()
        queue.enqueue("outlook.look", organisation=region.organisations["bureau"].pk)
        assert "Het eerste overzicht wordt gemaakt" in client.get("/vooruitblik/").content.decode()

    def test_the_same_counts_give_the_same_alerts(self, burst, look):
        first = [(one.key, one.p, one.by_chance) for one in look("bureau").alerts.order_by("rank")]
        WeekLook.objects.all().delete()
        from eenheidsbeeld.outlook.actions import look as looks

        looks._answers.clear()
        assert [(one.key, one.p, one.by_chance) for one in look("bureau").alerts.order_by("rank")] == first

    def test_an_alert_of_before_goes_on(self, burst, count, look):
        count("GM0632", "riot", 11, week=LAST.plus(-1))
        look("bureau", week=LAST.plus(-1))
        first = Alert.objects.filter(phenomenon="riot", area_code="GM0632").get()
        look("bureau")

        later = Alert.objects.filter(phenomenon="riot", look__week=str(LAST)).order_by("rank")[0]
        assert later.continues == first.reference

    def test_a_look_back_is_marked_as_said_afterwards(self, burst, region):
        from eenheidsbeeld.outlook.actions.look import look_back

        made = look_back(organisation=region.organisations["bureau"], weeks=2, until=LAST, by=TESTS, at=TUESDAY)

        assert made == 2
        assert set(WeekLook.objects.values_list("is_backcast", flat=True)) == {True}


class TestWhoSeesWhat:
    def test_what_police_keeps_to_itself_is_in_no_list_of_another(self, history, count, look, region):
        count("GM0632", "riot", 30, owner="politie", marking=Marking.AMBER_STRICT, group=None)

        def seen(name: str) -> list[int]:
            return [one.observed for one in look(name).alerts.filter(phenomenon="riot") if "GM0632" in one.areas]

        assert max(seen("politie")) >= 30
        assert all(observed < 20 for name in ("woerden", "bureau") for observed in seen(name))

    def test_an_alert_of_one_organisation_is_not_there_for_another(self, burst, look, region, signed_in):
        alert = look("bureau").alerts.get(rank=1)

        for name in ("woerden_oov", "zeist_oov", "stranger", "woerden_admin"):
            client = signed_in(name)
            assert client.get(f"/vooruitblik/melding/{alert.reference}/").status_code in (403, 404)
            answer = client.post(f"/vooruitblik/melding/{alert.reference}/oordeel/", {"finding": "something"})
            assert answer.status_code in (403, 404)
        assert not AlertJudgement.objects.exists()

    def test_another_unit_looks_at_its_own_area_and_finds_nothing_here(self, burst, look):
        assert look("groningen").said == "nothing_seen"

    def test_switched_off_nothing_is_made_and_nothing_shown(self, burst, look, region, signed_in):
        look("bureau")
        signal_actions.switch_off_suggestion(
            suggestion=Suggestion.ALERTS, reason="Even niet.", by=region.viewer("privacy"), at=TUESDAY
        )
        assert unusual_now(region.viewer("analyst"), at=TUESDAY) == []
        assert "Uitgezet" in signed_in("analyst").get("/vooruitblik/").content.decode()
        assert look("bureau", week=LAST.plus(-1)) is None

    def test_an_editor_hears_when_readers_may_see_less(self, history, count, look, region):
        count("GM0632", "riot", 20, owner="bureau", marking=Marking.AMBER_STRICT, group=None)
        alert = next(one for one in look("bureau").alerts.filter(phenomenon="riot") if "GM0632" in one.areas)

        assert known_to(audience_of(region.groups["west"]), alert) < alert.observed
        assert known_to(region.viewer("analyst"), alert) == alert.observed


class TestWhatMayStillBeKnown:
    """A signal behind an alert is shared with fewer, or gone: nobody reads its number any longer."""

    @pytest.fixture
    def narrowed(self, history: list[str], count: Any, look: Any, region: Any) -> Any:
        """The alert of Woerden's own look; then two of the signals behind it stay with the bureau alone."""
        count("GM0632", "riot", 9, owner="bureau")
        count("GM0632", "riot", 2, owner="politie")
        alert = next(one for one in look("woerden").alerts.all() if one.area_code == "GM0632" and one.observed >= 11)
        look("politie")

        def narrow() -> Alert:
            of_police = WeeklyCount.objects.filter(owner=region.organisations["politie"], week=str(LAST))
            of_police.update(marking=Marking.AMBER_STRICT.value, scope=None)
            return alert

        return narrow

    def test_before_it_is_read_and_after_it_is_nowhere(self, narrowed, region, signed_in, make_signal):  # noqa: F811
        make_signal(phenomenon="riot", received=TUESDAY - timedelta(hours=2))
        client, pages = signed_in("woerden_oov"), ("/", "/gebieden/GM0632/", "/vooruitblik/")
        words = "Ordeverstoring op straat: ongewoon veel signalen in Woerden"
        for page in pages:
            assert words in client.get(page).content.decode(), page
        alert = narrowed()
        for page in pages:
            assert words not in client.get(page).content.decode(), page
        said = client.get("/vooruitblik/").content.decode()
        assert "1 regel staat er niet meer" in said
        assert client.get(f"/vooruitblik/melding/{alert.reference}/").status_code == 404
        judged = client.post(f"/vooruitblik/melding/{alert.reference}/oordeel/", {"finding": "something"})
        assert judged.status_code == 404 and not AlertJudgement.objects.exists()

    def test_who_may_still_count_them_reads_on(self, narrowed, region):
        narrowed()
        still = [row for row in week_page(region.viewer("police_desk"), at=TUESDAY).rows if "Woerden" in row.title]

        assert still and still[0].alert.observed >= 11

    def test_a_later_report_does_not_hide_an_alert(self, narrowed, count, region):
        count("GM0632", "riot", 3)

        assert any("Woerden" in row.title for row in week_page(region.viewer("woerden_oov"), at=TUESDAY).rows)

    def test_of_an_earlier_week_that_became_narrower_the_half_year_tells_no_number(
        self, history, count, look, region, signed_in
    ):
        early = LAST.plus(-6)
        count("GM0632", "riot", 7, owner="politie", week=early)
        count("GM0632", "riot", 14)
        look("woerden")
        row = next(one for one in week_page(region.viewer("woerden_oov"), at=TUESDAY).rows if "Woerden" in one.title)
        viewer = region.viewer("woerden_oov")
        before = {week: counted for week, counted, *_band in alert_page(viewer, row.alert.reference).history}
        assert before[str(early)] >= 7
        WeeklyCount.objects.filter(owner=region.organisations["politie"]).update(marking="amber_strict", scope=None)

        after = {week: counted for week, counted, *_band in alert_page(viewer, row.alert.reference).history}
        assert after[str(early)] is None and after[str(LAST)] == before[str(LAST)]
        assert signed_in("woerden_oov").get(f"/vooruitblik/melding/{row.alert.reference}/").status_code == 200


class TestJudging:
    @pytest.fixture
    def alert(self, burst: None, look: Any) -> Alert:
        return look("bureau").alerts.get(rank=1)

    def test_putting_aside_asks_for_a_reason_and_can_be_undone(self, alert, region, signed_in):
        client, page = signed_in("analyst"), f"/vooruitblik/melding/{alert.reference}/"

        refused = client.post(f"{page}oordeel/", {"finding": "nothing"})
        assert refused.status_code == 422 and "Kies waarom u het opzij legt" in refused.content.decode()
        client.post(f"{page}oordeel/", {"finding": "nothing", "why": "more_reporting"})
        assert "Er is meer gemeld, niet meer gebeurd" in client.get("/vooruitblik/").content.decode()
        assert alert.pk not in {row.alert.pk for row in unusual_now(region.viewer("analyst"), at=TUESDAY, most=20)}
        client.post(f"{page}ongedaan/")
        assert alert.pk in {row.alert.pk for row in unusual_now(region.viewer("analyst"), at=TUESDAY, most=20)}
        events = list(AuditEntry.objects.filter(event__startswith="alert_").values_list("event", flat=True))
        assert events == ["alert_judged", "alert_judgement_undone"]

    def test_the_second_of_two_colleagues_hears_that_it_was_judged(self, alert, region):
        actions.judge_alert(
            alert=alert.reference, finding=Finding.NOTHING, why=Why.KNOWN, by=region.viewer("analyst"), at=TUESDAY
        )
        with pytest.raises(AlreadyJudged):
            actions.judge_alert(
                alert=alert.reference, finding=Finding.SOMETHING, by=region.viewer("editor"), at=TUESDAY
            )

    def test_a_reader_looks_and_does_not_judge(self, burst, look, region):
        alert = look("woerden").alerts.get(rank=1)

        with pytest.raises(NotYourRole):
            actions.judge_alert(
                alert=alert.reference, finding=Finding.SOMETHING, by=region.viewer("woerden_mayor"), at=TUESDAY
            )

    def test_what_is_not_there_is_told_as_such(self, region):
        with pytest.raises(NotThere):
            actions.undo_judgement(alert="ZZZZZZZZZZ", by=region.viewer("analyst"), at=TUESDAY)


class TestWhereItStands:
    def test_start_page_area_page_inbox_and_editor_show_it_and_fill_in_nothing(
        self,
        burst,
        look,
        region,
        signed_in,
        draft,
        make_signal,  # noqa: F811
    ):
        make_signal(phenomenon="riot", received=TUESDAY - timedelta(hours=2))
        look("bureau")

        client = signed_in("analyst")
        for page in ("/", "/gebieden/GM0632/", "/inbox/"):
            assert (
                "Ordeverstoring op straat: ongewoon veel signalen in Woerden" in client.get(page).content.decode()
            ), page
        bench = signed_in("editor").get(f"/beelden/{draft.reference}/bewerken/").content.decode()
        assert "ongewoon veel signalen in Woerden" in bench
        assert not any("ongewoon" in one.text for part in draft.sections.all() for one in part.statements.all())
