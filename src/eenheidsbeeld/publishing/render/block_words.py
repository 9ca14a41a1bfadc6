"""Each block of an edition in words: one function per block, in the order of blocks.py."""

from functools import singledispatch
from typing import Any

from django.utils.translation import gettext as _

from eenheidsbeeld.publishing import blocks as b
from eenheidsbeeld.publishing.render import words

Reading = dict[str, Any]
FEW_AREAS = 16


@singledispatch
def write(block: Any) -> Reading:
    """One block in words."""
    raise b.SnapshotNotValid(f"no words for a block of type {type(block).__name__}")


@write.register
def _heading(block: b.Heading) -> Reading:
    return {
        "meta": {"type": "heading", "level": block.level},
        "text": words.visible(block.text),
    }


@write.register
def _paragraph(block: b.Paragraph) -> Reading:
    return {"meta": {"type": "paragraph"}, "lines": words.paragraphs(block.text)}


@write.register
def _key_messages(block: b.KeyMessages) -> Reading:
    return {
        "meta": {"type": "key_messages"},
        "label": _("Key messages"),
        "items": [words.visible(item) for item in block.items],
    }


@write.register
def _bullet_list(block: b.BulletList) -> Reading:
    return {
        "meta": {"type": "bullet_list"},
        "items": [words.visible(item) for item in block.items],
    }


@write.register
def _definition_list(block: b.DefinitionList) -> Reading:
    items = [{"term": words.visible(item.term), "text": words.visible(item.text)} for item in block.items]
    return {"meta": {"type": "definition_list"}, "items": items}


@write.register
def _statement(block: b.Statement) -> Reading:
    sure = words.confidence(block.confidence) if block.confidence else ""
    reason = words.visible(block.confidence_reason)
    return {
        "meta": {
            "type": "statement",
            "link": block.evidence.link,
            "likelihood": block.likelihood.value if block.likelihood else "",
            "confidence": block.confidence.value if block.confidence else "",
            "judged": bool(block.author),
        },
        "text": words.visible(block.text),
        "likelihood": _("Likelihood: %(word)s") % {"word": words.likelihood(block.likelihood)}
        if block.likelihood
        else "",
        "confidence": sure,
        "reason": reason,
        "author": _("Assessment by %(author)s") % {"author": words.visible(block.author)} if block.author else "",
        "evidence": _evidence(block),
    }


def _evidence(block: b.Statement) -> str:
    """A judgement without evidence says so; a plain account without it says nothing."""
    found = words.evidence(block.evidence)
    if found or not block.author:
        return found
    return _("Rests on no signals")


@write.register
def _table(block: b.Table) -> Reading:
    return {
        "meta": {"type": "table"},
        "caption": words.visible(block.caption),
        **_grid(block.columns, block.rows),
        "note": words.visible(block.note),
    }


@write.register
def _level_table(block: b.LevelTable) -> Reading:
    with_reason = any(row.reason for row in block.rows)
    return {
        "meta": {"type": "level_table", "with_reason": with_reason},
        "caption": words.visible(block.caption),
        "columns": [
            {"text": _("Municipality")},
            {"text": _("Level and direction")},
        ],
        "rows": [_level_row(row) for row in block.rows],
        "note": words.visible(block.note),
    }


def _level_row(row: b.LevelRow) -> Reading:
    return {
        "meta": {"code": row.area_code},
        "name": words.visible(row.area_name),
        "reason": words.visible(row.reason),
        "level": level_in_words(row.level, row.gap, row.previous_level, row.previous_week),
        # Without a level there is nothing that rises or falls.
        "direction": None if row.level is None else direction_in_words(row.direction),
    }


def level_in_words(
    level: int | None,
    gap: b.LevelGap = b.LevelGap.NOT_SET,
    previous: int | None = None,
    previous_week: str = "",
) -> Reading:
    """Number and word apart, so that a renderer can set the number in its shape."""
    if level is None:
        word = words.level_gap(gap, previous, previous_week)
        return {"meta": {"level": gap.value}, "number": "", "word": word, "change": ""}
    change = ""
    if previous is not None and previous != level:
        change = _("was %(level)s in %(week)s") % {
            "level": previous,
            "week": words.week(previous_week),
        }
    return {
        "meta": {"level": str(level)},
        "number": str(level),
        "word": words.level(level),
        "change": change,
    }


def direction_in_words(direction: b.Direction) -> Reading:
    return {
        "meta": {"direction": direction.value},
        "word": words.direction(direction),
    }


