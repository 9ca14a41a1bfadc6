"""The form of "My mail"."""

from __future__ import annotations

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.desk.labels import RHYTHM_LABELS, TOPIC_LABELS


class MailForm(forms.Form):
    rhythm = forms.ChoiceField(
        label=_("How often do you want a summary?"),
        choices=[(one.value, label) for one, label in RHYTHM_LABELS.items()],
        widget=forms.RadioSelect,
    )
    weekday = forms.TypedChoiceField(
        label=_("On which day, when it comes once a week"),
        choices=[(number + 1, name) for number, name in list(WEEKDAYS.items())[:5]],
        coerce=int,
    )
    hour = forms.TypedChoiceField(
        label=_("At what time"), choices=[(hour, f"{hour}.00") for hour in range(7, 20)], coerce=int
    )
    wanted = forms.MultipleChoiceField(
        label=_("Which messages do you want at once?"),
        choices=[(one.value, label) for one, label in TOPIC_LABELS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Between 20.00 and 7.00 they wait until the morning."),
    )
