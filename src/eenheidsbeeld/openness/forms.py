"""Forms of this room. Free text is looked through for personal data before it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.rules import Level
from eenheidsbeeld.core.classified import GuardedForm
from eenheidsbeeld.openness.actions import Decision
from eenheidsbeeld.openness.labels import ANSWER_LABELS, KIND_LABELS
from eenheidsbeeld.openness.queries import Asked, Paragraph
from eenheidsbeeld.openness.rules import OPEN, Ground, Kind
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.rights.forms import day_field
from eenheidsbeeld.situations.forms import WordsForm

# A choice of its own, so that the field asks for an answer and "not yet" is one.
NOT_YET = "later"
# From this many paragraphs the same choice can be made for all that have none yet.
MANY = 4


class OpenForm(WordsForm):
    free_text = ("subject",)
    subject = forms.CharField(
        label=_("What is the request about?"), max_length=300,
        help_text=_("In your own words, without who asked. Such as: documents about the reception centre in spring."),
    )  # fmt: skip
    received_on = day_field(label=_("When was it received?"), help_text=_("Four weeks run from this day."))


class ExtendForm(WordsForm):
    free_text = ("reason",)
    reason = forms.CharField(
        label=_("Why does it take longer?"), max_length=300, help_text=_("Who asked hears this reason.")
    )


class CollectForm(GuardedForm):
    """What to look for; it stands in the address, so that a search can be done again."""

    gebied = forms.ChoiceField(label=_("Municipality"), required=False)
    onderwerp = forms.ChoiceField(label=_("Subject"), required=False)
    van = day_field(label=_("From"), required=False)
    tot = day_field(label=_("Up to and including"), required=False)
    zoek = forms.CharField(label=_("Words"), max_length=120, required=False)
    soort = forms.MultipleChoiceField(
        label=_("What kind of document?"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(key.value, label) for key, label in KIND_LABELS.items()],
    )  # fmt: skip

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within = areas.options(Level.MUNICIPALITY, within=unit)
        self.fields["gebied"].choices = [("", _("All")), *within]  # type: ignore[attr-defined]
        self.fields["onderwerp"].choices = phenomena.choices(empty=gettext("All"))  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        got = self.cleaned_data
        return Asked(got["zoek"], got["gebied"], got["onderwerp"], got["van"], got["tot"])

    def kinds(self) -> tuple[Kind, ...]:
        return tuple(Kind(one) for one in self.cleaned_data["soort"]) or tuple(Kind)


class DecideForm(WordsForm):
    """A choice and a motivation for each paragraph of one document."""

    def __init__(self, *args: Any, said: Sequence[Paragraph], grounds: Sequence[Ground], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [one.part.pk for one in said if one.text is not None]
        self.free_text = tuple(f"m{key}" for key in self.keys)  # type: ignore[misc]
        choices = [
            (NOT_YET, _("Not decided yet")),
            (OPEN, _("Open to the public")),
            *((one.key, one.text) for one in grounds),
        ]
        self.is_long = len(self.keys) >= MANY
        if self.is_long:
            self._offer_the_rest(choices)
        for number, one in enumerate(said, start=1):
            if one.text is not None:
                words = {"number": number}
                self.fields[f"d{one.part.pk}"] = forms.ChoiceField(
                    label=_("Decision about paragraph %(number)s") % words, choices=choices,
                    initial=one.decision or NOT_YET,
                )  # fmt: skip
                self.fields[f"m{one.part.pk}"] = forms.CharField(
                    label=_("Motivation for paragraph %(number)s") % words, required=False, max_length=500,
                    initial=one.part.motivation, widget=forms.Textarea(attrs={"rows": 2}),
                )  # fmt: skip

    def _offer_the_rest(self, choices: list[Any]) -> None:
        """A weekly picture has fifty paragraphs; most of them get the same decision."""
        self.free_text = (*self.free_text, "rest_motivation")  # type: ignore[misc]
        self.fields["rest"] = forms.ChoiceField(
            label=_("The same decision for every paragraph that has none yet"), choices=choices, required=False,
            help_text=_("What you choose at a paragraph itself goes first. You can change each afterwards."),
        )  # fmt: skip
        self.fields["rest_motivation"] = forms.CharField(
            label=_("Motivation for these paragraphs"), required=False, max_length=500,
            widget=forms.Textarea(attrs={"rows": 2}),
        )  # fmt: skip

    def decisions(self) -> dict[int, Decision]:
        got = self.cleaned_data
        rest = Decision(got.get("rest") or NOT_YET, got.get("rest_motivation", ""))
        own = {key: Decision(got[f"d{key}"], got[f"m{key}"]) for key in self.keys}
        chosen = {key: rest if one.choice == NOT_YET and not one.motivation else one for key, one in own.items()}
        return {key: Decision("", one.motivation) if one.choice == NOT_YET else one for key, one in chosen.items()}


class AskForm(forms.Form):
    answer_before = day_field(label=_("Answer before"))


class OpinionForm(WordsForm):
    free_text = ("words",)
    answer = forms.ChoiceField(
        label=_("What does the partner say?"), widget=forms.RadioSelect,
        choices=[(key.value, label) for key, label in ANSWER_LABELS.items()],
        error_messages={"required": _("Choose what the partner says.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("In a few sentences"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Without names of people; the letter itself is in your own files."),
    )  # fmt: skip
