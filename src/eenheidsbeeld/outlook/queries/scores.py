"""How often forecasts, alerts and likelihood words were right, with the plain look back beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core import queue
from eenheidsbeeld.core.judgement import LIKELIHOOD_RANGES
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.outlook.models import Alert, Claim, ForecastSheet, Happening, WeekLook
from eenheidsbeeld.outlook.queries.claims import ClaimRow, claims_seen_by, with_words
from eenheidsbeeld.outlook.queries.standing import still_known
from eenheidsbeeld.outlook.rules import ALERT_HOLDS_WEEKS, BUDGET, FEWEST_JUDGED, HORIZONS, Outcome
from eenheidsbeeld.outlook.wording import place_names, place_of
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.sharing.queries import groups_for_areas, visible_to

YEAR_OF_WEEKS = 52
MOST_NAMED = 30


@dataclass(frozen=True, slots=True)
class Measure:
    """One score of the model with that of looking back beside it; lower is better for the first two."""

    key: str
    model: float | None
    usual: float | None


@dataclass(frozen=True, slots=True)
class ForecastScore:
    """What the forecasts of the past year are worth, for one number of weeks ahead."""

    horizon: int
    number: int
    came: int
    weeks: int
    backcast: int
    measures: list[Measure]
    skill: float | None
    gain: float | None
    low: float | None
    high: float | None
    verdict: str
    drifts: bool
    curve: Sequence[Any]


def forecast_score(viewer: Viewer, *, horizon: int, at: datetime) -> ForecastScore:
    """Scores over the past year of all forecasts that this viewer may see and whose week is over."""
    from eenheidsbeeld.outlook import scoring

    since = Week.of(at).plus(-YEAR_OF_WEEKS - 1).starts_at
    sheets = visible_to(viewer, ForecastSheet.objects.filter(horizon=horizon, observed__isnull=False))
    rows = list(
        sheets.filter(week_starts_at__gte=since).order_by("week_starts_at", "phenomenon", "group_area")
        .values_list("week", "numbers", "observed", "is_backcast")
    )  # fmt: skip
    first = Week.of(since)
    told = [
        scoring.Told((Week.parse(week).monday - first.monday).days // 7, numbers, observed)
        for week, numbers, observed, _later in rows
        if observed is not None
    ]
    found = scoring.score(told)
    return ForecastScore(
        horizon=horizon, number=found.number, came=found.came, weeks=len({row[0] for row in rows}),
        backcast=len({row[0] for row in rows if row[3]}), measures=[Measure(*one) for one in found.measures],
        skill=found.skill, gain=found.gain, low=found.low, high=found.high, verdict=found.verdict,
        drifts=found.drifts, curve=found.curve,
    )  # fmt: skip


def year_is_on_its_way(viewer: Viewer) -> bool:
    """Whether the past year is still being computed, so that the page can say that its numbers are not whole yet."""
    if queue.is_waiting("outlook.look_back", organisation=viewer.organisation):
        return True
    own = {area for area, group in groups_for_areas().items() if group.pk in viewer.groups}
    return any(one.get("back") and one.get("area") in own for one in queue.waiting_for("outlook.expect"))


def horizon_of(text: str) -> int:
    return int(text) if text in {str(one) for one in HORIZONS} else HORIZONS[0]


@dataclass(frozen=True, slots=True)
class WordLine:
    """One likelihood word: what it stands for, how often it was used and came, and whether that fits."""

    word: str
    low: int
    high: int
    number: int
    came: int
    fits: bool | None


@dataclass(frozen=True, slots=True)
class ClaimScore:
    words: list[WordLine]
    judged: int
    open: int
    cannot_say: int
    brier: float | None
    baseline: float | None
    hits: list[ClaimRow]
    misses: list[ClaimRow]


def claim_score(viewer: Viewer, *, at: datetime) -> ClaimScore:
    """The likelihood words of the past year's editions beside what people judged to have come of them."""
    from eenheidsbeeld.analysis.scores.claims import Claim as Judged
    from eenheidsbeeld.analysis.scores.claims import claim_record

    claims = claims_seen_by(viewer, released_since=at - timedelta(weeks=YEAR_OF_WEEKS + 1))
    came = {Outcome.CAME.value: True, Outcome.DID_NOT.value: False}
    record = claim_record(
        [Judged(one.reference, one.likelihood, came.get(one.outcome)) for one in claims],
        {word.value: meant for word, meant in LIKELIHOOD_RANGES.items()},
    )
    rows = {row.claim.reference: row for row in with_words(viewer, claims)}
    named = [one for one in claims if one.outcome in came and rows[one.reference].text]
    return ClaimScore(
        words=[
            WordLine(one.word, round(100 * one.meant[0]), round(100 * one.meant[1]), one.number, one.came, one.fits)
            for one in record.words
        ],
        judged=record.judged, open=sum(not one.outcome for one in claims),
        cannot_say=sum(one.outcome == Outcome.CANNOT_SAY.value for one in claims),
        brier=record.brier if record.judged >= FEWEST_JUDGED else None, baseline=record.baseline,
        hits=[rows[one.reference] for one in named if _was_right(one)][:MOST_NAMED],
        misses=[rows[one.reference] for one in named if not _was_right(one)][:MOST_NAMED],
    )  # fmt: skip


