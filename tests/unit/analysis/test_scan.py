"""Clusters in space and time: the same as two reference engines, and quiet when nothing is going on."""

import numpy as np
import pytest

from eenheidsbeeld.analysis.arrays import BadCounts
from eenheidsbeeld.analysis.scan.neighbours import (
    Neighbours,
    neighbours,
    neighbours_by_adjacency,
    neighbours_by_travel,
)
from eenheidsbeeld.analysis.scan.replicates import Null
from eenheidsbeeld.analysis.scan.scan import ScanResult, scan
from eenheidsbeeld.analysis.scan.windows import in_use, scores, window_sums

from .reference_files import column, matrix, read_json, read_rows

AREAS = read_rows("scan/areas.csv")
IDS = [row["area"] for row in AREAS]
XY = np.stack([column(AREAS, "x_km"), column(AREAS, "y_km")], axis=1)
PEOPLE = column(AREAS, "population")
MODELS = {
    "ebp": "expectation",
    "kulldorff": "kulldorff",
    "permutation": "permutation",
    "poisson": "kulldorff",
}
R_CASES = read_json("scan/golden_r_k10_d6.json")
SATSCAN_CASES = read_json("scan/golden_satscan_pct25_d6.json")["results"]


def counts(data: str) -> np.ndarray:
    return matrix(f"scan/counts_{data}.csv", "week")


def names(areas: tuple[int, ...]) -> list[str]:
    return sorted(IDS[a] for a in areas)


def within_monte_carlo(p: float, theirs: float, replicates: int) -> bool:
    return abs(p - theirs) <= 3 * np.sqrt(max(p * (1 - p), 1 / replicates) / replicates) + 1 / replicates


def r_scan(case: dict, **more) -> ScanResult:
    return scan(
        counts(case["data"])[-6:], matrix("scan/baselines.csv", "week")[-6:], neighbours=neighbours(XY, k=10),
        model=MODELS[case["method"]], population=PEOPLE, max_weeks=6, null=Null("poisson"), replicates=999,
        min_cases=0, max_p=1, **more,
    )  # fmt: skip


@pytest.mark.parametrize("name", R_CASES)
def test_the_best_cluster_is_that_of_scanstatistics(name):
    case = R_CASES[name]

    result = r_scan(case)

    best = result.clusters[0]
    assert best.score == pytest.approx(case["score"], abs=1e-9)
    assert (best.weeks, names(best.areas)) == (case["duration"], sorted(case["areas"]))
    assert within_monte_carlo(best.p_mc, case["mc_p"], 199)
    assert result.gumbel.mu == pytest.approx(case["gumbel_mu"], abs=0.15)
    assert result.gumbel.sigma == pytest.approx(case["gumbel_sigma"], abs=0.15)


@pytest.mark.parametrize("name", ["ebp_cluster", "ebp_null", "ebp_single_area", "ebp_overdispersed_null"])
def test_all_listed_scores_are_those_of_scanstatistics(name):
    case, near = R_CASES[name], neighbours(XY, k=10)
    seen = window_sums(counts(case["data"])[-6:], near)
    base = window_sums(matrix("scan/baselines.csv", "week")[-6:], near)
    found = np.where(in_use(near, 6), scores(seen, base, None, 0), 0)
    ours: dict[tuple[int, tuple[str, ...]], float] = {}
    for a, k, d in np.argwhere(found > 0):
        ours[d + 1, tuple(names(near.index[a, : k + 1]))] = found[a, k, d]

    for row in read_rows(f"scan/golden_r_{name}_k10_d6.csv"):
        if float(row["score"]) > 0:
            window = int(row["duration"]), tuple(row["areas"].split())
            assert ours[window] == pytest.approx(float(row["score"]), abs=1e-9)


@pytest.mark.parametrize("name", SATSCAN_CASES)
def test_all_clusters_are_those_of_satscan(name):
    model, data = name.split("_", 1)
    weight = PEOPLE if model == "poisson" else counts(data).sum(axis=0)

    result = scan(
        counts(data), neighbours=neighbours(XY, share=0.25, population=weight), model=MODELS[model],
        population=PEOPLE, max_weeks=6, replicates=999, max_p=1,
    )  # fmt: skip

    for ours, theirs in zip(result.clusters, SATSCAN_CASES[name]["clusters"], strict=False):
        assert ours.score == pytest.approx(theirs["statistic"], abs=1e-6)
        assert names(ours.areas) == sorted(theirs["areas"])
        assert ours.observed == theirs["observed"]
        assert 105 - ours.weeks == int(theirs["frame"].split()[0])
        assert within_monte_carlo(ours.p_mc, float(theirs["p"]), 999)


