"""Every route that names a record, whose record it names, and a form that its owner could send there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:[a-z_]+:)?([a-z_]+)>")
# Not records of somebody: areas, help pages, kinds of file, the name of a figure, of an act, of a line in a list.
PUBLIC = {"area_code", "code", "form", "figure", "kind", "key", "act", "whom", "number", "year"}
# Pages of the demo alone stand in its own stories.
PUBLIC_ROUTES = {"desk:help_page", "desk:help_note", "desk:demo_mail", "desk:demo_mail_shown"}
# The link itself is the secret: whoever holds it may open it. How it cannot be guessed stands in test_guessing.py.
BY_SECRET = {"accounts:invitation", "accounts:join_through_provider", "accounts:new_password", "desk:mail_off"}
# After this one nobody is signed in, so what comes after it would be asked by a stranger.
SIGNS_OUT = {"accounts:sign_out_everywhere"}
REASON = {"reason": "Een zin waarom.", "note": "Een zin waarom.", "words": "opvang", "text": "Rustig in de wijk."}
TITLED = {**REASON, "title": "Een andere titel", "phenomenon": "asylum_tension", "kind": "council"}
DATED = {**TITLED, "day": "2026-03-20", "first_day": "2026-03-20", "marking": "amber"}
JUDGED = {
    **REASON, "phase": "rising", "level": "2", "direction": "up", "confidence": "moderate", "step": "confirm",
    "confidence_reason": "Drie bronnen.", "source_grade": "reliable", "content_grade": "plausible", "revision": "0",
    "phenomenon": "asylum_tension", "outcome": "no_name", "finding": "something",
}  # fmt: skip
EVERYTHING = {**TITLED, **DATED, **JUDGED, "moment": "geen"}


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


def filled(route: Route, world: dict[str, str]) -> str:
    """The address with records that are there."""
    named = world.get(MAKERS.get(route.name, ""), "ZZZZZZZZZZ")
    own = {"reference": named, "slug": "wie-ziet-wat" if route.name in PUBLIC_ROUTES else named}
    return route.address(**{**VALUES, **own, "fact": world["fact"], "step": world["step"], **_beside(route, world)})


def empty(route: Route, world: dict[str, str]) -> str:
    """The same address with a reference that nobody's record has."""
    return route.address(**{**VALUES, **NOBODYS, **_beside(route, world)})


def _beside(route: Route, world: dict[str, str]) -> dict[str, str]:
    """What stands in an address beside its record: the line of a list, a place within it, an organisation."""
    key = {name: KEYS[route.name] for name in ("key", "kind", "step") if route.name in KEYS}
    return {"token": "x" * 43, "hit": world["hit"], "organisation": world["partner"], **key}


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
        if set(route.names) - PUBLIC and route.name not in PUBLIC_ROUTES | BY_SECRET
    ]  # fmt: skip


def of_no_record() -> list[Route]:
    """Lists, forms for something new, pages about oneself: all that names nobody's record."""
    named = {route.name for route in of_records()}
    return [route for route in routes() if route.name not in named | BY_SECRET]


# Which record of the `world` a route is about; a route that stands nowhere here makes the first test fail.
SIGNAL = (
    "thanks", "signal", "correct", "withdraw", "add_mask", "grade", "set_phenomenon", "report_name", "choose_place",
    "choose_moment",
)  # fmt: skip
SITUATION = (
    "situation", "assess", "add_fact", "withdraw_fact", "close", "reopen", "merge", "split", "detach",
)  # fmt: skip
STEPS_OF_MAKING = ("workbench", "send_round", "answer_part", "take_back", "adopt", "release")
DOSSIER = (
    "request", "extend", "collect", "step", "opinion", "inventory", "document", "refresh", "leave_out", "redacted",
    "document_file",
)  # fmt: skip
MAKERS: dict[str, str] = {
    **{f"signals:{page}": "signal" for page in SIGNAL},
    **{f"signals:{page}": "source" for page in ("source", "stop_source", "resume_source", "fetch_now")},
    **{f"signals:{page}": "batch" for page in ("batch", "roll_back")},
    "signals:name_report": "report",
    **{f"situations:{page}": "situation" for page in SITUATION},
    "situations:inbox_signal": "signal",
    "situations:proposal": "announced_signal",
    **{f"situations:{page}": "entry" for page in ("change_entry", "remove_entry")},
    **{f"situations:{page}": "trigger" for page in ("change_trigger", "remove_trigger")},
    "situations:undo": "step",
    **{f"pictures:{page}": "making" for page in STEPS_OF_MAKING},
    **{
        f"pictures:{page}": "released"
        for page in ("read", "chart", "receipts", "correct", "withdraw", "destroy_content", "archive", "file")
    },
    **{f"pictures:{page}": "section" for page in ("write_section", "add_statement")},
    **{f"pictures:{page}": "statement" for page in ("change_statement", "remove_statement", "move_statement")},
    "pictures:evidence": "statement",
    **{f"pictures:{page}": "publication" for page in ("open", "publication")},  # by its short name
    "desk:notice": "released",
    **{f"accounts:{page}": "membership" for page in ("person", "change_function", "change_roles", "press")},
    "desk:leaving": "membership",
    **{f"accounts:{page}": "invitation" for page in ("renew_invitation", "withdraw_invitation")},
    "accounts:complete_invitation": "announced",
    "accounts:answer": "proposal",
    "accounts:end_sign_in": "sign_in",
    **{
        f"accountability:{page}": "breach"
        for page in ("breach", "breach_told", "close_breach", "notification", "breach_letter")
    },
    "accountability:breach_of_report": "report",
    "sharing:share": "signal",
    "sharing:put_in_compartment": "police_signal",
    "signals:release": "police_signal",
    "signals:withdraw_wording": "police_signal",
    "sharing:answer": "request",
    "sharing:withdraw_consent": "consent",
    **{f"sharing:{page}": "confidential" for page in ("group", "show_out", "end_group")},
    **{f"sharing:{page}": "compartment" for page in ("compartment", "take_key", "ask_break_glass")},
    **{f"sharing:{page}": "glass" for page in ("break_glass", "decide_break_glass", "review_break_glass")},
    **{f"outlook:{page}": "alert" for page in ("alert", "judge", "undo")},
    "outlook:judge_claim": "claim",
    **{f"openness:{page}": "woo" for page in DOSSIER},
    **{f"rights:{page}": "access" for page in ("request", "search", "extend", "answer", "place")},
    **{f"accountability:{page}": "hold" for page in ("hold", "lift_hold")},
    "accounts:hand_over_invitation": "invitation",
    "accounts:hand_over_password_link": "membership",
}
VALUES = {
    "area_code": "GM0632", "code": "GM0632", "form": "pdf", "figure": "x", "kind": "edition_released",
    "act": "end_sign_ins", "whom": "supervisor", "number": "1", "year": "2026", "name": "x",
}  # fmt: skip
# The line of a list that stands in an address under this name.
KEYS = {
    "accountability:algorithm": "places", "accountability:switch_on": "places",
    "accountability:going_live_item": "covenant", "accountability:withdraw_confirmation": "covenant",
    "accountability:algorithms_file": "csv", "openness:step": "voorleggen", "openness:inventory": "xlsx",
    "openness:document_file": "pdf", "sharing:share": "signaal", "sharing:put_in_compartment": "signaal",
}  # fmt: skip
NOBODYS = {"reference": "ZZZZZZZZZZ", "fact": "ZZZZZZZZZZ", "step": "ZZZZZZZZZZ", "slug": "bestaat-niet"}
