"""Charts: one Altair specification per kind, drawn as SVG without network, from the rows of the table alone.

The picture holds the plot only; title, source and table are text around it, so that each is read once.
"""

from functools import cache, lru_cache
from typing import Any

import altair as alt
import vl_convert

from eenheidsbeeld.publishing.blocks import Chart, ChartSpec
from eenheidsbeeld.publishing.render import fonts, svg, words

INK, QUIET, RULE = "#1b1f24", "#535a63", "#cfcabf"
LINE, BAND, UNUSUAL = "#17457f", "#dce5f0", "#9a3b0f"
WIDTH = 400


def draw_chart(chart: Chart, identity: str) -> str:
    """The chart as SVG text without styles or scripts; `identity` keeps its ids apart on a page."""
    drawn = _converter().vegalite_to_svg(
        specification(chart),
        format_locale="nl-NL",
        time_format_locale="nl-NL",
        allowed_base_urls=[],
    )
    return svg.clean(drawn, identity)


def draw_png(picture: str, scale: float = 3.0) -> bytes:
    """One of our own pictures as PNG, for Word."""
    png: bytes = _converter().svg_to_png(picture, scale=scale)
    return png


def specification(chart: Chart) -> dict[str, Any]:
    """The Vega-Lite specification; the page uses the same one when a reader asks to explore the chart."""
    write = {
        ChartSpec.WEEKLY_COUNTS: _weekly_counts,
        ChartSpec.WEEKLY_MULTIPLES: _weekly_multiples,
        ChartSpec.BARS_WITH_USUAL: _bars_with_usual,
    }[chart.spec]
    return write(chart)


@cache
def _converter() -> Any:
    vl_convert.register_font_directory(str(fonts.FOLDER))
    return vl_convert


def _written(chart: Any) -> dict[str, Any]:
    # Altair checks a specification by JSON schema, far slower than drawing it; a test checks each kind once.
    form: dict[str, Any] = _configured(chart).to_dict(validate=False)
    return form


def _configured(chart: Any) -> Any:
    return (
        chart.configure(
            font=fonts.TEXT_FONT, background="white", padding={"left": 2, "right": 6, "top": 4, "bottom": 2}
        )
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=QUIET,
            titleColor=QUIET,
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
            gridColor="#ebe8e1",
            domainColor=RULE,
            tickColor=RULE,
        )
        .configure_header(labelColor=INK, labelFontSize=12, labelFontWeight=600, title=None)
    )


def _weeks_axis(weeks: list[str], every: int, title: str | None) -> alt.X:
    shown = [week for place, week in enumerate(reversed(weeks)) if place % every == 0]
    return alt.X(
        "week:O",
        sort=weeks,
        scale=alt.Scale(type="point", padding=0.4),
        axis=alt.Axis(
            title=title,
            values=shown,
            labelExpr="toNumber(slice(datum.value, 6))",
            labelAngle=0,
            labelOverlap=False,
            ticks=True,
            tickSize=4,
            titleAnchor="end",
            titlePadding=2,
        ),
    )


def _weekly_rows(chart: Chart, first: int) -> list[dict[str, Any]]:
    marks = {(_in_picture(mark.panel), _in_picture(mark.week)): _in_picture(mark.label) for mark in chart.marks}
    rows = []
    for row in chart.rows:
        week, count, low, high = _in_picture(row[first]), *map(_countable, row[first + 1 :])
        panel = _in_picture(row[0]) if first else ""
        rows.append(
            {
                "panel": panel,
                "week": week,
                "count": count,
                "low": low,
                "high": high,
                "mark": marks.get((panel, week)),
            }
        )
    return rows


def _weekly_layers(x: alt.X, top: float) -> list[Any]:
    y = alt.Y(
        "count:Q",
        title=None,
        scale=alt.Scale(domain=[0, top], nice=True),
        axis=alt.Axis(tickCount=4, domain=False, ticks=False, format="d", labelPadding=4),
    )
    base = alt.Chart().encode(x=x)
    band = base.mark_area(color=BAND, interpolate="monotone").encode(y=alt.Y("low:Q", title=None), y2="high:Q")
    line = base.mark_line(color=LINE, strokeWidth=1.6, strokeJoin="round").encode(y=y)
    dots = base.mark_point(color=LINE, fill="white", size=22, strokeWidth=1.4, opacity=1).encode(y=y)
    unusual = (
        base.transform_filter("datum.mark != null")
        .mark_point(shape="diamond", color=UNUSUAL, fill=UNUSUAL, size=80, opacity=1)
        .encode(y=y)
    )
    return [band, line, dots, unusual]


def _top(rows: list[dict[str, Any]]) -> float:
    return max([1.0, *(float(row[key]) for row in rows for key in ("count", "high") if row[key] is not None)])


def _weekly_counts(chart: Chart) -> dict[str, Any]:
    rows = _weekly_rows(chart, first=0)
    _place_names(rows)
    form = _weekly_form(tuple(str(row["week"]) for row in rows), _top(rows) * 1.12, words.week_axis())
    return form | {"data": {"values": rows}}


