"""Forms of this room. Free text is looked through for personal data before it is stored: no names, functions only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accountability.actions import Assessment
from eenheidsbeeld.accountability.labels import BREACH_KIND_LABELS, RISK_LABELS, TOLD_LABELS
from eenheidsbeeld.accountability.rules import Risk, Told
from eenheidsbeeld.core.classified import GuardedForm
from eenheidsbeeld.core.words import WordsForm
from eenheidsbeeld.situations.forms import moment


def _choices(labels: dict[Any, Any]) -> list[tuple[str, Any]]:
    return [(key.value, label) for key, label in labels.items()]


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ControllerForm(GuardedForm):
    controller = forms.CharField(
        label=_("Who is responsible"), max_length=160, help_text=_("Such as: the mayor, or the chief of police.")
    )
    contact = forms.CharField(
        label=_("Contact"), max_length=160, help_text=_("A function with an address or number that others may know.")
    )
    officer = forms.CharField(
        label=_("Data protection officer"), max_length=160, help_text=_("The function and where it is reached.")
    )


class ConfirmForm(WordsForm):
    free_text = ("note",)
    note = forms.CharField(
        label=_("Where can this be seen?"), max_length=500, widget=_area(2),
        help_text=_("A document with its date, a number, a place. No names of people."),
        error_messages={"required": _("Say where this can be seen.")},
    )  # fmt: skip


class SwitchForm(WordsForm):
    free_text = ("reason",)
    reason = forms.CharField(
        label=_("Why is it switched off?"), max_length=300,
        error_messages={"required": _("Say in one sentence why.")},
    )  # fmt: skip


class NewBreachForm(GuardedForm):
    kind = forms.ChoiceField(label=_("What happened?"), choices=_choices(BREACH_KIND_LABELS))
    day = forms.DateField(
        label=_("On which day was it discovered?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    hour = forms.TimeField(
        label=_("At what time?"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("The 72 hours run from this moment."),
    )  # fmt: skip

    def discovered_at(self) -> datetime:
        found = moment(self.cleaned_data["day"], self.cleaned_data["hour"])
        assert found is not None
        return found


class AssessBreachForm(WordsForm):
    free_text = ("what_happened", "consequences", "measures", "reason")
    what_happened = forms.CharField(
        label=_("What happened?"), widget=_area(), max_length=4000, help_text=_("Without names of people.")
    )
    people_count = forms.IntegerField(
        label=_("About how many people is it?"), required=False, min_value=0, max_value=10_000_000
    )
    consequences = forms.CharField(
        label=_("What can it mean for them?"), widget=_area(), max_length=4000, required=False
    )
    measures = forms.CharField(
        label=_("What was done, what is still to come?"), widget=_area(), max_length=4000, required=False
    )
    risk = forms.ChoiceField(
        label=_("Risk for people"), choices=_choices(RISK_LABELS), widget=forms.RadioSelect, required=False
    )
    supervisor = forms.ChoiceField(
        label=_("Is the supervisor told?"), choices=_choices(TOLD_LABELS), widget=forms.RadioSelect,
        help_text=_("The Autoriteit Persoonsgegevens, within 72 hours, unless a risk is unlikely."),
    )  # fmt: skip
    people = forms.ChoiceField(
        label=_("Are the people themselves told?"), choices=_choices(TOLD_LABELS), widget=forms.RadioSelect,
        help_text=_("With a high risk always, unless an exception of the law holds."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Why do you decide this?"), widget=_area(), max_length=2000, required=False)

    def assessment(self) -> Assessment:
        filled = self.cleaned_data
        return Assessment(
            what_happened=filled["what_happened"], consequences=filled["consequences"], measures=filled["measures"],
            people_count=filled["people_count"], risk=Risk(filled["risk"]) if filled["risk"] else None,
            supervisor=Told(filled["supervisor"]),
            people=Told(filled["people"]), reason=filled["reason"],
        )  # fmt: skip
