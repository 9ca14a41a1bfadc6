"""1. At a glance: three messages, the map, and the level and direction of each municipality."""

from __future__ import annotations

from django.utils.translation import gettext as _

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.judgement import Direction, Level
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.pictures.words import listed, week_in_words
from eenheidsbeeld.publishing import blocks
from eenheidsbeeld.publishing.kinds import Compiling
from eenheidsbeeld.situations import queries as situations
from eenheidsbeeld.situations.queries import LevelAnswer


def glance(compiling: Compiling) -> tuple[blocks.Block, ...]:
    """Key messages first, because a mayor reads three sentences; map and table say the same for each municipality."""
    answers = levels_of_week(compiling)
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
                blocks.MapArea(one.area_code, name, one.level, _direction(one)) for name, one in answers
            ),
            area_year=compiling.edition.area_year,
        )
    )  # fmt: skip
    made.append(
        blocks.LevelTable(
            caption=_("Level and direction per municipality, %(week)s")
            % {"week": week_in_words(compiling.edition.week)},
            rows=tuple(_row(name, one) for name, one in answers),
            note=_("Each municipality sets its own level: people judge, nothing is computed."),
        )
    )
    return tuple(made)


Named = tuple[str, LevelAnswer]


def levels_of_week(compiling: Compiling) -> list[Named]:
    """Each municipality by name, with the level it set for the week and the last one before it."""
    return compiling.once("levels", lambda: _levels_of_week(compiling))


def _levels_of_week(compiling: Compiling) -> list[Named]:
    edition = compiling.edition
    here = areas.municipalities_of(edition.area_code, year=edition.area_year)
    answers = situations.levels_of(compiling.looker, [one.code for one in here], Week.parse(edition.week))
    return [(one.name, answers[one.code]) for one in here]


def _direction(one: LevelAnswer) -> Direction:
    return Direction(one.direction) if one.direction else Direction.UNKNOWN


def _row(name: str, one: LevelAnswer) -> blocks.LevelRow:
    return blocks.LevelRow(
        area_code=one.area_code,
        area_name=name,
        level=one.level,
        direction=_direction(one),
        previous_level=one.previous.level if one.previous else None,
        previous_week=str(one.previous.week) if one.previous else "",
        reason=one.stated.reason if one.stated and _asks_attention(one) else "",
    )


def _asks_attention(one: LevelAnswer) -> bool:
    """Where the level is raised or has moved, the reason stands beside it; the rest stays one line on the glance."""
    if one.stated is None:
        return False
    return one.stated.level >= Level.RAISED or one.previous is None or one.previous.level != one.stated.level


def title_of_map(answers: list[Named]) -> str:
    """The message of the map: where tension is raised."""
    raised = [name for name, one in answers if one.level is not None and one.level >= Level.RAISED]
    if not raised:
        return _("No municipality has a raised level")
    return _("Raised level or higher in %(places)s") % {"places": listed(raised)}


def levels_in_a_sentence(answers: list[Named]) -> str:
    """The whole map in words, for who cannot see it."""
    by_level: dict[int | None, list[str]] = {}
    for name, one in answers:
        by_level.setdefault(one.level, []).append(name)
    parts = [
        _("level %(level)s in %(places)s") % {"level": level, "places": listed(by_level[level])}
        for level in sorted((level for level in by_level if level is not None), reverse=True)
    ]
    if None in by_level:
        parts.append(_("not established in %(places)s") % {"places": listed(by_level[None])})
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."
