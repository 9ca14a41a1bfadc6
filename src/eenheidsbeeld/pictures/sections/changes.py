"""2. What has changed since last week: computed, not typed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from eenheidsbeeld.analysis.disclosure_rules import GROUP_POINTING
from eenheidsbeeld.analysis.usual import Usual, usual_for_season
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.outlook import queries as outlook
from eenheidsbeeld.pictures.sections.glance import levels_of_week
from eenheidsbeeld.pictures.sections.written import written
from eenheidsbeeld.pictures.words import count_of_signals, level_in_words, listed, week_in_words
from eenheidsbeeld.publishing import blocks
from eenheidsbeeld.publishing.kinds import Compiling
from eenheidsbeeld.signals.queries import is_on
from eenheidsbeeld.situations import queries as situations
from eenheidsbeeld.situations.queries import Change

WEEKS_SHOWN = 26
WEEKS_READ = 5 * 52 + WEEKS_SHOWN + 8
NOT_COMPARED = Usual(None, None, None, 0)


def changes(compiling: Compiling) -> tuple[blocks.Block, ...]:
    """Levels and situations that moved, and how many signals came in beside what is usual."""
    made: list[blocks.Block] = [*_level_changes(compiling), *_situation_changes(compiling), *_signals(compiling)]
    return (*made, *written(compiling))


def _level_changes(compiling: Compiling) -> list[blocks.Block]:
    moved = [
        (name, one.previous.level, one.stated.level)
        for name, one in levels_of_week(compiling)
        if one.stated and one.previous and one.stated.level != one.previous.level
    ]
    if not moved:
        return [blocks.Paragraph(_("No municipality changed its level compared with the last time it set one."))]
    items = tuple(
        _("%(place)s from %(before)s to %(now)s")
        % {"place": name, "before": level_in_words(before), "now": level_in_words(now)}
        for name, before, now in moved
    )
    return [blocks.Paragraph(_("Changed level:")), blocks.BulletList(items)]


def _situation_changes(compiling: Compiling) -> list[blocks.Block]:
    week = Week.parse(compiling.edition.week)
    codes = areas.codes_in(compiling.edition.area_code, year=compiling.edition.area_year)
    found = situations.changes_since(compiling.looker, week.starts_at, until=compiling.at, area_codes=codes)
    sorts = (
        (_("Level raised"), found.raised), (_("New"), found.new),
        (_("Level lowered"), found.lowered), (_("Closed"), found.closed),
    )  # fmt: skip
    rows = tuple(_change_row(word, change, compiling) for word, changes in sorts for change in changes)
    if not rows:
        return [blocks.Paragraph(_("No situation is new, has changed level or was closed this week."))]
    columns = (
        blocks.Column(_("Situation")), blocks.Column(_("Where")), blocks.Column(_("What happened")),
        blocks.Column(_("Level before")), blocks.Column(_("Level now")),
    )  # fmt: skip
    return [blocks.Table(_("Situations that changed this week"), columns, rows)]


def _change_row(word: str, change: Change, compiling: Compiling) -> tuple[blocks.Cell, ...]:
    names = areas.names_of(change.areas, year=compiling.edition.area_year)
    before = "" if change.level_before is None else level_in_words(change.level_before)
    return (change.situation.title, listed(sorted(names.values())), word, before, level_in_words(change.level_now))


def _signals(compiling: Compiling) -> list[blocks.Block]:
    """Numbers stand in the chart and never only in a sentence: outside the circle a sentence cannot be held back."""
    last = Week.parse(compiling.edition.week)
    weeks = outlook.weeks_up_to(last, WEEKS_READ)
    codes = areas.codes_in(compiling.edition.area_code, year=compiling.edition.area_year)
    left_out = GROUP_POINTING if compiling.goes_outside else frozenset()
    counts = outlook.weekly_totals(compiling.looker, areas=codes, weeks=weeks, without=left_out)
    shown, places = weeks[-WEEKS_SHOWN:], range(len(weeks) - WEEKS_SHOWN, len(weeks))
    if compiling.goes_outside or not is_on(compiling.edition.owner_id, Suggestion.USUAL_COUNTS):
        return [_chart(compiling, shown, counts[-WEEKS_SHOWN:], [NOT_COMPARED] * WEEKS_SHOWN)]
    usual = [usual_for_season(counts, at=place) for place in places]
    made: list[blocks.Block] = [_chart(compiling, shown, counts[-WEEKS_SHOWN:], usual)]
    if not usual[-1].is_known:
        made.append(blocks.Paragraph(_("There is too little history to say what is usual for the season.")))
    return made


def _chart(compiling: Compiling, weeks: list[Week], counts: list[int], usual: list[Usual]) -> blocks.Chart:
    now, count = usual[-1], counts[-1]
    title = message(count, now, str(weeks[-1]))
    marks: tuple[blocks.ChartMark, ...] = ()
    if now.high is not None and count > now.high:
        marks = (blocks.ChartMark(str(weeks[-1]), week_in_words(str(weeks[-1]))),)
    return blocks.Chart(
        spec=blocks.ChartSpec.WEEKLY_COUNTS,
        title=title,
        subtitle=_subtitle(compiling, any(one.is_known for one in usual)),
        source=_("Signals of the partners, counted by the week in which it happened, or else was reported"),
        period=f"{week_in_words(str(weeks[0]))} {weeks[0].year} – {week_in_words(str(weeks[-1]))} {weeks[-1].year}",
        sentence=title + ".",
        columns=(
            blocks.Column(_("Week")), blocks.Column(_("Signals"), blocks.ColumnKind.NUMBER),
            blocks.Column(_("Usual from"), blocks.ColumnKind.NUMBER),
            blocks.Column(_("Usual to"), blocks.ColumnKind.NUMBER),
        ),
        rows=tuple(
            (str(week), number, _rounded(band.low), _rounded(band.high))
            for week, number, band in zip(weeks, counts, usual, strict=True)
        ),
        marks=marks,
    )  # fmt: skip


def _subtitle(compiling: Compiling, is_compared: bool) -> str:
    if compiling.goes_outside:
        return _("Signals per week that all recipients may see, without subjects that point to a group of people")
    if is_compared:
        return _("Signals per week that all recipients may see; the band holds what is usual for the season")
    return _("Signals per week that all recipients may see")


def message(count: int, usual: Usual, week: str) -> str:
    """The chart in one sentence: the count beside what is usual, and nothing more."""
    words = {"signals": count_of_signals(count), "week": week_in_words(week)}
    if usual.low is None or usual.high is None:
        return _("%(signals)s in %(week)s") % words
    words |= {"low": str(round(usual.low)), "high": str(round(usual.high))}
    if count > usual.high:
        return _("%(signals)s in %(week)s: more than the usual %(low)s to %(high)s for the season") % words
    if count < usual.low:
        return _("%(signals)s in %(week)s: fewer than the usual %(low)s to %(high)s for the season") % words
    return _("%(signals)s in %(week)s: usual for the season (%(low)s to %(high)s)") % words


def _rounded(value: float | None) -> int | None:
    return None if value is None else round(value)
