"""Every route that names a record, whose record it names, and a form that its owner could send there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:[a-z_]+:)?([a-z_]+)>")
# Not records of somebody: areas, help pages, kinds of file and the name of a figure.
PUBLIC = {"area_code", "code", "form", "figure", "kind"}
PUBLIC_ROUTES = {"desk:help_page", "desk:help_note"}
# Rooms whose records have their own stories of who may touch them.
OTHER_ROOMS = (
    "accounts:",
    "accountability:",
    "audit:",
    "sharing:",
    "desk:leaving",
    "desk:mail_off",
    "desk:demo_mail",
)
REASON = {"reason": "Een zin waarom.", "note": "Een zin waarom.", "words": "opvang", "text": "Rustig in de wijk."}
TITLED = {**REASON, "title": "Een andere titel", "phenomenon": "asylum_tension", "kind": "council"}
DATED = {**TITLED, "day": "2026-03-20", "first_day": "2026-03-20", "marking": "amber"}
JUDGED = {
    **REASON, "phase": "growing", "level": "2", "direction": "up", "confidence": "moderate", "step": "confirm",
    "confidence_reason": "Drie bronnen.", "source_grade": "reliable", "content_grade": "plausible", "revision": "0",
    "phenomenon": "asylum_tension", "outcome": "no_name",
}  # fmt: skip
EVERYTHING = {**TITLED, **DATED, **JUDGED}


@dataclass(frozen=True)
class Route:
    name: str
    pattern: str
    names: tuple[str, ...]

    def address(self, **values: str) -> str:
        return PARAMETER.sub(lambda part: values[part[1]], self.pattern)


def routes() -> list[Route]:
    """All routes of our own rooms, as the URL map has them."""
    return sorted(set(_walk(get_resolver().url_patterns, "/", "")), key=lambda route: (route.name, route.pattern))


def _walk(patterns: Any, so_far: str, space: str) -> Iterator[Route]:
    for one in patterns:
        address = so_far + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, address, one.namespace or space)
        elif isinstance(one, URLPattern) and space:
            yield Route(f"{space}:{one.name}", address, tuple(PARAMETER.findall(address)))


def of_records() -> list[Route]:
    return [
        route for route in routes()
        if set(route.names) - PUBLIC and route.name not in PUBLIC_ROUTES and not route.name.startswith(OTHER_ROOMS)
    ]  # fmt: skip


# Which record of the `world` a route is about; a route that stands nowhere here makes the first test fail.
SIGNAL = (
    "thanks", "signal", "correct", "withdraw", "add_mask", "grade", "set_phenomenon", "release", "withdraw_wording",
    "report_name",
)  # fmt: skip
SITUATION = (
    "situation", "assess", "add_fact", "withdraw_fact", "close", "reopen", "merge", "split", "detach",
)  # fmt: skip
STEPS_OF_MAKING = ("workbench", "send_round", "answer_part", "take_back", "adopt", "release")
MAKERS: dict[str, str] = {
    **{f"signals:{page}": "signal" for page in SIGNAL},
    **{f"signals:{page}": "source" for page in ("source", "stop_source", "resume_source", "fetch_now")},
    **{f"signals:{page}": "batch" for page in ("batch", "roll_back")},
    "signals:name_report": "report",
    **{f"situations:{page}": "situation" for page in SITUATION},
    **{f"situations:{page}": "signal" for page in ("inbox_signal", "proposal")},
    **{f"situations:{page}": "entry" for page in ("change_entry", "remove_entry")},
    **{f"situations:{page}": "trigger" for page in ("change_trigger", "remove_trigger")},
    "situations:undo": "step",
    **{f"pictures:{page}": "making" for page in STEPS_OF_MAKING},
    **{
        f"pictures:{page}": "released"
        for page in ("read", "chart", "receipts", "correct", "withdraw", "destroy_content", "file")
    },
    **{f"pictures:{page}": "section" for page in ("write_section", "add_statement")},
    **{f"pictures:{page}": "statement" for page in ("change_statement", "remove_statement", "move_statement")},
    "pictures:evidence": "statement",
    **{f"pictures:{page}": "publication" for page in ("open", "publication")},
    "desk:notice": "released",
}
VALUES = {"area_code": "GM0632", "code": "GM0632", "form": "pdf", "figure": "x", "kind": "edition_released"}
NOBODYS = {"reference": "ZZZZZZZZZZ", "fact": "ZZZZZZZZZZ", "step": "ZZZZZZZZZZ", "slug": "bestaat-niet"}
