"""Forms of this room. Free text is looked through for personal data while it is in memory, before it is stored."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.plain_words import WRITTEN_HERE
from eenheidsbeeld.core.words import WordsForm
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.sharing.rules import Marking
from eenheidsbeeld.signals.aside import ASIDE_LABELS, AsideReason
from eenheidsbeeld.signals.labels import BASIS_LABELS, CONTENT_GRADE_LABELS, SOURCE_GRADE_LABELS
from eenheidsbeeld.signals.rules import CONTENT_FROM_ADMIRALTY, SOURCE_FROM_ADMIRALTY
from eenheidsbeeld.situations.labels import (
    CALENDAR_KIND_LABELS,
    CONFIDENCE_LABELS,
    DIRECTION_LABELS,
    LEVEL_LABELS,
    LIKELIHOOD_LABELS,
    PHASE_LABELS,
    TRIGGER_KIND_LABELS,
)

LEVEL_WORDS = [(level.value, f"{level.value} · {label}") for level, label in LEVEL_LABELS.items()]

SAY_WHAT: dict[str, Any] = {"required": _("Say in a few words what it is.")}


def _choices(labels: Any) -> list[tuple[str, Any]]:
    return [(str(getattr(key, "value", key)), label) for key, label in labels.items()]


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **WRITTEN_HERE})


def _line() -> forms.TextInput:
    return forms.TextInput(attrs=WRITTEN_HERE)


def _phenomenon_choices() -> list[tuple[str, str]]:
    return phenomena.choices(empty=gettext("Choose a subject"))


class StartForm(WordsForm):
    free_text = ("title", "summary")
    title = forms.CharField(
        label=_("Title"), max_length=160, widget=_line(),
        help_text=_("What is going on, and where. No names of people."),
        error_messages={"required": _("Give the situation a title: what is going on, and where.")},
    )  # fmt: skip
    phenomenon = forms.ChoiceField(
        label=_("Subject"), choices=_phenomenon_choices, error_messages={"required": _("Choose a subject.")}
    )
    summary = forms.CharField(label=_("In one or two sentences"), widget=_area(3), required=False)


class AsideForm(WordsForm):
    free_text = ("words",)
    reason = forms.ChoiceField(label=_("Why"), choices=_choices(ASIDE_LABELS))
    words = forms.CharField(label=_("In your own words"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("reason") == AsideReason.OTHER and not data.get("words"):
            self.add_error("words", gettext("Say in a few words why. The sender reads this."))
        return data


class AssessForm(WordsForm):
    free_text = ("text", "expectation", "confidence_reason")
    text = forms.CharField(
        label=_("Your assessment"),
        widget=_area(5),
        help_text=_("Your judgement, not the facts: those stand apart. Say what it rests on."),
        error_messages={"required": _("Write in a few sentences what you make of it.")},
    )
    phase = forms.ChoiceField(
        label=_("Phase"), choices=_choices(PHASE_LABELS), widget=forms.RadioSelect,
        error_messages={"required": _("Choose a phase.")},
    )  # fmt: skip
    level = forms.TypedChoiceField(
        label=_("Tension level"), choices=LEVEL_WORDS, coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("Choose a level.")},
    )  # fmt: skip
    direction = forms.ChoiceField(
        label=_("Direction"), choices=_choices(DIRECTION_LABELS), widget=forms.RadioSelect,
        error_messages={"required": _("Choose a direction. You can also say that it is not known.")},
    )  # fmt: skip
    basis = forms.MultipleChoiceField(
        label=_("What do you see?"),
        choices=_choices(BASIS_LABELS),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    expectation = forms.CharField(
        label=_("What do you expect?"),
        widget=_area(2),
        required=False,
        help_text=_("One thing that can be checked later."),
    )
    likelihood = forms.ChoiceField(
        label=_("How likely is that?"),
        choices=[("", _("Not said")), *_choices(LIKELIHOOD_LABELS)],
        required=False,
    )
    confidence = forms.ChoiceField(
        label=_("How sure are you of this judgement?"), choices=_choices(CONFIDENCE_LABELS), widget=forms.RadioSelect,
        error_messages={"required": _("Choose how sure you are.")},
    )  # fmt: skip
    confidence_reason = forms.CharField(
        label=_("Why that sure?"), max_length=300, help_text=_("Such as: three sources that do not know each other."),
        error_messages={"required": _("Say in one sentence why you are that sure.")},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("expectation") and not data.get("likelihood"):
            self.add_error("likelihood", gettext("Choose how likely your expectation is."))
        return data


class FactForm(WordsForm):
    free_text = ("text",)
    text = forms.CharField(
        label=_("What happened or is known?"),
        widget=_area(3),
        help_text=_("Only what was seen or established. What you make of it goes into an assessment."),
        error_messages={"required": _("Write in one or two sentences what happened or is known.")},
    )
    happened_on = forms.DateField(
        label=_("On which day?"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    happened_time = forms.TimeField(
        label=_("At what time?"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    source_grade = forms.ChoiceField(
        label=_("The source is"), choices=_choices(SOURCE_GRADE_LABELS), widget=forms.RadioSelect, initial="unknown"
    )
    content_grade = forms.ChoiceField(
        label=_("The content is"),
        choices=_choices(CONTENT_GRADE_LABELS),
        widget=forms.RadioSelect,
        initial="unconfirmed",
    )
    admiralty_source = forms.ChoiceField(
        label=_("Source, A to F"), choices=[("", "–"), *((key, key) for key in SOURCE_FROM_ADMIRALTY)], required=False
    )
    admiralty_content = forms.ChoiceField(
        label=_("Content, 1 to 6"),
        choices=[("", "–"), *((key, key) for key in CONTENT_FROM_ADMIRALTY)],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        source, content = data.get("admiralty_source", ""), data.get("admiralty_content", "")
        if bool(source) != bool(content):
            self.add_error("admiralty_content", gettext("Choose both a letter and a figure, or neither."))
        data["admiralty"] = f"{source}{content}" if source and content else ""
        data["happened_at"] = moment(data.get("happened_on"), data.get("happened_time"))
        return data


class ReasonForm(WordsForm):
    """One sentence why: to withdraw a fact, or to close a situation."""

    free_text = ("reason",)
    reason = forms.CharField(
        label=_("Why?"), max_length=300, help_text=_("One sentence that others can follow."),
        error_messages={"required": _("Say in one sentence why.")},
    )  # fmt: skip


class SplitForm(StartForm):
    """The signals and facts that go along are chosen in lists beside the form."""


class LevelForm(WordsForm):
    free_text = ("reason",)
    level = forms.TypedChoiceField(
        label=_("Tension level"), choices=LEVEL_WORDS, coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("Choose a level.")},
    )  # fmt: skip
    direction = forms.ChoiceField(
        label=_("Direction"), choices=_choices(DIRECTION_LABELS), widget=forms.RadioSelect,
        error_messages={"required": _("Choose a direction. You can also say that it is not known.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why?"), max_length=300, help_text=_("One sentence. The readers of the picture see it."),
        error_messages={"required": _("Say in one sentence why you choose this level.")},
    )  # fmt: skip


class WhenForm(WordsForm):
    """A day, and perhaps a time and an end."""

    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day.")},
    )  # fmt: skip
    from_time = forms.TimeField(
        label=_("From"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    to_time = forms.TimeField(
        label=_("To"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["starts_at"] = moment(data.get("day"), data.get("from_time"))
        data["ends_at"] = moment(data.get("day"), data.get("to_time")) if data.get("to_time") else None
        data["time_known"] = data.get("from_time") is not None
        if data["ends_at"] and data["starts_at"] and data["ends_at"] <= data["starts_at"]:
            data["ends_at"] += timedelta(days=1)  # an evening that ends after midnight
        return data


class CalendarForm(WhenForm):
    free_text = ("title", "note", "place_name")
    title = forms.CharField(label=_("What"), max_length=160, error_messages=SAY_WHAT)
    kind = forms.ChoiceField(label=_("Kind"), choices=_choices(CALENDAR_KIND_LABELS))
    area_code = forms.ChoiceField(label=_("Municipality or area"), required=False)
    place_name = forms.CharField(label=_("Place"), max_length=120, required=False)
    note = forms.CharField(label=_("What should others know?"), widget=_area(2), required=False)
    marking = forms.ChoiceField(label=_("Who may see this"), initial=Marking.AMBER.value)

    def __init__(
        self, *args: Any, areas: list[tuple[str, str]], markings: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area_code"].choices = [("", gettext("The whole district")), *areas]  # type: ignore[attr-defined]
        self.fields["marking"].choices = markings  # type: ignore[attr-defined]


class TriggerForm(WordsForm):
    free_text = ("title", "expectation")
    title = forms.CharField(
        label=_("What"), max_length=160, help_text=_("A date or event, near or far away."), error_messages=SAY_WHAT
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=_choices(TRIGGER_KIND_LABELS))
    first_day = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day.")},
    )  # fmt: skip
    last_day = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    is_certain = forms.BooleanField(label=_("The date is certain"), required=False, initial=True)
    recurs_yearly = forms.BooleanField(label=_("Comes back every year"), required=False)
    phenomenon = forms.ChoiceField(label=_("Subject"), choices=_phenomenon_choices, required=False)
    area_codes = forms.MultipleChoiceField(
        label=_("Where may it be felt?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen means: everywhere."),
    )
    expectation = forms.CharField(
        label=_("What do we expect here?"),
        widget=_area(3),
        required=False,
        help_text=_("Who may be hurt, and who can be reached. People who demonstrate are not a risk."),
    )
    marking = forms.ChoiceField(label=_("Who may see this"), initial=Marking.AMBER.value)

    def __init__(
        self, *args: Any, areas: list[tuple[str, str]], markings: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area_codes"].choices = areas  # type: ignore[attr-defined]
        self.fields["marking"].choices = markings  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("first_day"), data.get("last_day") or data.get("first_day")
        if first and last and last < first:
            self.add_error("last_day", gettext("The last day lies before the first day."))
        data["starts_at"] = moment(first, None)
        data["ends_at"] = moment(last, time(23, 59))
        return data


class ProposalForm(WordsForm):
    free_text = ("title", "note")
    title = forms.CharField(
        label=_("What"), max_length=160, help_text=_("In your own words; the signal itself ends."),
        error_messages=SAY_WHAT,
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), choices=_choices(CALENDAR_KIND_LABELS), initial="announced")
    note = forms.CharField(label=_("What should others know?"), widget=_area(2), required=False)


def moment(day: date | None, at: time | None) -> datetime | None:
    """A day and perhaps a time as a moment, by Dutch time."""
    return None if day is None else datetime.combine(day, at or time(), DUTCH_TIME)
