"""All pictures of a snapshot, drawn once and used by every renderer."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import override

from eenheidsbeeld.publishing.blocks import Chart, LevelMap, Snapshot
from eenheidsbeeld.publishing.render.maps import Shape, draw_map, shapes_from_geojson
from eenheidsbeeld.publishing.render.reading import figure_key

Figures = dict[str, str]
Geometry = Mapping[str, Any] | Iterable[Shape]


def draw_figures(snapshot: Snapshot, geometry: Geometry = ()) -> Figures:
    """SVG per figure key; a map without shapes stays away, its list tells the same.

    `geometry` is a GeoJSON feature collection or shapes; neighbours in it are drawn pale around the map.
    """
    known = shapes_from_geojson(geometry["features"]) if isinstance(geometry, Mapping) else tuple(geometry)
    with override(snapshot.language):
        drawn = {key: draw(block, key, known) for key, block in to_draw(snapshot)}
    return {key: picture for key, picture in drawn.items() if picture}


def to_draw(snapshot: Snapshot) -> Iterator[tuple[str, LevelMap | Chart]]:
    """The blocks that have a picture, by the key of that picture."""
    for section in snapshot.sections:
        for number, block in enumerate(section.blocks):
            if isinstance(block, LevelMap | Chart):
                yield figure_key(section, number), block


def draw(block: LevelMap | Chart, key: str, shapes: Iterable[Shape]) -> str:
    """One picture, in the language that is switched on."""
    if isinstance(block, LevelMap):
        return draw_map(block, shapes, key)
    # The chart library takes over a second to load: only editions with charts pay for it.
    from eenheidsbeeld.publishing.render.charts import draw_chart

    return draw_chart(block, key)