def _was_right(claim: Claim) -> bool:
    """More likely than not and it came, or less likely than not and it did not."""
    low, high = next(meant for word, meant in LIKELIHOOD_RANGES.items() if word.value == claim.likelihood)
    return ((low + high) / 2 >= 0.5) == (claim.outcome == Outcome.CAME.value)


@dataclass(frozen=True, slots=True)
class NamedOutcome:
    """One alert or one happening by name, with the week in which it stood."""

    title: str
    week: Week
    reference: str = ""


@dataclass(frozen=True, slots=True)
class AlertScore:
    """Alerts of the past year held against what people called raised or worse in the four weeks after."""

    alerts: int
    hits: int
    nothing: int
    open: int
    happened: int
    missed: int
    by_chance: float
    backcast: int
    weeks: int
    hit_names: list[NamedOutcome]
    miss_names: list[NamedOutcome]


def alert_score(viewer: Viewer, *, at: datetime) -> AlertScore:
    """Only alerts within the usual budget count: what nobody would have read is no warning."""
    from eenheidsbeeld.outlook import scoring

    first = Week.of(at).plus(-YEAR_OF_WEEKS)
    looks = visible_to(viewer, WeekLook.objects.filter(owner_id=viewer.organisation, week__gte=str(first)))
    alerts = list(
        Alert.objects.filter(look__in=looks, rank__lte=BUDGET).select_related("look").order_by("-look__week", "rank")
    )
    happened = list(visible_to(viewer, Happening.objects.filter(week__gte=str(first))).order_by("-at", "pk"))
    found = scoring.match(
        [(one.reference, one.areas, one.phenomenon, _index(one.look.week, first)) for one in alerts],
        [(str(one.pk), one.area_code, one.phenomenon, _index(one.week, first)) for one in happened],
        now=_index(str(Week.of(at)), first), holds=ALERT_HOLDS_WEEKS,
    )  # fmt: skip
    # Named are only alerts of which the reader may still count what was counted then.
    hits = still_known(viewer, [one for one in alerts if found.outcome[one.reference] == "hit"][:MOST_NAMED])
    names, places = place_names(hits), areas.names_of({one.area_code for one in happened})
    by_look = {one.look_id: one.by_chance for one in sorted(alerts, key=lambda one: one.rank)}
    return AlertScore(
        alerts=len(alerts), hits=found.count("hit"), nothing=found.count("false_alarm"), open=found.count("open"),
        happened=len(happened), missed=sum(key not in found.seen for key in map(_key, happened)),
        by_chance=sum(by_look.values()), backcast=looks.filter(is_backcast=True).count(), weeks=looks.count(),
        hit_names=[
            NamedOutcome(
                f"{phenomena.label(one.phenomenon)}, {place_of(one, names)}", Week.parse(one.look.week), one.reference
            )
            for one in hits
        ],
        miss_names=[
            NamedOutcome(
                f"{phenomena.label(one.phenomenon)}, {places.get(one.area_code, one.area_code)}", Week.parse(one.week)
            )
            for one in happened if _key(one) not in found.seen
        ][:MOST_NAMED],
    )  # fmt: skip


def _key(one: Happening) -> str:
    return str(one.pk)


def _index(week: str, first: Week) -> int:
    return (Week.parse(week).monday - first.monday).days // 7


@dataclass(frozen=True, slots=True)
class TailLine:
    """One subject: of the counts that should pass once in a hundred by themselves, how many did."""

    label: str
    seen: float
    promised: float
    ratio: float


def tail_lines(viewer: Viewer, *, at: datetime) -> list[TailLine]:
    """Do chances mean what they say? Seen and promised over the past year, per subject, at one in a hundred."""
    first = Week.of(at).plus(-YEAR_OF_WEEKS)
    looks = visible_to(viewer, WeekLook.objects.filter(owner_id=viewer.organisation, week__gte=str(first)))
    sums: dict[str, list[float]] = {}
    for tail in looks.order_by(F("week")).values_list("tail", flat=True):
        for name, one in tail.items():
            total = sums.setdefault(name, [0.0, 0.0])
            total[0] += one["seen"][0]
            total[1] += one["promised"][0]
    from eenheidsbeeld.analysis.alarms.tail import PRIOR_ALARMS

    return [
        TailLine(phenomena.label(name), seen, promised, (seen + PRIOR_ALARMS) / (promised + PRIOR_ALARMS))
        for name, (seen, promised) in sorted(sums.items())
    ]
