"""Who is responsible in the own organisation, as the register names it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accountability.models import ControllerDetails
from eenheidsbeeld.accountability.rules import KEEPERS
from eenheidsbeeld.accounts.rules import check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Viewer


@transaction.atomic
def name_controller(
    *, controller: str, contact: str, officer: str, by: Viewer, at: datetime
) -> ControllerDetails:  # fmt: skip
    """Say who is responsible, whom to ask, and who the data protection officer is: functions, no names."""
    check_role(by.roles, *KEEPERS)
    made, _is_new = ControllerDetails.objects.update_or_create(
        organisation_id=by.organisation,
        defaults={
            "controller": controller, "contact": contact, "officer": officer, "changed_by_id": by.membership,
            "changed_at": at,
        },
    )  # fmt: skip
    audit.record(event="controller_named", subject=made, by=by, at=at)
    return made
