"""For every route that changes a record: who may, with which form. The same form is refused to everybody else.

Without this a refusal proves nothing: a form that never works is refused to all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Form = dict[str, Any]
# Written in a form, it stands for the record of the world with that name.
AT = "@"


@dataclass(frozen=True)
class Own:
    """Somebody who may do it, what is sent, and what is done before: (who, route, form)."""

    by: str
    form: Form = field(default_factory=dict)
    before: tuple[tuple[str, str, Form], ...] = ()


WHY: Form = {"reason": "Een zin waarom."}
TEXT: Form = {"text": "Rustig in de wijk."}
WHEN = {"answer_before_0": "2026-03-24", "answer_before_1": "12:00"}
JUDGED = {
    **TEXT, "phase": "rising", "level": "2", "direction": "up", "confidence": "moderate",
    "confidence_reason": "Drie bronnen.",
}  # fmt: skip
KNOWN = {
    "what_happened": "Een lijst ging naar de verkeerde gemeente.", "consequences": "Onbekend.",
    "measures": "De lijst is vernietigd.", "risk": "unlikely", "supervisor": "no", "people": "no",
    "reason": "Niemand las de lijst.",
}  # fmt: skip
ENTRY = {"title": "Een andere titel", "kind": "council", "day": "2026-03-20", "marking": "amber"}
TRIGGER = {"title": "Een andere titel", "kind": "court_ruling", "first_day": "2026-03-20", "marking": "amber"}
RELEASED = {**TEXT, "groups": ["@west"], "step": "confirm"}
ROUND = ("editor", "pictures:send_round", WHEN)
ADOPTED = ("editor", "pictures:adopt", {})
GRANTED = ("police_chief", "sharing:decide_break_glass", {"step": "grant"})
ENDED = ("police_chief", "sharing:decide_break_glass", {"step": "end"})
# Pages, files and lists that name a record and change nothing of it.
READ_ONLY = {
    "accountability:breach_letter", "accountability:notification", "accounts:person", "pictures:chart",
    "pictures:evidence", "pictures:file", "pictures:read", "pictures:receipts", "pictures:workbench",
    "accountability:hold", "openness:document_file", "openness:inventory", "openness:redacted", "openness:request",
    "outlook:alert", "pictures:archive", "rights:request", "sharing:break_glass", "signals:batch", "signals:signal", "signals:source", "signals:thanks",
    "situations:inbox_signal", "situations:situation",
}  # fmt: skip
RHYTHM = {
    "rhythm": "1", "opens_on": "1", "closes_on": "2", "closes_at_hour": "11", "released_on": "4", "released_at_hour": "9",
}  # fmt: skip

# What takes many steps, or a record that the world does not have, is shown to work in a story of its own room.
WORKS_IN: dict[str, str] = {
    "accounts:hand_over_invitation": "tests/rooms/accounts/test_mail.py",
    "accounts:hand_over_password_link": "tests/rooms/accounts/test_mail.py",
    "openness:document": "tests/rooms/openness/test_dossier.py",
    "openness:opinion": "tests/rooms/openness/test_dossier.py",
    "openness:refresh": "tests/rooms/openness/test_dossier.py",
    "openness:step": "tests/rooms/openness/test_dossier.py",
    "outlook:judge_claim": "tests/rooms/outlook/test_kept_score.py",
    "rights:answer": "tests/rooms/rights/test_answer.py",
    "rights:place": "tests/rooms/rights/test_answer.py",
    "signals:choose_moment": "tests/rooms/signals/test_choosing.py",
    "signals:choose_place": "tests/rooms/signals/test_choosing.py",
}

OWN: dict[str, Own] = {
    "accountability:lift_hold": Own("woerden_privacy", before=(("woerden_privacy", "openness:leave_out", {}),)),
    "openness:collect": Own("woerden_privacy", {"document": ["@woo_signal"]}),
    "openness:extend": Own("woerden_privacy", WHY),
    "openness:leave_out": Own("woerden_privacy"),
    "outlook:judge": Own("analyst", {"finding": "something"}),
    "outlook:undo": Own("analyst", before=(("analyst", "outlook:judge", {"finding": "something"}),)),
    "rights:extend": Own("woerden_privacy", WHY),
    "rights:search": Own("woerden_privacy", {"words": "gemeentehuis"}),
    "accountability:breach": Own("privacy", KNOWN),
    "accountability:breach_of_report": Own("privacy"),
    "accountability:breach_told": Own("privacy"),
    "accountability:close_breach": Own("privacy", before=(("privacy", "accountability:breach", KNOWN),)),
    "accounts:answer": Own("woerden_admin_2", {"answer": "agree"}),
    "accounts:change_function": Own("woerden_admin", {"function": "Wijkadviseur"}),
    "accounts:change_roles": Own("woerden_admin", {"roles": ["reader"]}),
    "accounts:complete_invitation": Own("woerden_admin", {"function": "Adviseur", "roles": ["reader"]}),
    "accounts:end_sign_in": Own("houten_oov"),
    "accounts:press": Own("woerden_admin", before=(("woerden_oov", "desk:notice", {}),)),
    "accounts:renew_invitation": Own("woerden_admin"),
    "accounts:withdraw_invitation": Own("woerden_admin"),
    "desk:leaving": Own("woerden_admin", {"moves_to": ""}),
    "desk:notice": Own("woerden_oov"),
    "pictures:add_statement": Own("editor", TEXT),
    "pictures:adopt": Own("editor", before=(ROUND,)),
    "pictures:answer_part": Own(
        "police_chief", {"dissent": ""}, before=(("police_chief", "pictures:add_statement", TEXT), ROUND)
    ),
    "pictures:change_statement": Own("editor", {**TEXT, "revision": "0"}),
    "pictures:correct": Own("editor", {"note": "Een zin waarom."}),
    "pictures:destroy_content": Own("privacy", {**WHY, "sure": "on"}),
    "pictures:move_statement": Own("editor", before=(("editor", "pictures:add_statement", TEXT),)),
    "pictures:open": Own("editor", {"extra": "1"}),
    "pictures:publication": Own("editor", RHYTHM),
    "pictures:release": Own("editor", before=(ROUND, ADOPTED)),
    "pictures:remove_statement": Own("editor"),
    "pictures:send_round": Own("editor", WHEN),
    "pictures:take_back": Own("editor", before=(ROUND,)),
    "pictures:withdraw": Own("editor", WHY),
    "pictures:write_section": Own("editor", {**TEXT, "revision": "0"}),
    "sharing:answer": Own("woerden_oov", {**WHY, "agree": "1"}),
    "sharing:ask_break_glass": Own(
        "police_desk", {**WHY, "hours": "4"}, before=(("police_chief", "sharing:decide_break_glass", {"step": "refuse"}),)
    ),
    "sharing:compartment": Own("police_admin", {"membership": "@desk"}),
    "sharing:decide_break_glass": Own("police_chief", {"step": "refuse"}),
    "sharing:end_group": Own("police_admin"),
    "sharing:group": Own("police_admin", {"organisation": "@woerden"}),
    "sharing:put_in_compartment": Own("police_writer", {"compartment": "@compartment"}),
    "sharing:review_break_glass": Own("police_privacy", {**WHY, "verdict": "justified"}, before=(GRANTED, ENDED)),
    "sharing:share": Own("woerden_oov", {"marking": "amber_strict", "step": "confirm"}),
    "sharing:show_out": Own("police_admin", {"organisation": "@om"}),
    "sharing:take_key": Own("police_admin", {"membership": "@chief"}),
    "sharing:withdraw_consent": Own("woerden_oov"),
    "signals:add_mask": Own("woerden_oov", {"words": "opvang"}),
    "signals:correct": Own("woerden_oov", {**TEXT, "step": "confirm"}),
    "signals:fetch_now": Own("analyst"),
    "signals:grade": Own("woerden_oov", {"source_grade": "reliable", "content_grade": "plausible"}),
    "signals:name_report": Own("privacy", {"outcome": "no_name"}),
    "signals:release": Own("police_desk", RELEASED),
    "signals:report_name": Own("woerden_oov"),
    "signals:resume_source": Own("analyst", before=(("analyst", "signals:stop_source", {}),)),
    "signals:roll_back": Own("woerden_oov"),
    "signals:set_phenomenon": Own("woerden_oov", {"phenomenon": "other"}),
    "signals:stop_source": Own("analyst"),
    "signals:withdraw": Own("woerden_oov", {"reason": "double"}),
    "signals:withdraw_wording": Own("police_desk"),
    "situations:add_fact": Own("analyst", {**TEXT, "source_grade": "reliable", "content_grade": "plausible"}),
    "situations:assess": Own("analyst", JUDGED),
    "situations:change_entry": Own("analyst", ENTRY),
    "situations:change_trigger": Own("analyst", TRIGGER),
    "situations:close": Own("analyst", WHY),
    "situations:detach": Own("analyst", {"signaal": "@attached"}),
    "situations:merge": Own("analyst", {"in": "@other_situation"}),
    "situations:proposal": Own("woerden_oov", {"title": "Trekkers", "kind": "announced"}),
    "situations:remove_entry": Own("analyst"),
    "situations:remove_trigger": Own("analyst"),
    "situations:reopen": Own("analyst", before=(("analyst", "situations:close", WHY),)),
    "situations:split": Own(
        "analyst", {"title": "Een deel", "phenomenon": "asylum_tension", "signaal": ["@attached"]},
        before=(("analyst", "situations:attach", {"gekozen": "@signal", "situatie": "@situation"}),),
    ),
    "situations:undo": Own("analyst"),
    "situations:withdraw_fact": Own("analyst", WHY),
}  # fmt: skip


def with_records(form: Form, world: dict[str, str]) -> Form:
    """The form with references where it names records."""

    def told(value: Any) -> Any:
        if isinstance(value, list):
            return [told(one) for one in value]
        return world[value[1:]] if isinstance(value, str) and value.startswith(AT) else value

    return {name: told(value) for name, value in form.items()}
