"""Requests of the own organisation with their documents, paragraphs and views of partners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from eenheidsbeeld.accountability.official_texts import official_text, unmarked
from eenheidsbeeld.accounts.models import Membership, Organisation
from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.core.references import tidy_reference
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.openness import rules
from eenheidsbeeld.openness.models import WooDocument, WooOpinion, WooPart, WooRequest
from eenheidsbeeld.openness.queries import sources
from eenheidsbeeld.openness.rules import Ground, Kind, Verdict

HANDLES = (Role.PRIVACY_OFFICER,)
DECIDES = (Role.PRIVACY_OFFICER, Role.SIGNATORY)


def woo_requests(viewer: Viewer) -> QuerySet[WooRequest]:
    """Of the own organisation, for who handles them and who makes them final."""
    if not viewer.has_role(*(role.value for role in DECIDES)):
        return WooRequest.objects.none()
    return WooRequest.objects.filter(organisation_id=viewer.organisation).order_by("closed_at", "received_on", "pk")


def woo_request(viewer: Viewer, reference: str) -> WooRequest:
    found = woo_requests(viewer).filter(reference=tidy_reference(reference)).first()
    if found is None:
        raise NotThere()
    return found


def document(viewer: Viewer, reference: str, number: int) -> WooDocument:
    request = woo_request(viewer, reference)
    found = request.documents.filter(number=number).select_related("request", "owner").first()
    if found is None:
        raise NotThere()
    return found


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A decided or undecided paragraph with its text of now; None when it is gone or reads otherwise.

    `label`: what kind of text it is, where the record does not show that by itself.
    """

    part: WooPart
    text: str | None
    label: str = ""

    @property
    def decision(self) -> str:
        """A decision about words that changed since is none."""
        return self.part.decision if self.text is not None else ""


def paragraphs(viewer: Viewer, found: WooDocument) -> list[Paragraph]:
    """In the order of the document. What was added to the record after it was collected is no part of it."""
    record = sources.get(viewer, Kind(found.kind), found.key)
    now = {one.place: one for one in sources.passages(viewer, record)} if record else {}
    rows = found.parts.select_related("by").order_by("order")
    return [
        Paragraph(row, _unchanged(row, now.get(row.place)), sources.label_of(Kind(found.kind), row.place))
        for row in rows
    ]


def _unchanged(row: WooPart, passage: sources.Passage | None) -> str | None:
    return passage.shown if passage is not None and passage.digest == row.digest else None


def verdict_of(said: Sequence[Paragraph]) -> Verdict:
    return rules.verdict([one.decision for one in said])


@dataclass(frozen=True, slots=True)
class Line:
    """A document as a line of the dossier and of the inventory."""

    document: WooDocument
    verdict: Verdict
    grounds: tuple[str, ...]
    changed: int
    waits_for: tuple[str, ...]


def lines(viewer: Viewer, request: WooRequest) -> list[Line]:
    heard = heard_in(request)
    rows = request.documents.select_related("owner").prefetch_related("third_parties").order_by("number")
    return [_line(one, paragraphs(viewer, one), heard) for one in rows]


def _line(one: WooDocument, said: list[Paragraph], heard: set[int]) -> Line:
    named = {ground.key: ground.article for ground in grounds()}
    used = dict.fromkeys(named[part.decision] for part in said if part.decision in named)
    waits = tuple(party.name for party in one.third_parties.all() if party.pk not in heard)
    changed = sum(1 for part in said if part.text is None)
    return Line(one, verdict_of(said), tuple(used), changed, waits)


def grounds() -> list[Ground]:
    """The grounds of the law, in its order."""
    return [
        Ground(one["key"], one["article"], one["text"], one["weighs"], _as_told_outside(one))
        for one in official_text("woo")["ground"]
    ]


def _as_told_outside(one: dict[str, str]) -> str:
    return one.get("outside") or str(unmarked(one["text"])).removeprefix(f"{one['article']}: ")


def opinions(request: WooRequest) -> list[WooOpinion]:
    return list(
        request.opinions.select_related("organisation", "answered_by__organisation").order_by("asked_at", "pk")
    )


def heard_in(request: WooRequest) -> set[int]:
    """Organisations whose view was recorded."""
    return set(request.opinions.exclude(answer="").values_list("organisation_id", flat=True))


def documents_of(request: WooRequest, organisation: int) -> list[WooDocument]:
    """The documents in which words of this partner stand."""
    return list(request.documents.filter(third_parties=organisation).order_by("number"))


def to_hear(request: WooRequest) -> list[Organisation]:
    """Partners with words in the dossier who were not asked yet."""
    asked = request.opinions.values("organisation_id")
    parties = WooDocument.third_parties.through.objects.filter(woodocument__request=request)
    found = Organisation.objects.filter(pk__in=parties.values("organisation_id")).exclude(pk__in=asked)
    return list(found.order_by("name"))


@dataclass(frozen=True, slots=True)
class May:
    """What this viewer may do with the dossier as it stands."""

    handle: bool
    propose: bool
    finish: bool
    close: bool
    # Nobody else of the organisation holds a role that makes a decision final: a dossier would wait for ever.
    stands_alone: bool


def what_may_be_done(viewer: Viewer, request: WooRequest) -> May:
    handles = viewer.has_role(Role.PRIVACY_OFFICER.value)
    is_open = request.state in (rules.State.DECIDING, rules.State.PROPOSED)
    proposer = (
        request.proposed_by.person_id if request.state == rules.State.PROPOSED and request.proposed_by else None
    )
    return May(
        handle=handles and request.state == rules.State.DECIDING,
        propose=handles and request.state == rules.State.DECIDING,
        finish=request.state == rules.State.PROPOSED and proposer != viewer.person,
        close=handles and request.state == rules.State.DECIDED,
        stands_alone=is_open and not _has_second(request.organisation_id, proposer or viewer.person),
    )


def _has_second(organisation: int, first: int) -> bool:
    """Whether somebody other than this person could make a decision of the organisation final."""
    found = Membership.objects.filter(
        organisation_id=organisation, ended_at=None, person__is_active=True,
        role_rows__role__in=[role.value for role in DECIDES],
    )  # fmt: skip
    return found.exclude(person_id=first).exists()


def days_left(request: WooRequest, today: date) -> int:
    return (request.due_on - today).days
