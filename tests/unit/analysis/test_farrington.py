"""What is usual for the season: equal to the reference where that is asked, sound where it is shown."""

from dataclasses import replace

import numpy as np
import pytest

from eenheidsbeeld.analysis.arrays import BadCounts
from eenheidsbeeld.analysis.farrington.classic import farrington_classic
from eenheidsbeeld.analysis.farrington.control import CLASSIC_REFERENCE, REFERENCE, SOUND, Control
from eenheidsbeeld.analysis.farrington.flexible import Expected, farrington_flexible
from eenheidsbeeld.analysis.reasons import Reason

from .reference_files import close, column, exempt, matrix, read_json, read_rows

WEEKS = range(572, 624)
NAMES = {
    "b": "b", "w": "w", "noPeriods": "no_periods", "pastWeeksNotIncluded": "past_weeks_not_included",
    "weightsThreshold": "weights_threshold", "pThresholdTrend": "p_threshold_trend", "alpha": "alpha",
    "thresholdMethod": "threshold_method", "limit54": "limit54", "powertrans": "powertrans",
    "reweight": "reweight", "trend": "trend", "populationOffset": "population_offset",
}  # fmt: skip
FLEXIBLE = [n for n, s in read_json("farrington/index.json").items() if s["fun"] == "farringtonFlexible"]


def series() -> np.ndarray:
    return matrix("farrington/series.csv", "t").T


def mondays() -> np.ndarray:
    return np.array([row["date"] for row in read_rows("farrington/dates_monday.csv")], dtype="datetime64[D]")


def setting(name: str) -> tuple[Control, bool]:
    entry = read_json("farrington/index.json")[name]
    given = {NAMES[k]: tuple(v) if isinstance(v, list) else v for k, v in entry["control"].items() if k != "range"}
    return replace(REFERENCE, **given), entry["calendar"] == "dates"


def table(e: Expected) -> dict[str, np.ndarray]:
    unknown = lambda codes: np.where(codes < 0, np.nan, codes).ravel()  # noqa: E731
    return {
        "alarm": unknown(e.alarm), "upperbound": e.upper.ravel(), "expected": e.expected.ravel(),
        "mu0": e.mu0.ravel(), "phi": e.phi.ravel(), "trend": unknown(e.trend), "trend_coef": e.slope.ravel(),
        "score": e.score.ravel(), "pvalue": e.p.ravel(),
    }  # fmt: skip


@pytest.mark.parametrize("engine", ["numpy", "numba"])
@pytest.mark.parametrize("name", FLEXIBLE)
def test_reference_mode_gives_the_numbers_of_the_reference(name, engine):
    if engine == "numba":
        pytest.importorskip("numba")
    control, by_date = setting(name)
    population = matrix("farrington/population.csv", "t")[:, 0]
    golden = read_rows(f"farrington/golden_{name}.csv")

    ours = table(
        farrington_flexible(
            series(),
            WEEKS,
            control,
            dates=mondays() if by_date else None,
            population=population,
            engine=engine,
        )
    )

    for key, values in ours.items():
        if key == "mu0" and control.threshold_method == "delta":
            continue  # has no meaning there in the reference
        same = close(column(golden, key), values, np.nan_to_num(column(golden, "observed")))
        assert (same | exempt(key, golden, control.threshold_method)).all(), key


def test_the_classic_method_gives_the_numbers_of_the_reference():
    golden = read_rows("farrington/golden_classic.csv")

    ours = table(farrington_classic(np.nan_to_num(series()), WEEKS, replace(CLASSIC_REFERENCE, limit54=(0, 4))))

    for key in ("alarm", "upperbound"):
        same = close(column(golden, key), ours[key], column(golden, "observed"))
        assert (same | exempt(key, golden, "delta")).all(), key


@pytest.mark.parametrize("mode", ["reference", "sound"])
def test_both_engines_give_the_same_numbers(mode):
    pytest.importorskip("numba")
    control = replace(SOUND, mode=mode)
    a, b = (farrington_flexible(series(), WEEKS, control, engine=e) for e in ("numpy", "numba"))

    np.testing.assert_allclose(a.expected, b.expected, rtol=1e-9)
    np.testing.assert_allclose(a.p, b.p, rtol=1e-7)
    np.testing.assert_array_equal(a.upper, b.upper)
    np.testing.assert_array_equal(a.reason, b.reason)


