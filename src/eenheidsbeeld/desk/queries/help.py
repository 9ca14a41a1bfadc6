"""Help pages, and what the own region added to them."""

from __future__ import annotations

from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.desk.models import HelpNote
from eenheidsbeeld.desk.rules import HelpPage


def note_for(viewer: Viewer, page: HelpPage) -> HelpNote | None:
    """The region's own words on a help page: those of the viewer's unit."""
    running = HelpNote.objects.filter(slug=page.value, unit_code=viewer.unit, replaced_at=None)
    return running.select_related("by__organisation").first()
