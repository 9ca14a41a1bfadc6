"""The way out for counts: what is marked GREEN or CLEAR, or leaves the application, passes here and nowhere else.

Inside the circle recipients read exact counts by authorisation (design rule 9). Outside it 0 to 4 is one class, the
rest is rounded to fives, and nothing beside a number tells a zero apart: `analysis.disclosure` holds the rules.
Numbers that people type in a sentence are theirs; what the software counts stands in blocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import override

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.rules import Level, NotKnown
from eenheidsbeeld.publishing import blocks as b
from eenheidsbeeld.sharing.mail_rule import WIDE
from eenheidsbeeld.sharing.rules import Marking

# What was published before, by section and week: the same cell keeps its number, also when a signal comes in late.
Earlier = Mapping[tuple[str, str], str]
WEEKLY = b.ChartSpec.WEEKLY_COUNTS
COUNT = "signals"


def goes_outside(marking: Marking) -> bool:
    """GREEN and CLEAR reach further than the circle that may know exact counts."""
    return marking in WIDE


def held_back(snapshot: b.Snapshot, *, earlier: Earlier | None = None) -> b.Snapshot:
    """The same edition with every count of its tables, charts and sentences as it may leave.

    Published is one fixed division, weeks by districts: a second one beside it (a unit, a list of municipalities)
    would let its parts be worked out by subtraction, however both are rounded.
    """
    known = earlier or {}
    with override(snapshot.language):
        divided = _is_district(snapshot.area_code)
        return replace(snapshot, sections=tuple(_section(one, known, divided) for one in snapshot.sections))


def published_in(snapshot: b.Snapshot) -> dict[tuple[str, str], str]:
    """The numbers per week that this edition told, to be repeated by later ones."""
    return {
        (section.key, str(row[0])): str(row[1])
        for section in snapshot.sections for block in section.blocks
        if isinstance(block, b.Chart) and block.spec is WEEKLY
        for row in block.rows if row[1] is not None
    }  # fmt: skip


def _is_district(code: str) -> bool:
    try:
        return areas.area(code).level == Level.DISTRICT
    except NotKnown:
        return False


def _section(section: b.Section, earlier: Earlier, divided: bool) -> b.Section:
    told = {week: text for (key, week), text in earlier.items() if key == section.key}
    return replace(section, blocks=tuple(_block(one, told, divided) for one in section.blocks))


def _block(block: b.Block, told: Mapping[str, str], divided: bool) -> b.Block:
    match block:
        case b.Chart(spec=b.ChartSpec.WEEKLY_COUNTS) if divided:
            return _weekly(block, told)
        case b.Chart():
            return b.Gap(_("Outside the circle numbers are told per district and week, and nowhere else."))
        case b.Table():
            return _table(block)
        case b.Statement() if block.evidence != b.Evidence():
            # No number at all: how many signals lie under one sentence is a small number by nature.
            return replace(block, evidence=b.Evidence(told=_("Rests on what partners reported")))
        case _:
            return block


def _table(table: b.Table) -> b.Table:
    """Numbers go, and so do the words beside them: "nothing to report" would tell zero from a few."""
    if not any(column.kind is b.ColumnKind.NUMBER for column in table.columns):
        return table
    note = _("Numbers per organisation or place are not told outside the circle.")
    return replace(table, columns=table.columns[:1], rows=tuple(row[:1] for row in table.rows), note=note)


def _weekly(chart: b.Chart, told: Mapping[str, str]) -> b.Chart:
    """Title and sentence of a chart hold its newest count, so they are said anew; what is usual is not told."""
    weeks = [str(row[0]) for row in chart.rows]
    shown = _published([row[1] for row in chart.rows], weeks, told)
    large = {week for week, cell in zip(weeks, shown, strict=True) if isinstance(cell, int)}
    title = _("Signals per week, rounded to fives")
    return replace(
        chart, title=title, sentence=f"{title}.", source=f"{chart.source}. {_rounding()}",
        rows=tuple((week, cell, None, None) for week, cell in zip(weeks, shown, strict=True)),
        marks=tuple(one for one in chart.marks if one.week in large),
    )  # fmt: skip


def _published(counts: list[b.Cell], weeks: list[str], told: Mapping[str, str]) -> list[b.Cell]:
    """Each count as it may be read: a multiple of five, the class "0-4", or nothing where nothing is known."""
    # Loads numpy: only an edition that goes outside pays for it.
    from eenheidsbeeld.analysis.disclosure import protect
    from eenheidsbeeld.analysis.disclosure_rules import Shown

    if not weeks:
        return []
    column = [[float(one) if isinstance(one, int) else float("nan")] for one in counts]
    earlier = {(week, COUNT): text for week, text in told.items()}
    done = protect(column, totals=(), rows=weeks, columns=[COUNT], earlier=earlier).cells
    return [
        int(done.values[place, 0]) if done.shown[place, 0] == Shown.ROUNDED else done.text(place, 0) or None
        for place in range(len(weeks))
    ]


def _rounding() -> str:
    return _("0 to 4 is shown as 0-4, the rest in fives")
