"""What this room holds about people, why and for whom: a line of the processing register (AVG art. 30)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.processing import DataSubject, Ground, Processing

DOSSIERS = Processing(
    key="woo_dossiers",
    name=_("Woo dossiers"),
    purpose=_("To decide on a request for public information, paragraph by paragraph, and to show how"),
    grounds=(Ground.LEGAL_DUTY,),
    people=(DataSubject.USERS, DataSubject.BYSTANDERS),
    data=_(
        "Subject of the request, keys of records, decisions with ground and motivation, views of partners; who "
        "decided, by function. Not who asked, and no copy of a text"
    ),
    recipients=_("Who handles and decides the request in the organisation; what is open, everyone"),
)
