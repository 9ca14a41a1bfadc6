"""What may come: honest distributions, known before the fact, never worse than what is usual."""

import numpy as np
import pytest

from eenheidsbeeld.analysis.arrays import BadCounts
from eenheidsbeeld.analysis.forecast.blend import stacking_weights
from eenheidsbeeld.analysis.forecast.chances import Opinions, fit_stack, stacked, trust
from eenheidsbeeld.analysis.forecast.discounted import forecast_dgp
from eenheidsbeeld.analysis.forecast.endemic_epidemic import fit_endemic_epidemic, predict_next
from eenheidsbeeld.analysis.forecast.results import Settings
from eenheidsbeeld.analysis.forecast.rolling import rolling_forecast
from eenheidsbeeld.analysis.reasons import Reason
from eenheidsbeeld.analysis.scores.counts import score_log, score_rps
from eenheidsbeeld.analysis.scores.probability import calibration, score_brier

from .reference_files import column, matrix, read_json, read_rows

SIMPLE = Settings(models=("climatology", "discounted", "additive"), memory=26, guard=13)

KNOWS = Settings(models=("climatology", "discounted", "additive", "calendar"), memory=26, guard=13)


def areas_of_reference() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    share = column(read_rows("hhh4/areas_population.csv"), "share")
    adjacency = np.array([[float(v) for v in row.values()] for row in read_rows("hhh4/areas_adjacency.csv")])
    return matrix("hhh4/areas_counts.csv", "t").T, share, adjacency


def waves(seed: int = 1, areas: int = 30, weeks: int = 200) -> np.ndarray:
    """Places of very different size; now and then something runs for some weeks."""
    rng = np.random.default_rng(seed)
    local = np.zeros((areas, weeks))
    for t in range(1, weeks):
        local[:, t] = 0.93 * local[:, t - 1] + rng.normal(0, 0.35, areas)
    return rng.poisson(np.exp(rng.normal(-1.5, 1.0, (areas, 1)) + local)).astype(float)


@pytest.mark.parametrize("model", ["endemic", "arne", "arne_poisson"])
def test_the_endemic_epidemic_model_is_that_of_the_reference(model):
    y, share, adjacency = areas_of_reference()
    theirs = read_json("hhh4/hhh4_index.json")[f"golden_hhh4_{model}_final.csv"]
    spreads = model != "endemic"

    fit = fit_endemic_epidemic(
        y, share, adjacency if spreads else None, own_week=spreads,
        family="poisson" if model == "arne_poisson" else "negbin",
    )  # fmt: skip

    assert fit.converged and fit.log_likelihood == pytest.approx(theirs["loglik"], abs=1e-6)
    names = {"end": "end.1", "sin1": "end.sin(2 * pi * t/52)", "cos1": "end.cos(2 * pi * t/52)"}
    names |= {"ar": "ar.1", "ne": "ne.1", "overdisp": "overdisp"}
    for name, value in fit.coefficients.items():
        assert value == pytest.approx(theirs["coefficients"][names[name]], abs=1e-6)
    rows = read_rows(f"hhh4/golden_hhh4_{model}_final.csv")
    for week in (260, 300, 311):
        said, now = predict_next(fit, y, week), [r for r in rows if r["t"] == str(week + 1)]
        np.testing.assert_allclose(said.expected, column(now, "pred_mean"), rtol=1e-7)
        np.testing.assert_allclose(score_log(y[:, week], said), column(now, "logs"), rtol=1e-6)
        np.testing.assert_allclose(score_rps(y[:, week], said), column(now, "rps"), rtol=1e-6)


def test_a_fit_on_a_shorter_history_is_the_rolling_one_of_the_reference():
    y, share, adjacency = areas_of_reference()
    rows = [r for r in read_rows("hhh4/golden_hhh4_arne_rolling.csv") if r["t"] == "271"]

    said = predict_next(fit_endemic_epidemic(y[:, :270], share, adjacency), y, 270)

    np.testing.assert_allclose(said.expected, column(rows, "pred_mean"), rtol=1e-6)


