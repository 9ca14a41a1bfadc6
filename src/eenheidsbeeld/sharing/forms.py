"""What people choose about sharing. A form only says what was chosen; what may be is decided by rules."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from eenheidsbeeld.accounts.models import Membership, Organisation
from eenheidsbeeld.core.classified import GuardedForm
from eenheidsbeeld.core.words import WordsForm
from eenheidsbeeld.sharing.consent_rules import CHOOSABLE
from eenheidsbeeld.sharing.key_rules import BREAK_GLASS_HOURS, USUAL_HOURS
from eenheidsbeeld.sharing.labels import MARKING_EXPLANATIONS, MARKING_LABELS, VERDICT_LABELS
from eenheidsbeeld.sharing.models import Compartment, SharingGroup
from eenheidsbeeld.sharing.rules import Choice, Marking


class ShareForm(GuardedForm):
    """Who may see it: a marking, and with AMBER the groups."""

    marking = forms.ChoiceField(
        label=_("Who may see this?"),
        choices=[(one.value, f"{MARKING_LABELS[one]}: {MARKING_EXPLANATIONS[one]}") for one in CHOOSABLE],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may see it.")},
    )
    groups = forms.MultipleChoiceField(
        label=_("With which groups?"),
        help_text=_("Only with TLP:AMBER. More than one can be chosen."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, groups: list[SharingGroup], mine: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["groups"]
        chosen.choices = [(str(one.pk), _named(one)) for one in groups]
        chosen.asked_by_another = True
        if not mine:  # others ask to share it further; what narrows is for the owner alone
            marking: Any = self.fields["marking"]
            marking.choices = [one for one in marking.choices if one[0] != Marking.AMBER_STRICT.value]

    def clean(self) -> dict[str, Any]:
        filled = super().clean() or {}
        if filled.get("marking") == Marking.AMBER.value and not filled.get("groups"):
            self.add_error("groups", _("Choose at least one group, or keep it within your own organisation."))
        return filled

    def chosen(self) -> tuple[Marking, list[int]]:
        marking = Marking(self.cleaned_data["marking"])
        return marking, [int(key) for key in self.cleaned_data["groups"]] if marking == Marking.AMBER else []


class WhoSeesForm(GuardedForm):
    """With whom something new is shared: as usual, or otherwise. What it shows follows from who fills it in."""

    AS_USUAL, OWN, GROUPS = "usual", "own", "groups"

    reach = forms.ChoiceField(
        label=_("Who may see this?"),
        choices=[
            (AS_USUAL, _("As usual")),
            (GROUPS, _("The groups that I choose")),
            (OWN, _("Only my own organisation")),
        ],
        help_text=_(
            "As usual: the groups of your area; for police and prosecution first the own organisation alone."
        ),
        initial=AS_USUAL,
        widget=forms.RadioSelect,
    )
    groups = forms.MultipleChoiceField(
        label=_("With which groups?"),
        help_text=_("Only when you choose the groups yourself. More than one can be chosen."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    compartment = forms.ChoiceField(
        label=_("Put it in a compartment?"),
        help_text=_("Then only colleagues with a key read it. Others read what you release later."),
        required=False,
    )

    def __init__(
        self, *args: Any, groups: list[SharingGroup], compartments: list[Compartment], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["groups"]
        chosen.choices = [(str(one.pk), _named(one)) for one in groups]
        chosen.asked_by_another = True
        locked: Any = self.fields["compartment"]
        locked.choices = [("", _("No")), *((str(one.pk), one.name) for one in compartments)]
        if not compartments:
            del self.fields["compartment"]

    def clean(self) -> dict[str, Any]:
        filled = super().clean() or {}
        if filled.get("reach") == self.GROUPS and not filled.get("groups"):
            self.add_error("groups", _("Choose at least one group, or keep it within your own organisation."))
        return filled

    def chosen(self) -> Choice | None:
        """What was chosen; nothing when all is as usual."""
        reach = self.cleaned_data["reach"]
        compartment = int(self.cleaned_data.get("compartment") or 0) or None
        if reach == self.OWN:
            return Choice(Marking.AMBER_STRICT, (), compartment)
        if reach == self.GROUPS:
            return Choice(Marking.AMBER, tuple(int(key) for key in self.cleaned_data["groups"]), compartment)
        return Choice(compartment=compartment) if compartment else None


def _named(group: SharingGroup) -> str:
    return str(_("%(name)s (confidential)") % {"name": group.name}) if group.is_confidential else group.name


class WhyForm(WordsForm):
    """The reason of a question, an answer or a review."""

    free_text = ("reason",)

    reason = forms.CharField(
        label=_("Why?"),
        max_length=300,
        help_text=_("One or two sentences. No names of people."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why, in one or two sentences.")},
    )


class GroupForm(WordsForm):
    free_text = ("name",)
    name = forms.CharField(label=_("Name of the group"), max_length=120)
    is_confidential = forms.BooleanField(
        label=_("Confidential: only its members know that it exists"), required=False
    )


class OrganisationForm(GuardedForm):
    organisation = forms.ChoiceField(label=_("Organisation"))

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["organisation"]
        chosen.choices = [("", _("Choose an organisation")), *((one.reference, one.name) for one in organisations)]


class CompartmentForm(WordsForm):
    free_text = ("name",)
    name = forms.CharField(label=_("Name of the compartment"), max_length=120)
    needs_second_factor = forms.BooleanField(
        label=_("Ask for the second factor each time it is opened"), required=False
    )


class KeyForm(GuardedForm):
    membership = forms.ChoiceField(label=_("Who gets a key?"))
    as_holder = forms.BooleanField(
        label=_("Holder: gives and takes keys, and decides on emergency access"), required=False
    )

    def __init__(self, *args: Any, people: list[Membership], may_name_holders: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["membership"]
        chosen.choices = [("", _("Choose a function")), *((one.reference, one.function) for one in people)]
        if not may_name_holders:
            del self.fields["as_holder"]


class BreakGlassForm(WhyForm):
    hours = forms.TypedChoiceField(
        label=_("For how long?"),
        coerce=int,
        choices=[(hours, ngettext_lazy("%d hour", "%d hours", hours) % hours) for hours in BREAK_GLASS_HOURS],
        initial=USUAL_HOURS,
        widget=forms.RadioSelect,
    )


class ReviewForm(WhyForm):
    verdict = forms.ChoiceField(
        label=_("Was it justified?"),
        choices=[(one.value, label) for one, label in VERDICT_LABELS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it was justified.")},
    )

    field_order = ("verdict", "reason")
