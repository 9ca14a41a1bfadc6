"""Opening an edition and writing in it. What a colleague typed meanwhile is never lost: a late save is refused."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit.rules import Detail
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.refusals import NotThere, Refusal
from eenheidsbeeld.core.viewer import Actor, System, Viewer
from eenheidsbeeld.publishing import kinds, queries, rules
from eenheidsbeeld.publishing.models import (
    Edition,
    EditionSection,
    Evidence,
    Publication,
    PublicationTask,
    SignOff,
    Statement,
)
from eenheidsbeeld.sharing.models import SharingGroup
from eenheidsbeeld.sharing.rules import Marking

LONGEST_STATEMENT = 1200


class ChangedMeanwhile(Refusal):
    """Somebody else saved this piece after it was opened; both texts are shown, nothing is lost."""

    def __init__(self, current: str) -> None:
        super().__init__(_("A colleague changed this piece meanwhile. Both texts are shown; choose what stays."))
        self.current = current


@dataclass(frozen=True, slots=True)
class EvidenceKey:
    """What a statement rests on: the kind of record, its reference, and its municipality when it has one."""

    kind: str
    reference: str
    area_code: str = ""


@transaction.atomic
def start_publication(
    *, slug: str, kind: rules.EditionKind, title: str, area_code: str, owner: Organisation, group: SharingGroup,
    by: Actor, at: datetime,
) -> Publication:  # fmt: skip
    """Start a standing product with the sections of its kind, all switched on."""
    sections = [{"key": section.key, "on": True} for section in kinds.kind_called(kind.value).sections]
    publication = Publication.objects.create(
        slug=slug, kind=kind.value, title=title, area_code=area_code, owner=owner, group=group, sections=sections
    )
    audit.record(event="publication_started", subject=publication, by=by, at=at, details={"kind": kind.value})
    return publication


@transaction.atomic
def give_task(
    *, publication: Publication, membership: int, party: rules.Party, is_editor: bool, is_deputy: bool,
    by: Actor, at: datetime,
) -> PublicationTask:  # fmt: skip
    """Let somebody edit, or sign for a party, or stand in for who does."""
    task = PublicationTask.objects.create(
        publication=publication, membership_id=membership, party=party.value, is_editor=is_editor, is_deputy=is_deputy
    )
    details: dict[str, Detail] = {
        "membership": membership, "party": party.value, "editor": is_editor, "deputy": is_deputy,
    }  # fmt: skip
    audit.record(event="publication_task_given", subject=publication, by=by, at=at, details=details)
    return task


@transaction.atomic
def end_task(*, publication: Publication, task: int, by: Viewer, at: datetime) -> None:
    """Somebody edits or signs no longer; what was agreed before keeps its name."""
    check_role(by.roles, Role.EDITOR, Role.ADMINISTRATOR)
    found = publication.tasks.filter(pk=task).first()
    if found is None:
        raise NotThere()
    details: dict[str, Detail] = {"membership": found.membership_id, "party": found.party, "editor": found.is_editor}
    audit.record(event="publication_task_ended", subject=publication, by=by, at=at, details=details)
    found.delete()


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Days of the week (1 is Monday) and hours at which an edition opens, closes for answers, and is released."""

    opens_on: int
    closes_on: int
    closes_at_hour: int
    released_on: int
    released_at_hour: int


@transaction.atomic
def set_rhythm(*, publication: Publication, rhythm: Rhythm, by: Viewer, at: datetime) -> Publication:
    """Choose when editions open, close and are released."""
    check_role(by.roles, Role.EDITOR, Role.ADMINISTRATOR)
    rules.check_rhythm(
        opens=(rhythm.opens_on, 0), closes=(rhythm.closes_on, rhythm.closes_at_hour),
        released=(rhythm.released_on, rhythm.released_at_hour),
    )  # fmt: skip
    chosen = asdict(rhythm)
    for name, value in chosen.items():
        setattr(publication, name, value)
    publication.save(update_fields=list(chosen))
    audit.record(event="rhythm_set", subject=publication, by=by, at=at, details=chosen)
    return publication


