"""What this room holds about people, why and for whom: a line of the processing register (AVG art. 30)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.processing import DataSubject, Ground, NoPersonalData, Processing

SCORES = Processing(
    key="outlook",
    name=_("What came of alerts and expectations"),
    purpose=_("To know how often alerts and expectations were right, and to say so openly"),
    grounds=(Ground.PUBLIC_ORDER,),
    people=(DataSubject.USERS,),
    data=_("Keys of alerts and sentences, what a colleague judged of them by code, by which function and when"),
    recipients=_("The organisation that made the picture and the organisations in the group of that picture"),
)
NUMBERS = NoPersonalData(_("Numbers per area, week and subject, without texts and without keys of people"))
