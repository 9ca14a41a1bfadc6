"""Whom to call when something cannot wait."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.rules import OrganisationKind
from eenheidsbeeld.core.refusals import Reason
from eenheidsbeeld.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class ToCall:
    """A number to call when something cannot wait."""

    label: Reason
    number: str
    when: Reason = ""

    @property
    def tel(self) -> str:
        return self.number.replace(" ", "").replace("-", "")


def numbers_to_call(viewer: Viewer) -> list[ToCall]:
    """Danger first, then the police, then the duty numbers of the bureau and of the own organisation."""
    numbers = [
        ToCall(_("Danger, now"), "112"),
        ToCall(_("Police, no hurry"), "0900-8844"),
    ]
    duty = Organisation.objects.filter(
        Q(pk=viewer.organisation) | Q(unit_code=viewer.unit, kind=OrganisationKind.REGIONAL_BUREAU.value),
        left_at=None,
    ).exclude(duty_phone="")
    numbers += [ToCall(one.name, one.duty_phone, _("on duty")) for one in duty.order_by("-kind", "name", "pk")]
    return numbers
