"""The publishers whose feeds are read: the allow-list of a unit, and what is to be fetched now."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from eenheidsbeeld.accounts.rules import check_role
from eenheidsbeeld.core.references import tidy_reference
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.signals.models import Source
from eenheidsbeeld.signals.rules import MAY_KEEP_SOURCES


def sources(viewer: Viewer) -> QuerySet[Source]:
    """The allow-list of the unit, by name: every participant may know which publishers are read, and why."""
    return (
        Source.objects.filter(organisation__unit_code=viewer.unit)
        .exclude(address="")
        .select_related("organisation")
        .order_by("name", "pk")
    )


def source(viewer: Viewer, reference: str) -> Source:
    found = sources(viewer).filter(reference=tidy_reference(reference)).first()
    if found is None:
        raise NotThere()
    return found


def source_for_change(viewer: Viewer, reference: str) -> Source:
    """A source of the own organisation, for those who keep sources."""
    check_role(viewer.roles, *MAY_KEEP_SOURCES)
    found = (
        Source.objects.select_for_update()
        .filter(organisation_id=viewer.organisation, reference=tidy_reference(reference))
        .first()
    )
    if found is None:
        raise NotThere()
    return found


def source_to_fetch(viewer: Viewer, reference: str) -> Source:
    """A source that this viewer may have read now."""
    check_role(viewer.roles, *MAY_KEEP_SOURCES)
    found = source(viewer, reference)
    if found.organisation_id != viewer.organisation or not found.is_active:
        raise NotThere()
    return found


def due_sources(at: datetime) -> list[Source]:
    """Sources whose feed is to be fetched now. For the recurring task: sources hold no signals."""
    waiting = Source.objects.filter(Q(next_at=None) | Q(next_at__lte=at), is_active=True).exclude(address="")
    return list(waiting.order_by("next_at", "pk"))
