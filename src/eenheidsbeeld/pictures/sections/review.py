"""3. Looking back: what happened, and the situations that run."""

from __future__ import annotations

from django.utils.translation import gettext as _

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.judgement import Direction
from eenheidsbeeld.pictures import gather
from eenheidsbeeld.pictures.sections.written import written
from eenheidsbeeld.pictures.words import level_in_words, listed
from eenheidsbeeld.publishing import blocks
from eenheidsbeeld.publishing.kinds import Compiling
from eenheidsbeeld.situations.labels import DIRECTION_LABELS, PHASE_LABELS
from eenheidsbeeld.situations.rules import Phase, SituationState

MOST_SHOWN = 12


def review(compiling: Compiling) -> tuple[blocks.Block, ...]:
    """The editors' account of the week, then every running situation with phase, level and direction."""
    return (*written(compiling, when_empty=_("Nothing was written about the past week.")), *_running(compiling))


def _running(compiling: Compiling) -> list[blocks.Block]:
    edition = compiling.edition
    codes = areas.codes_in(edition.area_code, year=edition.area_year)
    running = gather.situations_in(compiling.looker, codes).filter(
        state=SituationState.RUNNING.value, started_at__lt=compiling.at
    )
    shown = list(running.prefetch_related("areas")[:MOST_SHOWN])
    if not shown:
        return [blocks.Paragraph(_("No situation is running that all recipients may see."))]
    names = areas.names_of({area.area_code for one in shown for area in one.areas.all()}, year=edition.area_year)
    rows = tuple(
        (
            one.title,
            listed(sorted(names[area.area_code] for area in one.areas.all())),
            str(PHASE_LABELS[Phase(one.phase)]) if one.phase else _("not established"),
            level_in_words(one.level),
            str(DIRECTION_LABELS[Direction(one.direction)]) if one.level is not None else "",
        )
        for one in shown
    )
    columns = tuple(
        blocks.Column(title) for title in (_("Situation"), _("Where"), _("Phase"), _("Level"), _("Direction"))
    )
    return [blocks.Table(_("Running situations"), columns, rows)]
