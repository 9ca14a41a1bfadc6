"""Reading editions: released ones by who may see them, those in the making by who works on them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable

from django.db.models import Prefetch, Q, QuerySet

from eenheidsbeeld.accounts.models import Membership, Organisation
from eenheidsbeeld.accounts.rules import OrganisationKind, Role
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Audience, Viewer
from eenheidsbeeld.publishing import rules
from eenheidsbeeld.publishing.blocks import Snapshot, from_json
from eenheidsbeeld.publishing.models import (
    Edition,
    EditionSection,
    Evidence,
    Publication,
    PublicationTask,
    Receipt,
    Recipient,
    SignOff,
    Statement,
)
from eenheidsbeeld.sharing.models import GroupMember, SharingGroup
from eenheidsbeeld.sharing.queries import visible_to
from eenheidsbeeld.sharing.rules import Purpose
from eenheidsbeeld.sharing.subjects import Holding

OUT_OF_HAND = [state.value for state in rules.FROZEN]


def released_editions(viewer: Viewer) -> QuerySet[Edition]:
    """Editions this viewer received or may read, newest first. Drafts are never among them."""
    editions = visible_to(viewer, Edition.objects.filter(state__in=OUT_OF_HAND))
    return editions.select_related("publication", "owner").order_by("-week", "-number", "-version", "-id")


def editions_in_the_making(viewer: Viewer) -> QuerySet[Edition]:
    """Drafts this viewer edits, or that wait for the agreement of its party."""
    mine = PublicationTask.objects.filter(membership_id=viewer.membership).values("publication_id")
    working = Q(owner_id=viewer.organisation) if viewer.has_role(Role.EDITOR, Role.SIGNATORY) else Q(pk=None)
    signing = Q(publication_id__in=mine, state__in=[rules.EditionState.IN_AGREEMENT, rules.EditionState.ADOPTED])
    return (
        Edition.objects.filter(working | signing, practice_run=viewer.practice_run)
        .exclude(state__in=OUT_OF_HAND)
        .select_related("publication", "owner")
        .order_by("-week", "-number", "-version", "-id")
    )


def edition_to_read(viewer: Viewer, reference: str) -> Edition:
    """A released edition, or one in the making that this viewer works on; else: not there."""
    edition = released_editions(viewer).filter(reference=reference).first()
    return edition or edition_to_work_on(viewer, reference)


def edition_to_work_on(viewer: Viewer, reference: str) -> Edition:
    edition = editions_in_the_making(viewer).filter(reference=reference).first()
    if edition is None:
        raise NotThere()
    return edition


def may_work_on(viewer: Viewer, edition: Edition) -> bool:
    """Whether this viewer edits the edition or signs a part of it."""
    return is_editor_of(viewer, edition) or party_signed_by(viewer, edition) is not None


def is_editor_of(viewer: Viewer, edition: Edition) -> bool:
    return viewer.organisation == edition.owner_id and viewer.has_role(Role.EDITOR)


def may_adopt(viewer: Viewer, edition: Edition) -> bool:
    return viewer.organisation == edition.owner_id and viewer.has_role(Role.EDITOR, Role.SIGNATORY)


def may_destroy(viewer: Viewer, edition: Edition) -> bool:
    """Whether this viewer may destroy the content of a released version."""
    return viewer.organisation == edition.owner_id and viewer.has_role(Role.PRIVACY_OFFICER)


def may_archive(viewer: Viewer, edition: Edition) -> bool:
    """Whether this viewer may take the archive package of a released version."""
    return viewer.organisation == edition.owner_id and viewer.has_role(Role.EDITOR, Role.PRIVACY_OFFICER)


def party_signed_by(viewer: Viewer, edition: Edition) -> rules.Party | None:
    """The party for which this viewer signs: a signatory, or a deputy, with that task in the publication."""
    if not viewer.has_role(Role.SIGNATORY):
        return None
    task = PublicationTask.objects.filter(
        publication_id=edition.publication_id, membership_id=viewer.membership, is_editor=False
    ).first()
    return rules.Party(task.party) if task else None


def sections_of(edition: Edition) -> list[EditionSection]:
    statements = Prefetch(
        "statements",
        Statement.objects.order_by("order", "pk").select_related("by__organisation").prefetch_related("evidence"),
    )
    return list(edition.sections.order_by("order", "pk").prefetch_related(statements))


def section_to_write(viewer: Viewer, reference: str) -> EditionSection:
    section = EditionSection.objects.filter(reference=reference).select_related("edition").first()
    if section is None or not may_work_on(viewer, section.edition):
        raise NotThere()
    return section


def statement_to_write(viewer: Viewer, reference: str) -> Statement:
    found = Statement.objects.filter(reference=reference).select_related("section__edition").first()
    if found is None or not may_work_on(viewer, found.section.edition):
        raise NotThere()
    return found


def statement_to_read(viewer: Viewer, reference: str) -> Statement:
    """A statement of an edition that this viewer may read, with what it rests on."""
    found = Statement.objects.filter(reference=reference).select_related("section__edition").first()
    if found is None:
        raise NotThere()
    edition_to_read(viewer, found.section.edition.reference)
    return found


def snapshot_of(edition: Edition) -> Snapshot:
    """The frozen content of a released edition."""
    return from_json(edition.snapshot)


def part_hash(edition: Edition, party: rules.Party) -> str:
    """A digest of all the words of a party in this edition: what exactly it agreed to."""
    rows = Statement.objects.filter(section__edition=edition, party=party.value).order_by(
        "section__order", "order", "pk"
    )
    words = [[row.reference, row.text, row.likelihood, row.confidence] for row in rows]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()


def parties_with_words(edition: Edition) -> list[rules.Party]:
    """The partners other than the editor whose words stand in this edition."""
    present = set(
        Statement.objects.filter(section__edition=edition).order_by().values_list("party", flat=True).distinct()
    )
    return [party for party in (rules.Party.POLICE, rules.Party.OM) if party.value in present]


def sign_offs(edition: Edition) -> list[SignOff]:
    return list(edition.sign_offs.select_related("by__organisation").order_by("party"))


def parts_for_release(edition: Edition) -> list[rules.Part]:
    return [
        rules.Part(rules.Party(row.party), rules.Agreement(row.agreement), row.asked_at)
        for row in edition.sign_offs.all()
    ]


def audience_of(group: SharingGroup, purpose: Purpose = Purpose.PICTURE) -> Audience:
    """Everyone in a group, by organisation: what all of them may see, and what may be used for this purpose, is what
    an edition may hold."""
    members = GroupMember.objects.filter(group=group, until=None).select_related("organisation")
    organisations = [member.organisation for member in members]
    viewers = tuple(_viewer_without_person(one, groups) for one, groups in _with_groups(organisations))
    return Audience(viewers, purpose.value)


def _with_groups(organisations: Collection[Organisation]) -> Iterable[tuple[Organisation, frozenset[int]]]:
    places: dict[int, set[int]] = {organisation.pk: set() for organisation in organisations}
    rows = GroupMember.objects.filter(organisation__in=organisations, until=None, group__ended_at=None)
    for organisation, group in rows.values_list("organisation_id", "group_id"):
        places[organisation].add(group)
    return ((organisation, frozenset(places[organisation.pk])) for organisation in organisations)


def everyone_of(organisation: Organisation, purpose: Purpose = Purpose.PICTURE) -> Audience:
    """What everyone of one organisation may see: nothing that is for named people or behind a key."""
    viewers = tuple(_viewer_without_person(one, groups) for one, groups in _with_groups([organisation]))
    return Audience(viewers, purpose.value)


def everyone_beside(viewer: Viewer, purpose: Purpose = Purpose.PICTURE) -> Audience:
    """Everyone of this viewer's organisation, from what the viewer carries: asks nothing."""
    plain = Viewer(
        person=0, membership=0, organisation=viewer.organisation, organisation_kind=viewer.organisation_kind,
        unit=viewer.unit, groups=viewer.groups, practice_run=viewer.practice_run,
    )  # fmt: skip
    return Audience((plain,), purpose.value)


