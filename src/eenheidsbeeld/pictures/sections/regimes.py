"""Under which laws the records are held that an edition rests on."""

from __future__ import annotations

from django.db.models import Q

from eenheidsbeeld.core.viewer import Looker
from eenheidsbeeld.publishing.models import Edition, Evidence
from eenheidsbeeld.sharing.queries import visible_to
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.situations.models import Situation


def regimes(edition: Edition, looker: Looker) -> frozenset[str]:
    """Of the signals and situations that its sentences name, and of the signals under those situations."""
    rows = Evidence.objects.filter(statement__section__edition=edition, statement__section__is_on=True)
    named = list(rows.values_list("kind", "reference"))
    signals = [reference for kind, reference in named if kind == "signal"]
    situations = [reference for kind, reference in named if kind == "situation"]
    under = Q(attachments__situation__reference__in=situations, attachments__detached_at=None)
    found = (
        visible_to(looker, Signal.objects.filter(Q(reference__in=signals) | under)),
        visible_to(looker, Situation.objects.filter(reference__in=situations)),
    )
    return frozenset(one for records in found for one in records.order_by().values_list("regime", flat=True))
