"""What a kind of record holds about people, why that is lawful, and who gets to see it: declared beside the record.

The processing register (AVG art. 30) and the DPIA are made from these declarations, so they cannot drift from the
code. Grounds marked [K] are to be checked by a jurist before they are relied on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.apps import apps
from django.db.models import CharField, JSONField, Model, TextField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class DataSubject(StrEnum):
    """Kinds of people about whom something may stand in a record."""

    USERS = "users"
    BYSTANDERS = "bystanders"
    ORGANISERS = "organisers"
    CONTACTS = "contacts"


class Ground(StrEnum):
    """What makes the processing lawful. [K]: a jurist checks each before production."""

    PUBLIC_ORDER = "public_order"
    POLICE_TASK = "police_task"
    PROSECUTION_TASK = "prosecution_task"
    SECURITY_DUTY = "security_duty"
    LEGAL_DUTY = "legal_duty"


GROUND_LABELS = {
    Ground.PUBLIC_ORDER: _("Public order: AVG art. 6(1)(e) with Gemeentewet art. 172 [K]"),
    Ground.POLICE_TASK: _("Police task: Wpg art. 8 and 13, provided under art. 16 [K]"),
    Ground.PROSECUTION_TASK: _("Prosecution: Wjsg, decided per item by the public prosecutor [K]"),
    Ground.SECURITY_DUTY: _("Securing the system: AVG art. 6(1)(e) with art. 32 [K]"),
    Ground.LEGAL_DUTY: _("A duty laid down by law: AVG art. 6(1)(c) [K]"),
}
SUBJECT_LABELS = {
    DataSubject.USERS: _("People who work with the system"),
    DataSubject.BYSTANDERS: _("People who might still be recognised in a cleaned text"),
    DataSubject.ORGANISERS: _("Organisers, by function or organisation"),
    DataSubject.CONTACTS: _("Contacts of organisations, by function"),
}


@dataclass(frozen=True, slots=True)
class Processing:
    """One line of the register; several kinds of records can belong to one line. The Dutch is in gettext."""

    key: str
    name: Words
    purpose: Words
    grounds: tuple[Ground, ...]
    people: tuple[DataSubject, ...]
    data: Words
    recipients: Words


@dataclass(frozen=True, slots=True)
class NoPersonalData:
    """This kind of record holds nothing about people; `why` says how that can be."""

    why: Words


Declared = Processing | NoPersonalData


def our_models() -> list[type[Model]]:
    """Every kind of record of the product, in a fixed order."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("eenheidsbeeld.")]
    return sorted(ours, key=lambda one: one._meta.label_lower)


def declared() -> Iterator[tuple[type[Model], Declared]]:
    """Every kind of record with what it declares."""
    for model in our_models():
        said = getattr(model, "processing", None)
        if isinstance(said, Processing | NoPersonalData):
            yield model, said


def words_of(model: type[Model]) -> tuple[str, ...]:
    """The fields of a record in which people can write freely: where a name could have slipped through."""
    return tuple(getattr(model, "holds_words", ()))


LONGEST_CODE = 60


def may_hold_words(model: type[Model]) -> list[str]:
    """Fields long and free enough for words; each is to be named in `holds_words` or `holds_codes`."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if not field.choices
        and isinstance(field, TextField | CharField | JSONField)
        and (field.max_length is None or field.max_length > LONGEST_CODE)
    ]
