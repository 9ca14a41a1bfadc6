"""Publications and editions: parts, statements with what they rest on, sign-off, files, recipients and receipts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts.models import Membership, Organisation
from eenheidsbeeld.core.judgement import Confidence, Likelihood
from eenheidsbeeld.core.processing import NoPersonalData
from eenheidsbeeld.core.references import new_reference
from eenheidsbeeld.core.retention import YEAR, KeepFor, with_its
from eenheidsbeeld.publishing.labels import AGREEMENT_LABELS, KIND_LABELS, PARTY_LABELS, STATE_LABELS
from eenheidsbeeld.publishing.processing import PICTURES
from eenheidsbeeld.publishing.rules import Agreement, EditionState
from eenheidsbeeld.sharing.models import Shared, SharingGroup


class Publication(models.Model):
    """A standing product, such as the weekly OOV-beeld of district West: rhythm, editors, recipients, sections."""

    keep_for = KeepFor(7 * YEAR, "ended_at", "editions belong to a publication")
    processing = NoPersonalData(_("The name, rhythm and sections of a publication"))
    holds_words = ("title",)
    holds_codes = ("slug", "sections")

    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices={k.value: label for k, label in KIND_LABELS.items()})
    title = models.CharField(max_length=160)
    area_code = models.CharField(max_length=40)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="publications")
    group = models.ForeignKey(SharingGroup, on_delete=models.PROTECT, related_name="publications")
    # The rhythm, in days of the week (1 is Monday) and hours; ours, to be set per region.
    opens_on = models.PositiveSmallIntegerField(default=1)
    closes_on = models.PositiveSmallIntegerField(default=3)
    closes_at_hour = models.PositiveSmallIntegerField(default=17)
    released_on = models.PositiveSmallIntegerField(default=4)
    released_at_hour = models.PositiveSmallIntegerField(default=10)
    # Sections in order, switched on or off, with their fixed texts: [{"key": …, "on": true, "intro": …}].
    sections = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class PublicationTask(models.Model):
    """Who edits and who signs for a party, and who stands in for them."""

    keep_for = with_its("publication")
    processing = PICTURES

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="tasks")
    party = models.CharField(max_length=20, choices={p.value: label for p, label in PARTY_LABELS.items()})
    is_editor = models.BooleanField(default=False)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="publication_tasks")
    is_deputy = models.BooleanField(default=False)


class Edition(Shared):
    """One issue. A draft lives in its sections; from release on it is its snapshot, frozen and hashed."""

    keep_for = KeepFor(7 * YEAR, "released_at", "an archival document; the region sets the term")
    keep_open_for = KeepFor(YEAR, "opened_at", "a draft that nobody released is no archival document")
    processing = PICTURES
    holds_words = ("snapshot", "correction_note", "content_destroyed_why")
    holds_codes = ("snapshot_hash",)

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="editions")
    kind = models.CharField(max_length=20, choices={k.value: label for k, label in KIND_LABELS.items()})
    area_code = models.CharField(max_length=40)
    area_year = models.PositiveSmallIntegerField()
    week = models.CharField(max_length=8)
    number = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveSmallIntegerField(default=1)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections")
    correction_note = models.CharField(max_length=500, blank=True, default="")
    state = models.CharField(
        max_length=12,
        choices={state.value: label for state, label in STATE_LABELS.items()},
        default=EditionState.DRAFT.value,
    )
    opened_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    sent_round_at = models.DateTimeField(null=True, blank=True)
    answer_before = models.DateTimeField(null=True, blank=True)
    adopted_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    adopted_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # The frozen bytes, and their hash; never written again after release.
    snapshot = models.TextField(blank=True, default="")
    snapshot_hash = models.CharField(max_length=64, blank=True, default="")
    content_destroyed_at = models.DateTimeField(null=True, blank=True)
    content_destroyed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    content_destroyed_why = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "week", "number", "version"], name="an_edition_version_once"
            )
        ]
        indexes = [models.Index(fields=["area_code", "-week", "-number", "-version"], name="edition_newest")]

    def __str__(self) -> str:
        return self.reference


class EditionSection(models.Model):
    """One section of a draft: what its editor wrote, and for a partner's part, what the partner says of it."""

    keep_for = with_its("edition")
    processing = PICTURES
    holds_words = ("text",)

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    is_on = models.BooleanField(default=True)
    text = models.TextField(blank=True, default="")
    changed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="a_section_once")]


class Statement(models.Model):
    """One or a few sentences of an editor, with what they rest on and how sure they are."""

    keep_for = with_its("section")
    processing = PICTURES
    holds_words = ("text",)

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    section = models.ForeignKey(EditionSection, on_delete=models.CASCADE, related_name="statements")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    party = models.CharField(
        max_length=20, choices={p.value: label for p, label in PARTY_LABELS.items()}, blank=True, default=""
    )
    likelihood = models.CharField(
        max_length=16, choices={w.value: w.value for w in Likelihood}, blank=True, default=""
    )
    confidence = models.CharField(
        max_length=8, choices={c.value: c.value for c in Confidence}, blank=True, default=""
    )
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)


class Evidence(models.Model):
    """What a statement rests on, by key: a signal, a situation, a fact, a level; never its text."""

    keep_for = with_its("statement")
    processing = PICTURES
    holds_codes = ("rights",)

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=20)
    reference = models.CharField(max_length=40)
    area_code = models.CharField(max_length=40, blank=True, default="")
    # When the record was destroyed, under which certificate, and by keys who could see it until then.
    ended_at = models.DateTimeField(null=True, blank=True)
    certificate = models.BigIntegerField(null=True, blank=True)
    rights = models.JSONField(default=dict, blank=True, db_default={})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "kind", "reference"], name="evidence_once")]
        indexes = [models.Index(fields=["kind", "reference"], name="evidence_of_a_record")]


class SignOff(models.Model):
    """What a party says of its part of this edition."""

    keep_for = with_its("edition")
    processing = PICTURES
    holds_words = ("dissent",)
    holds_codes = ("part_hash",)

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sign_offs")
    party = models.CharField(max_length=20, choices={p.value: label for p, label in PARTY_LABELS.items()})
    agreement = models.CharField(
        max_length=10,
        choices={a.value: label for a, label in AGREEMENT_LABELS.items()},
        default=Agreement.ASKED.value,
    )
    dissent = models.TextField(blank=True, default="")
    # The words that were agreed to: a later change of the part asks for agreement again.
    part_hash = models.CharField(max_length=64, blank=True, default="")
    asked_at = models.DateTimeField()
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "party"], name="a_party_signs_once")]


class RenderedFile(models.Model):
    """A PDF or Word file of a released edition, with its checksum."""

    keep_for = with_its("edition")
    processing = PICTURES
    holds_codes = ("name", "sha256")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="files")
    form = models.CharField(max_length=8)
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "form"], name="a_form_once")]


class Recipient(models.Model):
    """An organisation that an edition was released to."""

    keep_for = with_its("edition")
    processing = PICTURES

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="recipients")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "organisation"], name="a_recipient_once")]


class Receipt(models.Model):
    """Who opened which form of a released edition, first and last."""

    keep_for = with_its("edition")
    processing = PICTURES

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="receipts")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=8)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "membership", "form"], name="a_receipt_once")]
