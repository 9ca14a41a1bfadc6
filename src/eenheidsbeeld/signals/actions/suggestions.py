"""Switching suggestions of the software off and on, per organisation, with the reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.signals import rules
from eenheidsbeeld.signals.models import SuggestionOff

MAY_SWITCH = (Role.ADMINISTRATOR, Role.PRIVACY_OFFICER)


@transaction.atomic
def switch_off_suggestion(*, suggestion: Suggestion, reason: str, by: Viewer, at: datetime) -> SuggestionOff:
    """From now on the software does not suggest this to the own organisation. What was stored stays as it is."""
    check_role(by.roles, *MAY_SWITCH)
    rules.check_may_be_off(suggestion, reason)
    Organisation.objects.select_for_update().get(pk=by.organisation)
    made, is_new = SuggestionOff.objects.get_or_create(
        organisation_id=by.organisation, suggestion=suggestion.value, ended_at=None,
        defaults={"reason": reason.strip()[:300], "by_id": by.membership, "at": at},
    )  # fmt: skip
    if is_new:
        audit.record(event="suggestion_off", subject=made, by=by, at=at, details={"suggestion": suggestion.value})
    return made


@transaction.atomic
def switch_on_suggestion(*, suggestion: Suggestion, by: Viewer, at: datetime) -> SuggestionOff:
    """The software suggests this again to the own organisation."""
    check_role(by.roles, *MAY_SWITCH)
    running = SuggestionOff.objects.select_for_update().filter(
        organisation_id=by.organisation, suggestion=suggestion.value, ended_at=None
    ).first()  # fmt: skip
    if running is None:
        raise rules.HandledAlready()
    running.ended_at, running.ended_by_id = at, by.membership
    running.save(update_fields=["ended_at", "ended_by"])
    audit.record(event="suggestion_on", subject=running, by=by, at=at, details={"suggestion": suggestion.value})
    return running
