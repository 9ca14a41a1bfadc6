"""Handing a released edition over to an archive: the package is made now, and that it was is in the log."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit.rules import Detail
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.publishing import queries, rules
from eenheidsbeeld.publishing.actions.agree import lock
from eenheidsbeeld.publishing.archive.edition import package_of
from eenheidsbeeld.publishing.models import Edition


@transaction.atomic
def make_package(*, edition: Edition, by: Viewer, at: datetime) -> bytes:
    """The archive package of this version, for its owner."""
    if not queries.may_archive(by, edition):
        raise NotThere()
    edition = lock(edition)
    rules.check_archivable(rules.EditionState(edition.state), destroyed=edition.content_destroyed_at is not None)
    content = package_of(edition, at=at)
    details: dict[str, Detail] = {"sha256": hashlib.sha256(content).hexdigest(), "version": edition.version}
    audit.record(event="edition_archived", subject=edition, by=by, at=at, details=details)
    return content
