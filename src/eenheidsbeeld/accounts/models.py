"""Organisations, the people who work with the product, and their memberships. Only users: never subjects."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from eenheidsbeeld.accounts.labels import ACT_LABELS, DEVICE_LABELS, ORGANISATION_KIND_LABELS, ROLE_LABELS
from eenheidsbeeld.accounts.processing import ACCOUNTS
from eenheidsbeeld.core.references import new_reference
from eenheidsbeeld.core.retention import YEAR, KeepFor, with_its


class Organisation(models.Model):
    """A body with a legal task that takes part: a municipality, the police, the prosecution, the bureau."""

    keep_for = KeepFor(7 * YEAR, "left_at", "records name the organisation that owns them")
    processing = ACCOUNTS
    holds_words = ("name", "legal_task")
    holds_codes = ("mail_domains",)

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(
        max_length=20, choices={kind.value: label for kind, label in ORGANISATION_KIND_LABELS.items()}
    )
    unit_code = models.CharField(max_length=40)
    area_code = models.CharField(max_length=40)
    legal_task = models.CharField(max_length=300)
    duty_phone = models.CharField(max_length=40, default="", blank=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    # Stated by its administrator: mail to these addresses may say what waits, mail to others may not.
    mail_domains = models.JSONField(default=list, db_default=[], blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit_code", "kind"], name="organisation_by_unit")]

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(email=self.normalize_email(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in. Known to others by function, not by name."""

    keep_for = KeepFor(YEAR, "left_at", "the log points to people by key; the account itself ends")
    processing = ACCOUNTS
    holds_words = ("email", "display_name")
    holds_codes = ("password",)

    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=120)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=5, default="nl")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = People()

    def __str__(self) -> str:
        return self.display_name


class Membership(models.Model):
    """One person's place in one organisation, under the function that others see."""

    keep_for = KeepFor(YEAR, "ended_at", "released words carry the function of who wrote them")
    processing = ACCOUNTS
    holds_words = ("function",)

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    function = models.CharField(max_length=120)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    previous_seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=models.Q(ended_at=None),
                name="one_running_membership_per_organisation",
            )
        ]

    def __str__(self) -> str:
        return self.function


class MembershipRole(models.Model):
    keep_for = with_its("membership")
    processing = ACCOUNTS

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="role_rows")
    role = models.CharField(max_length=20, choices={role.value: label for role, label in ROLE_LABELS.items()})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "role"], name="a_role_once")]


class Notice(models.Model):
    """Something that waits for a role in an organisation: an urgent signal, a name that was found, a correction."""

    keep_for = KeepFor(YEAR, "at", "shows that somebody was told")
    processing = ACCOUNTS

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="notices")
    role = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=60)
    subject_reference = models.CharField(max_length=40)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["organisation", "role", "seen_at"], name="notice_waiting")]


class SignIn(models.Model):
    """One sign-in on one device. The kind of device is enough to know one's own: no address, no name of a browser."""

    keep_for = KeepFor(90, "started_at", "people see where they are signed in, and what was ended and why")
    processing = ACCOUNTS

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_ins")
    device = models.CharField(max_length=10, choices={one.value: label for one, label in DEVICE_LABELS.items()})
    started_at = models.DateTimeField()
    last_active_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=20, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "ended_at"], name="sign_ins_of_a_person")]


class FailedAttempt(models.Model):
    """Somebody tried and failed. Whose account and from where stand here as keyed digests, not as an address."""

    keep_for = KeepFor(1, "at", "counts attempts of the last quarter of an hour; older ones say nothing")
    processing = ACCOUNTS
    holds_codes = ("of",)

    of = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["of", "at"], name="attempts_of_one")]


class OneTimeLink(models.Model):
    """A link that works once and until a moment. Here is its digest; the link itself stands in the mail alone."""

    token_digest = models.CharField(max_length=64, default="", blank=True, db_index=True)
    number = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Invitation(OneTimeLink):
    """An administrator asks somebody to join: at this address, under this function, with these roles."""

    keep_for = KeepFor(90, "invited_at", "shows who let somebody in; the membership itself remains")
    processing = ACCOUNTS
    holds_words = ("email", "function")
    holds_codes = ("token_digest", "roles")

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    function = models.CharField(max_length=120, default="", blank=True)
    roles = models.JSONField(default=list)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")
    # Another organisation says that somebody moves here; the administrators here decide on function and roles.
    announced_by = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="+")
    membership = models.OneToOneField(Membership, on_delete=models.SET_NULL, null=True, related_name="invitation")

    class Meta:
        indexes = [models.Index(fields=["organisation", "used_at"], name="invitations_waiting")]


class PasswordLink(OneTimeLink):
    """An administrator lets somebody choose a new password; only that person gets the link."""

    keep_for = KeepFor(90, "asked_at", "shows who let a password be chosen anew")
    processing = ACCOUNTS
    holds_codes = ("token_digest",)

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="password_links")
    asked_at = models.DateTimeField()


class ProposedAct(models.Model):
    """An act on an account as strong as one's own: it is done when a second administrator agrees."""

    keep_for = KeepFor(YEAR, "asked_at", "shows which two people decided")
    processing = ACCOUNTS
    holds_words = ("function",)
    holds_codes = ("roles",)

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="proposed_acts")
    act = models.CharField(max_length=20, choices={act.value: label for act, label in ACT_LABELS.items()})
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, null=True, related_name="+")
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, null=True, related_name="+")
    roles = models.JSONField(default=list)
    function = models.CharField(max_length=120, default="", blank=True)
    moves_to = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    is_agreed = models.BooleanField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "answered_at"], name="proposed_acts_waiting")]
