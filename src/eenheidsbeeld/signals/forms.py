"""What people fill in about signals. Forms validate and do nothing else; cleaning is done at the door."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.rules import Level, NotKnown
from eenheidsbeeld.core.classified import GuardedForm
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.plain_words import WRITTEN_HERE
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.signals import labels, rules
from eenheidsbeeld.signals.intake import SignalDraft
from eenheidsbeeld.signals.intake.teaching import surely_a_person
from eenheidsbeeld.signals.rules import Basis, Channel, ContentGrade, NameOutcome, SourceGrade, WithdrawReason


def municipality_choices(unit: str) -> list[tuple[str, str]]:
    """Own unit first, because a signal is nearly always from there; then the rest of the country."""
    try:
        own = areas.options(Level.MUNICIPALITY, within=unit)
    except NotKnown:
        own = []
    mine = {code for code, _name in own}
    return own + [row for row in areas.options(Level.MUNICIPALITY) if row[0] not in mine]


class SignalForm(GuardedForm):
    """What somebody noticed: three minutes, on a phone."""

    text = forms.CharField(
        label=_("What did you notice?"),
        help_text=_("Say what happened or is said, and where. Names and numbers are taken out before it is stored."),
        widget=forms.Textarea(
            attrs={"rows": 6, "autocomplete": "off", "maxlength": rules.LONGEST_TEXT, **WRITTEN_HERE}
        ),
        error_messages={"required": _("Say in one or two sentences what you noticed.")},
    )
    area = forms.ChoiceField(label=_("Municipality"), error_messages={"required": _("Choose a municipality.")})
    event_date = forms.DateField(
        label=_("Day"),
        required=False,
        help_text=_("When it happened or will happen. Leave empty if the text says it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("This is not a date. Write it as 3-12-2026.")},
    )
    event_time = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("This is not a time. Write it as 14:30.")},
    )
    basis = forms.MultipleChoiceField(
        label=_("What does the signal rest on?"),
        help_text=_("More than one can be true."),
        required=False,
        choices=list(labels.BASIS_LABELS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    source_grade = forms.ChoiceField(
        label=_("How reliable is who told you?"),
        choices=list(labels.SOURCE_GRADE_PLAIN.items()),
        initial=SourceGrade.UNKNOWN.value,
        widget=forms.RadioSelect,
    )
    content_grade = forms.ChoiceField(
        label=_("How sure is it?"),
        choices=list(labels.CONTENT_GRADE_PLAIN.items()),
        initial=ContentGrade.UNCONFIRMED.value,
        widget=forms.RadioSelect,
    )
    cannot_wait = forms.BooleanField(label=_("This cannot wait: warn the analyst on duty"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, own_area: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        choices = municipality_choices(viewer.unit)
        area: Any = self.fields["area"]
        area.choices = [("", _("Choose a municipality")), *choices]
        if own_area in dict(choices):
            area.initial = own_area

    def clean_text(self) -> str:
        return _checked(self.cleaned_data["text"])

    def draft(self, at: datetime) -> SignalDraft:
        """The draft as this person fills it in; to be mended with what was done to the masks."""
        filled = self.cleaned_data
        day, hour = filled.get("event_date"), filled.get("event_time")
        return SignalDraft(
            text=filled["text"],
            organisation=self.viewer.organisation,
            channel=Channel.FORM,
            source_key=f"form:{self.viewer.organisation}",
            reported_at=at,
            area_code=filled["area"],
            event_from=datetime.combine(day, hour or time(), DUTCH_TIME) if day else None,
            event_time_known=bool(day and hour),
            said_on=at.astimezone(DUTCH_TIME).date(),
            brought_in_by=self.viewer.membership,
            basis=tuple(sorted(filled["basis"])),
            source_grade=SourceGrade(filled["source_grade"]),
            content_grade=ContentGrade(filled["content_grade"]),
            cannot_wait=filled["cannot_wait"],
            practice_run=self.viewer.practice_run,
        )


def _checked(text: str) -> str:
    """The text, or the reason of the rule as an error at the field."""
    try:
        return rules.check_text(text)
    except rules.Refusal as refusal:
        raise forms.ValidationError(str(refusal.reason)) from None


class LookForm(GuardedForm):
    """What the sender changes while looking over the cleaned text."""

    place = forms.CharField(required=False, max_length=40)
    phenomenon = forms.ChoiceField(label=_("What kind of unrest is it?"), required=False)
    words = forms.CharField(
        label=_("Words that must go too"),
        help_text=_("Type them as they stand in the text, one per line."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["phenomenon"]
        chosen.choices = phenomena.choices(empty=str(_("I leave this to the analyst")))


class WordsForm(GuardedForm):
    """Words to take out of a stored text."""

    words = forms.CharField(
        label=_("Words that must go"),
        help_text=_("Type them as they stand in the text, one per line. This cannot be undone."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={"required": _("Type the words that must go.")},
    )

    def clean_words(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["words"].splitlines() if line.strip()][:50]


class ReportNameForm(WordsForm):
    """Which words are a name, as far as the reporter says so: the report goes first, so it asks for nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.fields["words"]
        words.label, words.required = _("Which words are the name?"), False
        words.help_text = _("As they stand in the text, one per line. You may leave this empty.")


