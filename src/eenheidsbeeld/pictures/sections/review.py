"""3. Looking back: what happened, and the situations that run."""

from __future__ import annotations

from django.utils.translation import gettext as _

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.judgement import Direction
from eenheidsbeeld.pictures.sections.written import written
from eenheidsbeeld.pictures.words import level_in_words, listed
from eenheidsbeeld.publishing import blocks
from eenheidsbeeld.publishing.kinds import Compiling
from eenheidsbeeld.situations import queries as situations
from eenheidsbeeld.situations.labels import DIRECTION_LABELS, PHASE_LABELS
from eenheidsbeeld.situations.queries import SituationRow
from eenheidsbeeld.situations.rules import Phase

MOST_SHOWN = 12


def review(compiling: Compiling) -> tuple[blocks.Block, ...]:
    """The editors' account of the week, then every running situation with phase, level and direction."""
    return (*written(compiling, when_empty=_("Nothing was written about the past week.")), *_running(compiling))


def _running(compiling: Compiling) -> list[blocks.Block]:
    edition = compiling.edition
    codes = areas.codes_in(edition.area_code, year=edition.area_year)
    shown = situations.running_situations(compiling.looker, area_codes=codes)[:MOST_SHOWN]
    if not shown:
        return [blocks.Paragraph(_("No situation is running that all recipients may see."))]
    titles = (_("Situation"), _("Where"), _("Phase"), _("Level"), _("Direction"))
    rows = tuple(_row(one, edition.area_year) for one in shown)
    return [blocks.Table(_("Running situations"), tuple(blocks.Column(title) for title in titles), rows)]


def _row(one: SituationRow, area_year: int) -> tuple[blocks.Cell, ...]:
    situation = one.situation
    return (
        situation.title,
        listed(sorted(areas.names_of(one.areas, year=area_year).values())),
        str(PHASE_LABELS[Phase(situation.phase)]) if situation.phase else _("not established"),
        level_in_words(situation.level),
        str(DIRECTION_LABELS[Direction(situation.direction)]) if situation.level is not None else "",
    )