def test_the_default_model_follows_a_place_and_leans_on_the_others():
    y = np.ones((20, 80))
    y[0] = 6
    y[1] = np.nan

    said = forecast_dgp(y, discount=0.9, prior_weeks=2.0).prediction.expected

    assert said[0] == pytest.approx(6, rel=0.2)
    assert said[1] == pytest.approx(1.25, rel=0.05)


def test_a_forecast_knows_only_what_was_known_then():
    y = waves()
    other = y.copy()
    other[:, 180:] = 50

    for horizon in (1, 3):
        settings = Settings(horizon=horizon, models=SIMPLE.models, memory=26)
        a, b = (rolling_forecast(x, [179 + horizon], settings) for x in (y, other))
        assert a.p_any.tobytes() == b.p_any.tobytes()


def test_forecasts_beat_what_is_usual_and_mean_what_they_say():
    y = waves(areas=60)
    weeks = list(range(140, 200))

    f = rolling_forecast(y, weeks, SIMPLE)

    came = y[:, weeks] > 0
    assert score_brier(f.p_any, came) < 0.97 * score_brier(f.climatology_p_any, came)
    assert 0.8 < calibration(f.p_any, came).slope < 1.2
    np.testing.assert_allclose(f.p_zero + f.p_any, 1)
    assert (f.p_surge <= f.p_any).all() and (f.low <= f.high).all()
    np.testing.assert_allclose(f.weight.sum(axis=1), 1)


def test_under_drift_it_is_never_worse_than_what_is_usual():
    rng = np.random.default_rng(8)
    ebb = np.concatenate([np.full(150, 2.0), 2.0 * np.exp(-np.arange(60) / 10) + 0.05])
    y = rng.poisson(ebb * rng.lognormal(0, 0.7, (50, 1))).astype(float)
    weeks = list(range(150, 210))

    f = rolling_forecast(y, weeks, SIMPLE)

    came = y[:, weeks] > 0
    assert score_brier(f.p_any, came) <= score_brier(f.climatology_p_any, came)


def test_an_announced_event_raises_the_forecast_of_its_week():
    rng = np.random.default_rng(2)
    announced = (rng.random((1, 40, 161)) < 0.1).astype(float)
    y = rng.poisson(0.1 + announced[0, :, :160] * 0.8).astype(float)

    f = rolling_forecast(y, [160], KNOWS, announced=announced)

    on = announced[0, :, 160] > 0
    assert f.mean[on].mean() > 4 * f.mean[~on].mean()


def test_the_calendar_earns_its_weight_when_it_tells_something_and_none_when_it_does_not():
    rng = np.random.default_rng(3)
    announced = (rng.random((1, 40, 161)) < 0.1).astype(float)
    moved = rng.poisson(0.1 + announced[0, :, :160] * 0.8).astype(float)
    unmoved = rng.poisson(0.2, (40, 160)).astype(float)
    place = KNOWS.models.index("calendar")

    helped, idle, without = (
        rolling_forecast(y, [160], KNOWS, announced=plan)
        for y, plan in ((moved, announced), (unmoved, announced), (moved, None))
    )
    assert helped.weight[0, place] > 0.4
    assert helped.past_score[0, place] == helped.past_score[0].min()
    assert idle.weight[0, place] < 0.1
    assert without.weight[0, place] == 0 and np.isnan(without.past_score[0, place])
    assert helped.record[0] == KNOWS.memory


def test_a_second_opinion_speaks_only_when_it_earned_it():
    right, wrong = np.full(400, np.log(0.4)), np.full(400, np.log(0.1))
    start = np.array([0.5, 0.5])

    weight = stacking_weights(np.stack([right, wrong], axis=1), np.ones(400), start, pull=10)

    assert weight[0] > 0.9
    assert stacking_weights(np.zeros((0, 2)), np.zeros(0), start).tolist() == [0.5, 0.5]


