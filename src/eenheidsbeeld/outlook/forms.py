"""What is chosen on the pages of this room: codes only, nothing is typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.outlook.labels import OUTCOME_LABELS, WHY_LABELS
from eenheidsbeeld.outlook.rules import Finding, Outcome, Why


class JudgementForm(forms.Form):
    """There was something, or it is put aside; putting aside asks for a reason."""

    finding = forms.TypedChoiceField(
        choices=[(one.value, one.value) for one in Finding], coerce=Finding,
        error_messages={"required": _("Choose what you found."), "invalid_choice": _("Choose what you found.")},
    )  # fmt: skip
    why = forms.TypedChoiceField(
        label=_("Why do you put it aside?"), choices=[(one.value, label) for one, label in WHY_LABELS.items()],
        coerce=Why, required=False, empty_value=None, widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the reasons in the list.")},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("finding") is Finding.NOTHING and not cleaned.get("why") and "why" not in self.errors:
            self.add_error("why", _("Choose why you put it aside. Colleagues see the reason."))
        return cleaned


class OutcomeForm(forms.Form):
    outcome = forms.TypedChoiceField(
        choices=[(one.value, label) for one, label in OUTCOME_LABELS.items()], coerce=Outcome,
        error_messages={"required": _("Choose what came of it."), "invalid_choice": _("Choose what came of it.")},
    )  # fmt: skip
