"""Filters that somebody saved, per page."""

from __future__ import annotations

from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.situations.models import SavedFilter


def saved_filters(viewer: Viewer, page: str) -> list[SavedFilter]:
    return list(SavedFilter.objects.filter(membership_id=viewer.membership, page=page).order_by("name", "id"))
