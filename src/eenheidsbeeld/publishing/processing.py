"""What this room holds about people, why and for whom: lines of the processing register (AVG art. 30)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.processing import DataSubject, Ground, Processing

PICTURES = Processing(
    key="pictures",
    name=_("Pictures that are released"),
    purpose=_("To inform administrators, police and prosecution in the same words, and to account for it later"),
    grounds=(Ground.PUBLIC_ORDER,),
    people=(
        DataSubject.USERS,
        DataSubject.BYSTANDERS,
    ),
    data=_(
        "Words of the editors, counts and keys; who signed, who received and who opened it, by function; never "
        "the text of a signal"
    ),
    recipients=_("The recipients of the publication; after release it is archived"),
)