@pytest.mark.parametrize("model", ["ebp", "kulldorff", "permutation"])
def test_both_engines_draw_and_find_the_same(model):
    pytest.importorskip("numba")
    case = R_CASES[f"{model}_cluster"]

    a, b = r_scan(case, engine="numpy"), r_scan(case, engine="numba")

    np.testing.assert_allclose(a.replicate_max, b.replicate_max, rtol=1e-12)
    assert [(c.areas, c.p_mc) for c in a.clusters] == [(c.areas, c.p_mc) for c in b.clusters]


def test_the_order_of_the_areas_changes_nothing():
    order = np.random.default_rng(4).permutation(len(IDS))
    y, base = counts("cluster"), matrix("scan/baselines.csv", "week")

    one = scan(y, base, neighbours=neighbours(XY, k=10), seed=3)
    other = scan(y[:, order], base[:, order], neighbours=neighbours(XY[order], k=10), seed=3)

    assert one.replicate_max.tobytes() == other.replicate_max.tobytes()
    assert [c.score for c in one.clusters] == [c.score for c in other.clusters]
    assert set(one.clusters[0].areas) == {int(order[a]) for a in other.clusters[0].areas}


def test_an_overdispersed_map_is_a_cluster_only_to_who_believes_in_poisson():
    y, base = counts("overdispersed_null"), matrix("scan/baselines.csv", "week")
    near = neighbours(XY, k=10)

    naive = scan(y, base, neighbours=near, null=Null("poisson"), max_p=1)
    honest = scan(y, base, neighbours=near, max_p=1)

    assert naive.clusters[0].p_mc <= 0.01
    assert honest.phi == pytest.approx(2, rel=0.1)
    assert honest.clusters[0].p_mc > 0.05


def test_clusters_share_no_area_and_a_tail_beyond_the_draws_says_so():
    result = scan(counts("cluster"), matrix("scan/baselines.csv", "week"), neighbours=neighbours(XY, k=10), max_p=1)

    everyone = [a for cluster in result.clusters for a in cluster.areas]
    assert len(everyone) == len(set(everyone))
    assert result.clusters[0].extrapolated and result.clusters[0].p_mc == pytest.approx(1 / 1000)


def test_missing_weeks_count_for_neither_side():
    y, base = counts("null").copy(), matrix("scan/baselines.csv", "week")
    y[-1, :5] = np.nan

    result = scan(y, base, neighbours=neighbours(XY, k=10), replicates=99, max_p=1)

    assert np.isfinite(result.best_score)


def test_an_expectation_of_zero_where_something_was_counted_is_named():
    base = matrix("scan/baselines.csv", "week").copy()
    base[-2, 7] = 0

    with pytest.raises(BadCounts, match="week 103, area 8"):
        scan(counts("null"), base, neighbours=neighbours(XY, k=10))


@pytest.mark.parametrize("model", ["expectation", "kulldorff", "permutation"])
@pytest.mark.parametrize("engine", ["numpy", "numba"])
@pytest.mark.parametrize("value", [0.0, 1.0])
def test_a_silent_or_even_country_has_no_cluster(model, engine, value):
    if engine == "numba":
        pytest.importorskip("numba")
    y = np.full((10, len(IDS)), value)

    result = scan(
        y, y + 1, neighbours=neighbours(XY, k=5), model=model, population=PEOPLE * 0 + 1, replicates=19,
        engine=engine,
    )  # fmt: skip

    assert result.clusters == ()


def first(near: Neighbours, area: int) -> list[int]:
    return near.index[area, : near.used[area]].tolist()


def test_travel_times_and_borders_can_take_the_place_of_distance():
    minutes = np.array([[0, 9, 2], [9, 0, 5], [np.inf, 5, 0]])
    row_of_four = np.array([[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0]])

    assert first(neighbours_by_travel(minutes, k=3), 0) == [0, 2, 1]
    assert first(neighbours_by_travel(minutes, k=3), 2) == [2, 1]
    assert first(neighbours_by_adjacency(row_of_four, k=3), 0) == [0, 1, 2]
    assert first(neighbours_by_adjacency(row_of_four, k=3), 3) == [3]  # an island stands alone