@write.register
def _level_map(block: b.LevelMap) -> Reading:
    """The map in words; its list by level is the legend as well, so every level is named."""
    groups = [
        {
            "level": level_in_words(level),
            "names": _names([area for area in block.areas if area.level == level]) or _("none"),
        }
        for level in reversed(b.LEVELS)
    ]
    for gap in b.LevelGap:
        missing = [area for area in block.areas if area.level is None and area.gap is gap]
        if missing:
            groups.append({"level": level_in_words(None, gap), "names": _names(missing)})
    return {
        "meta": {
            "type": "level_map",
            "few": len(block.areas) <= FEW_AREAS,
            "alt": words.visible(f"{block.title}. {block.sentence}"),
        },
        "title": words.visible(block.title),
        "sentence": words.visible(block.sentence),
        "groups": groups,
        "source": _("Municipal boundaries of %(year)s") % {"year": block.area_year},
    }


def _names(areas: list[b.MapArea]) -> str:
    return ", ".join(sorted(words.visible(area.name) for area in areas))


@write.register
def _chart(block: b.Chart) -> Reading:
    multiples = block.spec is b.ChartSpec.WEEKLY_MULTIPLES
    grid = _panels(block) if multiples else _grid(block.columns, block.rows)
    source = _("Source: %(source)s · %(period)s") % {
        "source": words.visible(block.source),
        "period": words.visible(block.period),
    }
    return {
        "meta": {
            "type": "chart",
            "spec": block.spec.value,
            "alt": words.visible(block.sentence),
        },
        "title": words.visible(block.title),
        "subtitle": words.visible(block.subtitle),
        "sentence": words.visible(block.sentence),
        "source": source,
        "caption": _("The figures of this chart"),
        **grid,
    }


def _panels(block: b.Chart) -> Reading:
    """A long table of panels as one row per week and one column per panel: "4 (1 to 6)"."""
    panels = list(dict.fromkeys(row[0] for row in block.rows))
    weeks = list(dict.fromkeys(row[1] for row in block.rows))
    values = {(row[0], row[1]): row[2:] for row in block.rows}
    columns = (
        block.columns[1],
        *(b.Column(str(panel), b.ColumnKind.NUMBER) for panel in panels),
    )
    rows = [(w, *(_count_and_expected(values.get((panel, w))) for panel in panels)) for w in weeks]
    return _grid(columns, tuple(rows))


def _count_and_expected(values: tuple[b.Cell, ...] | None) -> str:
    if values is None:
        return "–"
    count, low, high = (_cell(value, b.Column("")) for value in values)
    if low == "–" or high == "–":
        return count
    return _("%(count)s (%(low)s to %(high)s)") % {
        "count": count,
        "low": low,
        "high": high,
    }


def _grid(columns: tuple[b.Column, ...], rows: tuple[tuple[b.Cell, ...], ...]) -> Reading:
    return {
        "columns": [{"meta": {"kind": column.kind.value}, "text": words.visible(column.title)} for column in columns],
        "rows": [[_grid_cell(cell, column) for cell, column in zip(row, columns, strict=True)] for row in rows],
    }


def _grid_cell(cell: b.Cell, column: b.Column) -> Reading:
    meta = {"kind": column.kind.value}
    if column.kind is b.ColumnKind.LEVEL and (cell is None or isinstance(cell, int)):
        return {"meta": meta, "level": level_in_words(cell)}
    if column.kind is b.ColumnKind.DIRECTION and cell in list(b.Direction):
        return {"meta": meta, "direction": direction_in_words(b.Direction(cell))}
    return {"meta": meta, "text": _cell(cell, column)}


def _cell(cell: b.Cell, column: b.Column) -> str:
    if cell is None or cell == "":
        return "–"
    if isinstance(cell, str):
        return words.week(cell)
    decimals = column.decimals if isinstance(cell, int) else max(column.decimals, _decimals(cell))
    return words.number(cell, decimals)


def _decimals(value: float) -> int:
    """A fraction is never rounded away silently, up to two decimals."""
    return next((places for places in (0, 1) if round(value, places) == value), 2)


@write.register
def _notice(block: b.Notice) -> Reading:
    return {
        "meta": {"type": "notice", "kind": block.kind.value},
        "label": words.notice(block.kind),
        "text": words.visible(block.text),
    }


@write.register
def _partners(block: b.Partners) -> Reading:
    columns = [{"text": title} for title in (_("Partner"), _("Answer"), _("In its own words"))]
    return {
        "meta": {"type": "partners"},
        "caption": _("What the partners say"),
        "columns": columns,
        "rows": [_voice(voice) for voice in block.voices],
    }


def _voice(voice: b.PartnerVoice) -> Reading:
    return {
        "meta": {"outcome": voice.outcome.value},
        "party": words.visible(voice.party),
        "function": words.visible(voice.function),
        "answer": words.outcome(voice.outcome, voice.at),
        "text": words.visible(voice.text),
    }


@write.register
def _gap(block: b.Gap) -> Reading:
    return {
        "meta": {"type": "gap"},
        "label": _("Not known"),
        "text": words.visible(block.text),
    }
