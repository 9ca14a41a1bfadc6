"""What is kept along with a situation that is held."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from eenheidsbeeld.core import retention
from eenheidsbeeld.situations.models import Attachment


def signals_of(keys: Collection[str]) -> Mapping[str, Collection[str]]:
    attached = Attachment.objects.filter(situation_id__in=keys).exclude(signal=None)
    return {"signals.signal": [str(key) for key in attached.values_list("signal_id", flat=True)]}


retention.held_with("situations.situation", signals_of)
retention.found_by(
    "situations.situation",
    retention.Whereabouts((("started_at", "closed_at"),), area="areas__area_code", subject="phenomenon"),
)
retention.found_by(
    "situations.arealevel", retention.Whereabouts((("at", "at"),), area="area_code", owner="by__organisation")
)
retention.found_by("situations.calendarentry", retention.Whereabouts((("starts_at", "ends_at"),), area="area_code"))
retention.found_by("situations.trigger", retention.Whereabouts((("starts_at", "ends_at"),), subject="phenomenon"))
