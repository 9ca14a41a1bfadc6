"""Keeping score: what was said before the fact, held against what came of it."""

import numpy as np
import pytest
from scipy.stats import nbinom

from eenheidsbeeld.analysis.prediction import Prediction, blended, single
from eenheidsbeeld.analysis.scores.claims import Claim, claim_record
from eenheidsbeeld.analysis.scores.compare import compare_losses
from eenheidsbeeld.analysis.scores.counts import (
    pit,
    pit_of,
    pit_randomised,
    score_dss,
    score_log,
    score_rps,
    score_squared,
)
from eenheidsbeeld.analysis.scores.probability import (
    average_precision,
    calibration,
    score_brier,
    score_log_binary,
    skill,
)
from eenheidsbeeld.analysis.scores.track_record import Came, Said, track_record

from .reference_files import column, read_rows

MODELS = ["endemic_final", "endemic_rolling", "arne_final", "arne_rolling", "arne_poisson_final"]


@pytest.mark.parametrize("model", MODELS)
def test_count_scores_are_those_of_the_reference(model):
    rows = read_rows(f"hhh4/golden_hhh4_{model}.csv")
    size = np.nan_to_num(column(rows, "nb_size"), nan=np.inf)
    said, y = single(column(rows, "pred_mean"), size), column(rows, "observed")

    for score, name in [(score_log, "logs"), (score_rps, "rps"), (score_dss, "dss"), (score_squared, "ses")]:
        np.testing.assert_allclose(score(y, said), column(rows, name), rtol=1e-6, atol=1e-9)


def test_the_log_score_is_that_of_scipy():
    rng = np.random.default_rng(2)
    mean, size = rng.uniform(0.01, 40, 200), rng.uniform(0.2, 30, 200)
    y = rng.poisson(mean).astype(float)

    ours = score_log(y, single(mean, size))

    np.testing.assert_allclose(ours, -nbinom.logpmf(y, size, size / (size + mean)), rtol=1e-9)


def test_very_large_counts_are_scored_too():
    said = single(np.array([1e6, 1e6]), np.array([50.0, np.inf]))

    scores = score_rps(np.array([9e5, 1.001e6]), said)

    assert np.isfinite(scores).all() and scores[0] > 1e4 and scores[1] < 1e3


def test_a_blend_is_scored_as_the_mixture_it_is():
    a, b = single(np.array([1.0]), np.array([np.inf])), single(np.array([9.0]), np.array([np.inf]))
    both = blended([(a, np.array([0.75])), (b, np.array([0.25]))])

    assert both.expected[0] == pytest.approx(3)
    assert both.at_least(5)[0] == pytest.approx(0.75 * a.at_least(5)[0] + 0.25 * b.at_least(5)[0])
    assert both.variance[0] == pytest.approx(3 + 0.75 * 4 + 0.25 * 36)
    low, high = both.interval(0.8)
    assert both.at_most(high)[0] >= 0.9 and both.at_most(high - 1)[0] < 0.9 and low[0] == 0


def test_brier_and_log_score_by_hand():
    assert score_brier([0.5, 0.9], [0, 1]) == pytest.approx((0.25 + 0.01) / 2)
    assert score_log_binary([0.5, 0.9], [0, 1]) == pytest.approx(-(np.log(0.5) + np.log(0.9)) / 2)
    assert skill(0.08, 0.1) == pytest.approx(0.2)


def test_an_outcome_that_is_not_known_yet_is_not_scored():
    assert score_brier([0.5, 0.9], [np.nan, 1]) == pytest.approx(0.01)
    assert np.isnan(score_brier([0.5], [np.nan]))


def test_what_is_no_probability_is_refused_by_row():
    with pytest.raises(ValueError, match="row 2"):
        score_brier([0.5, 1.2], [0, 1])


def test_honest_probabilities_have_slope_one_and_too_bold_ones_less():
    rng = np.random.default_rng(0)
    p = rng.beta(1, 4, 40_000)
    came = rng.random(40_000) < p
    bold = p**2 / (p**2 + (1 - p) ** 2)

    honest = calibration(p, came)

    assert honest.slope == pytest.approx(1, abs=0.05) and honest.expected_error < 0.01
    assert calibration(bold, came).slope == pytest.approx(0.5, abs=0.05)
    assert honest.number.sum() == 40_000


def test_the_calibration_curve_does_not_depend_on_the_order():
    p = np.repeat([0.1, 0.3, 0.3, 0.8], 5)
    came = np.tile([0, 1, 0, 0, 1], 4)
    order = np.random.default_rng(0).permutation(20)

    a, b = calibration(p, came), calibration(p[order], came[order])

    assert a.predicted.tobytes() == b.predicted.tobytes() and a.observed.tobytes() == b.observed.tobytes()