@lru_cache(maxsize=64)
def _weekly_form(weeks: tuple[str, ...], top: float, title: str) -> dict[str, Any]:
    """All but the rows: writing it takes longer than drawing, and a signal more seldom changes it."""
    x = _weeks_axis(list(weeks), every=4, title=title)
    # The week that stands out is named on the side of its point where the line does not come from.
    marked = alt.Chart().transform_filter("datum.mark != null").encode(x=x, y="count:Q", text="mark:N")
    above, below = (
        marked.transform_filter(f"datum.under == {str(under).lower()}").mark_text(
            color=UNUSUAL, fontSize=12, fontWeight=600, dy=down, align="right", dx=6
        )
        for under, down in ((False, -14), (True, 20))
    )
    # The band is named on the band itself instead of in a legend.
    band_name = (
        alt.Chart()
        .transform_filter("datum.name != null")
        .mark_text(color=QUIET, fontSize=12, fontStyle="italic", align="left", baseline="middle", dx=4)
        .encode(x=x, y="middle:Q", text="name:N")
    )
    layers = [*_weekly_layers(x, top), above, below, band_name]
    return _written(alt.layer(*layers, data=alt.Data(values=[])).properties(width=WIDTH, height=170))


def _place_names(rows: list[dict[str, Any]]) -> None:
    """Where the line leaves room: the name of the band above or below the line, that of a week beside its point."""
    over = 4  # weeks that the name of the band covers
    free = []
    for place, row in enumerate(rows):
        before = [one["count"] for one in rows[max(place - 3, 0) : place] if one["count"] is not None]
        row["under"] = row["count"] is not None and max(before, default=0) > row["count"]
        covered = rows[place : place + over]
        if len(covered) == over and all(one["high"] is not None and one["count"] is not None for one in covered):
            top, foot = min(one["high"] for one in covered), max(one["low"] for one in covered)
            counts = [one["count"] for one in covered]
            for high, low in ((top, max(foot, *counts)), (min(top, *counts), foot)):
                free.append((high - low, -place, (high + low) / 2))
    if free:
        _room, place, middle = max(free)
        rows[-place] |= {"name": words.expected_band(), "middle": middle}


def _weekly_multiples(chart: Chart) -> dict[str, Any]:
    rows = _weekly_rows(chart, first=1)
    weeks = list(dict.fromkeys(str(row["week"]) for row in rows))
    panels = list(dict.fromkeys(row["panel"] for row in rows))
    columns = 5 if len(panels) in (5, 9, 10) else min(4, len(panels))
    layers = _weekly_layers(_weeks_axis(weeks, every=max(1, (len(weeks) - 1) // 2), title=None), _top(rows) * 1.2)
    made = (
        alt.layer(*layers, data=alt.Data(values=rows))
        .properties(width=(WIDTH - 12 * columns) // columns, height=62)
        .facet(
            facet=alt.Facet("panel:N", sort=panels, title=None),
            columns=columns,
            spacing={"row": 14, "column": 12},
        )
    )
    return _written(made)


def _bars_with_usual(chart: Chart) -> dict[str, Any]:
    rows = [
        {"what": _in_picture(row[0]), "count": count, "usual": usual, "end": max(count or 0, usual or 0)}
        for row in chart.rows
        for count, usual in [(_countable(row[1]), _countable(row[2]))]
    ]
    y = alt.Y(
        "what:N",
        sort=[str(row["what"]) for row in rows],
        title=None,
        axis=alt.Axis(domain=False, ticks=False, labelLimit=190, labelColor=INK, labelPadding=6),
    )
    x = alt.X(
        "count:Q",
        title=None,
        axis=alt.Axis(tickCount=4, format="d", domain=False, ticks=False),
        scale=alt.Scale(domainMin=0),
    )
    data = alt.Data(values=rows)
    bars = alt.Chart(data).mark_bar(color=LINE, height=11).encode(x=x, y=y)
    usual = alt.Chart(data).mark_tick(color=UNUSUAL, thickness=2.5, size=20, opacity=1).encode(x="usual:Q", y=y)
    counts = (
        alt.Chart(data)
        .mark_text(align="left", dx=6, fontSize=12, color=INK)
        .encode(x="end:Q", y=y, text=alt.Text("count:Q", format=",d"))
    )
    # The tick is named once, above the first bar, instead of in a legend.
    name = (
        alt.Chart(alt.Data(values=[{**row, "text": words.usual_tick()} for row in rows[:1]]))
        .mark_text(color=UNUSUAL, fontSize=12, dy=-17, align="center")
        .encode(x="usual:Q", y=y, text="text:N")
    )
    return _written(alt.layer(bars, usual, counts, name).properties(width=230, height={"step": 24}))


def _in_picture(value: Any) -> str:
    return fonts.shortened(fonts.spelled_out(words.visible(str(value))))


def _countable(value: Any) -> int | float | None:
    """A number that is held back ("minder dan 5") has no place in the drawing; the table says it."""
    return value if isinstance(value, int | float) else None
