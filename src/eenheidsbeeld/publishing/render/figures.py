"""All pictures of a snapshot, drawn once and used by every renderer."""

from collections.abc import Iterable

from django.utils.translation import override

from eenheidsbeeld.publishing.blocks import Chart, LevelMap, Snapshot
from eenheidsbeeld.publishing.render.maps import Shape, draw_map
from eenheidsbeeld.publishing.render.reading import figure_key

Figures = dict[str, str]


def draw_figures(snapshot: Snapshot, shapes: Iterable[Shape] = ()) -> Figures:
    """SVG per figure key; a map without shapes stays away, its list tells the same."""
    known = tuple(shapes)
    figures: Figures = {}
    with override(snapshot.language):
        for section in snapshot.sections:
            for number, block in enumerate(section.blocks):
                key = figure_key(section, number)
                if isinstance(block, LevelMap):
                    figures[key] = draw_map(block, known, key)
                elif isinstance(block, Chart):
                    # The chart library takes over a second to load: only editions with charts pay for it.
                    from eenheidsbeeld.publishing.render.charts import draw_chart  # noqa: PLC0415

                    figures[key] = draw_chart(block, key)
    return {key: picture for key, picture in figures.items() if picture}
