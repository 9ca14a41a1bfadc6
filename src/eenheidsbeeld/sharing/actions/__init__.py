"""Every write of sharing: groups, compartments and their keys, consent, break-glass."""

from eenheidsbeeld.sharing.actions.break_glass import (
    answer_break_glass,
    ask_break_glass,
    end_break_glass,
    review_break_glass,
)
from eenheidsbeeld.sharing.actions.compartments import (
    give_compartment_key,
    open_compartment,
    put_in_compartment,
    take_compartment_key,
    take_out_of_compartment,
)
from eenheidsbeeld.sharing.actions.consent import (
    answer_request,
    ask_to_share,
    share,
    withdraw_consent,
)
from eenheidsbeeld.sharing.actions.groups import (
    end_group,
    join_group,
    leave_group,
    let_in,
    open_group,
    scope_of,
    show_out,
    start_group,
)

__all__ = [
    "answer_break_glass",
    "answer_request",
    "ask_break_glass",
    "ask_to_share",
    "end_break_glass",
    "end_group",
    "give_compartment_key",
    "join_group",
    "leave_group",
    "let_in",
    "open_compartment",
    "open_group",
    "put_in_compartment",
    "review_break_glass",
    "scope_of",
    "share",
    "show_out",
    "start_group",
    "take_compartment_key",
    "take_out_of_compartment",
    "withdraw_consent",
]
