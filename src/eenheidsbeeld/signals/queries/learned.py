"""What the software learned from an organisation's own decisions, and how much there is to learn from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Case, CharField, Count, F, Q, QuerySet, When

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.publishing.queries import everyone_of
from eenheidsbeeld.sharing.queries import OWN_WORDING, visible_to
from eenheidsbeeld.signals.models import LearnedModel, Signal
from eenheidsbeeld.text.phenomena.model import MIN_DECISIONS, MIN_YES, Model

MOST_WORDS_SHOWN = 8


def learned_of(organisations: Collection[int]) -> dict[int, Model]:
    """The models that are in use, by organisation; of most organisations there is none, then the rules are alone."""
    rows = LearnedModel.objects.filter(organisation_id__in=organisations, used_since__isnull=False)
    return {
        organisation: _read(key, str(at))
        for organisation, key, at in rows.values_list("organisation_id", "pk", "trained_at")
    }


@lru_cache(maxsize=64)
def _read(key: int, trained_at: str) -> Model:
    """Read once per model: it is the same for every batch until a newer one takes its place."""
    return Model.from_json(LearnedModel.objects.values_list("numbers", flat=True).get(pk=key))


def _decided() -> QuerySet[Signal]:
    """Signals about which a person decided, and whose text may be learned from: not hidden, not locked away."""
    return Signal.objects.filter(
        phenomenon_is_set=True, phenomenon_by__isnull=False, is_hidden=False, compartment=None, practice_run=False
    )


def _decided_by(organisation: int) -> QuerySet[Signal]:
    """Of the own decisions those about signals that everyone of the organisation may still see."""
    everyone = everyone_of(Organisation.objects.get(pk=organisation))
    return visible_to(everyone, _decided().filter(phenomenon_by_id=organisation))


def own_decisions(organisation: int) -> list[tuple[str, str]]:
    """Of each decision the text as this organisation reads it and the kind of unrest, the newest first.

    Of police and judicial records of others that is the released wording; what is shared with it no more stays out.
    """
    others = Q(regime__in=OWN_WORDING) & ~Q(owner_id=organisation)
    read = Case(When(others, then=F("released_text")), default=F("text"), output_field=CharField())
    rows = _decided_by(organisation).annotate(read=read).exclude(read="")
    return list(rows.order_by("-received_at", "-id").values_list("read", "phenomenon"))


def who_decided(least: int = MIN_DECISIONS) -> list[int]:
    """The organisations that decided about enough signals to learn from."""
    counted = _decided().order_by().values("phenomenon_by_id").annotate(count=Count("pk")).filter(count__gte=least)
    return sorted(row["phenomenon_by_id"] for row in counted)


@dataclass(frozen=True, slots=True)
class LearnedLine:
    """For one phenomenon: how far off the rules and the model are on decisions that were left out, and what weighs.

    Errors are mean squared errors (Brier): 0 is perfect. Words are shown as stems.
    """

    code: str
    yes: int
    rules: float
    learned: float
    calibration: float
    words_for: tuple[str, ...]
    words_against: tuple[str, ...]

    @property
    def gain(self) -> float:
        """By which share the error is smaller than that of the rules alone."""
        return 1 - self.learned / self.rules if self.rules else 0.0


@dataclass(frozen=True, slots=True)
class WhatWasLearned:
    model: LearnedModel | None
    lines: tuple[LearnedLine, ...]
    by_rules_alone: tuple[tuple[str, int], ...]
    decisions: int
    needed: int = MIN_DECISIONS
    needed_yes: int = MIN_YES

    @property
    def may_be_used(self) -> bool:
        return bool(self.lines) and self.model is not None and self.model.used_since is None


def what_was_learned(viewer: Viewer) -> WhatWasLearned:
    """The own organisation's model with what it was measured on, and the decisions there are by now."""
    count = _decided_by(viewer.organisation).count()
    found = (
        LearnedModel.objects.select_related("used_by__organisation")
        .filter(organisation_id=viewer.organisation)
        .first()
    )
    if found is None:
        return WhatWasLearned(None, (), (), count)
    model, yes = Model.from_json(found.numbers), found.numbers.get("yes", {})
    lines = [_line(code, model) for code in model.codes]
    others = sorted(
        ((code, number) for code, number in yes.items() if code not in model.codes), key=lambda one: -one[1]
    )
    return WhatWasLearned(found, tuple(sorted(lines, key=lambda one: -one.yes)), tuple(others), count)


def _line(code: str, model: Model) -> LearnedLine:
    kept = model.codes[code]
    ranked = sorted(kept.weights, key=lambda stem: -kept.weights[stem])
    measured = kept.reliability
    return LearnedLine(
        code=code,
        yes=measured.yes if measured else 0,
        rules=measured.brier_rules if measured else 0.0,
        learned=measured.brier if measured else 0.0,
        calibration=measured.calibration_error if measured else 0.0,
        words_for=tuple(stem for stem in ranked if kept.weights[stem] > 0)[:MOST_WORDS_SHOWN],
        words_against=tuple(stem for stem in reversed(ranked) if kept.weights[stem] < 0)[:MOST_WORDS_SHOWN],
    )
