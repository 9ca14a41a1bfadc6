"""My own signals and what became of them."""

from __future__ import annotations

from dataclasses import dataclass

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing.queries import visible_to
from eenheidsbeeld.signals import queries as signals
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.situations.models import Attachment, Situation


@dataclass(frozen=True, slots=True)
class MySignal:
    """One signal of mine; `situation` is the one it was attached to, if I may see that."""

    signal: Signal
    place: str
    situation: Situation | None


def latest_of_mine(viewer: Viewer, *, most: int = 5) -> list[MySignal]:
    found = signals.my_signals(viewer, size=most).signals
    joined = dict(
        Attachment.objects.filter(signal__in=found, detached_at=None).values_list("signal_id", "situation_id")
    )
    seen = visible_to(viewer, Situation.objects.filter(pk__in=joined.values())).in_bulk()
    names = areas.names_of(one.area_code for one in found if one.area_code)
    return [MySignal(one, names.get(one.area_code, ""), seen.get(joined.get(one.pk, 0))) for one in found]
