"""What this room holds about people, why and for whom: a line of the processing register (AVG art. 30)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.processing import DataSubject, Ground, Processing

REQUESTS = Processing(
    key="access_requests",
    name=_("Requests of people about their own data"),
    purpose=_("To answer in time who asks what is kept about them, and to show that it was done"),
    grounds=(Ground.LEGAL_DUTY,),
    people=(DataSubject.BYSTANDERS, DataSubject.USERS),
    data=_(
        "Reference, right, moments, keys of records and decisions; never the name of who asked, nor the words "
        "that were searched"
    ),
    recipients=_("The privacy officer of the organisation that was asked"),
)