def _viewer_without_person(organisation: Organisation, groups: frozenset[int]) -> Viewer:
    return Viewer(
        person=0, membership=0, organisation=organisation.pk, organisation_kind=organisation.kind,
        unit=organisation.unit_code, groups=groups,
    )  # fmt: skip


def receivers(edition: Edition) -> QuerySet[Recipient]:
    return edition.recipients.select_related("organisation").order_by("organisation__name")


def receipts_of(edition: Edition) -> QuerySet[Receipt]:
    return edition.receipts.select_related("membership__organisation").order_by("first_at", "pk")


def resting_on(kind: str, reference: str) -> list[Holding]:
    """The released editions with a sentence that rests on this record; newest first. They stay as they are."""
    rows = Evidence.objects.filter(
        kind=kind, reference=reference, statement__section__edition__state__in=OUT_OF_HAND
    ).values_list(
        "statement__section__edition__publication__title",
        "statement__section__edition__week",
        "statement__section__edition__reference",
        "statement__section__edition__released_at",
    )
    found = {key: Holding(f"{title}, {week}", key, at) for title, week, key, at in rows}
    return sorted(found.values(), key=lambda one: str(one.released_at), reverse=True)


def publications_edited_by(viewer: Viewer) -> QuerySet[Publication]:
    if not viewer.has_role(Role.EDITOR, Role.SIGNATORY):
        return Publication.objects.none()
    return Publication.objects.filter(owner_id=viewer.organisation, ended_at=None).order_by("title")


def publication_edited_by(viewer: Viewer, slug: str) -> Publication:
    """A publication of the own organisation, for its editors and administrators."""
    if not viewer.has_role(Role.EDITOR, Role.ADMINISTRATOR):
        raise NotThere()
    found = Publication.objects.filter(owner_id=viewer.organisation, ended_at=None, slug=slug).first()
    if found is None:
        raise NotThere()
    return found


def tasks_of(publication: Publication) -> list[PublicationTask]:
    rows = publication.tasks.select_related("membership__organisation").order_by(
        "-is_editor", "party", "is_deputy", "pk"
    )
    return list(rows)


def who_can_be_asked(publication: Publication) -> list[Membership]:
    """Who may edit or sign: editors of the owner, signatories of the partners in the group."""
    within = GroupMember.objects.filter(group=publication.group, until=None).values("organisation_id")
    partners = [OrganisationKind.POLICE.value, OrganisationKind.OM.value]
    rows = Membership.objects.filter(ended_at=None, person__is_active=True).filter(
        Q(organisation_id=publication.owner_id, role_rows__role=Role.EDITOR.value)
        | Q(organisation_id__in=within, organisation__kind__in=partners, role_rows__role=Role.SIGNATORY.value)
    )
    return list(rows.select_related("organisation").distinct().order_by("organisation__name", "function", "pk"))


def newest_version(edition: Edition) -> Edition:
    """The newest released version of the same issue; the edition itself when nothing came after it."""
    later = Edition.objects.filter(
        publication_id=edition.publication_id, week=edition.week, number=edition.number, state__in=OUT_OF_HAND
    )
    return later.order_by("-version").first() or edition
