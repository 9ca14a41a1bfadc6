"""The words that an organisation taught."""

from __future__ import annotations

from django.db.models import QuerySet

from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.signals.models import OwnWord


def own_words(viewer: Viewer) -> QuerySet[OwnWord]:
    """The own organisation's list, in the order of the alphabet."""
    found = OwnWord.objects.filter(organisation_id=viewer.organisation).select_related("taught_by__organisation")
    return found.order_by("word", "pk")
