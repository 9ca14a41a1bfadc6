"""The map of levels: our own shapes, our own projection, drawn as SVG for page, PDF and Word alike.

A level is told by colour, by pattern, and by a number in a shape of its own; names never lie over each other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from typing import Any
from xml.sax.saxutils import escape

import numpy as np

from eenheidsbeeld.publishing.blocks import LevelMap, MapArea
from eenheidsbeeld.publishing.render import fonts, levels, words
from eenheidsbeeld.publishing.render.block_words import FEW_AREAS

Ring = tuple[tuple[float, float], ...]
Box = tuple[float, float, float, float]
KM_PER_DEGREE = 111.3
MARGIN, FOOT = 14.0, 24.0
TOWN, FAR = "#f6f4ef", "#d9d5cb"


@dataclass(frozen=True)
class Shape:
    """The outline of an area in degrees, outer rings first within each polygon."""

    code: str
    name: str
    polygons: tuple[tuple[Ring, ...], ...]


def shapes_from_geojson(
    features: Iterable[Mapping[str, Any]], names: Mapping[str, str] | None = None
) -> tuple[Shape, ...]:
    """Read GeoJSON features: the code is their id or property `code`; `names` says what to write by a neighbour."""
    known = names or {}
    shapes = []
    for feature in features:
        properties = feature.get("properties") or {}
        code = str(feature.get("id") or properties.get("code", ""))
        name = known.get(code, str(properties.get("name", "")))
        shapes.append(Shape(code, name, _polygons(feature["geometry"])))
    return tuple(shapes)


def _polygons(geometry: Mapping[str, Any]) -> tuple[tuple[Ring, ...], ...]:
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return tuple(tuple(tuple((float(p[0]), float(p[1])) for p in ring) for ring in part) for part in parts)


@dataclass(frozen=True)
class Frame:
    """Degrees to picture: flat around the middle latitude, true to scale within a police unit to 0.5 %."""

    west: float
    north: float
    stretch: float
    scale: float
    width: float
    height: float

    def place(self, ring: Ring) -> Any:
        points = np.asarray(ring)
        x = (points[:, 0] - self.west) * self.stretch * self.scale + MARGIN
        y = (self.north - points[:, 1]) * self.scale + MARGIN
        return np.column_stack([x, y])


def frame_for(shapes: Sequence[Shape], width: float, highest: float) -> Frame:
    points = np.concatenate([np.asarray(part[0]) for shape in shapes for part in shape.polygons])
    west, south = points.min(axis=0)
    east, north = points.max(axis=0)
    stretch = cos(radians(float(south + north) / 2))
    wide, high = float(east - west) * stretch, float(north - south)
    scale = min((width - 2 * MARGIN) / wide, (highest - 2 * MARGIN) / high)
    side = (width - 2 * MARGIN - wide * scale) / 2 / scale / stretch
    return Frame(float(west) - side, float(north), stretch, scale, width, high * scale + 2 * MARGIN)


def draw_map(block: LevelMap, shapes: Iterable[Shape], identity: str, width: float | None = None) -> str:
    """The map as SVG. `shapes` may hold more areas than the map: neighbours are drawn pale around it."""
    by_code = {shape.code: shape for shape in shapes}
    own = [(area, by_code[area.code]) for area in block.areas if area.code in by_code]
    if not own:
        return ""
    # Few areas are printed in a column beside their table, so their names must be large on a small map.
    width = width or (300.0 if len(own) <= FEW_AREAS else 560.0)
    frame = frame_for([shape for _, shape in own], width, highest=width * 1.15)
    codes = {area.code for area in block.areas}
    around = [shape for shape in by_code.values() if shape.code not in codes and _touches(shape, frame)]
    used = sorted({_fill_of(area) for area in block.areas})
    parts = [
        _opening(frame),
        f'<defs><clipPath id="{identity}-clip"><rect width="{frame.width:g}" height="{frame.height:.1f}"/>',
        "</clipPath>",
        *(levels.pattern(level, identity) for level in used),
        "</defs>",
        f'<rect width="{frame.width:g}" height="{frame.height + FOOT:.0f}" fill="#ffffff"/>',
        f'<g clip-path="url(#{identity}-clip)">',
        *(_outline(shape, frame, TOWN, FAR, 0.6) for shape in around),
        *(_outline(s, frame, levels.ground(_fill_of(a)), "none", 0) for a, s in own),
        *(_outline(s, frame, f"url(#{identity}-level-{_fill_of(a)})", levels.EDGE, 0.9) for a, s in own),
        "</g>",
        *_names_and_badges(own, around, frame),
        _scale_bar(frame),
        "</svg>",
    ]
    return "".join(parts)


def _opening(frame: Frame) -> str:
    width, height = f"{frame.width:g}", f"{frame.height + FOOT:.0f}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="Fira Sans">'
    )


def _fill_of(area: MapArea) -> str:
    return str(area.level) if area.level is not None else area.gap.value


def _touches(shape: Shape, frame: Frame) -> bool:
    for part in shape.polygons:
        placed = frame.place(part[0])
        (x1, y1), (x2, y2) = placed.min(axis=0), placed.max(axis=0)
        if x2 > 0 and y2 > 0 and x1 < frame.width and y1 < frame.height:
            return True
    return False


def _outline(shape: Shape, frame: Frame, fill: str, edge: str, thick: float) -> str:
    rings = [frame.place(ring) for part in shape.polygons for ring in part]
    path = "".join("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in ring) + "Z" for ring in rings)
    return (
        f'<path d="{path}" fill="{fill}" fill-rule="evenodd" stroke="{edge}" stroke-width="{thick}" '
        'stroke-linejoin="round"/>'
    )


def _scale_bar(frame: Frame) -> str:
    per_km = frame.scale / KM_PER_DEGREE
    km = next((size for size in (50, 20, 10, 5, 2, 1) if size * per_km < frame.width / 4), 1)
    end, y = MARGIN + km * per_km, frame.height + FOOT - 8
    return (
        f'<path d="M{MARGIN},{y - 4}V{y}H{end:.1f}V{y - 4}" fill="none" stroke="#535a63" stroke-width="1"/>'
        f'<text x="{end + 6:.1f}" y="{y + 1}" font-size="11" fill="#535a63">{km} km</text>'
    )


@cache
def _heart(shape: Shape, frame: Frame) -> tuple[float, float, float]:
    """The point farthest from the border of the largest part, and that distance: where a label has most room."""
    ring = _largest(shape, frame)
    low, high = ring.min(axis=0), ring.max(axis=0)
    centre, best = (low + high) / 2, -1.0
    for _ in range(3):
        xs, ys = (np.linspace(low[i], high[i], 24) for i in (0, 1))
        grid = np.array([(x, y) for x in xs for y in ys])
        distance = _inside_distance(grid, ring)
        first = int(distance.argmax())
        centre, best = grid[first], float(distance[first])
        step = (high - low) / 24
        low, high = centre - step, centre + step
    return float(centre[0]), float(centre[1]), best


def _largest(shape: Shape, frame: Frame) -> Any:
    return max((frame.place(part[0]) for part in shape.polygons), key=_area)


def _area(ring: Any) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


def _inside_distance(points: Any, ring: Any) -> Any:
    """Distance of each point to the ring; negative outside."""
    start, end = ring[:-1], ring[1:]
    along = end - start
    rel = points[:, None, :] - start[None, :, :]
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    share = np.clip((rel * along).sum(axis=2) / length, 0, 1)
    distance = np.sqrt(((rel - share[:, :, None] * along) ** 2).sum(axis=2)).min(axis=1)
    above = (start[:, 1] > points[:, None, 1]) != (end[:, 1] > points[:, None, 1])
    slope = np.where(along[:, 1] == 0, 1e-12, along[:, 1])
    cross = start[:, 0] + (points[:, None, 1] - start[:, 1]) / slope * along[:, 0]
    inside = ((points[:, None, 0] < cross) & above).sum(axis=1) % 2 == 1
    return np.where(inside, distance, -distance)


class Board:
    """The places that are taken on the map, so that nothing is written over something else."""

    def __init__(self, width: float, height: float) -> None:
        self.taken: list[Box] = []
        self.limits = (1.0, 1.0, width - 1, height - 1)

    def is_free(self, box: Box) -> bool:
        x1, y1, x2, y2 = box
        left, top, right, bottom = self.limits
        if x1 < left or y1 < top or x2 > right or y2 > bottom:
            return False
        return all(x2 < a1 or a2 < x1 or y2 < b1 or b2 < y1 for a1, b1, a2, b2 in self.taken)

    def take(self, box: Box) -> None:
        self.taken.append(box)


def _names_and_badges(own: list[tuple[MapArea, Shape]], around: list[Shape], frame: Frame) -> list[str]:
    size = 11.5 if len(own) <= FEW_AREAS else 10.0
    radius = size * 0.7
    board = Board(frame.width, frame.height)
    hearts = {area.code: _heart(shape, frame) for area, shape in own}
    # The smallest first: they have the least choice.
    order = sorted(own, key=lambda pair: hearts[pair[0].code][2])
    places = {area.code: _place_badge(hearts[area.code], radius, size, board) for area, _ in order}
    rings = {area.code: _largest(shape, frame) for area, shape in own}
    lines, marks, names = [], [], []
    for area, _ in order:
        at = places[area.code]
        lines.append(_leader(hearts[area.code][:2], at, radius * 2))
        marks.append(
            f'<g transform="translate({at[0]:.1f},{at[1]:.1f})">{levels.badge(_fill_of(area), size * 1.55)}</g>'
        )
        if pointer := levels.arrow(area.direction.value, size * 0.34):
            marks.append(f'<g transform="translate({at[0] + radius * 1.55:.1f},{at[1]:.1f})">{pointer}</g>')
        names.append(_name(_in_picture(area.name), at, rings, area.code, size, board))
    return [*lines, *marks, *names, *(_neighbour(shape, frame, board) for shape in around)]


def _leader(start: tuple[float, float], end: tuple[float, float], least: float) -> str:
    """A thin line from an area to what stands for it, if that had to stand elsewhere."""
    if abs(start[0] - end[0]) + abs(start[1] - end[1]) <= least:
        return ""
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
        f'stroke="{levels.INK}" stroke-width="0.8"/>'
    )


def _place_badge(heart: tuple[float, float, float], radius: float, size: float, board: Board) -> tuple[float, float]:
    """At the heart of the area, a little up to leave room for the name; else as near as it is free."""
    x, y, _ = heart
    away = [(0.0, -size * 0.55)] + [
        (dx * step * radius, dy * step * radius)
        for step in (1.2, 2.4, 3.6, 5.0)
        for dx, dy in ((0, -1), (0, 1), (-1, 0), (1, 0), (-1, -1), (1, -1), (-1, 1), (1, 1))
    ]
    for dx, dy in away:
        box = (x + dx - radius, y + dy - radius * 1.25, x + dx + radius * 2.1, y + dy + radius * 1.25)
        if board.is_free(box):
            board.take(box)
            return x + dx, y + dy
    return x, y


def _name(name: str, at: tuple[float, float], rings: Mapping[str, Any], code: str, size: float, board: Board) -> str:
    """The name where it is free, near its badge and least over others; left out if there is no room at all."""
    wide = text_width(name, size)
    best: tuple[float, Box, float, float] | None = None
    for left, base in _spots(at, rings[code], wide, size):
        box = (left - 1, base - size * 0.8, left + wide + 1, base + size * 0.22)
        if not board.is_free(box):
            continue
        cost = _cost(box, at, rings, code)
        if best is None or cost < best[0]:
            best = (cost, box, left, base)
    if best is None:
        return ""
    board.take(best[1])
    return _text(name, best[2], best[3], size, levels.INK, weight=600)


def _spots(at: tuple[float, float], ring: Any, wide: float, size: float) -> Iterable[tuple[float, float]]:
    """Left edge and base line of the places to try: around the badge, and just outside the area."""
    x, y = at
    (left, top), (right, bottom) = ring.min(axis=0), ring.max(axis=0)
    for share in (0.5, 0.35, 0.65, 0.2, 0.8, 0.05, 0.95):
        start = x - wide * share + (3 if share == 0.5 else 0)
        for base in (y + size * 2.0, y - size * 1.25, bottom + size, top - 4, y + size * 3.1, y - size * 2.3):
            yield start, float(base)
    for base in (y + size * 0.35, y + size * 1.4, y - size * 0.7):
        yield x + size * 2.2, base
        yield x - size * 1.2 - wide, base
        yield float(right) + 4, base
        yield float(left) - wide - 4, base


def _cost(box: Box, at: tuple[float, float], rings: Mapping[str, Any], code: str) -> float:
    """Far from the badge is bad, over another area is worse, over its own is best."""
    x1, y1, x2, y2 = box
    points = np.array([(x, y) for x in np.linspace(x1, x2, 7) for y in (y1, y2)])
    own = float((_inside_distance(points, rings[code]) > 0).mean())
    others = sum(
        float((_inside_distance(points, ring) > 0).mean())
        for other, ring in rings.items()
        if other != code and _boxes_meet(box, ring)
    )
    distance = abs((x1 + x2) / 2 - at[0]) * 0.6 + abs((y1 + y2) / 2 - at[1])
    return distance + 60 * others - 45 * own


def _boxes_meet(box: Box, ring: Any) -> bool:
    (x1, y1), (x2, y2) = ring.min(axis=0), ring.max(axis=0)
    return bool(box[0] < x2 and box[2] > x1 and box[1] < y2 and box[3] > y1)


def _neighbour(shape: Shape, frame: Frame, board: Board) -> str:
    """The name of a place outside the map, quietly, where there is room for it."""
    x, y, room = _heart(shape, frame)
    name = _in_picture(shape.name)
    wide = text_width(name, 10.5)
    box = (x - wide / 2 - 3, y - 9, x + wide / 2 + 3, y + 5)
    if not shape.name or room < 12 or not board.is_free(box):
        return ""
    board.take(box)
    return _text(name, x - wide / 2, y + 3, 10.5, "#7c776b")


def _text(name: str, x: float, y: float, size: float, ink: str, weight: int = 400) -> str:
    # The white edge lies under the letters, so the name stays readable on every pattern.
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{ink}" stroke="#ffffff" '
        f'stroke-width="3" stroke-linejoin="round" paint-order="stroke">{escape(name)}</text>'
    )


def _in_picture(name: str) -> str:
    return fonts.shortened(fonts.spelled_out(words.visible(name)), 40)


def text_width(text: str, size: float) -> float:
    """Wide enough for Fira Sans semibold; measured on the 342 names of municipalities, 4 % to spare."""
    narrow = sum(letter in "iljtfIr.'- " for letter in text)
    broad = sum(letter in "mwMWOQDGHN" for letter in text)
    return size * (0.58 * len(text) - 0.25 * narrow + 0.22 * broad)
