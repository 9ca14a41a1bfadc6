"""Saying which mail addresses belong to an organisation."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accounts.mail_rules import check_domains
from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Viewer


@transaction.atomic
def state_mail_domains(*, domains: str, by: Viewer, at: datetime) -> Organisation:
    """From now on mail to addresses in these domains may say what waits; all other addresses get the bare notice."""
    check_role(by.roles, Role.ADMINISTRATOR)
    stated = check_domains(domains)
    organisation = Organisation.objects.select_for_update().get(pk=by.organisation)
    organisation.mail_domains = stated
    organisation.save(update_fields=["mail_domains"])
    audit.record(event="mail_domains_stated", subject=organisation, by=by, at=at, details={"count": len(stated)})
    return organisation
