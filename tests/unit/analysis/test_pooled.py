"""Where nearly all weeks are zero, areas lend each other their experience."""

import numpy as np
import pytest

from eenheidsbeeld.analysis.arrays import BadCounts
from eenheidsbeeld.analysis.pooled.exceedance import chance_of_alarm, exceedance, total_variance, upper_bound
from eenheidsbeeld.analysis.pooled.model import Pooled, pooled_expectation
from eenheidsbeeld.analysis.reasons import Reason

WEEKS = [300, 310]


def a_country(seed: int = 1, areas: int = 40, kinds: int = 3, effect: float = 0.5) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    size = rng.lognormal(10, 0.8, areas)
    rate = 0.08 * size[:, None] / size.mean() * np.exp(rng.normal(0, effect, (areas, kinds)))
    return rng.poisson(rate[:, :, None], (areas, kinds, 320)).astype(float), size


def same(a: Pooled, b: Pooled, order: np.ndarray) -> bool:
    names = ("mean", "size", "weight", "reason")
    return all(getattr(a, n)[order].tobytes() == getattr(b, n).tobytes() for n in names)


def test_a_first_event_in_a_silent_place_gets_an_honest_finite_answer():
    counts, size = a_country()
    counts[0] = 0
    counts[0, 0, 300] = 1

    m = pooled_expectation(counts, size, WEEKS)
    p = exceedance(counts[:, :, WEEKS], m).p

    assert m.reason[0, 0, 0] == Reason.PRIOR_ONLY
    assert 0.001 < p[0, 0, 0] < 0.2


def test_a_busy_place_is_judged_by_its_own_history():
    counts, size = a_country(effect=0)
    counts[5, 0] += 3
    m = pooled_expectation(counts, size, WEEKS)

    assert m.mean[5, 0, 0] == pytest.approx(3.1, rel=0.2)


def test_a_place_without_history_gets_that_of_the_others():
    counts, size = a_country(effect=0)
    size[3] = size.mean()
    counts[3, :, :310] = np.nan

    m = pooled_expectation(counts, size, WEEKS)

    assert np.all((m.mean[3, :, 1] > 0.03) & (m.mean[3, :, 1] < 0.2))


def test_a_busy_region_lifts_a_silent_municipality_in_it():
    counts, size = a_country(effect=0)
    region = np.repeat([0, 1, 2, 3], 10)
    counts[region == 2] += np.random.default_rng(3).poisson(0.5, (10, 3, 320))
    counts[20] = np.nan

    with_layer = pooled_expectation(counts, size, WEEKS, groups=region)
    without = pooled_expectation(counts, size, WEEKS)

    assert with_layer.mean[20, 0, 0] > 2 * without.mean[20, 0, 0]


def test_promised_and_seen_false_alarms_agree():
    counts, size = a_country(seed=2, areas=200, kinds=6)
    weeks = list(range(290, 320, 3))
    m = pooled_expectation(counts, size, weeks)
    p = exceedance(counts[:, :, weeks], m).p

    for level in (0.01, 0.005):
        promised = chance_of_alarm(m, level).sum()
        assert 0.8 < (p <= level).sum() / promised < 1.25


def test_the_bound_is_the_smallest_count_exceeded_with_at_most_alpha():
    counts, size = a_country()
    m = pooled_expectation(counts, size, WEEKS)
    bound = upper_bound(m, 0.01)

    assert (exceedance(bound + 1, m).p <= 0.01).all()
    assert (exceedance(bound, m).p > 0.01).all()
    assert (total_variance(m) > m.mean).all()


def test_the_order_of_areas_and_the_split_over_phenomena_change_no_byte():
    counts, size = a_country()
    region = np.repeat([0, 1, 2, 3], 10)
    order = np.random.default_rng(0).permutation(40)

    whole = pooled_expectation(counts, size, WEEKS, groups=region)
    mixed = pooled_expectation(counts[order], size[order], WEEKS, groups=np.array(list("dcab"))[region[order]])
    one_kind = pooled_expectation(counts[:, [1]], size, WEEKS, groups=region)

    assert same(whole, mixed, order)
    assert whole.mean[:, [1]].tobytes() == one_kind.mean.tobytes()


@pytest.mark.parametrize(
    "make",
    [
        np.zeros_like,
        lambda c: np.full_like(c, np.nan),
        lambda c: c * 0 + 1e6,
        lambda c: np.where(c > 0, np.nan, c),
    ],
    ids=["silence", "nothing known", "a million", "only zeros known"],
)
def test_odd_panels_get_an_answer_or_a_reason(make):
    counts, size = a_country()
    m = pooled_expectation(make(counts), size, WEEKS)
    p = exceedance(counts[:, :, WEEKS], m).p

    answered = m.reason != Reason.TOO_LITTLE_HISTORY
    assert np.isfinite(m.mean[answered]).all() and np.isfinite(p[answered]).all()
    assert np.isnan(m.mean[~answered]).all()


def test_one_week_of_history_is_too_little():
    counts, size = a_country()

    assert (pooled_expectation(counts, size, [10]).reason == Reason.TOO_LITTLE_HISTORY).all()


def test_a_size_of_zero_is_named():
    counts, size = a_country()
    size[4] = 0

    with pytest.raises(BadCounts, match="area 5"):
        pooled_expectation(counts, size, WEEKS)