@pytest.mark.parametrize("engine", ["numpy", "numba"])
@pytest.mark.parametrize("control", [SOUND, REFERENCE])
def test_the_numbers_of_a_series_do_not_depend_on_its_neighbours(engine, control):
    if engine == "numba":
        pytest.importorskip("numba")
    rng = np.random.default_rng(5)
    y = rng.poisson(np.exp(rng.normal(-1, 2, (300, 1))), (300, 400)).astype(float)
    order = rng.permutation(300)

    whole = farrington_flexible(y, [380, 399], control, engine=engine)
    mixed = farrington_flexible(y[order], [380, 399], control, engine=engine)
    alone = farrington_flexible(y[[17]], [380, 399], control, engine=engine)

    for name in ("expected", "upper", "p", "phi", "slope"):
        assert getattr(whole, name)[order].tobytes() == getattr(mixed, name).tobytes()
        assert getattr(whole, name)[[17]].tobytes() == getattr(alone, name).tobytes()


def test_nothing_is_silenced_unless_it_is_asked():
    assert Control().limit54 == SOUND.limit54 == (0, 4)
    assert REFERENCE.limit54 == (5, 4)


def one(y, control=SOUND, weeks=None):
    y = np.atleast_2d(np.asarray(y, dtype=float))
    return farrington_flexible(y, [y.shape[1] - 1] if weeks is None else weeks, control)


def test_a_first_event_after_years_of_silence_gets_a_finite_answer():
    e = one([0.0] * 399 + [1.0])

    assert e.reason[0, 0] == Reason.OK
    assert 0 < e.p[0, 0] < 0.2
    assert np.isfinite(e.expected[0, 0]) and np.isfinite(e.upper[0, 0])


def test_a_week_without_a_count_is_unknown_not_quiet():
    e = one([2.0] * 399 + [np.nan])

    assert e.alarm[0, 0] == -1 and e.reason[0, 0] == Reason.MISSING_COUNT


def test_one_week_of_history_says_so():
    e = one([3.0])

    assert e.reason[0, 0] == Reason.TOO_LITTLE_HISTORY and np.isnan(e.upper[0, 0])


@pytest.mark.parametrize(
    "y",
    [
        np.zeros(400), np.full(400, 7.0), np.full(400, 1e6), np.where(np.arange(400) % 9 < 4, np.nan, 3.0),
        np.where(np.arange(400) == 150, 1.0, 0.0), np.where(np.arange(400) < 390, np.nan, 5.0),
        np.full(400, np.nan), np.round(1.08 ** np.arange(400) % 1e6),
    ],
    ids=["silence", "constant", "a million", "gaps", "one event", "young", "nothing", "explosive"],
)  # fmt: skip
@pytest.mark.parametrize("control", [SOUND, REFERENCE, replace(SOUND, threshold_method="delta")])
@pytest.mark.parametrize("engine", ["numpy", "numba"])
def test_odd_series_get_an_answer_or_a_reason_and_stop_nobody(y, control, engine):
    if engine == "numba":
        pytest.importorskip("numba")
    both = np.vstack([y, np.random.default_rng(1).poisson(4.0, 400)])

    e = farrington_flexible(both, [370, 399], control, engine=engine)

    assert (e.reason[1] == Reason.OK).all() and np.isfinite(e.upper[1]).all()
    answered = e.reason[0] == Reason.OK
    if control.mode == "sound":
        assert np.isfinite(e.upper[0][answered]).all() and np.isfinite(e.p[0][answered]).all()
        assert not np.isfinite(e.upper[0][~answered]).any()


def test_a_year_of_fifty_three_weeks_shifts_the_windows_by_date():
    y = np.zeros(700)
    days = np.datetime64("2009-01-05") + 7 * np.arange(700)
    spring = (days.astype("datetime64[M]").astype(int) % 12) == 3
    y[spring] = 6

    e = farrington_flexible([y], [int(np.flatnonzero(spring)[-2])], replace(SOUND, no_periods=1), dates=days)

    assert e.expected[0, 0] > 3


def test_a_wrong_count_is_named():
    with pytest.raises(BadCounts, match="series 'Woerden', week 3"):
        farrington_flexible([[1, 2, -4, 2]], [3], series=["Woerden"])