def test_recalibration_needs_evidence():
    rng = np.random.default_rng(0)
    p = rng.uniform(0.05, 0.95, 5000)
    came = (rng.random(5000) < p**2).astype(float)

    def learnt_from(n: int) -> np.ndarray:
        return fit_stack(Opinions(p[:n], p[:n], np.full(n, 0.3)), came[:n], np.ones(n))

    few, many = learnt_from(5), learnt_from(5000)

    assert abs(few[0]) < 0.2 and few[1] == pytest.approx(1, abs=0.1)
    half = np.array([0.5])
    assert stacked(Opinions(half, half, np.array([0.3])), many)[0] < 0.35
    assert stacked(Opinions(half, half, half), learnt_from(0))[0] == pytest.approx(0.5)


def test_the_better_of_two_opinions_is_followed():
    rng = np.random.default_rng(1)
    right = rng.uniform(0.05, 0.95, 4000)
    came = (rng.random(4000) < right).astype(float)
    noise = rng.permutation(right)
    said = Opinions(right, noise, np.full(4000, 0.5))

    shown = stacked(said, fit_stack(said, came, np.ones(4000)))

    assert score_brier(shown, came) < score_brier(right, came) + 0.003
    assert score_brier(shown, came) < score_brier(noise, came) - 0.1


def test_opinions_that_led_away_from_what_is_usual_are_not_trusted():
    rng = np.random.default_rng(2)
    usual, stack = np.full(2000, 0.2), rng.uniform(0.1, 0.9, 2000)
    came = (rng.random(2000) < 0.2).astype(float)
    week = 0.5 ** (np.arange(2000) // 100 / 8)

    assert trust(stack, usual, came, week) < 0.15
    assert trust(stack, usual, (rng.random(2000) < stack).astype(float), week) > 0.9
    assert trust(usual, usual, came, week) == 1 and trust(usual[:0], usual[:0], came[:0], week[:0]) == 1


def test_a_forecast_does_not_depend_on_which_weeks_are_asked_with_it():
    y = waves(areas=12, weeks=170)

    alone = rolling_forecast(y, [165], SIMPLE)
    together = rolling_forecast(y, list(range(140, 168)), SIMPLE)

    for name in ("mean", "p_any", "p_surge", "low", "high"):
        assert getattr(alone, name)[:, 0].tobytes() == getattr(together, name)[:, 25].tobytes()


def test_the_order_of_the_areas_changes_no_byte():
    y = waves(areas=12, weeks=120)
    order = np.random.default_rng(0).permutation(12)

    a, b = rolling_forecast(y, [118, 120], SIMPLE), rolling_forecast(y[order], [118, 120], SIMPLE)

    for name in ("mean", "p_any", "p_surge", "climatology_p_any"):
        assert getattr(a, name)[order].tobytes() == getattr(b, name).tobytes()


@pytest.mark.parametrize(
    "y",
    [
        np.zeros((4, 80)),
        np.full((4, 80), 1e6),
        np.eye(4, 80),
        np.full((4, 80), 3.0),
    ],
    ids=["silence", "a million", "one event ever", "constant"],
)
def test_odd_panels_get_finite_numbers(y):
    f = rolling_forecast(y, [80], SIMPLE)

    assert np.isfinite(f.p_any).all() and np.isfinite(f.mean).all() and ((f.p_any >= 0) & (f.p_any <= 1)).all()


def test_one_week_of_history_is_too_little():
    f = rolling_forecast(np.ones((3, 1)), [1], SIMPLE)

    assert (f.reason == Reason.TOO_LITTLE_HISTORY).all() and np.isnan(f.p_any).all()


def test_the_last_days_that_are_incomplete_teach_nothing():
    y = waves(areas=10, weeks=120)
    cut = y.copy()
    cut[:, -1] = 0

    settings = Settings(horizon=2, models=SIMPLE.models, memory=26, incomplete=1)
    a, b = (rolling_forecast(x, [120], settings) for x in (y, cut))

    assert a.p_any.tobytes() == b.p_any.tobytes()


def test_boosting_joins_when_there_is_enough_to_learn_from():
    y = waves(areas=40, weeks=190)

    f = rolling_forecast(y, [190], Settings(memory=20, refit_slow=26))

    assert f.models[-1] == "boosting" and np.isfinite(f.p_any).all()


def test_a_week_far_beyond_the_horizon_is_refused():
    with pytest.raises(BadCounts, match="weeks must lie"):
        rolling_forecast(np.ones((3, 60)), [70], SIMPLE)