@transaction.atomic
def choose_sections(
    *, publication: Publication, sections: Sequence[tuple[str, bool]], by: Viewer, at: datetime
) -> None:
    """Order the sections of the next editions, and switch them on or off."""
    check_role(by.roles, Role.EDITOR, Role.ADMINISTRATOR)
    known = {section.key for section in kinds.kind_called(publication.kind).sections}
    if {key for key, _on in sections} != known:
        raise Refusal(_("The list of sections is not complete. Reload the page and try again."))
    publication.sections = [{"key": key, "on": on} for key, on in sections]
    publication.save(update_fields=["sections"])
    audit.record(
        event="sections_chosen",
        subject=publication,
        by=by,
        at=at,
        details={"on": [key for key, on in sections if on]},
    )


@transaction.atomic
def open_edition(
    *, publication: Publication, week: Week, area_year: int, by: Actor, at: datetime, is_extra: bool = False
) -> Edition:
    """Open the edition of a week; a second call gives the one that is there. Extra: a new number."""
    if isinstance(by, Viewer):
        check_role(by.roles, Role.EDITOR)
    of_week = Edition.objects.select_for_update().filter(publication=publication, week=str(week))
    if not is_extra and (running := of_week.filter(number=0).order_by("-version").first()):
        return running
    number = (of_week.aggregate(highest=Max("number"))["highest"] or 0) + 1 if is_extra else 0
    kind = rules.EditionKind.EXTRA_PICTURE if is_extra else rules.EditionKind(publication.kind)
    edition = Edition.objects.create(
        publication=publication, kind=kind.value, area_code=publication.area_code, area_year=area_year,
        week=str(week), number=number, owner=publication.owner, marking=Marking.AMBER_STRICT.value,
        opened_by_id=by.membership if isinstance(by, Viewer) else None, opened_at=at,
    )  # fmt: skip
    _add_sections(edition, publication)
    audit.record(event="edition_opened", subject=edition, by=by, at=at, details={"week": str(week), "number": number})
    return edition


def _add_sections(edition: Edition, publication: Publication) -> None:
    EditionSection.objects.bulk_create(
        EditionSection(edition=edition, key=chosen["key"], order=order, is_on=chosen["on"])
        for order, chosen in enumerate(publication.sections)
    )


@transaction.atomic
def write_section(*, section: EditionSection, text: str, revision: int, by: Viewer, at: datetime) -> EditionSection:
    """Save the running text of a section; refused when it changed since `revision`."""
    edition = _for_change(section.edition_id, by)
    section = EditionSection.objects.select_for_update().get(pk=section.pk, edition=edition)
    if section.revision != revision:
        raise ChangedMeanwhile(section.text)
    section.text, section.revision = text.strip(), revision + 1
    section.changed_by_id, section.changed_at = by.membership, at
    section.save()
    audit.record(event="section_written", subject=section, by=by, at=at, details={"revision": section.revision})
    return section


@transaction.atomic
def add_statement(
    *, section: EditionSection, text: str, by: Viewer, at: datetime, evidence: Iterable[EvidenceKey] = (),
    likelihood: str = "", confidence: str = "", party: str = "",
) -> Statement:  # fmt: skip
    """Add a sentence with what it rests on, at the end of its section."""
    party = party or _party_of(by)
    edition = _for_change(section.edition_id, by, party)
    last = section.statements.aggregate(last=Max("order"))["last"]
    statement = Statement.objects.create(
        section=section, order=0 if last is None else last + 1, text=_checked(text), party=party,
        likelihood=likelihood, confidence=confidence, by_id=by.membership, at=at,
    )  # fmt: skip
    _add_evidence(statement, evidence)
    if edition.sent_round_at is not None:  # before that nobody was asked to agree
        _agreement_is_asked_again(edition, statement.party)
    audit.record(event="statement_added", subject=statement, by=by, at=at, details={"edition": edition.reference})
    return statement


