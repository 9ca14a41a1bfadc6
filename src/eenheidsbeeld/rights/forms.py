"""Forms of this room. What somebody is searched by is typed here, used in memory, and goes nowhere else."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.classified import GuardedForm
from eenheidsbeeld.rights.labels import OUTCOME_LABELS, RIGHT_LABELS
from eenheidsbeeld.rights.rules import Outcome
from eenheidsbeeld.situations.forms import WordsForm

NEVER_REMEMBERED = {"rows": 4, "autocomplete": "off", "spellcheck": "false"}


FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 1, 1)
NO_SUCH_DAY = _("Choose a day between 2000 and 2100.")


def day_field(**more: Any) -> forms.DateField:
    """A day within reason: what comes before or after would not fit the sums that are made with it."""
    within = [MinValueValidator(FIRST_DAY, NO_SUCH_DAY), MaxValueValidator(LAST_DAY, NO_SUCH_DAY)]
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=picker, validators=within, **more)


class OpenForm(GuardedForm):
    right = forms.ChoiceField(
        label=_("What does the person ask?"), choices=[(key.value, label) for key, label in RIGHT_LABELS.items()]
    )
    received_on = day_field(label=_("When was it received?"), help_text=_("The term to answer runs from this day."))


class ExtendForm(WordsForm):
    free_text = ("reason",)
    reason = forms.CharField(
        label=_("Why does it take longer?"), max_length=300,
        help_text=_("Such as: many records, or a complex request. No names of people."),
    )  # fmt: skip


class SearchForm(GuardedForm):
    """Not a `WordsForm`: names are what is typed here, and none is stored."""

    words = forms.CharField(
        label=_("What do you search for?"), max_length=1000, widget=forms.Textarea(attrs=NEVER_REMEMBERED),
        help_text=_("One name, number or address on each line, in every spelling you know. It is not kept."),
        error_messages={"required": _("Type what you look for: one name or number on each line.")},
    )  # fmt: skip


class DecideForm(WordsForm):
    free_text = ("motivation",)
    outcome = forms.ChoiceField(
        label=_("What do you decide?"), widget=forms.RadioSelect,
        choices=[(key.value, label) for key, label in OUTCOME_LABELS.items() if key != Outcome.OPEN],
        error_messages={"required": _("Choose what you decide.")},
    )  # fmt: skip
    ground = forms.ChoiceField(label=_("Ground of the law"), required=False)
    motivation = forms.CharField(
        label=_("Why does this ground hold here?"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, grounds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [("", _("No ground: it is granted")), *grounds]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    identity_known = forms.BooleanField(
        label=_("I know that the person who asks is who they say they are"), required=False
    )
