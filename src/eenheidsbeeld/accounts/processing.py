"""What this room holds about people, why and for whom: lines of the processing register (AVG art. 30)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.processing import DataSubject, Ground, Processing

ACCOUNTS = Processing(
    key="accounts",
    name=_("Accounts and functions"),
    purpose=_("To let people work under their own function, and to show each other by function and not by name"),
    grounds=(
        Ground.PUBLIC_ORDER,
        Ground.SECURITY_DUTY,
    ),
    people=(
        DataSubject.USERS,
        DataSubject.CONTACTS,
    ),
    data=_(
        "E-mail address, name for the own administrator, function, organisation, roles, when somebody was here "
        "last, telephone number on duty of the organisation"
    ),
    recipients=_("The own administrator; colleagues see the function and the organisation"),
)