@transaction.atomic
def change_statement(
    *, statement: Statement, text: str, revision: int, by: Viewer, at: datetime, likelihood: str = "",
    confidence: str = "", evidence: Iterable[EvidenceKey] | None = None,
) -> Statement:  # fmt: skip
    """Change a sentence, how likely and how sure it is, or what it rests on."""
    edition = _for_change(statement.section.edition_id, by, statement.party)
    statement = Statement.objects.select_for_update().get(pk=statement.pk)
    if statement.revision != revision:
        raise ChangedMeanwhile(statement.text)
    statement.text, statement.likelihood, statement.confidence = _checked(text), likelihood, confidence
    statement.revision, statement.by_id, statement.at = revision + 1, by.membership, at
    statement.save()
    if evidence is not None:
        _set_evidence(statement, evidence)
    _agreement_is_asked_again(edition, statement.party)
    audit.record(event="statement_changed", subject=statement, by=by, at=at, details={"revision": revision + 1})
    return statement


@transaction.atomic
def remove_statement(*, statement: Statement, by: Viewer, at: datetime) -> None:
    edition = _for_change(statement.section.edition_id, by, statement.party)
    audit.record(event="statement_removed", subject=statement, by=by, at=at, details={"edition": edition.reference})
    _agreement_is_asked_again(edition, statement.party)
    statement.delete()


@transaction.atomic
def move_statement(*, statement: Statement, up: bool, by: Viewer, at: datetime) -> None:
    """Change places with the sentence before or after it."""
    edition = _for_change(statement.section.edition_id, by, statement.party)
    others = statement.section.statements.order_by("order", "pk")
    other = (
        others.filter(order__lt=statement.order).last() if up else others.filter(order__gt=statement.order).first()
    )
    if other is None:
        return
    Statement.objects.filter(pk=other.pk).update(order=statement.order)
    Statement.objects.filter(pk=statement.pk).update(order=other.order)
    audit.record(event="statement_moved", subject=statement, by=by, at=at, details={"edition": edition.reference})


def _for_change(edition: int, by: Viewer, party: str = "") -> Edition:
    """The edition, locked, when this viewer may write in it: its editors, and a partner in its own part."""
    found = Edition.objects.select_for_update().filter(pk=edition).first()
    if found is None or not queries.may_work_on(by, found):
        raise NotThere()
    rules.check_editable(rules.EditionState(found.state))
    if not queries.is_editor_of(by, found) and (not party or party != _party_of(by)):
        check_role(by.roles, Role.EDITOR)
        raise NotThere()
    return found


def _party_of(by: Viewer) -> str:
    return by.organisation_kind if by.organisation_kind in set(rules.Party) else rules.Party.REGIONAL_BUREAU.value


def _checked(text: str) -> str:
    trimmed = text.strip()
    if not trimmed:
        raise Refusal(_("There is no text. Write the sentence, or remove it."))
    if len(trimmed) > LONGEST_STATEMENT:
        raise Refusal(_("This is longer than a mayor will read. Split it, at most 1,200 characters each."))
    return trimmed


def _set_evidence(statement: Statement, evidence: Iterable[EvidenceKey]) -> None:
    statement.evidence.all().delete()
    _add_evidence(statement, evidence)


def _add_evidence(statement: Statement, evidence: Iterable[EvidenceKey]) -> None:
    wanted: Collection[EvidenceKey] = set(evidence)
    Evidence.objects.bulk_create(
        Evidence(statement=statement, kind=key.kind, reference=key.reference, area_code=key.area_code)
        for key in sorted(wanted, key=lambda key: (key.kind, key.reference))
    )


def _agreement_is_asked_again(edition: Edition, party: str) -> None:
    """A party agreed to words; when they change, its agreement is asked again."""
    SignOff.objects.filter(edition=edition, party=party).exclude(agreement=rules.Agreement.ASKED.value).update(
        agreement=rules.Agreement.ASKED.value, by=None, at=None, part_hash="", asked_at=F("asked_at")
    )


SYSTEM = System("publishing")
