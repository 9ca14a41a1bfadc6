"""One look at the last complete week: which counts are unusual for place and season, as a list within a budget.

Municipalities by the pooled gamma-Poisson model, districts and unit by Farrington in sound mode, groups of
municipalities by the scan; all go into one list in which one event is one alert (docs/methode.md §2.1-2.4).
Numbers in, frozen answers out: nothing is read, nothing is written, and the same counts give the same list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from eenheidsbeeld.analysis.alarms.budget import WeeklyList, weekly_list
from eenheidsbeeld.analysis.alarms.candidates import Candidate, Level, Source
from eenheidsbeeld.analysis.alarms.events import Event, continued
from eenheidsbeeld.analysis.alarms.hierarchy import Gate
from eenheidsbeeld.analysis.alarms.tail import LEVELS, TailRatio, recalibrated_p
from eenheidsbeeld.analysis.farrington.control import SOUND
from eenheidsbeeld.analysis.farrington.flexible import farrington_flexible
from eenheidsbeeld.analysis.pooled.exceedance import chance_of_alarm, exceedance, upper_bound
from eenheidsbeeld.analysis.pooled.model import Pooled, pooled_expectation
from eenheidsbeeld.analysis.reasons import Reason
from eenheidsbeeld.analysis.scan.neighbours import neighbours
from eenheidsbeeld.analysis.scan.replicates import Null
from eenheidsbeeld.analysis.scan.scan import Cluster, scan
from eenheidsbeeld.outlook.panel import Floats, Panel
from eenheidsbeeld.outlook.rules import BUDGETS, LEAST_SEEN, LEAST_WEEKS, Said

METHOD = "2026-11"
# What passes once in a hundred weeks by itself is called unusual; the same bound is drawn and told.
ALPHA = LARGEST_P = 0.01
WIDE = replace(SOUND, alpha=ALPHA)
SCAN_WEEKS, NEAREST, SCREEN, FINDING = 4, 8, 99, 999
MOST = max(BUDGETS)
GATE = Gate()


@dataclass(frozen=True)
class Looked:
    """What one look says; `by_chance` belongs to the alerts one by one: how many there would be up to each."""

    said: Said
    weeks_known: int = 0
    tested: int = 0
    shown: WeeklyList | None = None
    by_chance: tuple[float, ...] = ()
    # The p-value of a series before the tail was recalibrated, by the key of its candidate.
    p_before: Mapping[str, float] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)
    silent: Mapping[str, int] = field(default_factory=dict)
    tail: Mapping[str, Mapping[str, Sequence[float]]] = field(default_factory=dict)


def look(panel: Panel, *, tails: Mapping[str, TailRatio] | None = None, with_scan: bool = True) -> Looked:
    """Look at the last week of the panel. tails: per phenomenon how p-values of the past year kept their word."""
    seen = panel.seen()
    if not seen.places:
        return Looked(Said.NOTHING_SEEN)
    if seen.weeks_known < LEAST_WEEKS:
        return Looked(Said.TOO_LITTLE_HISTORY, seen.weeks_known)
    local = _Municipalities.of(seen, tails or {})
    wide = list(_wide_areas(seen))
    candidates = [*local.candidates(), *wide, *(_clusters(seen, local.pooled) if with_scan else ())]
    scans = len(seen.phenomena) if with_scan else 0
    compared = local.tested + len(wide) + scans
    chance_at = _by_chance(local, wide, scans)
    shown = weekly_list(
        candidates, MOST, tested=compared, gate=GATE, chance_at=chance_at, largest_p=LARGEST_P
    )  # fmt: skip
    upto = tuple(min(chance_at(one.lead.p), place + 1.0) for place, one in enumerate(shown.events))
    return Looked(
        Said.COMPARED, seen.weeks_known, compared, shown, upto, local.p_before(), local.reasons(), local.silent(),
        local.tail(),
    )  # fmt: skip


@dataclass(frozen=True)
class _Municipalities:
    """Every municipality and phenomenon of the last week beside what the pooled model expected of it."""

    panel: Panel
    pooled: Pooled
    p_raw: Floats
    p: Floats
    upper: Floats
    chance: tuple[Floats, ...]

    @classmethod
    def of(cls, panel: Panel, tails: Mapping[str, TailRatio]) -> _Municipalities:
        pooled = expected_locally(panel)
        raw = exceedance(panel.counts[:, :, -SCAN_WEEKS:], pooled).p[:, :, -1]
        p = raw.copy()
        for kind, name in enumerate(panel.phenomena):
            if name in tails:
                p[:, kind] = np.minimum(recalibrated_p(raw[:, kind], tails[name]), 1.0)
        chance = tuple(chance_of_alarm(pooled, level)[:, :, -1] for level in LEVELS)
        return cls(panel, pooled, raw, p, upper_bound(pooled, ALPHA)[:, :, -1], chance)

    @property
    def tested(self) -> int:
        return int(np.isfinite(self.p).sum())

    def candidates(self) -> Iterator[Candidate]:
        week = len(self.panel.weeks) - 1
        for place, kind in zip(*np.nonzero(self.p <= LARGEST_P), strict=True):
            area, name = self.panel.places[place].code, self.panel.phenomena[kind]
            yield Candidate(
                key=_key(name, area), phenomenon=name, level=Level.MUNICIPALITY, areas=frozenset({area}), area=area,
                first_week=week, last_week=week, observed=float(self.panel.counts[place, kind, -1]),
                expected=float(self.pooled.mean[place, kind, -1]), upper=float(self.upper[place, kind]),
                p=float(self.p[place, kind]), method="pooled",
            )  # fmt: skip

    def passing(self, p: float, kinds: Floats) -> float:
        """How many municipalities pass p by themselves, of the phenomena that are weighted with `kinds`."""
        each = chance_of_alarm(self.pooled, float(np.clip(p, 1e-9, 0.5)))[:, :, -1]
        return float(np.nansum(each * kinds[None, :]))

    def p_before(self) -> dict[str, float]:
        """What the model itself said, of the series that may be on the list."""
        places, kinds = self.panel.places, self.panel.phenomena
        odd = np.argwhere(self.p <= LARGEST_P)
        return {_key(kinds[k], places[a].code): float(self.p_raw[a, k]) for a, k in odd}

    def reasons(self) -> dict[str, int]:
        """The reason of each series that says something else than "compared", by the key of its candidate."""
        odd = np.argwhere((self.pooled.reason[:, :, -1] != Reason.OK) & (self.p <= LARGEST_P))
        places, kinds = self.panel.places, self.panel.phenomena
        return {_key(kinds[k], places[a].code): int(self.pooled.reason[a, k, -1]) for a, k in odd}

    def silent(self) -> dict[str, int]:
        """How many series say nothing, or rest on others, by reason."""
        codes = Counter(int(code) for code in self.pooled.reason[:, :, -1].ravel())
        return {Reason(code).name.lower(): number for code, number in sorted(codes.items()) if code != Reason.OK}

    def tail(self) -> dict[str, dict[str, list[float]]]:
        """Per phenomenon how many p-values passed each level and how many were promised to, before recalibration."""
        return {
            name: {
                "seen": [float((self.p_raw[:, kind] <= level).sum()) for level in LEVELS],
                "promised": [round(float(np.nansum(one[:, kind])), 5) for one in self.chance],
            }
            for kind, name in enumerate(self.panel.phenomena)
        }


def expected_locally(panel: Panel) -> Pooled:
    """What the pooled model expects of every municipality in the weeks that are scanned, the last one included."""
    last = panel.counts.shape[2] - 1
    weeks = list(range(last - SCAN_WEEKS + 1, last + 1))
    groups = np.unique([place.district for place in panel.places], return_inverse=True)[1]
    return pooled_expectation(panel.counts, panel.sizes, weeks, groups=groups)


def _wide_areas(panel: Panel) -> Iterator[Candidate]:
    """Districts and the unit, where most of the area is seen: their counts are sums of what lies below."""
    week, groups = len(panel.weeks) - 1, list(groups_seen(panel))
    if not groups:
        return
    series = np.concatenate([panel.counts[rows].sum(axis=0) for _code, _level, rows in groups])
    found = farrington_flexible(series, [week], WIDE, dates=panel.mondays, engine="numpy")
    for number, (code, level, rows) in enumerate(groups):
        codes = frozenset(panel.places[row].code for row in rows)
        for kind, name in enumerate(panel.phenomena):
            row = number * len(panel.phenomena) + kind
            if np.isfinite(found.p[row, 0]):
                yield Candidate(
                    key=_key(name, code), phenomenon=name, level=level, areas=codes, area=code, first_week=week,
                    last_week=week, observed=float(series[row, -1]), expected=float(found.expected[row, 0]),
                    upper=float(found.upper[row, 0]), p=float(found.p[row, 0]), method="farrington",
                )  # fmt: skip


def groups_seen(panel: Panel) -> Iterator[tuple[str, Level, list[int]]]:
    """Districts and the unit of which most municipalities are seen, with the places of these in the panel."""
    from eenheidsbeeld.reference import geo

    for name, level in (("unit", Level.UNIT), ("district", Level.DISTRICT)):
        whole = Counter(getattr(row, name) for row in geo.municipalities())
        for code in sorted({getattr(place, name) for place in panel.places} - {""}):
            rows = [number for number, place in enumerate(panel.places) if getattr(place, name) == code]
            if len(rows) > 1 and len(rows) >= LEAST_SEEN * whole[code]:
                yield code, level, rows


@dataclass(frozen=True)
class Scanned:
    """What the scan of one phenomenon is given, as weeks by places; from the same it draws the same."""

    phenomenon: str
    counts: Floats
    expected: Floats
    phi: float
    seed: int
    nearest: int


def scanned(panel: Panel, pooled: Pooled) -> Iterator[Scanned]:
    """Per phenomenon, where there are places enough and everything is known."""
    if len(panel.places) < 2 * SCAN_WEEKS:
        return
    nearest, seed = min(NEAREST, len(panel.places)), panel.weeks[-1].monday.toordinal()
    for kind, name in enumerate(panel.phenomena):
        counts, expected = panel.counts[:, kind, -SCAN_WEEKS:].T, pooled.mean[:, kind].T
        phi = float(pooled.phi[kind, -1])
        if np.isfinite(expected).all() and np.isfinite(phi) and np.isfinite(counts).all():
            yield Scanned(name, counts, expected, max(phi, 1.0), seed, nearest)


def _clusters(panel: Panel, pooled: Pooled) -> Iterator[Candidate]:
    """Neighbouring municipalities that stand out together over at most four weeks, screened before they are drawn."""
    for one in scanned(panel, pooled):
        near = neighbours(panel.kilometres, k=one.nearest)
        for draws, bar in ((SCREEN, 0.1), (FINDING, 5 * LARGEST_P)):
            found = scan(
                one.counts, one.expected, neighbours=near, max_weeks=SCAN_WEEKS, null=Null("nb", one.phi),
                replicates=draws, seed=one.seed, max_p=bar,
            )  # fmt: skip
            if not found.clusters:
                break
        yield from (
            _cluster(panel, one.phenomenon, group)
            for group in found.clusters if len(group.areas) > 1 and group.p_mc <= LARGEST_P
        )  # fmt: skip


def _cluster(panel: Panel, phenomenon: str, found: Cluster) -> Candidate:
    week, codes = len(panel.weeks) - 1, [panel.places[row].code for row in found.areas]
    return Candidate(
        key=_key(phenomenon, "+".join(sorted(codes)))[:120], phenomenon=phenomenon, level=Level.MUNICIPALITY,
        areas=frozenset(codes), area=panel.places[found.centre].code, first_week=week - found.weeks + 1,
        last_week=week, observed=found.observed, expected=found.expected, upper=float("nan"), p=found.p_mc,
        source=Source.CLUSTER, method="scan",
    )  # fmt: skip


def _by_chance(local: _Municipalities, wide: Sequence[Candidate], scans: int) -> Callable[[float], float]:
    """How many of all comparisons would be on the list up to p by themselves, given what the level above opened."""
    opened = {one.phenomenon for one in wide if one.p <= GATE.open_p}
    kinds = local.panel.phenomena
    open_kinds = np.array([1.0 if not wide or name in opened else 0.0 for name in kinds])

    def chance_at(p: float) -> float:
        shut = local.passing(min(p, GATE.strict_p), 1 - open_kinds)
        return local.passing(p, open_kinds) + shut + p * (len(wide) + scans)

    return chance_at


def _key(phenomenon: str, area: str) -> str:
    return f"{phenomenon}|{area}"


def earlier_event(
    *, reference: str, phenomenon: str, level: int, areas: Sequence[str], first: int, last: int, continues: str
) -> Event:
    """An alert of before as an event that a new one may continue; its key is its reference."""
    lead = Candidate(
        key=reference, phenomenon=phenomenon, level=Level(level), areas=frozenset(areas), first_week=first,
        last_week=last, observed=0.0, expected=0.0, upper=0.0, p=1.0,
    )  # fmt: skip
    return Event(lead, (), continues or None)


def going_on(events: Sequence[Event], earlier: Sequence[Event]) -> list[Event]:
    """The events, each marked with the earlier alert that it continues."""
    return continued(events, earlier)
