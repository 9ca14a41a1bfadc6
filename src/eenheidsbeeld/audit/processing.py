"""What this room holds about people, why and for whom: lines of the processing register (AVG art. 30)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.processing import DataSubject, Ground, Processing

LOG = Processing(
    key="log",
    name=_("Log of what was done and read"),
    purpose=_("To prove who did and who read what, and to find misuse"),
    grounds=(
        Ground.SECURITY_DUTY,
        Ground.LEGAL_DUTY,
    ),
    people=(DataSubject.USERS,),
    data=_(
        "Keys of person, function and organisation, the act, the record and the moment; never what somebody wrote"
    ),
    recipients=_("The privacy officer of the organisation, and who supervises"),
)
