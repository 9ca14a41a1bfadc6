"""What this room holds about people, why and for whom: lines of the processing register (AVG art. 30)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.processing import DataSubject, Ground, Processing

SIGNALS = Processing(
    key="signals",
    name=_("Signals of social unrest"),
    purpose=_("To see unrest coming and to make one picture of it, without following people"),
    grounds=(
        Ground.PUBLIC_ORDER,
        Ground.POLICE_TASK,
        Ground.PROSECUTION_TASK,
    ),
    people=(
        DataSubject.BYSTANDERS,
        DataSubject.ORGANISERS,
        DataSubject.USERS,
    ),
    data=_(
        "Texts from which names, numbers, addresses and plates were taken out, with place, period, source and "
        "grade; who brought it in, by function"
    ),
    recipients=_(
        "The owner and the organisations in the groups of the signal; police and judicial texts only in the "
        "wording that was released"
    ),
)

NAME_REPORTS = Processing(
    key="name_reports",
    name=_("Reports that a name stands somewhere"),
    purpose=_("To take personal data out that slipped through, and to prove that it was done"),
    grounds=(
        Ground.LEGAL_DUTY,
        Ground.SECURITY_DUTY,
    ),
    people=(
        DataSubject.BYSTANDERS,
        DataSubject.USERS,
    ),
    data=_(
        "Which signal, who reported it and who dealt with it, by function, and what was done; not the name itself"
    ),
    recipients=_("The privacy officer of the owner and of the regional bureau"),
)

LEARNED = Processing(
    key="learned_phenomena",
    name=_("What the software learned from own decisions"),
    purpose=_("To suggest the kind of unrest as the organisation itself decides it"),
    grounds=(Ground.PUBLIC_ORDER,),
    people=(DataSubject.BYSTANDERS,),
    data=_(
        "Weights of words that came back in at least three cleaned texts, and how reliable they are; words that"
        " are also a name are left out, no texts and nothing about who decided"
    ),
    recipients=_("The organisation itself"),
)
