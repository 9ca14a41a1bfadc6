"""The end of accounts: who left is forgotten; an empty row stays where records still point to it."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import CASCADE, Model, ProtectedError, Q

from eenheidsbeeld.accounts.models import Membership, Person
from eenheidsbeeld.core import retention

GONE = "vervallen.invalid"


def end_people(keys: Collection[int]) -> None:
    """Delete the account, or blank it: address, name and every way to sign in."""
    for person in Person.objects.filter(pk__in=keys):
        try:
            with transaction.atomic():
                person.delete()
        except ProtectedError:
            _forget(person)


def _forget(person: Person) -> None:
    _delete_what_hangs_under(person)
    person.email, person.display_name, person.is_active = f"{person.pk}@{GONE}", "", False
    person.set_unusable_password()
    person.save()


def end_memberships(keys: Collection[int]) -> None:
    """Delete the membership, or blank its function."""
    for membership in Membership.objects.filter(pk__in=keys):
        try:
            with transaction.atomic():
                membership.delete()
        except ProtectedError:
            _delete_what_hangs_under(membership)
            membership.function = ""
            membership.save(update_fields=["function"])


def _delete_what_hangs_under(record: Model) -> None:
    """Whatever would have gone with the row: roles, addresses, second factors, saved filters."""
    for link in record._meta.related_objects:
        if getattr(link, "on_delete", None) is CASCADE:
            link.related_model._default_manager.filter(**{link.field.name: record}).delete()  # type: ignore[union-attr]


OF_PEOPLE = retention.Ending(end_people, open_only=~Q(email__endswith=f"@{GONE}"))
OF_MEMBERSHIPS = retention.Ending(end_memberships, open_only=~Q(function=""))
