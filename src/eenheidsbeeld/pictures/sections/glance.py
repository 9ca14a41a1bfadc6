"""1. At a glance: three messages, the map, and the level and direction of each municipality."""

from __future__ import annotations

from django.utils.translation import gettext as _

from eenheidsbeeld.core.judgement import Level
from eenheidsbeeld.pictures import gather
from eenheidsbeeld.pictures.words import listed, week_in_words
from eenheidsbeeld.publishing import blocks
from eenheidsbeeld.publishing.kinds import Compiling


def glance(compiling: Compiling) -> tuple[blocks.Block, ...]:
    """Key messages first, because a mayor reads three sentences; map and table say the same for each municipality."""
    answers = gather.levels_of_week(compiling.edition)
    messages = tuple(
        row.text for row in sorted(compiling.section.statements.all(), key=lambda row: (row.order, row.pk))
    )
    made: list[blocks.Block] = []
    if compiling.edition.correction_note:
        text = _("Correction in version %(version)s: %(note)s") % {
            "version": compiling.edition.version,
            "note": compiling.edition.correction_note,
        }
        made.append(blocks.Notice(blocks.NoticeKind.CORRECTION, text))
    made.append(
        blocks.KeyMessages(messages) if messages else blocks.Gap(_("The editor has not written key messages yet."))
    )
    sentence = levels_in_a_sentence(answers)
    made.append(
        blocks.LevelMap(
            title=title_of_map(answers),
            sentence=sentence,
            areas=tuple(
                blocks.MapArea(one.code, one.name, one.level, one.direction) for one in answers
            ),
            area_year=compiling.edition.area_year,
        )
    )  # fmt: skip
    made.append(
        blocks.LevelTable(
            caption=_("Level and direction per municipality, %(week)s")
            % {"week": week_in_words(compiling.edition.week)},
            rows=tuple(_row(one) for one in answers),
            note=_("Each municipality sets its own level. A level is a judgement by people, never a computation."),
        )
    )
    return tuple(made)


def _row(one: gather.AreaAnswer) -> blocks.LevelRow:
    return blocks.LevelRow(
        area_code=one.code,
        area_name=one.name,
        level=one.level,
        direction=one.direction,
        previous_level=one.previous_level,
        previous_week=one.previous_week,
        reason=one.reason,
    )


def title_of_map(answers: list[gather.AreaAnswer]) -> str:
    """The message of the map: where tension is raised."""
    raised = [one.name for one in answers if one.level is not None and one.level >= Level.RAISED]
    if not raised:
        return _("No municipality has a raised level")
    return _("Raised level or higher in %(places)s") % {"places": listed(raised)}


def levels_in_a_sentence(answers: list[gather.AreaAnswer]) -> str:
    """The whole map in words, for who cannot see it."""
    by_level: dict[int | None, list[str]] = {}
    for one in answers:
        by_level.setdefault(one.level, []).append(one.name)
    parts = [
        _("level %(level)s in %(places)s") % {"level": level, "places": listed(by_level[level])}
        for level in sorted((level for level in by_level if level is not None), reverse=True)
    ]
    if None in by_level:
        parts.append(_("not established in %(places)s") % {"places": listed(by_level[None])})
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."