def test_without_any_event_there_is_no_slope():
    assert np.isnan(calibration([0.1, 0.2], [0, 0]).slope)
    assert np.isnan(average_precision([0.1, 0.2], [0, 0]))


def test_average_precision_by_hand():
    assert average_precision([0.9, 0.8, 0.7], [1, 0, 1]) == pytest.approx((1 + 2 / 3) / 2)


@pytest.mark.parametrize("factor", [1.0, 3.0])
def test_the_pit_is_flat_for_the_right_spread_and_not_for_a_wrong_one(factor):
    rng = np.random.default_rng(3)
    y = rng.negative_binomial(2, 0.4, 20_000).astype(float)

    shares = pit(y, single(np.full(20_000, 3.0), np.full(20_000, 2.0 * factor))).shares

    assert shares.sum() == pytest.approx(1)
    assert (np.ptp(shares) < 0.02) == (factor == 1.0)


def test_the_randomised_pit_is_seeded():
    said = single(np.ones(5), np.full(5, np.inf))
    draws = [pit_randomised(np.arange(5), said, np.random.default_rng(1)) for _ in range(2)]

    assert draws[0].tobytes() == draws[1].tobytes()


def test_a_gain_inside_its_interval_is_noise():
    rng = np.random.default_rng(5)
    weeks = np.repeat(np.arange(100), 20)
    base = rng.gamma(2, 1, 2000)

    assert compare_losses(base + rng.normal(0, 1, 2000), base, weeks).verdict == "noise"
    assert compare_losses(base - 0.2 + rng.normal(0, 1, 2000), base, weeks).verdict == "gain"
    assert compare_losses(base + 0.2, base, weeks).verdict == "loss"
    assert compare_losses(base[:40], base[:40], weeks[:40]).verdict == "too_few"


def test_hits_and_misses_are_told_by_name():
    said = [
        Said("a1", "Woerden", "football", 10, 13),
        Said("a2", "Houten", "football", 10, 13),
        Said("a3", "Zeist", "farmers", 20, 23),
    ]
    came = [Came("e1", "Woerden", "football", 12), Came("e2", "Soest", "farmers", 11)]

    record = track_record(said, came, now=20)

    assert dict(record.said) == {"a1": "hit", "a2": "false_alarm", "a3": "open"}
    assert dict(record.came) == {"e1": "hit", "e2": "miss"}
    assert (record.hit_rate, record.precision) == (0.5, 0.5)


def test_nothing_said_and_nothing_came_is_no_score_of_zero():
    record = track_record([], [], now=3)

    assert record.hit_rate is None and record.precision is None


def test_scores_of_a_mixture_agree_with_brute_force():
    p = Prediction(np.array([[0.4, 6.0]]), np.array([[1.5, np.inf]]), np.array([[0.7, 0.3]]))
    k = np.arange(400.0)
    mass = np.exp(p.log_probability(k[:, None]).ravel())

    assert mass.sum() == pytest.approx(1)
    assert score_rps(np.array([3.0]), p)[0] == pytest.approx(((np.cumsum(mass) - (k >= 3)) ** 2).sum())


RANGES = {"unlikely": (0.1, 0.35), "likely": (0.55, 0.75)}


def test_likelihood_words_are_held_against_what_came_of_them():
    claims = [Claim(f"l{i}", "likely", i < 13) for i in range(20)] + [Claim("u1", "unlikely", True)]
    claims += [Claim("later", "likely"), *(Claim(f"n{i}", "unlikely", True) for i in range(20))]

    record = claim_record(claims, RANGES)

    unlikely, likely = record.words
    assert (likely.number, likely.came, likely.fits) == (20, 13, True) and likely.misses[0] == "l13"
    assert unlikely.fits is False and record.open == 1 and record.judged == 41
    assert record.brier is not None and record.baseline is not None and record.brier > record.baseline


def test_an_unknown_word_is_named_and_an_empty_record_scores_nothing():
    with pytest.raises(ValueError, match="claim 'x'"):
        claim_record([Claim("x", "perhaps")], RANGES)

    assert claim_record([Claim("x", "likely")], RANGES).brier is None


def test_the_pit_can_be_made_from_what_was_stored():
    y = np.array([0.0, 1, 2, 5, 3, 0])
    said = single(np.full(6, 1.5), np.full(6, 2.0))
    low = np.where(y > 0, said.at_most(np.maximum(y - 1, 0)), 0.0)

    assert pit_of(low, said.at_most(y)).shares.tobytes() == pit(y, said).shares.tobytes()
