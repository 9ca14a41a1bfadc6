"""Filters that somebody saves under a name, for the own membership."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.situations import rules
from eenheidsbeeld.situations.models import SavedFilter

LONGEST_NAME = 60
LONGEST_QUERY = 500


@transaction.atomic
def save_filter(*, page: str, name: str, query: str, by: Viewer, at: datetime) -> SavedFilter:
    """Keep a filter under a name; the same name again replaces it."""
    called = rules.check_name(name, longest=LONGEST_NAME)
    if len(query) > LONGEST_QUERY:
        raise rules.TooLong()
    saved, _made = SavedFilter.objects.update_or_create(
        membership_id=by.membership, page=page, name=called, defaults={"query": query, "at": at}
    )
    audit.record(event="filter_saved", subject=saved, by=by, at=at, details={"page": page})
    return saved


@transaction.atomic
def remove_filter(*, page: str, name: str, by: Viewer, at: datetime) -> None:
    found = SavedFilter.objects.filter(membership_id=by.membership, page=page, name=name).first()
    if found is None:
        raise NotThere()
    audit.record(event="filter_removed", subject=found, by=by, at=at, details={"page": page})
    found.delete()
