"""What an organisation brought in about its own area in a week: beside it, "nothing to report" makes no sense."""

from __future__ import annotations

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.rules import NotKnown
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.signals import queries
from eenheidsbeeld.signals.rules import Channel, SignalState


def brought_in(viewer: Viewer, week: Week) -> int:
    """How many signals came from this organisation; what a feed published is nobody's report."""
    own = Organisation.objects.values_list("area_code", flat=True).get(pk=viewer.organisation)
    return (
        queries.readable(viewer)
        .filter(owner_id=viewer.organisation, area_code__in={own, *_inside(own)})
        .filter(received_at__gte=week.starts_at, received_at__lt=week.ends_at)
        .exclude(state=SignalState.WITHDRAWN.value)
        .exclude(channel=Channel.FEED.value)
        .count()
    )


def _inside(code: str) -> frozenset[str]:
    try:
        return areas.codes_in(code)
    except NotKnown:
        return frozenset()
