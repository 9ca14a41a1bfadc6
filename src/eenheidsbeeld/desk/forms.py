"""Forms of the desk: search, the basic team of a municipality, the region's own words beside the help."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.classified import GuardedForm
from eenheidsbeeld.desk.rules import LONGEST_NOTE


class TeamForm(GuardedForm):
    """Which basic team a municipality lies in, where no public source says so."""

    team = forms.CharField(
        label=_("Basic team"),
        help_text=_("The name as the police use it. Empty makes it unknown again."),
        max_length=80,
        required=False,
    )

    def __init__(self, *args: Any, known: str = "bekende-teams", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].widget.attrs["list"] = known


class HelpNoteForm(GuardedForm):
    text = forms.CharField(
        label=_("Addition of your region"),
        help_text=_("Your own agreements, telephone numbers or examples. No names of people. Empty takes it away."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
