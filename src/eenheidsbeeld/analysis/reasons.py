"""Why an answer is what it is: each result carries one of these codes, so a page never has to guess."""

from enum import IntEnum


class Reason(IntEnum):
    """Stored as a small integer; the Dutch sentence belongs to `message_id`."""

    OK = 0
    TOO_LITTLE_HISTORY = 1
    NOT_FITTED = 2
    SILENCED_BY_MINIMUM = 3
    MISSING_COUNT = 4
    CONSTANT_BASELINE = 5
    PRIOR_ONLY = 6
    INCOMPLETE_WEEK = 7
    TOO_FEW_TO_SAY = 8
    NOT_IN_PERIOD = 9

    @property
    def message_id(self) -> str:
        """The plain English text that the translations are keyed on."""
        return MESSAGE_IDS[self]


MESSAGE_IDS = {
    Reason.OK: "Compared with earlier weeks.",
    Reason.TOO_LITTLE_HISTORY: "There is too little history to say what is usual.",
    Reason.NOT_FITTED: "The earlier weeks are too irregular to say what is usual.",
    Reason.SILENCED_BY_MINIMUM: "There are fewer reports than the minimum that was set.",
    Reason.MISSING_COUNT: "No count was received for this week.",
    Reason.CONSTANT_BASELINE: "The weeks before were all the same, so there is no measure of chance.",
    Reason.PRIOR_ONLY: "Nothing was ever counted here; the comparison rests on the other areas.",
    Reason.INCOMPLETE_WEEK: "Reports for this week are still coming in.",
    Reason.TOO_FEW_TO_SAY: "There is too little to tell.",
    Reason.NOT_IN_PERIOD: "This area did not exist in this period.",
}
