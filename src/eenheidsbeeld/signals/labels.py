"""Words for the states, channels and grades of a signal."""

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.signals.aside import shown_reason
from eenheidsbeeld.signals.imports.columns import Column
from eenheidsbeeld.signals.rules import (
    Basis,
    Channel,
    ContentGrade,
    NameOutcome,
    Precision,
    SignalState,
    SourceGrade,
    WithdrawReason,
)

STATE_LABELS = {
    SignalState.RECEIVED: _("Received"),
    SignalState.ATTACHED: _("Attached to a situation"),
    SignalState.SET_ASIDE: _("Was set aside"),
    SignalState.WITHDRAWN: _("Withdrawn"),
}
CHANNEL_LABELS = {
    Channel.FORM: _("Form to fill in"),
    Channel.IMPORT: _("Spreadsheet"),
    Channel.FEED: _("Feed"),
    Channel.EMAIL: _("E-mail"),
    Channel.API: _("Other system"),
}
BASIS_LABELS = {
    Basis.EXPERIENCED: _("Experienced: how people say they feel"),
    Basis.EVIDENCED: _("Evidenced: what demonstrably happened"),
    Basis.POTENTIAL: _("Potential: what may raise tension"),
}
BASIS_SHORT = {
    Basis.EXPERIENCED: _("Experienced"),
    Basis.EVIDENCED: _("Evidenced"),
    Basis.POTENTIAL: _("Potential"),
}
SOURCE_GRADE_LABELS = {
    SourceGrade.RELIABLE: _("Reliable"),
    SourceGrade.UNKNOWN: _("Unknown"),
    SourceGrade.DOUBTFUL: _("Doubtful"),
}
CONTENT_GRADE_LABELS = {
    ContentGrade.CONFIRMED: _("Confirmed"),
    ContentGrade.PLAUSIBLE: _("Plausible"),
    ContentGrade.UNCONFIRMED: _("Unconfirmed"),
    ContentGrade.CONTRADICTED: _("Contradicted"),
}
PRECISION_LABELS = {
    Precision.POINT: _("Exact place"),
    Precision.STREET: _("Street"),
    Precision.NEIGHBOURHOOD: _("Neighbourhood"),
    Precision.TOWN: _("Town or village"),
    Precision.MUNICIPALITY: _("Municipality"),
    Precision.DISTRICT: _("District"),
    Precision.UNIT: _("Police unit"),
    Precision.PROVINCE: _("Province"),
    Precision.COUNTRY: _("Country"),
}
# In plain words, for who fills in the form.
SOURCE_GRADE_PLAIN = {
    SourceGrade.RELIABLE.value: _("Reliable: I know the source, and it was right before"),
    SourceGrade.UNKNOWN.value: _("Unknown: I cannot say"),
    SourceGrade.DOUBTFUL.value: _("Doubtful: it was wrong before, or has an interest"),
}
CONTENT_GRADE_PLAIN = {
    ContentGrade.CONFIRMED.value: _("Confirmed: I saw it myself, or a second source says so too"),
    ContentGrade.PLAUSIBLE.value: _("Plausible: it fits what we know"),
    ContentGrade.UNCONFIRMED.value: _("Unconfirmed: I heard it from one side"),
    ContentGrade.CONTRADICTED.value: _("Contradicted: another source says otherwise"),
}
WITHDRAW_LABELS = {
    WithdrawReason.WRONG: _("It was not right"),
    WithdrawReason.DOUBLE: _("It was brought in twice"),
    WithdrawReason.NOT_FOR_HERE: _("It does not belong in this picture"),
    WithdrawReason.SETTLED: _("It is settled and no longer matters"),
    WithdrawReason.PERSONAL_DATA: _("It held personal data"),
}
NAME_OUTCOME_LABELS = {
    NameOutcome.MASKED: _("Masked"),
    NameOutcome.NO_NAME: _("No name found"),
    NameOutcome.WITHDRAWN: _("Taken away with its text"),
}
NAME_OUTCOME_CHOICES = {
    NameOutcome.MASKED.value: _("Mask the words; the signal is shown again"),
    NameOutcome.NO_NAME.value: _("There is no name; the signal is shown again"),
    NameOutcome.WITHDRAWN.value: _("Take the signal away and destroy its text"),
}
MASK_LABELS = {
    "person": _("name"),
    "handle": _("account"),
    "email": _("e-mail address"),
    "phone": _("telephone number"),
    "bsn": _("citizen service number"),
    "iban": _("bank account"),
    "plate": _("number plate"),
    "address": _("address"),
    "birthdate": _("date of birth"),
    "id": _("number"),
    "url": _("link"),
}
FETCH_LABELS = {
    "": _("Not read yet"),
    "read": _("Read"),
    "unchanged": _("Nothing new since last time"),
    "partly_read": _("Read as far as it went: the feed breaks off or has mistakes in it"),
    "too_many_redirects": _("The address keeps sending us on to another address"),
    "too_slow": _("The publisher answered too slowly"),
    "too_large": _("The feed is larger than 5 MB"),
    "no_connection": _("No connection with the publisher"),
    "no_secure_connection": _("The certificate of the publisher is not right"),
    "not_an_address": _("The address is not right"),
    "name_not_found": _("This address does not exist"),
    "closed_address": _("The address lies inside a closed network; that is not read"),
    "not_allowed": _("The publisher does not let us in"),
    "gone": _("There is no feed at this address any more"),
    "too_often": _("The publisher asks us to come less often"),
    "publisher_error": _("The publisher has a fault"),
    "unexpected_answer": _("The publisher gave an answer that we cannot read"),
    "is_a_page": _("This is a web page, not a feed"),
    "not_a_feed": _("This is not a feed"),
    "hostile": _("The feed holds instructions that do not belong there; it was refused"),
    "file_not_found": _("This file is not in the folder for feeds"),
}
EVENT_LABELS = {
    "signal_received": _("Brought in"),
    "signal_corrected": _("Text corrected"),
    "signal_withdrawn": _("Withdrawn"),
    "phenomenon_set": _("Kind of unrest set"),
    "signal_graded": _("Graded"),
    "mask_added": _("More taken out"),
    "name_reported": _("Reported that a name stands in it"),
    "name_report_settled": _("Report of a name dealt with"),
    "wording_released": _("Wording released"),
    "wording_withdrawn": _("Released wording withdrawn"),
    "signal_rolled_back": _("Import rolled back"),
    "signal_moved": _("State changed"),
    "signal_put_in_story": _("Put with signals about the same"),
    "signal_told_apart": _("Told apart from another signal"),
    "place_chosen": _("Place chosen"),
    "moment_chosen": _("Moment chosen"),
    "signal_term_set": _("Term of keeping changed"),
    "signal_restored": _("Decision undone"),
    "sharing_asked": _("Wider sharing asked"),
    "sharing_changed": _("Sharing changed"),
    "consent_given": _("Consent to wider sharing given"),
    "consent_withdrawn": _("Consent to wider sharing withdrawn"),
    "put_in_compartment": _("Put in a compartment"),
    "taken_out_of_compartment": _("Taken out of a compartment"),
    "hold_placed": _("Hold placed"),
    "hold_lifted": _("Hold lifted"),
}
# Only for the owner's own people: nobody else reads that it has compartments, or with whom it shared before.
FOR_THE_OWNER = {
    "sharing_asked", "sharing_changed", "put_in_compartment", "taken_out_of_compartment", "hold_placed",
    "hold_lifted",
}  # fmt: skip
STORY_KIND_LABELS = {
    "same_text": _("The same text"),
    "same_report": _("The same report"),
    "same_event": _("Probably the same event"),
    "person": _("Put together by a person"),
}
FILTER_LABELS = {
    "all": _("All"),
    "this_week": _("This week"),
    "last_week": _("Last week"),
    "waiting": _("Not assessed yet"),
    "everywhere": _("Everywhere"),
    "every_kind": _("All kinds"),
    "every_state": _("All but withdrawn"),
}
COLUMN_LABELS = {
    Column.TEXT: _("Text of the signal"),
    Column.TEXT_MORE: _("More text (is added below)"),
    Column.DATE: _("Day it happened"),
    Column.TIME: _("Time it happened"),
    Column.REPORTED: _("Day it was reported"),
    Column.AREA: _("Municipality"),
    Column.PLACE: _("Place or neighbourhood"),
    Column.PHENOMENON: _("Kind of unrest"),
    Column.BASIS: _("What it rests on"),
    Column.SOURCE_GRADE: _("Reliability of the source"),
    Column.CONTENT_GRADE: _("How sure it is"),
    Column.LINK: _("Link"),
    Column.LEAVE_OUT: _("Leave out"),
}


def why(state: str, stored: str) -> str:
    """Why a signal stands as it does, in words for its sender; nothing when there is nothing to say."""
    if state == SignalState.WITHDRAWN.value and stored in set(WithdrawReason):
        return str(WITHDRAW_LABELS[WithdrawReason(stored)])
    return shown_reason(stored) if state == SignalState.SET_ASIDE.value else ""
