"""What is asked when people are let in and when they choose a password; deciding is for the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts.labels import ROLE_LABELS, ROLE_MEANINGS
from eenheidsbeeld.accounts.models import Person
from eenheidsbeeld.core.classified import GuardedForm


def role_choices() -> list[tuple[str, str]]:
    return [(role.value, f"{label}: {ROLE_MEANINGS[role]}") for role, label in ROLE_LABELS.items()]


class FunctionForm(GuardedForm):
    function = forms.CharField(
        label=_("Function"),
        max_length=120,
        help_text=_("This is how others see this person: no name, such as OOV adviser."),
    )


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=role_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Signatory, administrator and privacy officer wait until a second administrator agrees."),
    )


class AnnouncedForm(FunctionForm, RolesForm):
    """Function and roles for somebody whom another organisation announced."""

    field_order = ["function", "roles"]


class InvitationForm(FunctionForm, RolesForm):
    email = forms.EmailField(label=_("E-mail address at work"), help_text=_("The invitation is for this address."))
    field_order = ["email", "function", "roles"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].help_text = _(
            "A role that you do not have yourself waits until a second administrator agrees. So do signatory, "
            "administrator and privacy officer."
        )


class MailDomainsForm(GuardedForm):
    domains = forms.CharField(
        label=_("Mail domains of your organisation"),
        help_text=_("One on each line: what stands after the @, such as voorbeeld.nl. Empty: every mail is bare."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocapitalize": "none"}),
    )


class EndForm(forms.Form):
    """Where somebody goes who ends here: nowhere, or to another organisation of the unit."""

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nowhere = ("", _("Not to another organisation here"))
        self.fields["moves_to"] = forms.ChoiceField(
            label=_("Where does this person go?"),
            required=False,
            choices=[nowhere, *organisations],
            help_text=_("The administrators there then decide on function and roles."),
        )


class PasswordForm(forms.Form):
    """A password twice, held against the rules for passwords."""

    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        help_text=_(
            "At least 12 characters. A sentence that only you would think of is strong and easy to remember."
        ),
    )
    again = forms.CharField(
        label=_("The same password once more"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, Person(email=self.email, display_name=self.data.get("display_name", "")))
        return password

    def clean(self) -> dict[str, Any]:
        filled = super().clean() or {}
        if "password" in filled and "again" in filled and filled["password"] != filled["again"]:
            self.add_error("again", _("This is not the same as above. Type the password once more."))
        return filled


class JoinForm(PasswordForm):
    display_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Only you and your administrators see it; others see your function."),
    )
    field_order = ["display_name", "password", "again"]
