"""Words for the states, channels and grades of a signal."""

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.signals.rules import Basis, Channel, ContentGrade, Precision, SignalState, SourceGrade

STATE_LABELS = {
    SignalState.RECEIVED: _("Received"),
    SignalState.ATTACHED: _("Attached to a situation"),
    SignalState.SET_ASIDE: _("Set aside"),
    SignalState.WITHDRAWN: _("Withdrawn"),
}
CHANNEL_LABELS = {
    Channel.FORM: _("Form"),
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
