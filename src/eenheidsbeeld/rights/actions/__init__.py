"""Every write of this room: a name, an actor and a moment."""

from eenheidsbeeld.rights.actions.answer import decide_hit, give_answer
from eenheidsbeeld.rights.actions.request import extend_term, open_request, search

__all__ = ["decide_hit", "extend_term", "give_answer", "open_request", "search"]
