"""Words for phases, levels, directions, likelihood and confidence."""

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.situations.rules import (
    CalendarKind,
    Confidence,
    Direction,
    Dismissal,
    Level,
    LevelStatus,
    Likelihood,
    Phase,
    SituationState,
    StepKind,
    TriggerKind,
)

PHASE_LABELS = {
    Phase.LATENT: _("Latent discontent"),
    Phase.RISING: _("Rising tensions"),
    Phase.ESCALATION: _("Escalation in public space"),
    Phase.AFTERMATH: _("After the escalation"),
}
LEVEL_LABELS = {
    Level.NONE: _("Nothing particular"),
    Level.WATCH: _("Alert"),
    Level.RAISED: _("Raised"),
    Level.HIGH: _("High"),
    Level.ACUTE: _("Acute"),
}
DIRECTION_LABELS = {
    Direction.DOWN: _("falling"),
    Direction.STABLE: _("steady"),
    Direction.UP: _("rising"),
    Direction.UNKNOWN: _("direction unknown"),
}
LIKELIHOOD_LABELS = {
    Likelihood.VERY_UNLIKELY: _("very unlikely"),
    Likelihood.UNLIKELY: _("unlikely"),
    Likelihood.POSSIBLE: _("possible"),
    Likelihood.REALISTIC: _("a realistic chance"),
    Likelihood.LIKELY: _("likely"),
    Likelihood.VERY_LIKELY: _("very likely"),
    Likelihood.ALMOST_CERTAIN: _("almost certain"),
}
CONFIDENCE_LABELS = {
    Confidence.LOW: _("Low confidence"),
    Confidence.MODERATE: _("Moderate confidence"),
    Confidence.HIGH: _("High confidence"),
}
# Beside the word "confidence" itself.
CONFIDENCE_SHORT = {
    Confidence.LOW: _("low"),
    Confidence.MODERATE: _("moderate"),
    Confidence.HIGH: _("high"),
}
STATE_LABELS = {
    SituationState.RUNNING: _("Running"),
    SituationState.CLOSED: _("Closed"),
    SituationState.MERGED: _("Merged"),
}
LEVEL_STATUS_LABELS = {LevelStatus.PROPOSED: _("Proposed"), LevelStatus.SET: _("Set")}
TRIGGER_KIND_LABELS = {
    TriggerKind.EVENT: _("Event"),
    TriggerKind.INCIDENT: _("Incident"),
    TriggerKind.COURT_RULING: _("Court ruling"),
    TriggerKind.POLITICAL_DECISION: _("Political decision"),
    TriggerKind.OWN_DECISION: _("Own municipal decision"),
    TriggerKind.ANNIVERSARY: _("Anniversary"),
    TriggerKind.RELIGIOUS_DAY: _("Religious day"),
    TriggerKind.SPORTS: _("Sports"),
    TriggerKind.PUBLICATION: _("Publication or media"),
    TriggerKind.FOREIGN_CONFLICT: _("Foreign conflict"),
    TriggerKind.NEW_YEAR: _("New Year"),
}
CALENDAR_KIND_LABELS = {
    CalendarKind.TRIGGER: _("Trigger"),
    CalendarKind.DEMONSTRATION: _("Demonstration"),
    CalendarKind.COUNCIL: _("Council meeting"),
    CalendarKind.MATCH: _("Match"),
    CalendarKind.ANNIVERSARY: _("Anniversary"),
    CalendarKind.ANNOUNCED: _("Announced event"),
    CalendarKind.OTHER: _("Other"),
}
DISMISSAL_LABELS = {
    Dismissal.NO_EVENT: _("Nothing is announced here"),
    Dismissal.WRONG_MOMENT: _("The day or the place is not right"),
    Dismissal.KNOWN: _("It is on the calendar already"),
    Dismissal.CANCELLED: _("It does not go on"),
    Dismissal.NOT_HERE: _("It does not play in our area"),
}
STEP_LABELS = {
    StepKind.ATTACH: _("Attached"),
    StepKind.DETACH: _("Detached"),
    StepKind.START: _("Situation started"),
    StepKind.SET_ASIDE: _("Laid aside"),
    StepKind.TAKE_BACK: _("Back in the inbox"),
    StepKind.GROUP: _("Put together"),
    StepKind.UNGROUP: _("Taken apart"),
    StepKind.TELL_APART: _("Told apart"),
    StepKind.MERGE: _("Situations merged"),
}
LEVEL_MEANINGS = {
    Level.NONE: _("The usual picture. No extra attention needed."),
    Level.WATCH: _("There are signals. Somebody keeps an eye on it."),
    Level.RAISED: _("Tension is felt. Partners have contact and prepare."),
    Level.HIGH: _("Incidents are likely or have happened. Partners act together."),
    Level.ACUTE: _("The public order is disturbed, or will be within hours."),
}
