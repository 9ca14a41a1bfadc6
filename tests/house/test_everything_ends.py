"""Each kind of record says how long it is kept, and from which moment that runs."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, Model

from eenheidsbeeld.core.retention import KeepFor, term_when_left_open

OURS = [model for model in apps.get_models() if model.__module__.startswith("eenheidsbeeld.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_each_kind_of_record_says_how_long_it_is_kept(model: type[Model]) -> None:
    term = vars(model).get("keep_for", getattr(model, "keep_for", None))

    assert isinstance(term, KeepFor), f"{model._meta.label} declares no keep_for"
    assert term.why
    try:
        field = model._meta.get_field(term.since.split("__")[0])
    except FieldDoesNotExist:
        pytest.fail(f"{model._meta.label} is kept since {term.since}, but has no such field")
    if term.days is not None and "__" not in term.since:
        assert isinstance(field, DateField), f"{term.since} of {model._meta.label} is not a moment"


# In force until somebody ends it: an end by the clock would take away what people work with, or a decision that binds.
STAYS_WHILE_IN_FORCE = {
    "accounts.Membership", "accounts.Organisation", "accounts.Person", "accountability.Confirmation",
    "audit.LegalHold", "desk.HelpNote", "publishing.Publication", "sharing.Compartment", "sharing.CompartmentKey",
    "sharing.GroupMember", "sharing.SharingGroup", "signals.Source", "signals.SuggestionOff",
}  # fmt: skip


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_what_may_be_left_open_ends_too_unless_it_is_in_force(model: type[Model]) -> None:
    term: KeepFor = model.keep_for  # type: ignore[attr-defined]
    may_stay_open = not term.follows_another and "__" not in term.since and model._meta.get_field(term.since).null
    left_open = term_when_left_open(model)

    assert bool(left_open) == (may_stay_open and model._meta.label not in STAYS_WHILE_IN_FORCE)
    if left_open:
        assert left_open.why
        assert isinstance(model._meta.get_field(left_open.since), DateField)


def test_there_are_records_to_ask() -> None:
    assert len(OURS) > 20
