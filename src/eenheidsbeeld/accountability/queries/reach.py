"""How far a privacy officer looks: the own organisation, and at the regional bureau every one of the unit."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db.models import Q

from eenheidsbeeld.accountability.labels import RECORD_LABELS
from eenheidsbeeld.accountability.rules import KEEPERS
from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.rules import OrganisationKind, Role, check_role
from eenheidsbeeld.core.references import shown_reference, tidy_reference
from eenheidsbeeld.core.viewer import Viewer

# Kinds of record that people know by a reference, and that can be looked up or held by it; with the way to the owner.
# By name, for some of them stand in rooms above this one.
KNOWN_BY_REFERENCE: dict[str, str] = {
    "signals.signal": "owner",
    "situations.situation": "owner",
    "publishing.edition": "owner",
    "signals.namereport": "owner",
    "accountability.breach": "organisation",
    "sharing.breakglass": "compartment__owner",
    "rights.accessrequest": "organisation",
    "openness.woorequest": "organisation",
}


def check_officer(viewer: Viewer) -> None:
    check_role(viewer.roles, Role.PRIVACY_OFFICER)


def check_keeper(viewer: Viewer) -> None:
    """Numbers of a night are also for who has to put a night right that failed."""
    check_role(viewer.roles, *KEEPERS)


def is_of_the_bureau(viewer: Viewer) -> bool:
    return viewer.organisation_kind == OrganisationKind.REGIONAL_BUREAU.value


def organisations(viewer: Viewer) -> list[int]:
    """Whose records and acts this privacy officer accounts for, those that left included."""
    if not is_of_the_bureau(viewer):
        return [viewer.organisation]
    return list(Organisation.objects.filter(unit_code=viewer.unit).values_list("pk", flat=True))


def own_record(viewer: Viewer, reference: str) -> tuple[str, int] | None:
    """Kind and key of the record with this reference, when its owner is within reach."""
    within = organisations(viewer)
    for kind, owner in KNOWN_BY_REFERENCE.items():
        wanted = Q(reference=tidy_reference(reference), **{f"{owner}__in": within})
        key = _all(kind).filter(wanted).values_list("pk", flat=True).first()
        if key is not None:
            return kind, key
    return None


def owned(viewer: Viewer, records: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Which of these are records of the own organisation."""
    found: set[tuple[str, str]] = set()
    for kind in {of for of, _key in records}:
        wanted = {KNOWN_BY_REFERENCE[kind]: viewer.organisation, "pk__in": [key for of, key in records if of == kind]}
        found |= {(kind, str(key)) for key in _all(kind).filter(**wanted).values_list("pk", flat=True)}
    return found


def named(records: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Kind and reference of records, as people know them; by number where there is no reference any more."""
    references: dict[tuple[str, str], str] = {}
    for kind in KNOWN_BY_REFERENCE:
        keys = [key for of, key in records if of == kind and key.isdecimal()]
        rows: Any = _all(kind).filter(pk__in=keys).values_list("pk", "reference") if keys else ()
        references |= {(kind, str(key)): shown_reference(reference) for key, reference in rows}
    return {one: _name(*one, references.get(one, "")) for one in records}


def _all(kind: str) -> Any:
    return apps.get_model(kind)._default_manager


def _name(kind: str, key: str, reference: str) -> str:
    label = str(RECORD_LABELS.get(kind, kind))
    if reference:
        return f"{label} {reference}"
    return f"{label} {key}" if key.isdecimal() else label
