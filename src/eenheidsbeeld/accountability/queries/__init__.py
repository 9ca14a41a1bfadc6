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
from eenheidsbeeld.accountability.queries.certificates import (
    Night,
    certificate_data,
    certificate_sheet,
    night,
    nights,
)
from eenheidsbeeld.accountability.queries.dpia import dpia_sheet
from eenheidsbeeld.accountability.queries.going_live import Item, history, is_open, item, item_keys, items
from eenheidsbeeld.accountability.queries.holds import Hold, by_others, hold, holds, keeps_now
from eenheidsbeeld.accountability.queries.log import LogFilter, acts, latest_check, log_page, rooms
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
from eenheidsbeeld.accountability.queries.yearly import yearly_sheet, years

__all__ = [
    "Algorithm",
    "Clock",
    "Hold",
    "Item",
    "LogFilter",
    "Night",
    "Part",
    "Section",
    "Spread",
    "acts",
    "algorithm",
    "algorithms",
    "breach",
    "breaches",
    "by_others",
    "certificate_data",
    "certificate_sheet",
    "clock_of",
    "controller_of",
    "digest_of",
    "dpia_sheet",
    "history",
    "hold",
    "holds",
    "is_open",
    "item",
    "item_keys",
    "items",
    "keeps_now",
    "kind_in_words",
    "latest_check",
    "letter_sheet",
    "log_page",
    "night",
    "nights",
    "notification_sheet",
    "part_at",
    "parts_in",
    "record_at",
    "references_of",
    "register_lines",
    "register_rows",
    "register_sheet",
    "reports_without_breach",
    "rooms",
    "searched_kinds",
    "sections_for",
    "spread_of",
    "without_personal_data",
    "yearly_sheet",
    "years",
]
