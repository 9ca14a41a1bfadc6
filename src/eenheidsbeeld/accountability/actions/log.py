"""Looking after the log and the nights: asking for a check, and telling the keepers of the bureau what went wrong."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accountability.queries import reach
from eenheidsbeeld.accountability.rules import KEEPERS
from eenheidsbeeld.accounts import actions as accounts
from eenheidsbeeld.accounts.models import Notice, Organisation
from eenheidsbeeld.accounts.rules import OrganisationKind
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit import nights
from eenheidsbeeld.audit.models import LogCheck
from eenheidsbeeld.audit.nights import NightState
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.viewer import Viewer

NOTICE_OF = {
    NightState.FAILED: "destruction_failed",
    NightState.CUT_OFF: "destruction_cut_off",
    NightState.MISSED: "destruction_missed",
}
NIGHT, LOG = "audit.destructionnight", "audit.auditentry"


def check_log(*, by: Viewer, at: datetime) -> LogCheck:
    """Ask whether the log is whole; one that runs already is enough."""
    reach.check_officer(by)
    running = LogCheck.objects.filter(ended_at=None).order_by("-asked_at").first()
    if running is not None and not nights.is_stuck(running, at):
        return running
    return audit.ask_for_check(by=by, at=at)


@transaction.atomic
def tell_of_the_night(*, at: datetime) -> list[str]:
    """Once a day, tell the keepers of every bureau what is wrong with the night or the log. Answers the kinds."""
    found = nights.standing(at)
    told = []
    if found.state in NOTICE_OF:
        told.append((NOTICE_OF[found.state], NIGHT))
    check = LogCheck.objects.exclude(ended_at=None).order_by("-asked_at", "-id").first()
    if check is not None and check.findings:
        told.append(("log_flawed", LOG))
    return [kind for kind, subject in told if _tell(kind, subject, at)]


def _tell(kind: str, subject_kind: str, at: datetime) -> bool:
    """The subject is the day, not a record: which night it was stands on the page that the notice leads to."""
    day = f"{at.astimezone(DUTCH_TIME):%Y-%m-%d}"
    if Notice.objects.filter(kind=kind, subject_kind=subject_kind, subject_reference=day).exists():
        return False
    bureaus = Organisation.objects.filter(kind=OrganisationKind.REGIONAL_BUREAU.value, left_at=None)
    accounts.notify_many(
        organisations=bureaus.order_by("pk").values_list("pk", flat=True), roles=KEEPERS, kind=kind,
        subject_kind=subject_kind, subject_reference=day, at=at,
    )  # fmt: skip
    return True
