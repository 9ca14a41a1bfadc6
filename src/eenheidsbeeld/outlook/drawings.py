"""Two small pictures as coordinates: a series with its band, and the calibration curve. Colours are the page's own.

Plain SVG in the page follows light, dark and print by itself and needs no library; the table beside it says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

WIDTH, HEIGHT = 480, 200
LEFT, RIGHT, TOP, BOTTOM = 40, 10, 14, 34
SQUARE, CURVE_RIGHT = 320, 24


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    is_open: bool = False
    is_unusual: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    text: str
    up: float = 0.0


@dataclass(frozen=True, slots=True)
class SeriesDrawing:
    """band: a polygon; expected and line: polylines; all as SVG points."""

    band: str
    expected: str
    line: str
    dots: list[Dot]
    across: list[Tick]
    up: list[Tick]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    base: int = HEIGHT - BOTTOM


def draw_series(
    weeks: Sequence[str], counted: Sequence[float | None], expected: Sequence[float | None],
    upper: Sequence[float | None],
) -> SeriesDrawing:  # fmt: skip
    """One dot per week. The band runs from nothing to the highest count that is still usual, where that is known."""
    top = _round_up(max([1.0, *(value for row in (counted, expected, upper) for value in row if value is not None)]))
    step = (WIDTH - LEFT - RIGHT) / max(len(weeks) - 1, 1)
    base = HEIGHT - BOTTOM

    def x(place: int) -> float:
        return round(LEFT + place * step, 1)

    def y(value: float) -> float:
        return round(base - value / top * (base - TOP), 1)

    known = [(place, value) for place, value in enumerate(upper) if value is not None]
    band = " ".join([f"{x(p)},{y(v)}" for p, v in known] + [f"{x(p)},{y(0)}" for p, _v in reversed(known)])
    return SeriesDrawing(
        band=band,
        expected=" ".join(f"{x(p)},{y(v)}" for p, v in enumerate(expected) if v is not None),
        line=" ".join(f"{x(p)},{y(v)}" for p, v in enumerate(counted) if v is not None),
        dots=[
            Dot(x(p), y(v), is_unusual=bool(upper[p] is not None and v > upper[p]))  # type: ignore[operator]
            for p, v in enumerate(counted) if v is not None
        ],
        across=[Tick(x(p), str(int(week[-2:]))) for p, week in enumerate(weeks) if (len(weeks) - 1 - p) % 4 == 0],
        up=[Tick(y(top * part / 2), f"{top * part / 2:g}") for part in range(3)],
    )  # fmt: skip


def _round_up(value: float) -> float:
    step = next(step for step in (1, 2, 4, 10, 20, 40, 100, 200, 400, 1000, 2000, 10**7) if value <= 5 * step)
    return float(2 * ceil(value / (2 * step)) * step)


@dataclass(frozen=True, slots=True)
class CurveDrawing:
    """Points of the calibration curve; `luck` is the range around "as said" that luck alone would give."""

    line: str
    luck: str
    dots: list[Dot]
    ticks: list[Tick]
    size: int = SQUARE
    left: int = LEFT
    base: int = SQUARE - BOTTOM
    right: int = SQUARE - CURVE_RIGHT
    top: int = TOP


def draw_curve(points: Sequence[tuple[float, float, float, float]]) -> CurveDrawing:
    """points: said, came, and the low and high end of what luck gives; all shares between 0 and 1."""
    base, right = SQUARE - BOTTOM, SQUARE - CURVE_RIGHT

    def x(share: float) -> float:
        return round(LEFT + share * (right - LEFT), 1)

    def y(share: float) -> float:
        return round(base - share * (base - TOP), 1)

    luck = [f"{x(said)},{y(high)}" for said, _came, _low, high in points]
    luck += [f"{x(said)},{y(low)}" for said, _came, low, _high in reversed(points)]
    return CurveDrawing(
        line=" ".join(f"{x(said)},{y(came)}" for said, came, *_luck in points), luck=" ".join(luck),
        dots=[Dot(x(said), y(came)) for said, came, *_luck in points],
        ticks=[Tick(x(part / 4), f"{25 * part}%", y(part / 4)) for part in range(5)],
    )  # fmt: skip
