"""Each kind of record says what it holds about people, or why nothing; and which of its fields hold people's words."""

from __future__ import annotations

import pytest
from django.db.models import Model

from eenheidsbeeld.core.processing import NoPersonalData, Processing, may_hold_words, our_models, words_of

EVERY = pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)


@EVERY
def test_each_kind_of_record_declares_what_it_holds(model: type[Model]) -> None:
    said = vars(model).get("processing")

    assert isinstance(said, Processing | NoPersonalData), f"{model._meta.label} declares no processing"
    if isinstance(said, Processing):
        assert said.purpose and said.grounds and said.people and said.data and said.recipients
    else:
        assert said.why


@EVERY
def test_each_field_is_declared_to_hold_words_or_codes(model: type[Model]) -> None:
    """What holds words is searched when somebody asks what is kept about them."""
    words, codes = set(words_of(model)), set(getattr(model, "holds_codes", ()))
    known = {field.name for field in model._meta.concrete_fields}

    assert words | codes <= known
    assert not words & codes
    assert set(may_hold_words(model)) <= words | codes


def test_a_line_of_the_register_is_told_once() -> None:
    lines = {id(said): said for model in our_models() if isinstance(said := vars(model)["processing"], Processing)}

    assert len({line.key for line in lines.values()}) == len(lines) >= 6
