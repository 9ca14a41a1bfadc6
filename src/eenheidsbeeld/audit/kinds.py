"""Every kind of record that ends by itself, in the order in which they can end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Model, Q, QuerySet

from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.core import retention


@dataclass(frozen=True, slots=True)
class Kind:
    """One table with a term of its own. A table whose rows may stay open has a second term, for those that do."""

    model: type[Model]
    keep_for: retention.KeepFor
    ending: retention.Ending | None
    only: Q = field(default_factory=Q)

    @property
    def name(self) -> str:
        return self.model._meta.label_lower

    def past_its_term(self, at: datetime) -> QuerySet[Any]:
        """The records whose term has passed at this moment and that have not ended yet, held or not."""
        before = {f"{self.keep_for.since}__lt": at - self.keep_for.length()}
        not_ended = self.ending.open_only if self.ending and self.ending.open_only else Q()
        return self.model._default_manager.filter(self.only, not_ended, **before).order_by("pk")


def kinds() -> list[Kind]:
    """Every kind with a term; what points to another kind comes before it, so that nothing stands in the way."""
    with_term = {
        model
        for model in apps.get_models()
        if isinstance(term := getattr(model, "keep_for", None), retention.KeepFor)
        and not term.follows_another
        and model not in (AuditEntry,)
    }
    order = TopologicalSorter({model: _pointing_to(model) & with_term for model in with_term})
    return [kind for model in order.static_order() for kind in _terms_of(model)]


def _terms_of(model: type[Model]) -> Iterator[Kind]:
    keep_for: retention.KeepFor = model.keep_for  # type: ignore[attr-defined]
    ending = retention.ending_of(model._meta.label_lower)
    if left_open := retention.term_when_left_open(model):
        yield Kind(model, left_open, ending, Q(**{keep_for.since: None}))
    yield Kind(model, keep_for, ending)


def _pointing_to(model: type[Model]) -> set[type[Model]]:
    return {
        link.related_model
        for link in model._meta.get_fields(include_hidden=True)
        if link.auto_created and isinstance(link.related_model, type) and _protects(link)
        and link.related_model is not model
    }  # fmt: skip


def _protects(link: Any) -> bool:
    return getattr(link, "on_delete", None) is models.PROTECT
