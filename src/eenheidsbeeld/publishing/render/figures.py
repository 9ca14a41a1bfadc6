"""All pictures of a snapshot, drawn once and used by every renderer."""

from collections.abc import Iterable, Mapping
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
    figures: Figures = {}
    with override(snapshot.language):
        for section in snapshot.sections:
            for number, block in enumerate(section.blocks):
                key = figure_key(section, number)
                if isinstance(block, LevelMap):
                    figures[key] = draw_map(block, known, key)
                elif isinstance(block, Chart):
                    # The chart library takes over a second to load: only editions with charts pay for it.
                    from eenheidsbeeld.publishing.render.charts import draw_chart

                    figures[key] = draw_chart(block, key)
    return {key: picture for key, picture in figures.items() if picture}