class OwnWordForm(GuardedForm):
    """A word for the list of words that are no name; what the cleaning surely takes for a person is not taken."""

    word = forms.CharField(
        label=_("Word, place or organisation"),
        max_length=80,
        help_text=_("As it stands in your texts. Names of people do not belong here."),
        error_messages={"required": _("Type the word.")},
    )

    def clean_word(self) -> str:
        word: str = self.cleaned_data["word"]
        if surely_a_person(word):
            raise forms.ValidationError(_("This looks like the name of a person. The list never holds names."))
        return word


class SettleForm(GuardedForm):
    outcome = forms.ChoiceField(
        label=_("What do you do?"), choices=list(labels.NAME_OUTCOME_CHOICES.items()), widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Words that must go"),
        help_text=_("Only when you mask: as they stand in the text, one per line."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, masks_only: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if masks_only:
            masked = NameOutcome.MASKED
            choices = [(masked.value, labels.NAME_OUTCOME_CHOICES[masked])]
            self.fields["outcome"].choices = choices  # type: ignore[attr-defined]
            self.initial["outcome"] = masked.value

    def clean(self) -> dict[str, Any]:
        filled = super().clean() or {}
        if filled.get("outcome") == NameOutcome.MASKED.value and not filled.get("words", "").strip():
            self.add_error("words", _("Type the words that must go."))
        return filled


class WithdrawForm(GuardedForm):
    reason = forms.ChoiceField(
        label=_("Why do you withdraw it?"),
        choices=[
            (r.value, label) for r, label in labels.WITHDRAW_LABELS.items() if r != WithdrawReason.PERSONAL_DATA
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )


class GradeForm(GuardedForm):
    source_grade = forms.ChoiceField(
        label=_("Source"), choices=list(labels.SOURCE_GRADE_LABELS.items()), widget=forms.RadioSelect
    )
    content_grade = forms.ChoiceField(
        label=_("Content"), choices=list(labels.CONTENT_GRADE_LABELS.items()), widget=forms.RadioSelect
    )
    basis = forms.MultipleChoiceField(
        label=_("What does the signal rest on?"),
        required=False,
        choices=list(labels.BASIS_LABELS.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    def graded(self) -> dict[str, Any]:
        filled = self.cleaned_data
        return {
            "source_grade": SourceGrade(filled["source_grade"]),
            "content_grade": ContentGrade(filled["content_grade"]),
            "basis": [Basis(one) for one in filled["basis"]],
        }


class TextForm(GuardedForm):
    """A better wording of a signal, or the wording that others may read."""

    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(
            attrs={"rows": 7, "autocomplete": "off", "maxlength": rules.LONGEST_TEXT, **WRITTEN_HERE}
        ),
        error_messages={"required": _("Write the text.")},
    )

    def clean_text(self) -> str:
        return _checked(self.cleaned_data["text"])


class ReleaseForm(TextForm):
    groups = forms.MultipleChoiceField(
        label=_("For whom?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one group.")},
    )

    def __init__(self, *args: Any, groups: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["groups"]
        chosen.choices = groups


class SourceForm(GuardedForm):
    """A publisher for the allow-list: who publishes, where, and why we read it."""

    name = forms.CharField(label=_("Name of the source"), max_length=120)
    publisher = forms.CharField(
        label=_("Publisher"), max_length=120, help_text=_("A government body, a newsroom or another institution.")
    )
    address = forms.CharField(
        label=_("Address of the feed"),
        max_length=500,
        help_text=_("RSS, Atom, or a question to the official publications (SRU)."),
    )
    purpose = forms.CharField(
        label=_("Why is it read?"),
        max_length=300,
        min_length=10,
        help_text=_(
            "What does it add to the picture? What comes in is kept for the picture of public order, and may beside"
            " that serve evaluation and statistics only."
        ),
    )
    ground = forms.CharField(
        label=_("On which ground?"),
        max_length=300,
        min_length=5,
        help_text=_("For example: Gemeentewet, article 172."),
    )
    area = forms.ChoiceField(label=_("Area, when the text names no place"), required=False)
    grade = forms.ChoiceField(
        label=_("How reliable is the source?"),
        choices=list(labels.SOURCE_GRADE_LABELS.items()),
        initial=SourceGrade.RELIABLE.value,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["area"]
        chosen.choices = [("", _("None")), *municipality_choices(viewer.unit)]

    def clean(self) -> dict[str, Any]:
        filled = super().clean() or {}
        if not self.errors:
            try:
                rules.check_source(address=filled["address"], purpose=filled["purpose"], ground=filled["ground"])
            except rules.Refusal as refusal:
                self.add_error("address", str(refusal.reason))
        return filled


class FilterForm(GuardedForm):
    """The filter of a list; its names stand in the address, so they are Dutch."""

    zoek = forms.CharField(label=_("Words"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    gebied = forms.ChoiceField(label=_("Municipality"), required=False)
    fenomeen = forms.ChoiceField(label=_("Kind of unrest"), required=False)
    stand = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Any] = {
            "gebied": [("", labels.FILTER_LABELS["everywhere"]), *municipality_choices(viewer.unit)],
            "fenomeen": phenomena.choices(empty=str(labels.FILTER_LABELS["every_kind"])),
            "stand": [("", labels.FILTER_LABELS["every_state"]), *labels.STATE_LABELS.items()],
        }
        for name, options in choices.items():
            field: Any = self.fields[name]
            field.choices = options
