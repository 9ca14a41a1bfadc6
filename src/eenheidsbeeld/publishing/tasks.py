"""Making the files of a released edition, and the end of editions with their files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from eenheidsbeeld.core import clock, endings, queue, retention
from eenheidsbeeld.core.endings import Ended
from eenheidsbeeld.core.viewer import Actor
from eenheidsbeeld.publishing import files
from eenheidsbeeld.publishing.actions import destroy
from eenheidsbeeld.publishing.models import Edition


@queue.task("publishing.make_files")
def make_files(*, edition: str) -> None:
    """Write the PDF and the Word file once; a second run finds them there."""
    found = Edition.objects.filter(reference=edition, content_destroyed_at=None).first()
    if found is None:  # destroyed before its turn came
        return
    files.keep_files(found, at=clock.now())


def end_editions(keys: Collection[int]) -> None:
    """A later version may outlive what it corrects: the pointer goes, both keep their own version number."""
    Edition.objects.filter(corrects__in=keys).update(corrects=None)
    Edition.objects.filter(pk__in=keys).delete()


@endings.ends_again("publishing")
def destroy_content_again(ended: Sequence[Ended], by: Actor, at: datetime) -> int:
    """Released versions of which the privacy officer destroyed the content after the reserve copy was made."""
    keys = [one.key for one in ended if one.event == "edition_content_destroyed"]
    back = Edition.objects.filter(pk__in=keys, content_destroyed_at=None)
    for edition in back:
        destroy.destroy_content_again(edition=edition, by=by, at=at)
    return len(back)


retention.ends_by("publishing.edition", retention.Ending(end_editions))
retention.found_by("publishing.edition", retention.Whereabouts((("opened_at", "released_at"),), area="area_code"))
retention.sweep("publishing.files", files.remove_what_no_edition_has)
