"""What is expected of the coming weeks, for the area of a page or of an edition."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.core.viewer import Looker, Viewer
from eenheidsbeeld.outlook.models import ForecastSheet
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.sharing.queries import visible_to
from eenheidsbeeld.signals.queries import is_on

NOTEWORTHY = 0.05


@dataclass(frozen=True, slots=True)
class Expected:
    """One subject in one place and week: the chance of at least one signal, the range, and what looking back says."""

    area_code: str
    phenomenon: str
    label: str
    week: Week
    horizon: int
    p_any: float
    low: int
    high: int
    mean: float
    usual_p_any: float
    usual_mean: float

    @property
    def differs(self) -> float:
        return abs(self.p_any - self.usual_p_any)


def coming_weeks(viewer: Viewer, *, area: str, at: datetime) -> list[Expected]:
    """Per subject and week what is expected in one municipality; newest forecast of each, soonest week first."""
    if not is_on(viewer.organisation, Suggestion.FORECASTS):
        return []
    return [one for one in _expected(viewer, at) if one.area_code == area]


def expected_in(viewer: Viewer, *, areas: Collection[str], at: datetime) -> list[Expected]:
    """Next week in these municipalities, what differs most from the usual first."""
    if not is_on(viewer.organisation, Suggestion.FORECASTS):
        return []
    found = [one for one in _expected(viewer, at) if one.area_code in areas]
    first = min((one.week for one in found), default=None)
    return sorted((one for one in found if one.week == first), key=lambda one: (-one.differs, one.area_code))


def _expected(looker: Looker, at: datetime) -> list[Expected]:
    sheets = visible_to(looker, ForecastSheet.objects.filter(week_starts_at__gte=Week.of(at).starts_at))
    newest: dict[tuple[str, str, str], ForecastSheet] = {}
    for sheet in sheets.order_by("-horizon", "pk"):
        newest[sheet.group_area, sheet.phenomenon, sheet.week] = sheet
    names = phenomena.labels()
    soonest = sorted(newest.values(), key=lambda sheet: (sheet.week, sheet.phenomenon, sheet.group_area))
    return [_one(sheet, number, names) for sheet in soonest for number in range(len(sheet.areas))]


def _one(sheet: ForecastSheet, number: int, names: dict[str, str]) -> Expected:
    of = sheet.numbers
    return Expected(
        area_code=sheet.areas[number], phenomenon=sheet.phenomenon,
        label=names.get(sheet.phenomenon, sheet.phenomenon),
        week=Week.parse(sheet.week), horizon=sheet.horizon, p_any=of["p_any"][number], low=int(of["low"][number]),
        high=int(of["high"][number]), mean=of["mean"][number], usual_p_any=of["climatology_p_any"][number],
        usual_mean=of["climatology_mean"][number],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """One subject over the coming weeks; None where nothing is expected yet."""

    label: str
    weeks: list[Expected | None]


@dataclass(frozen=True, slots=True)
class ExpectedPage:
    """The coming weeks of one municipality, and the municipalities that can be chosen."""

    area: str
    name: str
    choices: list[tuple[str, str]]
    weeks: list[Week]
    lines: list[SubjectLine]
    silent: list[str]
    first: Week | None
    is_off: bool


def expected_page(viewer: Viewer, *, area: str, at: datetime) -> ExpectedPage:
    """What is expected in the municipality asked for, or in the viewer's own, or in the first of the list."""
    if not is_on(viewer.organisation, Suggestion.FORECASTS):
        return ExpectedPage("", "", [], [], [], [], None, True)
    every = _expected(viewer, at)
    names = areas.names_of({one.area_code for one in every})
    own = Organisation.objects.filter(pk=viewer.organisation).values_list("area_code", flat=True).first() or ""
    wanted = next(
        (code for code in (area, own) if code in names), min(names, key=lambda code: names[code], default="")
    )
    here = [one for one in every if one.area_code == wanted]
    weeks = sorted({one.week for one in here})
    found = {(one.phenomenon, one.week): one for one in here}
    told = [code for code in phenomena.codes() if any((code, week) in found for week in weeks)]
    labels = phenomena.labels()
    return ExpectedPage(
        area=wanted, name=names.get(wanted, ""), choices=sorted(names.items(), key=lambda pair: pair[1]), weeks=weeks,
        lines=[SubjectLine(labels[code], [found.get((code, week)) for week in weeks]) for code in told],
        silent=[labels[code] for code in phenomena.codes() if code not in told] if weeks else [],
        first=weeks[0] if weeks else None, is_off=False,
    )  # fmt: skip
