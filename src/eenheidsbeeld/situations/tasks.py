"""What is kept along with a situation that is held."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from eenheidsbeeld.core import retention
from eenheidsbeeld.situations.models import Attachment


def signals_of(keys: Collection[str]) -> Mapping[str, Collection[str]]:
    attached = Attachment.objects.filter(situation_id__in=keys).exclude(signal=None)
    return {"signals.signal": [str(key) for key in attached.values_list("signal_id", flat=True)]}


retention.held_with("situations.situation", signals_of)
