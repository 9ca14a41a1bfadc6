"""What a viewer may read of signals: the one place where every list, count and page begins."""

from __future__ import annotations

from copy import copy
from functools import lru_cache

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from eenheidsbeeld.accounts.rules import OrganisationKind, Role
from eenheidsbeeld.core.viewer import Audience, Looker, NoViewer, Viewer
from eenheidsbeeld.sharing.lookups import written
from eenheidsbeeld.sharing.queries import Sight, audience_shown, needs_wording, reads_own, shown, sight_of, within
from eenheidsbeeld.signals import labels
from eenheidsbeeld.signals.models import Signal

# What belongs to the own text: readers of a released wording get it empty.
OF_THE_OWN_TEXT = {
    "place_name": "",
    "place_precision": "municipality",
    "place_candidates": [],
    "suggestions": [],
    "announced": [],
    "masks": [],
    "intake_notes": [],
    "link": "",
    "state_reason": "",
    "story_reason": {},
    "admiralty": "",
}
# What a row of a list shows of a signal; its page asks for the rest.
OF_A_ROW = (
    "reference", "owner__name", "marking", "regime", "received_at", "area_code", "phenomenon", "state",
    "state_reason", "cannot_wait", "is_hidden",
)  # fmt: skip


def readable(viewer: Looker) -> QuerySet[Signal]:
    """Every signal this viewer, or everyone in this audience, may see: what all lists and counts start from.

    Each row has `shown_text` (what this viewer reads) and `reads_released`. The own text is not fetched: pages
    and other rooms use `shown_text` only.
    """
    return _readable(viewer, sight_of(viewer)).all()


@lru_cache(maxsize=256)
def _readable(viewer: Looker, sight: Sight) -> QuerySet[Signal]:
    """Follows from its arguments alone and is never evaluated itself, so it is put together once."""
    signals = within(sight, Signal.objects.all())
    if isinstance(viewer, Audience):
        own = ~needs_wording()
        signals, text = signals.filter(is_hidden=False), audience_shown("text", "released_text")
    elif isinstance(viewer, Viewer):
        own = reads_own(viewer)
        signals, text = signals.filter(_not_hidden(viewer)), shown(viewer, "text", "released_text")
    else:
        raise NoViewer(type(viewer).__name__)
    released = Case(When(own, then=Value(False)), default=Value(True), output_field=BooleanField())
    said = {"shown_text": text, "reads_released": released}
    wanted = {name: written(one, Signal, signals.db) for name, one in said.items()}
    return signals.annotate(**wanted).defer("text", "released_text")


def _not_hidden(viewer: Viewer) -> Q:
    """A signal in which a name was seen is open to privacy officers of its owner and of the unit's bureau only."""
    open_to_all = Q(is_hidden=False)
    if not viewer.has_role(Role.PRIVACY_OFFICER.value):
        return open_to_all
    if viewer.organisation_kind == OrganisationKind.REGIONAL_BUREAU.value:
        return open_to_all | Q(owner__unit_code=viewer.unit)
    return open_to_all | Q(owner_id=viewer.organisation)


def as_read(signal: Signal) -> Signal:
    """The row with everything blanked that belongs to a text this viewer does not read. Never saved."""
    if signal.reads_released:  # type: ignore[attr-defined]
        for name, empty in OF_THE_OWN_TEXT.items():
            setattr(signal, name, copy(empty))
    signal.why = labels.why(signal.state, signal.state_reason)  # type: ignore[attr-defined]
    return signal


def page_of(found: QuerySet[Signal], size: int) -> tuple[list[Signal], str]:
    """The newest of these as rows of a list, and the reference to go on from when there are more."""
    newest = found.select_related("owner").only(*OF_A_ROW).order_by("-received_at", "-id")
    rows = [as_read(row) for row in newest[: size + 1]]
    return rows[:size], rows[size - 1].reference if len(rows) > size else ""
