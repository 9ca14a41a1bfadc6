"""Charts and maps: drawn from the table alone, readable in black and white, with no name over another."""

import re
from dataclasses import replace

import altair
import pytest
from example import LEVELS, example

from eenheidsbeeld.publishing.blocks import Chart, ChartMark, Direction, LevelGap, LevelMap, MapArea
from eenheidsbeeld.publishing.render import charts, levels, maps, svg

CHARTS = [block for section in example().sections for block in section.blocks if isinstance(block, Chart)]


@pytest.fixture
def west():
    return LevelMap(
        "t", "z", tuple(MapArea(r.area_code, r.area_name, r.level, r.direction, r.gap) for r in LEVELS), 2025
    )


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.spec)
def test_each_specification_is_valid_by_its_schema(chart):
    altair.Chart.from_dict(charts.specification(chart), validate=True)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.spec)
def test_the_drawing_holds_text_and_no_style(chart):
    drawn = charts.draw_chart(chart, "a")

    assert len(re.findall(r"<text[^>]*>[^<]+</text>", drawn)) > 5
    assert " style=" not in drawn
    assert "Fira Sans" in drawn


def test_the_unusual_week_is_named_in_the_drawing():
    assert "week 47: besluit over opvang" in charts.draw_chart(CHARTS[0], "a")


def test_a_number_that_is_held_back_is_not_drawn():
    held = replace(CHARTS[0], rows=(*CHARTS[0].rows[:-1], ("2026-W48", "minder dan 5", None, None)))

    assert charts.specification(held)["data"]["values"][-1]["count"] is None
    assert charts.draw_chart(held, "a")


def test_an_empty_chart_can_be_drawn():
    assert charts.draw_chart(replace(CHARTS[0], rows=(), marks=(ChartMark("2026-W01", "x"),)), "a")


def test_a_chart_with_something_that_runs_is_refused():
    for bad in ('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
                '<svg xmlns="http://www.w3.org/2000/svg"><g onclick="x"/></svg>',
                '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
                '<svg xmlns="http://www.w3.org/2000/svg"><g style="onclick: x"/></svg>',
                '<svg xmlns="http://www.w3.org/2000/svg"><g style="fill: URL(//elders.invalid/a)"/></svg>',
                '<svg xmlns="http://www.w3.org/2000/svg"><g fill="url(https://elders.invalid/a)"/></svg>'):  # fmt: skip
        with pytest.raises(svg.PictureNotSafe):
            svg.clean(bad, "a")


def test_the_map_names_every_municipality_and_draws_its_level(west, shapes):
    drawn = maps.draw_map(west, shapes, "kaart")

    for row in LEVELS:
        assert f">{row.area_name}</text>" in drawn
    assert drawn.count(">1</text>") == sum(row.level == 1 for row in LEVELS)


def test_no_name_lies_over_another(west, shapes):
    drawn = maps.draw_map(west, shapes, "kaart")
    boxes = [
        (float(x), float(y) - float(size) * 0.7, float(x) + maps.text_width(name, float(size)), float(y))
        for x, y, size, name in re.findall(
            r'<text x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)"[^>]*>([^<]+)<', drawn
        )
    ]

    assert len(boxes) > 15
    for place, (a1, b1, a2, b2) in enumerate(boxes):
        for c1, d1, c2, d2 in boxes[place + 1 :]:
            assert a2 <= c1 or c2 <= a1 or b2 <= d1 or d2 <= b1


def test_a_level_is_never_told_by_colour_alone(west, shapes):
    grey = [sum(int(fill[at : at + 2], 16) for at in (1, 3, 5)) for fill in levels.FILLS.values()]
    patterns = {re.sub(r'id="[^"]*"', "", levels.pattern(level, "x")) for level in ("0", "1", "2", "3", "4")}

    assert grey == sorted(grey, reverse=True)
    assert len(patterns) == 5


def test_not_established_and_no_data_look_different():
    one, other = (levels.pattern(gap.value, "x") for gap in LevelGap)

    assert one.replace("not_set", "") != other.replace("no_data", "")


def test_a_map_without_geometry_stays_away(west):
    assert maps.draw_map(west, (), "kaart") == ""


def test_a_whole_unit_fits_on_a_map(shapes):
    codes = [shape.code for shape in shapes[:40]]
    areas = tuple(MapArea(code, f"Gemeente {n}", n % 5, Direction.UP) for n, code in enumerate(codes))

    assert maps.draw_map(LevelMap("t", "z", areas, 2025), shapes, "kaart").count("<polygon") == 40
