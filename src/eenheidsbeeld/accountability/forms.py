"""Forms of this room. Free text is looked through for personal data before it is stored: no names, functions only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accountability import queries
from eenheidsbeeld.accountability.actions import Assessment, Why
from eenheidsbeeld.accountability.labels import BREACH_KIND_LABELS, RISK_LABELS, TOLD_LABELS
from eenheidsbeeld.accountability.rules import Risk, Told
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.rules import Level
from eenheidsbeeld.audit.hold_rules import AREA, SUBJECT, HeldPeriod
from eenheidsbeeld.audit.labels import HOLD_GROUND_LABELS
from eenheidsbeeld.audit.rules import HoldGround
from eenheidsbeeld.core.classified import GuardedForm
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.core.words import WordsForm
from eenheidsbeeld.phenomena import queries as phenomena
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


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more
    )  # fmt: skip


class LogFilterForm(GuardedForm):
    """Its names stand in the address, so they are Dutch."""

    van = _day(_("From"))
    tot = _day(_("Up to and including"))
    kamer = forms.ChoiceField(label=_("Part"), required=False)
    handeling = forms.ChoiceField(label=_("Act"), required=False)
    kenmerk = forms.CharField(
        label=_("Reference of a record"), required=False, max_length=20,
        help_text=_("Then you also see what others did with it."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        part: Any = self.fields["kamer"]
        part.choices = [("", _("All parts")), *queries.rooms()]
        act: Any = self.fields["handeling"]
        act.choices = [("", _("All acts")), *queries.acts()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("van") and data.get("tot") and data["tot"] < data["van"]:
            self.add_error("tot", _("The last day lies before the first. Turn them round."))
        return data

    def wanted(self) -> queries.LogFilter:
        filled = self.cleaned_data
        return queries.LogFilter(
            filled["van"], filled["tot"], filled["kamer"], filled["handeling"], filled["kenmerk"].strip()
        )


RECORD = "record"
WHAT_LABELS = {
    RECORD: _("One record"),
    AREA: _("An area, for a period"),
    SUBJECT: _("A subject, for a period"),
}
# What is asked depends on what is held; each has its own page, so that nothing is asked in vain.
ASKED_FOR = {
    RECORD: ("reference",), AREA: ("area", "first", "last"), SUBJECT: ("subject", "first", "last"),
}  # fmt: skip


class HoldForm(WordsForm):
    free_text = ("reason",)
    reference = forms.CharField(
        label=_("Reference of the record"), max_length=20,
        help_text=_(
            "Of a signal, a situation, an edition, a report of a name, a data breach, emergency access, a request of"
            " a person or a Woo request."
        ),
        error_messages={"required": _("Fill in the reference; it stands on the page of the record.")},
    )  # fmt: skip
    area = forms.ChoiceField(label=_("Area"), error_messages={"required": _("Choose an area.")})
    subject = forms.ChoiceField(label=_("Subject"), error_messages={"required": _("Choose a subject.")})
    first = _day(_("First day"))
    last = _day(_("Last day"))
    ground = forms.ChoiceField(label=_("Ground"), choices=_choices(HOLD_GROUND_LABELS))
    reason = forms.CharField(
        label=_("Why?"), max_length=300, widget=_area(2), help_text=_("A number or a date of the case. No names."),
        error_messages={"required": _("Say in one sentence why. The yearly proof shows it.")},
    )  # fmt: skip
    review = _day(_("When do you look whether this is still needed?"))

    def __init__(self, *args: Any, what: str, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.what = what
        others = {name for names in ASKED_FOR.values() for name in names} - set(ASKED_FOR[what])
        for name in others:
            del self.fields[name]
        choices = {
            "area": lambda: [("", _("Choose an area")), *area_choices(viewer.unit)],
            "subject": lambda: phenomena.choices(empty=str(_("Choose a subject"))),
        }
        for name in choices.keys() & self.fields.keys():
            field: Any = self.fields[name]
            field.choices = choices[name]()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", _("The last day lies before the first. Turn them round."))
        return data

    def period(self) -> HeldPeriod:
        filled = self.cleaned_data
        return HeldPeriod(filled[self.what], filled["first"], filled["last"])

    def why(self) -> Why:
        filled = self.cleaned_data
        return Why(HoldGround(filled["ground"]), filled["reason"].strip(), filled["review"])


def area_choices(unit: str) -> list[tuple[str, str]]:
    """The unit, its districts and its municipalities."""
    whole = [(unit, areas.names_of([unit])[unit])]
    return [*whole, *areas.options(Level.DISTRICT, within=unit), *areas.options(Level.MUNICIPALITY, within=unit)]


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


FOR_CLOSING = _("Needed before you close the file.")


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
        label=_("What was done, what is still to come?"),
        widget=_area(),
        max_length=4000,
        required=False,
        help_text=FOR_CLOSING,
    )
    risk = forms.ChoiceField(
        label=_("Risk for people"),
        choices=_choices(RISK_LABELS),
        widget=forms.RadioSelect,
        required=False,
        help_text=FOR_CLOSING,
    )
    supervisor = forms.ChoiceField(
        label=_("Is the supervisor told?"), choices=_choices(TOLD_LABELS), widget=forms.RadioSelect,
        help_text=_("The Autoriteit Persoonsgegevens, within 72 hours, unless a risk is unlikely."),
    )  # fmt: skip
    people = forms.ChoiceField(
        label=_("Are the people themselves told?"), choices=_choices(TOLD_LABELS), widget=forms.RadioSelect,
        help_text=_("With a high risk always, unless an exception of the law holds."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why do you decide this?"), widget=_area(), max_length=2000, required=False, help_text=FOR_CLOSING
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("measures", "risk", "reason"):
            field: Any = self.fields[name]
            field.asked_by_another = True

    def assessment(self) -> Assessment:
        filled = self.cleaned_data
        return Assessment(
            what_happened=filled["what_happened"], consequences=filled["consequences"], measures=filled["measures"],
            people_count=filled["people_count"], risk=Risk(filled["risk"]) if filled["risk"] else None,
            supervisor=Told(filled["supervisor"]),
            people=Told(filled["people"]), reason=filled["reason"],
        )  # fmt: skip
