"""What is said beforehand is kept, what comes is put beside it, and a person judges the words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from eenheidsbeeld.core import clock, queue
from eenheidsbeeld.core.judgement import Confidence, Direction, Level
from eenheidsbeeld.core.models import QueuedTask
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.outlook import actions
from eenheidsbeeld.outlook.models import Claim, ForecastSheet, Happening
from eenheidsbeeld.outlook.queries.ahead import coming_weeks, expected_page
from eenheidsbeeld.outlook.queries.claims import waiting_claims
from eenheidsbeeld.outlook.queries.scores import alert_score, claim_score, forecast_score
from eenheidsbeeld.outlook.rules import NotForYou, NotYet, Outcome
from eenheidsbeeld.pictures import actions as pictures
from eenheidsbeeld.publishing.actions import agree, release
from eenheidsbeeld.sharing.rules import Marking
from eenheidsbeeld.signals import actions as signal_actions
from eenheidsbeeld.situations import actions as situations
from eenheidsbeeld.situations.rules import Phase
from tests.conftest import THURSDAY, TUESDAY, WEDNESDAY, WEEK_12, WEST
from tests.rooms.outlook.conftest import LAST, TESTS
from tests.rooms.situations.conftest import analyst, make_signal, signals, start  # noqa: F401

THREE_WEEKS_ON = THURSDAY + timedelta(weeks=3)


@pytest.fixture
def expect(region: Any, history: list[str]) -> Any:
    def at(last: Any = LAST, **more: Any) -> int:
        chosen = {"phenomenon": "riot", "horizons": (1,), "by": TESTS, "at": TUESDAY} | more
        return actions.expect(group=region.groups["west"], last=last, **chosen)

    return at


class TestForecasts:
    def test_it_is_stored_before_the_week_and_the_count_comes_beside_it_later(self, expect, region, count):
        assert expect() == 1
        sheet = ForecastSheet.objects.get()
        assert (sheet.week, sheet.last_known_week, sheet.observed, sheet.is_backcast) == (
            "2026-W12",
            "2026-W11",
            None,
            False,
        )
        before = sheet.numbers
        count("GM0632", "riot", 4, week=WEEK_12)

        actions.fill_in_outcomes(group=region.groups["west"], last=LAST, by=TESTS, at=TUESDAY)
        sheet.refresh_from_db()
        assert sheet.observed is None  # that week is not over
        actions.fill_in_outcomes(group=region.groups["west"], last=WEEK_12, by=TESTS, at=THREE_WEEKS_ON)
        sheet.refresh_from_db()
        assert sheet.observed[sheet.areas.index("GM0632")] == 4
        assert sheet.numbers == before

    def test_it_rests_on_what_every_member_of_the_group_may_count(self, expect, region, count):
        expect()
        alone = ForecastSheet.objects.get().numbers
        ForecastSheet.objects.all().delete()
        count("GM0632", "riot", 40, owner="politie", marking=Marking.AMBER_STRICT, group=None)

        expect()
        assert ForecastSheet.objects.get().numbers == alone

    def test_members_read_it_and_who_is_outside_does_not(self, expect, region):
        expect()

        assert coming_weeks(region.viewer("houten_oov"), area="GM0632", at=TUESDAY)
        for name in ("zeist_oov", "stranger"):
            assert coming_weeks(region.viewer(name), area="GM0632", at=TUESDAY) == []

    def test_a_subject_with_hardly_any_signals_says_too_few_to_say(self, expect, region, signed_in):
        assert expect(phenomenon="occupation") == 0
        expect()

        page = expected_page(region.viewer("houten_oov"), area="", at=TUESDAY)
        assert page.area == "GM0321" and "Bezetting" in page.silent
        assert (
            "Te weinig om iets te zeggen:" in signed_in("houten_oov").get("/vooruitblik/verwacht/").content.decode()
        )

    def test_made_twice_it_stands_once(self, expect):
        assert (expect(), expect()) == (1, 0)

    def test_a_year_back_is_scored_with_looking_back_beside_it(self, expect, region):
        expect(back=30)
        actions.fill_in_outcomes(group=region.groups["west"], last=LAST, by=TESTS, at=TUESDAY)

        score = forecast_score(region.viewer("houten_mayor"), horizon=1, at=TUESDAY)
        by_key = {one.key: one for one in score.measures}
        assert score.weeks == 30 and score.backcast == 30
        assert 0 < by_key["brier"].model < 0.3 and 0 < by_key["brier"].usual < 0.3
        assert score.verdict in ("gain", "loss", "noise")
        assert forecast_score(region.viewer("zeist_oov"), horizon=1, at=TUESDAY).number == 0

    def test_switched_off_none_is_made_or_shown(self, expect, region):
        signal_actions.switch_off_suggestion(
            suggestion=Suggestion.FORECASTS, reason="Even niet.", by=region.viewer("privacy"), at=TUESDAY
        )
        assert expect() == 0
        assert expected_page(region.viewer("analyst"), area="", at=TUESDAY).is_off


@pytest.fixture
def released(region: Any, written: Any, settings: Any, tmp_path: Any) -> Any:
    """The edition of week 12, released with one likelihood word in it."""
    settings.DATA = tmp_path
    editor = region.viewer("editor")
    agree.send_round(edition=written, answer_before=WEDNESDAY, by=editor, at=TUESDAY)
    agree.agree_to_part(edition=written, by=region.viewer("police_chief"), at=TUESDAY)
    release.adopt(edition=written, by=editor, at=THURSDAY)
    return pictures.release_edition(edition=written, by=editor, at=THURSDAY)


def test_the_score_page_says_that_the_past_year_is_still_being_computed(region, signed_in):
    client, words = signed_in("analyst"), "Het afgelopen jaar wordt nog doorgerekend"
    queue.enqueue("outlook.expect", area=WEST, phenomenon="riot", back=0)
    queue.enqueue("outlook.look_back", organisation=region.organisations["woerden"].pk, weeks=52)
    assert words not in client.get("/vooruitblik/staat-van-dienst/").content.decode()

    queue.enqueue("outlook.expect", area=WEST, phenomenon="riot", back=52)
    assert words in client.get("/vooruitblik/staat-van-dienst/").content.decode()
    QueuedTask.objects.all().delete()
    queue.enqueue("outlook.look_back", organisation=region.organisations["bureau"].pk, weeks=52)
    assert words in client.get("/vooruitblik/staat-van-dienst/").content.decode()


class TestClaims:
    def test_each_likelihood_word_is_kept_at_release_by_key_and_not_in_words(self, released):
        claim = Claim.objects.get()

        assert (claim.edition, claim.likelihood, claim.outcome) == (released.reference, "likely", "")
        assert "spanning" not in str({name: str(value) for name, value in vars(claim).items()})

    def test_it_is_judged_when_its_two_weeks_are_over_and_not_before(self, released, region):
        claim, editor = Claim.objects.get().reference, region.viewer("editor")

        with pytest.raises(NotYet):
            actions.judge_claim(claim=claim, outcome=Outcome.CAME, by=editor, at=THURSDAY)
        assert waiting_claims(editor, at=THURSDAY) == []
        assert [row.text for row in waiting_claims(editor, at=THREE_WEEKS_ON)] == [
            "De spanning in Woerden neemt toe."
        ]
        actions.judge_claim(claim=claim, outcome=Outcome.CAME, by=editor, at=THREE_WEEKS_ON)
        score = claim_score(region.viewer("houten_mayor"), at=THREE_WEEKS_ON)
        assert (score.judged, score.open) == (1, 0)
        assert [row.text for row in score.hits] == ["De spanning in Woerden neemt toe."]

    def test_only_who_made_the_picture_judges_and_a_stranger_finds_nothing(self, released, region):
        claim = Claim.objects.get().reference

        with pytest.raises(NotForYou):
            actions.judge_claim(claim=claim, outcome=Outcome.CAME, by=region.viewer("woerden_oov"), at=THREE_WEEKS_ON)
        with pytest.raises(NotThere):
            actions.judge_claim(claim=claim, outcome=Outcome.CAME, by=region.viewer("stranger"), at=THREE_WEEKS_ON)

    def test_a_correction_that_says_the_same_counts_once(self, released, region):
        editor = region.viewer("editor")
        draft = release.start_correction(edition=released, note="Een getal.", by=editor, at=THURSDAY)
        agree.send_round(edition=draft, answer_before=THURSDAY, by=editor, at=THURSDAY)
        release.adopt(edition=draft, by=editor, at=THURSDAY)
        pictures.release_edition(edition=draft, by=editor, at=THURSDAY)

        assert Claim.objects.count() == 1

    def test_the_page_asks_what_came_of_it_and_keeps_the_answer(self, released, signed_in, monkeypatch):
        monkeypatch.setattr(clock, "now", lambda: THREE_WEEKS_ON)
        client, claim = signed_in("editor"), Claim.objects.get()

        assert "Wat kwam ervan?" in client.get("/vooruitblik/staat-van-dienst/").content.decode()
        client.post(f"/vooruitblik/verwachting/{claim.reference}/uitkomst/", {"outcome": "onzin"})
        claim.refresh_from_db()
        assert claim.outcome == ""
        client.post(f"/vooruitblik/verwachting/{claim.reference}/uitkomst/", {"outcome": "did_not"})
        claim.refresh_from_db()
        assert (claim.outcome, claim.judged_by.function) == ("did_not", "Redacteur")


class TestHitsAndMisses:
    def _assess(self, region: Any, situation: Any, level: Level, at: Any) -> None:
        situations.assess_situation(
            situation=situation.reference, text="Het loopt op.", phase=Phase.RISING, level=level,
            direction=Direction.UP, confidence=Confidence.MODERATE, confidence_reason="Drie bronnen.",
            by=region.viewer("analyst"), at=at,
        )  # fmt: skip

    def test_what_people_call_raised_is_noted_once_and_what_is_calm_is_not(self, region, signals, start, publication):  # noqa: F811
        situation = start(signals, phenomenon="riot")
        self._assess(region, situation, Level.WATCH, TUESDAY)
        assert not Happening.objects.exists()
        self._assess(region, situation, Level.RAISED, WEDNESDAY)
        self._assess(region, situation, Level.HIGH, THURSDAY)

        assert Happening.objects.values_list("area_code", "phenomenon", "level").get() == ("GM0632", "riot", 2)

    def test_an_alert_before_it_is_a_hit_and_without_one_it_is_a_miss_by_name(
        self, history, count, look, region, signals, start  # noqa: F811
    ):  # fmt: skip
        count("GM0632", "riot", 12)
        look("bureau")
        hit, miss = start(signals, phenomenon="riot"), start(signals, title="Iets anders", phenomenon="occupation")
        for one in (hit, miss):
            self._assess(region, one, Level.RAISED, WEDNESDAY)

        score = alert_score(region.viewer("analyst"), at=WEDNESDAY)
        assert (score.happened, score.missed) == (2, 1)
        assert score.hits == 1 and "Ordeverstoring" in score.hit_names[0].title
        assert [one.title for one in score.miss_names] == ["Bezetting, Woerden"]
