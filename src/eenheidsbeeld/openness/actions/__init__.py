"""Every write of this room: a name, an actor and a moment."""

from eenheidsbeeld.openness.actions.collect import collect, leave_out, refresh_document
from eenheidsbeeld.openness.actions.decide import Decision, decide_parts
from eenheidsbeeld.openness.actions.finish import close_request, make_final, propose, send_back
from eenheidsbeeld.openness.actions.opinions import ask_opinion, record_opinion
from eenheidsbeeld.openness.actions.request import extend_term, open_request

__all__ = [
    "Decision",
    "ask_opinion",
    "close_request",
    "collect",
    "decide_parts",
    "extend_term",
    "leave_out",
    "make_final",
    "open_request",
    "propose",
    "record_opinion",
    "refresh_document",
    "send_back",
]
