"""What a person found behind an alert. Only added to and undone, so that the score cannot be polished afterwards."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.outlook.models import Alert, AlertJudgement
from eenheidsbeeld.outlook.queries.looks import seen_alert
from eenheidsbeeld.outlook.rules import AlreadyJudged, Finding, Why

WHO_JUDGES = (Role.ANALYST, Role.EDITOR, Role.CONTRIBUTOR)


def judge_alert(*, alert: str, finding: Finding, why: Why | None = None, by: Viewer, at: datetime) -> AlertJudgement:
    """Say that there was something, or put the alert aside with a reason."""
    check_role(by.roles, *WHO_JUDGES)
    found = seen_alert(by, alert)
    reason = why.value if finding is Finding.NOTHING and why else ""
    try:
        with transaction.atomic():
            made = AlertJudgement.objects.create(
                alert=found, finding=finding.value, why=reason, by_id=by.membership, at=at
            )
            details = {"finding": finding.value, "why": reason}
            audit.record(event="alert_judged", subject=found, by=by, at=at, details=details)
    except IntegrityError as clash:
        raise AlreadyJudged() from clash
    return made


@transaction.atomic
def undo_judgement(*, alert: str, by: Viewer, at: datetime) -> Alert:
    """Take the judgement that stands back; the alert waits again."""
    check_role(by.roles, *WHO_JUDGES)
    found = seen_alert(by, alert)
    if found.judgements.filter(undone_at=None).update(undone_at=at):
        audit.record(event="alert_judgement_undone", subject=found, by=by, at=at)
    return found
