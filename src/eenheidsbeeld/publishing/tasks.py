"""Making the files of a released edition, and reminding people before a deadline."""

from __future__ import annotations

from eenheidsbeeld.core import clock, queue
from eenheidsbeeld.publishing import files
from eenheidsbeeld.publishing.models import Edition


@queue.task("publishing.make_files")
def make_files(*, edition: str) -> None:
    """Write the PDF and the Word file once; a second run finds them there."""
    found = Edition.objects.get(reference=edition)
    files.keep_files(found, at=clock.now())
