"""Every read of this room, by name."""

from eenheidsbeeld.accountability.queries.algorithms import Algorithm, algorithm, algorithms
from eenheidsbeeld.accountability.queries.breach_letters import letter_sheet, notification_sheet
from eenheidsbeeld.accountability.queries.breaches import (
    Clock,
    Spread,
    breach,
    breaches,
    clock_of,
    reports_without_breach,
    spread_of,
)
from eenheidsbeeld.accountability.queries.dpia import dpia_sheet
from eenheidsbeeld.accountability.queries.going_live import Item, history, is_open, item, item_keys, items
from eenheidsbeeld.accountability.queries.records import (
    Part,
    digest_of,
    kind_in_words,
    part_at,
    parts_in,
    record_at,
    references_of,
    searched_kinds,
)
from eenheidsbeeld.accountability.queries.register import (
    controller_of,
    register_lines,
    register_rows,
    register_sheet,
    without_personal_data,
)
from eenheidsbeeld.accountability.queries.sections import Section, sections_for

__all__ = [
    "Algorithm",
    "Clock",
    "Item",
    "Part",
    "Section",
    "Spread",
    "algorithm",
    "algorithms",
    "breach",
    "breaches",
    "clock_of",
    "controller_of",
    "digest_of",
    "dpia_sheet",
    "history",
    "is_open",
    "item",
    "item_keys",
    "items",
    "kind_in_words",
    "letter_sheet",
    "notification_sheet",
    "part_at",
    "parts_in",
    "record_at",
    "references_of",
    "register_lines",
    "register_rows",
    "register_sheet",
    "reports_without_breach",
    "searched_kinds",
    "sections_for",
    "spread_of",
    "without_personal_data",
]
