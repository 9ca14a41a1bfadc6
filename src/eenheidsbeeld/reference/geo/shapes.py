"""Shapes: from shared arcs to GeoJSON, the outline around municipalities, which shape holds a point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from eenheidsbeeld.reference import geo

Point = tuple[float, float]
Ring = list[Point]
Box = tuple[float, float, float, float]

DECIMALS = 4  # about ten metres: finer than the light map itself


@cache
def light_shapes() -> dict[str, geo.Geometry]:
    """Each municipality of the light map as a GeoJSON geometry (longitude, latitude)."""
    return {shape["id"]: _geometry(shape) for shape in _shapes()}


def outline(codes: Iterable[str]) -> geo.Geometry:
    """The border around these municipalities together, as lines; borders between two of them are left out."""
    wanted = set(codes)
    used = Counter(
        arc if arc >= 0 else ~arc
        for shape in _shapes()
        if shape["id"] in wanted
        for ring in _rings(shape)
        for arc in ring
    )
    lines = [_arcs()[arc] for arc in sorted(used) if used[arc] == 1]
    return {"type": "MultiLineString", "coordinates": lines}


def municipality_at(lat: float, lon: float) -> str | None:
    """The code of the municipality that holds this point, by the detailed shapes; None outside the Netherlands."""
    for code, box in _boxes().items():
        if _in_box(box, lon, lat) and holds(geo.detailed_shapes()[code], lat, lon):
            return code
    return None


def holds(geometry: geo.Geometry, lat: float, lon: float) -> bool:
    """True when the point lies in this polygon or multipolygon; holes are outside."""
    return any(
        _in_ring(polygon[0], lon, lat) and not any(_in_ring(hole, lon, lat) for hole in polygon[1:])
        for polygon in polygons(geometry)
    )


def polygons(geometry: geo.Geometry) -> list[list[Ring]]:
    if geometry["type"] == "Polygon":
        return [geometry["coordinates"]]
    if geometry["type"] == "MultiPolygon":
        return list(geometry["coordinates"])
    return []


def _in_ring(ring: Ring, x: float, y: float) -> bool:
    """Count how often a line to the east crosses the ring: odd is inside."""
    inside = False
    previous_x, previous_y = ring[-1]
    for next_x, next_y in ring:
        if (next_y > y) != (previous_y > y):
            crossing = (previous_x - next_x) * (y - next_y) / (previous_y - next_y) + next_x
            inside ^= x < crossing
        previous_x, previous_y = next_x, next_y
    return inside


def _in_box(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


@cache
def _boxes() -> dict[str, Box]:
    boxes = {}
    for code, geometry in geo.detailed_shapes().items():
        points = [point for polygon in polygons(geometry) for point in polygon[0]]
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        boxes[code] = (min(xs), min(ys), max(xs), max(ys))
    return boxes


def _shapes() -> list[dict[str, Any]]:
    shapes: list[dict[str, Any]] = geo.topology()["objects"]["municipalities"]["geometries"]
    return shapes


def _rings(shape: dict[str, Any]) -> Iterator[list[int]]:
    for polygon in [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]:
        yield from polygon


def _geometry(shape: dict[str, Any]) -> geo.Geometry:
    if shape["type"] == "Polygon":
        return {
            "type": "Polygon",
            "coordinates": [_stitched(ring) for ring in shape["arcs"]],
        }
    coordinates = [[_stitched(ring) for ring in polygon] for polygon in shape["arcs"]]
    return {"type": "MultiPolygon", "coordinates": coordinates}


def _stitched(ring: list[int]) -> list[list[float]]:
    """Arcs after each other; ~n means arc n backwards, and each arc begins where the one before ended."""
    points: list[list[float]] = []
    for number in ring:
        arc = _arcs()[number] if number >= 0 else _arcs()[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return points


@cache
def _arcs() -> list[list[list[float]]]:
    """All arcs in degrees; in the file they are steps on a grid."""
    (step_x, step_y), (left, bottom) = (
        geo.topology()["transform"]["scale"],
        geo.topology()["transform"]["translate"],
    )
    arcs = []
    for steps in geo.topology()["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append(
                [
                    round(left + x * step_x, DECIMALS),
                    round(bottom + y * step_y, DECIMALS),
                ]
            )
        arcs.append(arc)
    return arcs
