"""Requests of the own organisation, and what was found for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from eenheidsbeeld.accountability.official_texts import official_text
from eenheidsbeeld.accountability.queries import kind_in_words, part_at, references_of
from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.queries import organisations_of_unit
from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.core.references import tidy_reference
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.rights.labels import FIELD_LABELS
from eenheidsbeeld.rights.models import AccessHit, AccessRequest
from eenheidsbeeld.rights.rules import Outcome
from eenheidsbeeld.sharing.rules import OWN_WORDING_REGIMES, Regime


def access_requests(viewer: Viewer) -> QuerySet[AccessRequest]:
    """Of the own organisation only, whose controller answers; open ones first, the oldest on top."""
    if not viewer.has_role(Role.PRIVACY_OFFICER.value):
        return AccessRequest.objects.none()
    rows = AccessRequest.objects.filter(organisation_id=viewer.organisation)
    return rows.order_by("answered_at", "received_on", "pk")


def access_request(viewer: Viewer, reference: str) -> AccessRequest:
    found = access_requests(viewer).filter(reference=tidy_reference(reference)).first()
    if found is None:
        raise NotThere()
    return found


def hit(viewer: Viewer, reference: str, key: int) -> AccessHit:
    """A place of this request; the place of another request is not there."""
    found = access_request(viewer, reference).hits.filter(pk=key).select_related("request", "owner").first()
    if found is None:
        raise NotThere()
    return found


def text_of(viewer: Viewer, found: AccessHit) -> str | None:
    """The text at this place as it stands now; None when it is gone, or reads otherwise than when it was found."""
    part = part_at(viewer, kind=found.kind, key=found.key, field=found.field, place=found.place)
    return part.text if part and part.digest == found.digest else None


@dataclass(frozen=True, slots=True)
class Place:
    """A place as people see it: what kind of record, its reference where it has one, and which field."""

    hit: AccessHit
    kind: str
    mark: str
    field: str

    @property
    def is_apart(self) -> bool:
        """Held under a law of its own, so it is named and answered apart."""
        return Regime(self.hit.regime) in OWN_WORDING_REGIMES


def place_of(found: AccessHit) -> Place:
    return _place(found, references_of(found.kind, [found.key]))


def _place(found: AccessHit, references: dict[str, str]) -> Place:
    field = FIELD_LABELS.get(found.field, found.field)
    return Place(found, kind_in_words(found.kind), references.get(found.key, found.key), str(field))


def places(viewer: Viewer, request: AccessRequest) -> list[Place]:
    """Every place that was found, what waits for a decision first. Without its text: that is opened one by one."""
    rows = list(access_request(viewer, request.reference).hits.select_related("owner").order_by("kind", "pk"))
    keys: dict[str, list[str]] = {}
    for row in rows:
        keys.setdefault(row.kind, []).append(row.key)
    known = {kind: references_of(kind, some) for kind, some in keys.items()}
    order = {Outcome.OPEN.value: 0, Outcome.NOT_THEIRS.value: 2}
    return sorted([_place(row, known[row.kind]) for row in rows], key=lambda one: order.get(one.hit.outcome, 1))


@dataclass(frozen=True, slots=True)
class Progress:
    due_on: date
    days_left: int
    found: int
    undecided: int


def progress_of(request: AccessRequest, today: date) -> Progress:
    undecided = request.hits.filter(outcome=Outcome.OPEN.value).count()
    return Progress(request.due_on, (request.due_on - today).days, request.hits.count(), undecided)


def elsewhere(viewer: Viewer) -> list[Organisation]:
    """Who else in the unit may hold something, and answers for it as its own controller."""
    return [one for one in organisations_of_unit(viewer.unit) if one.pk != viewer.organisation]


def grounds_for(regime: str) -> list[tuple[str, str]]:
    """Grounds of the law under which the record is held: key and words."""
    known = official_text("rechten")["grounds"]
    return [(one["key"], one["text"]) for one in known if one["law"] == Regime(regime).value]
