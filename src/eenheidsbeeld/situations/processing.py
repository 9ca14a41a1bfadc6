"""What this room holds about people, why and for whom: lines of the processing register (AVG art. 30)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.processing import DataSubject, Ground, Processing

SITUATIONS = Processing(
    key="situations",
    name=_("Situations that are followed"),
    purpose=_("To know together what is going on, what was established and what is expected"),
    grounds=(
        Ground.PUBLIC_ORDER,
        Ground.POLICE_TASK,
    ),
    people=(
        DataSubject.BYSTANDERS,
        DataSubject.ORGANISERS,
        DataSubject.USERS,
    ),
    data=_(
        "Facts and assessments apart, level, phase, dates and places; who wrote them, by function; no names of people"
    ),
    recipients=_("The owner and the organisations in the groups of the situation"),
)
