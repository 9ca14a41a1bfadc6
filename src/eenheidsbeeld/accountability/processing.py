"""What this room holds about people, why and for whom: lines of the processing register (AVG art. 30)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.processing import DataSubject, Ground, Processing

ACCOUNTING = Processing(
    key="accounting",
    name=_("Accounting for the processing itself"),
    purpose=_("To settle data breaches and to confirm that all is in place"),
    grounds=(Ground.LEGAL_DUTY,),
    people=(DataSubject.BYSTANDERS, DataSubject.USERS),
    data=_("Reference, moments, decisions; who did it, by function. Not the name that was found"),
    recipients=_("The privacy officer of the organisation; the supervisor when the law asks it"),
)
