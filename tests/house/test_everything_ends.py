"""Each kind of record says how long it is kept, and from which moment that runs."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, Model

from eenheidsbeeld.core.retention import KeepFor

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


def test_there_are_records_to_ask() -> None:
    assert len(OURS) > 20
