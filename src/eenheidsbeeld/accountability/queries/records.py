"""Any record of any room as plain parts of text: whose it is, under which law, and what stands in it.

Nothing here knows a room by name. Which fields are read follows from what each kind declares about itself, so a new
kind of record is searched from its first day.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, F, ForeignKey, JSONField, Model, QuerySet, TextField

from eenheidsbeeld.accountability.labels import RECORD_LABELS
from eenheidsbeeld.accounts.models import Membership, Organisation
from eenheidsbeeld.accounts.rules import OrganisationKind
from eenheidsbeeld.core.processing import our_models
from eenheidsbeeld.core.references import shown_reference
from eenheidsbeeld.core.retention import KeepFor
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing.models import Shared
from eenheidsbeeld.sharing.rules import Marking, Regime

AT_ONCE = 2000
OWNED_THROUGH = ("owner", "organisation")
# Two kinds that no path of single fields leads from: an account, and an organisation itself.
OWNED_OTHERWISE = {"accounts.person": "memberships__organisation", "accounts.organisation": "pk"}


@dataclass(frozen=True, slots=True)
class Belonging:
    """The way from a record to its organisation, and to the record that carries law and marking; empty: none."""

    owner: str = ""
    shared: str = ""

    def of_shared(self, name: str) -> str:
        return f"{self.shared}__{name}" if self.shared else name


@lru_cache(maxsize=256)
def belonging(model: type[Model]) -> Belonging | None:
    """Whose a record of this kind is; None when it is of the installation as a whole, such as a sharing group."""
    otherwise = OWNED_OTHERWISE.get(model._meta.label_lower)
    if otherwise:
        return Belonging(owner=otherwise)
    for name in OWNED_THROUGH:
        if _points_to(model, name) is Organisation:
            return Belonging(owner=name)
    for name in _ways_up(model):
        above = _points_to(model, name)
        if above is Membership:
            return Belonging(owner=f"{name}__organisation")
        found = belonging(above) if above is not None and above is not model else None
        if above is not None and found is not None:
            way = f"{name}__{found.shared}" if found.shared else name
            return Belonging(f"{name}__{found.owner}", way if _is_marked(above, found) else "")
    return None


def _ways_up(model: type[Model]) -> list[str]:
    """First the record that this one is kept with, then whoever wrote it."""
    keep_for: KeepFor = model.keep_for  # type: ignore[attr-defined]
    by = [one.name for one in model._meta.concrete_fields if _points_to(model, one.name) is Membership]
    return ([keep_for.since] if keep_for.follows_another else []) + by


def _points_to(model: type[Model], name: str) -> type[Model] | None:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field.related_model if isinstance(field, ForeignKey) else None  # type: ignore[return-value]


def _is_marked(above: type[Model], found: Belonging) -> bool:
    return issubclass(above, Shared) or bool(found.shared)


def searched_fields(model: type[Model]) -> tuple[str, ...]:
    """Every field in which somebody may have written, long or short; what is declared to hold codes is not."""
    codes = set(getattr(model, "holds_codes", ()))
    return tuple(
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField | JSONField) and not field.choices and field.name not in codes
    )


def searched_kinds() -> list[type[Model]]:
    return [model for model in our_models() if searched_fields(model)]


def for_officer(viewer: Viewer, model: type[Model]) -> QuerySet[Any]:
    """What a privacy officer may search: all of the own organisation, whatever its marking, law or compartment.

    The owner of a record is its controller and answers for it, so nothing of another organisation comes up here: a
    search must not be a way around who may see. What is of the installation as a whole, the bureau answers for.
    """
    rows: QuerySet[Any] = model._default_manager.order_by("pk")
    found = belonging(model)
    if found is None:
        return rows if viewer.organisation_kind == OrganisationKind.REGIONAL_BUREAU.value else rows.none()
    return rows.filter(**{found.owner: viewer.organisation})


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of text of one record: `place` counts the stretches of this field."""

    kind: str
    key: str
    field: str
    place: int
    text: str
    owner: int | None = None
    regime: Regime = Regime.AVG
    marking: Marking | None = None

    @property
    def digest(self) -> str:
        return digest_of(self.text)


def digest_of(text: str) -> str:
    """By which is seen whether a text is still the one that somebody decided about."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def parts_in(
    viewer: Viewer, model: type[Model], *, key: str = "", holds: Callable[[str], bool] | None = None
) -> Iterator[Part]:
    """All text of this kind that the officer may search, record by record, without holding it all in memory.

    `holds` is asked of each part; of all the text of a record together first, which is much quicker for the many
    records without any.
    """
    fields, rows = searched_fields(model), for_officer(viewer, model)
    rows = rows.filter(pk=key) if key else rows
    about = _about(model)
    # An account with two functions in the organisation would come twice.
    rows = rows.distinct() if model._meta.label_lower in OWNED_OTHERWISE else rows
    for row in rows.annotate(**about).values("pk", *fields, *about).iterator(AT_ONCE):
        said = [(field, place, text) for field in fields for place, text in enumerate(stretches(row[field]))]
        if holds is None or holds("\n".join([text for _field, _place, text in said])):
            for field, place, text in said:
                if holds is None or holds(text):
                    yield _part(model, row, field, place, text)


def _about(model: type[Model]) -> dict[str, F]:
    """Owner, law and marking, fetched along with the text."""
    found = belonging(model)
    if found is None:
        return {}
    about = {"part_owner": F(found.owner)}
    if issubclass(model, Shared) or found.shared:
        about |= {"part_regime": F(found.of_shared("regime")), "part_marking": F(found.of_shared("marking"))}
    return about


def _part(model: type[Model], row: dict[str, Any], field: str, place: int, text: str) -> Part:
    marking = row.get("part_marking")
    return Part(
        model._meta.label_lower, str(row["pk"]), field, place, text, row.get("part_owner"),
        Regime(row.get("part_regime") or Regime.AVG), Marking(marking) if marking else None,
    )  # fmt: skip


def stretches(value: Any) -> list[str]:
    """The texts in a value: a plain text is one; a frozen edition or other structure gives all of its own."""
    if isinstance(value, str) and value[:1] in "{[":
        try:
            value = json.loads(value)
        except ValueError:
            return [value]
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, dict):
        value = list(value.values())
    return [text for one in value for text in stretches(one)] if isinstance(value, list) else []


def part_at(viewer: Viewer, *, kind: str, key: str, field: str, place: int) -> Part | None:
    """This stretch as it stands now; None when it no longer exists."""
    model = apps.get_model(kind)
    return next((one for one in parts_in(viewer, model, key=key) if one.field == field and one.place == place), None)


def record_at(viewer: Viewer, *, kind: str, key: str) -> Model | None:
    """The record itself, for the log of who read what."""
    found: Model | None = for_officer(viewer, apps.get_model(kind)).filter(pk=key).first()
    return found


def kind_in_words(kind: str) -> str:
    return str(RECORD_LABELS[kind])


def references_of(kind: str, keys: Collection[str]) -> dict[str, str]:
    """How people call these records; kinds without a reference are left out."""
    model = apps.get_model(kind)
    if "reference" not in {field.name for field in model._meta.concrete_fields}:
        return {}
    rows = model._default_manager.filter(pk__in=keys).values_list("pk", "reference")
    return {str(key): shown_reference(reference) for key, reference in rows}
