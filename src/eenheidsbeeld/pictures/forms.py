"""Forms of the editor's desk. They check the shape of what was typed and do nothing else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.classified import GuardedForm
from eenheidsbeeld.core.judgement import Confidence, Likelihood
from eenheidsbeeld.core.plain_words import WRITTEN_HERE
from eenheidsbeeld.publishing.actions.edit import LONGEST_STATEMENT
from eenheidsbeeld.situations.labels import CONFIDENCE_LABELS, LIKELIHOOD_LABELS

NO_WORD = ("", _("No likelihood word"))
NO_CONFIDENCE = ("", _("No confidence given"))


class StatementForm(GuardedForm):
    text = forms.CharField(
        label=_("Sentence"), max_length=LONGEST_STATEMENT, widget=forms.Textarea(attrs={"rows": 4, **WRITTEN_HERE}),
        error_messages={"required": _("Write the sentence.")},
    )  # fmt: skip
    likelihood = forms.ChoiceField(
        label=_("How likely"), required=False,
        choices=[NO_WORD, *((word.value, LIKELIHOOD_LABELS[word]) for word in Likelihood)],
        help_text=_("Only for what may happen. Seven fixed words, so that everyone reads the same."),
    )  # fmt: skip
    confidence = forms.ChoiceField(
        label=_("How sure are we"), required=False,
        choices=[NO_CONFIDENCE, *((word.value, CONFIDENCE_LABELS[word]) for word in Confidence)],
    )  # fmt: skip
    revision = forms.IntegerField(required=False, min_value=0, initial=0, widget=forms.HiddenInput)


class SectionForm(GuardedForm):
    text = forms.CharField(
        label=_("Text above the sentences"), required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 4})
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


# Two boxes under one label: each says which of the two it is.
DAY: dict[str, Any] = {"type": "date", "aria-label": _("Day")}
TIME: dict[str, Any] = {"type": "time", "aria-label": _("Time")}


class SendRoundForm(forms.Form):
    answer_before = forms.SplitDateTimeField(
        label=_("Answer before"),
        widget=forms.SplitDateTimeWidget(
            date_attrs=DAY, date_format="%Y-%m-%d",
            time_attrs=TIME, time_format="%H:%M",
        ),
        help_text=_("After this moment a part without an answer is left out, and the edition says so."),
    )  # fmt: skip


class DissentForm(GuardedForm):
    dissent = forms.CharField(
        label=_("Another view, in your own words"), required=False, max_length=1200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is printed under your part. Leave it empty when you simply agree."),
    )  # fmt: skip


class NoteForm(GuardedForm):
    note = forms.CharField(
        label=_("What is corrected, in one sentence"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say in one sentence what is corrected. Every reader sees this sentence.")},
    )  # fmt: skip


class ReasonForm(GuardedForm):
    reason = forms.CharField(
        label=_("Why is it withdrawn, in one sentence"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say in one sentence why it is withdrawn. Every reader sees this sentence.")},
    )  # fmt: skip


class DestroyForm(GuardedForm):
    reason = forms.CharField(
        label=_("Why is the content destroyed, in one sentence"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Do not repeat the words that must go."),
        error_messages={
            "required": _("Say in one sentence why the content is destroyed. Every reader sees this sentence.")
        },
    )  # fmt: skip
    sure = forms.BooleanField(
        label=_("I know that this cannot be undone"),
        error_messages={"required": _("Tick the box if you want to destroy the content.")},
    )


DAYS = [
    (1, _("Monday")), (2, _("Tuesday")), (3, _("Wednesday")), (4, _("Thursday")), (5, _("Friday")),
    (6, _("Saturday")), (7, _("Sunday")),
]  # fmt: skip


class RhythmForm(forms.Form):
    opens_on = forms.TypedChoiceField(label=_("Opens on"), choices=DAYS, coerce=int)
    closes_on = forms.TypedChoiceField(label=_("Partners answer before"), choices=DAYS, coerce=int)
    closes_at_hour = forms.IntegerField(label=_("At (full hour)"), min_value=0, max_value=23)
    released_on = forms.TypedChoiceField(label=_("Released on"), choices=DAYS, coerce=int)
    released_at_hour = forms.IntegerField(label=_("At (full hour)"), min_value=0, max_value=23)
