"""Every write to signals: a name, an actor and a moment."""

from eenheidsbeeld.signals.actions.bring_in import (
    ask_to_call,
    bring_in,
    nil_return,
    warn_analysts,
    withdraw_nil_return,
)
from eenheidsbeeld.signals.actions.change import (
    add_mask_after_storing,
    correct_signal,
    grade,
    set_phenomenon,
    withdraw_signal,
)
from eenheidsbeeld.signals.actions.imports import Counts, digest_of, import_part, import_signals, roll_back_import
from eenheidsbeeld.signals.actions.learning import ask_to_learn, learn_phenomena, stop_using_learned, use_learned
from eenheidsbeeld.signals.actions.names import report_name, settle_name_report
from eenheidsbeeld.signals.actions.own_words import forget_word, learn_from_masks, learn_from_rows, teach_word
from eenheidsbeeld.signals.actions.proposals import choose_moment, choose_place
from eenheidsbeeld.signals.actions.release import release_wording, withdraw_wording
from eenheidsbeeld.signals.actions.sources import (
    add_source,
    fetch_source,
    resume_source,
    stop_source,
)
from eenheidsbeeld.signals.actions.suggestions import switch_off_suggestion, switch_on_suggestion

__all__ = [
    "Counts",
    "add_mask_after_storing",
    "add_source",
    "ask_to_call",
    "ask_to_learn",
    "bring_in",
    "choose_moment",
    "choose_place",
    "correct_signal",
    "digest_of",
    "fetch_source",
    "forget_word",
    "grade",
    "import_part",
    "import_signals",
    "learn_from_masks",
    "learn_from_rows",
    "learn_phenomena",
    "nil_return",
    "release_wording",
    "report_name",
    "resume_source",
    "roll_back_import",
    "set_phenomenon",
    "settle_name_report",
    "stop_source",
    "stop_using_learned",
    "switch_off_suggestion",
    "switch_on_suggestion",
    "teach_word",
    "use_learned",
    "warn_analysts",
    "withdraw_nil_return",
    "withdraw_signal",
    "withdraw_wording",
]
