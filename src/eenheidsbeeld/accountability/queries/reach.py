"""How far a privacy officer looks: the own organisation, and at the regional bureau every one of the unit."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Model, Q

from eenheidsbeeld.accountability.labels import RECORD_LABELS
from eenheidsbeeld.accountability.rules import KEEPERS
from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.rules import OrganisationKind, Role, check_role
from eenheidsbeeld.core.references import shown_reference, tidy_reference
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.publishing.models import Edition
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.situations.models import Situation

# Kinds of record that people know by a reference, and that can be looked up or held by it.
KNOWN_BY_REFERENCE: dict[str, type[Model]] = {
    "signals.signal": Signal,
    "situations.situation": Situation,
    "publishing.edition": Edition,
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
    wanted = Q(reference=tidy_reference(reference), owner_id__in=organisations(viewer))
    for kind, model in KNOWN_BY_REFERENCE.items():
        key = model._default_manager.filter(wanted).values_list("pk", flat=True).first()
        if key is not None:
            return kind, key
    return None


def named(records: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Kind and reference of records, as people know them; by number where there is no reference any more."""
    references: dict[tuple[str, str], str] = {}
    for kind, model in KNOWN_BY_REFERENCE.items():
        keys = [key for of, key in records if of == kind and key.isdecimal()]
        rows: Any = model._default_manager.filter(pk__in=keys).values_list("pk", "reference") if keys else ()
        references |= {(kind, str(key)): shown_reference(reference) for key, reference in rows}
    return {one: _name(*one, references.get(one, "")) for one in records}


def _name(kind: str, key: str, reference: str) -> str:
    label = str(RECORD_LABELS.get(kind, kind))
    if reference:
        return f"{label} {reference}"
    return f"{label} {key}" if key.isdecimal() else label
