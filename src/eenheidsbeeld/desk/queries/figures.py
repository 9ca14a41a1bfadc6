"""The pictures of an area page, drawn by the renderer of editions: levels on a map, signals per week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from eenheidsbeeld.analysis.usual import Usual, usual_for_season
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.models import AreaVersion
from eenheidsbeeld.core.judgement import Direction
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.outlook import queries as outlook
from eenheidsbeeld.pictures.sections.changes import WEEKS_READ, WEEKS_SHOWN, message
from eenheidsbeeld.pictures.sections.glance import levels_in_a_sentence, title_of_map
from eenheidsbeeld.publishing import blocks
from eenheidsbeeld.publishing.render.maps import Shape, draw_map, shapes_from_geojson
from eenheidsbeeld.signals.queries import is_on
from eenheidsbeeld.situations.queries import LevelAnswer

KEPT = 256
NOT_COMPARED = Usual(None, None, None, 0)


@dataclass(frozen=True, slots=True)
class MapOfLevels:
    title: str
    sentence: str
    picture: SafeString


def map_of_levels(
    inside: Sequence[AreaVersion], answers: dict[str, LevelAnswer], whole: AreaVersion
) -> MapOfLevels | None:
    """The municipalities of an area by the level each set; drawn once for the same answers."""
    named = [(one.name, answers[one.code]) for one in inside]
    block = blocks.LevelMap(
        title=title_of_map(named),
        sentence=levels_in_a_sentence(named),
        areas=tuple(
            blocks.MapArea(one.area_code, name, one.level, Direction(one.direction or "unknown"))  # type: ignore[arg-type]
            for name, one in named
        ),
        area_year=whole.year,
    )
    picture = _drawn_map(block, whole.unit or whole.code)
    return MapOfLevels(block.title, block.sentence, mark_safe(picture)) if picture else None  # noqa: S308


@lru_cache(maxsize=KEPT)
def _drawn_map(block: blocks.LevelMap, around: str) -> str:
    return draw_map(block, _shapes(around, block.area_year), "kaart")


@lru_cache(maxsize=8)
def _shapes(around: str, year: int) -> tuple[Shape, ...]:
    """The borders of all municipalities of the unit: those outside the area are drawn pale around it."""
    names = {one.code: one.name for one in areas.municipalities_of(around, year=year)}
    return shapes_from_geojson(areas.features(names, year=year)["features"], names)


@dataclass(frozen=True, slots=True)
class WeekRow:
    week: Week
    count: int
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class SignalsPerWeek:
    """Signals that this viewer may see, week by week up to the last whole week, beside what is usual."""

    title: str
    this_week: int
    rows: list[WeekRow]
    picture: SafeString
    is_usual_known: bool


def signals_per_week(viewer: Viewer, codes: Sequence[str], week: Week) -> SignalsPerWeek:
    """The week that runs is told apart: half a week beside whole ones looks like a fall."""
    weeks = outlook.weeks_up_to(week, WEEKS_READ + 1)
    *counts, this_week = outlook.weekly_totals(viewer, areas=codes, weeks=weeks)
    whole = weeks[:-1]
    compares = is_on(viewer.organisation, Suggestion.USUAL_COUNTS)
    places = range(len(whole) - WEEKS_SHOWN, len(whole))
    usual = [usual_for_season(counts, at=place) if compares else NOT_COMPARED for place in places]
    rows = [
        WeekRow(one, count, _rounded(band.low), _rounded(band.high))
        for one, count, band in zip(whole[-WEEKS_SHOWN:], counts[-WEEKS_SHOWN:], usual, strict=True)
    ]
    title = message(counts[-1], usual[-1], str(whole[-1]))
    picture = _drawn_chart(_chart(title, rows, usual[-1]), get_language() or "nl")
    return SignalsPerWeek(title, this_week, rows, mark_safe(picture), usual[-1].is_known or not compares)  # noqa: S308


def _chart(title: str, rows: Sequence[WeekRow], now: Usual) -> blocks.Chart:
    last = rows[-1]
    is_unusual = now.high is not None and last.count > now.high
    mark = blocks.ChartMark(str(last.week), _("week %(number)s") % {"number": last.week.number})
    number = blocks.ColumnKind.NUMBER
    return blocks.Chart(
        spec=blocks.ChartSpec.WEEKLY_COUNTS,
        title=title,
        subtitle="",
        source="",
        period="",
        sentence=title,
        columns=(
            blocks.Column(_("Week")), blocks.Column(_("Signals"), number),
            blocks.Column(_("Usual from"), number), blocks.Column(_("Usual to"), number),
        ),
        rows=tuple((str(one.week), one.count, one.low, one.high) for one in rows),
        marks=(mark,) if is_unusual else (),
    )  # fmt: skip


@lru_cache(maxsize=KEPT)
def _drawn_chart(chart: blocks.Chart, language: str) -> str:
    # The chart library takes a second to load: only the first page with a chart pays for it.
    from eenheidsbeeld.publishing.render.charts import draw_chart

    with override(language):
        return draw_chart(chart, "per-week")


def _rounded(value: float | None) -> int | None:
    return None if value is None else round(value)
