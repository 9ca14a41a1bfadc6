"""The spreadsheets that the own organisation brought in."""

from __future__ import annotations

from django.db.models import QuerySet

from eenheidsbeeld.core.references import tidy_reference
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.signals.models import ImportBatch


def batch(viewer: Viewer, reference: str) -> ImportBatch:
    found = (
        ImportBatch.objects.filter(organisation_id=viewer.organisation, reference=tidy_reference(reference))
        .select_related("by__organisation")
        .first()
    )
    if found is None:
        raise NotThere()
    return found


def batches(viewer: Viewer) -> QuerySet[ImportBatch]:
    """The latest imports of the own organisation."""
    return (
        ImportBatch.objects.filter(organisation_id=viewer.organisation)
        .select_related("by__organisation")
        .order_by("-confirmed_at", "-pk")[:20]
    )
