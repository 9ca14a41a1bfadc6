"""What this room holds about people, why and for whom: lines of the processing register (AVG art. 30)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.processing import DataSubject, Ground, Processing

ACCESS = Processing(
    key="access",
    name=_("Who may see what"),
    purpose=_("To let each record be read only by those for whom it is meant"),
    grounds=(
        Ground.PUBLIC_ORDER,
        Ground.SECURITY_DUTY,
    ),
    people=(DataSubject.USERS,),
    data=_(
        "Which organisation takes part in which group, which function may open which compartment, who agreed to "
        "wider sharing"
    ),
    recipients=_("The organisations in the group; a confidential group is known to its members only"),
)
