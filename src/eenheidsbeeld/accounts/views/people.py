"""Running the accounts of one's own organisation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eenheidsbeeld.accounts import labels
from eenheidsbeeld.accounts.actions import handing_over
from eenheidsbeeld.accounts.actions import people as actions
from eenheidsbeeld.accounts.actions.people import Wanted
from eenheidsbeeld.accounts.again import prove_again
from eenheidsbeeld.accounts.forms import AnnouncedForm, FunctionForm, InvitationForm, RolesForm
from eenheidsbeeld.accounts.links import Link, address_of
from eenheidsbeeld.accounts.mail_rules import is_own_address
from eenheidsbeeld.accounts.queries import people as queries
from eenheidsbeeld.accounts.rules import Act, Role, check_role
from eenheidsbeeld.accounts.sections import sections_for
from eenheidsbeeld.accounts.sign_in import check_passwords_are_used
from eenheidsbeeld.core import clock, mail
from eenheidsbeeld.core.doors import Asked, without_content
from eenheidsbeeld.core.refusals import NotThere, Refusal

# Acts that need nothing but their button, and what is said when they are done.
BUTTONS = {
    Act.END_SIGN_INS: gettext_lazy("This person is signed out on all devices."),
    Act.LIFT_LOCKOUT: gettext_lazy("The lock is lifted. This person can sign in again."),
    Act.NEW_PASSWORD: gettext_lazy("There is a link to choose a new password."),
    Act.RESET_SECOND_FACTOR: gettext_lazy("The second step was taken away. At the next sign-in a new one is set up."),
}

NOTES = {
    Act.END_SIGN_INS: gettext_lazy("For a device that was lost. This person can sign in again at once."),
    Act.LIFT_LOCKOUT: gettext_lazy("After too many failed attempts. It also ends by itself."),
    Act.NEW_PASSWORD: gettext_lazy("This person gets a link and chooses the password; you do not see the password."),
    Act.RESET_SECOND_FACTOR: gettext_lazy("For a phone or key that is gone. First make sure who asks you."),
}


@without_content
@require_GET
def index(request: Asked) -> HttpResponse:
    """The parts of running the product that belong to one's roles."""
    sections = sections_for(request.viewer)
    if not sections:
        check_role(request.viewer.roles, Role.ADMINISTRATOR)
    return render(request, "accounts/administration.html", {"sections": sections})


@without_content
@require_GET
def people(request: Asked) -> HttpResponse:
    at = clock.now()
    context = {
        "people": queries.people_here(request.viewer, at=at),
        "invitations": queries.invitations_waiting(request.viewer),
        "proposals": queries.proposals_to_answer(request.viewer),
        "second": queries.who_is_second(request.viewer),
        "labels": labels,
        "now": at,
    }
    return render(request, "accounts/people.html", context)


@without_content
@prove_again
@require_GET
def person(request: Asked, reference: str) -> HttpResponse:
    return _person(request, reference)


def _person(request: Asked, reference: str, *, status: int = 200, **forms_: forms.Form) -> HttpResponse:
    found = queries.person_here(request.viewer, reference, at=clock.now())
    context: dict[str, Any] = {
        "one": found,
        "labels": labels,
        "function_form": FunctionForm(initial={"function": found.membership.function}),
        "roles_form": RolesForm(initial={"roles": [role.value for role in found.roles]}),
        "acts": [(act.value, labels.ACT_LABELS[act], NOTES[act]) for act in BUTTONS],
        "may": queries.what_may_be_done(request.viewer, found.membership),
    }
    return render(request, "accounts/person.html", context | forms_, status=status)


@without_content
@prove_again
@require_POST
def change_function(request: Asked, reference: str) -> HttpResponse:
    form = FunctionForm(request.POST)
    if not form.is_valid():
        return _person(request, reference, status=422, function_form=form)
    wanted = Wanted(function=form.cleaned_data["function"])
    return _done(request, Act.CHANGE_FUNCTION, reference, wanted, _("The function was changed."))


@without_content
@prove_again
@require_POST
def change_roles(request: Asked, reference: str) -> HttpResponse:
    form = RolesForm(request.POST)
    if not form.is_valid():
        return _person(request, reference, status=422, roles_form=form)
    wanted = Wanted(roles=tuple(form.cleaned_data["roles"]))
    return _done(
        request, Act.CHANGE_ROLES, reference, wanted, _("The roles were changed. This person signs in again.")
    )


@without_content
@prove_again
@require_POST
def press(request: Asked, reference: str, act: str) -> HttpResponse:
    """One of the acts that need nothing but their button."""
    chosen = next((one for one in BUTTONS if one.value == act), None)
    if chosen is None:
        raise NotThere()
    if chosen == Act.NEW_PASSWORD:
        check_passwords_are_used()
    return _done(request, chosen, reference, Wanted(), str(BUTTONS[chosen]))


def _done(request: Asked, act: Act, reference: str, wanted: Wanted, said: str) -> HttpResponse:
    is_done = actions.administer(act=act, reference=reference, by=request.viewer, at=clock.now(), wanted=wanted)
    messages.success(request, said if is_done else _("This waits until a second administrator agrees."))
    return redirect("accounts:person", reference)


@without_content
@prove_again
@require_http_methods(["GET", "POST"])
def invite(request: Asked) -> HttpResponse:
    check_role(request.viewer.roles, Role.ADMINISTRATOR)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.invite(**form.cleaned_data, by=request.viewer, at=clock.now())
        except Refusal as refusal:
            form.add_error("email", str(refusal.reason))
        else:
            return _invited(request, made)
    status = 422 if form.errors else 200
    return render(request, "accounts/invite.html", {"form": form}, status=status)


@without_content
@prove_again
@require_http_methods(["GET", "POST"])
def complete_invitation(request: Asked, reference: str) -> HttpResponse:
    """Function and roles for somebody whom another organisation announced."""
    check_role(request.viewer.roles, Role.ADMINISTRATOR)
    found = next((one for one in queries.invitations_waiting(request.viewer) if one.reference == reference), None)
    if found is None:
        raise NotThere()
    form = AnnouncedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.complete_invitation(
            reference=reference, **form.cleaned_data, by=request.viewer, at=clock.now()
        )
        return _invited(request, made)
    return render(request, "accounts/invite.html", {"form": form, "announced": found})


def _invited(request: Asked, made: Any) -> HttpResponse:
    if not made.number:
        said = _("This waits until a second administrator agrees.")
    elif not mail.is_on():
        said = _("The invitation is ready. No mail leaves here: hand the link over yourself.")
    elif is_own_address(made.email, request.membership.organisation.mail_domains):
        said = _("The invitation goes to %(address)s by mail.") % {"address": made.email}
    else:
        said = _(
            "The invitation goes to %(address)s by mail. This address lies outside the mail domains of your "
            "organisation, so the mail does not say who invites and for what."
        ) % {"address": made.email}
    messages.success(request, said)
    return redirect("accounts:people")


@without_content
@prove_again
@require_POST
def renew_invitation(request: Asked, reference: str) -> HttpResponse:
    actions.renew_invitation(reference=reference, by=request.viewer, at=clock.now())
    by_mail = _("A new link goes out by mail. The earlier one no longer works.")
    by_hand = _("There is a new link, to hand over yourself. The earlier one no longer works.")
    messages.success(request, by_mail if mail.is_on() else by_hand)
    return redirect("accounts:people")


@without_content
@prove_again
@never_cache
@require_POST
def hand_over_invitation(request: Asked, reference: str) -> HttpResponse:
    """Show the link of an invitation, where no mail leaves."""
    link = handing_over.hand_over_invitation(reference=reference, by=request.viewer, at=clock.now())
    return _hand_over(request, link, link.email)


@without_content
@prove_again
@never_cache
@require_POST
def hand_over_password_link(request: Asked, reference: str) -> HttpResponse:
    """Show the link to choose a new password, where no mail leaves."""
    link = handing_over.hand_over_password_link(reference=reference, by=request.viewer, at=clock.now())
    return _hand_over(request, link, link.person.email)


def _hand_over(request: Asked, link: Link, for_whom: str) -> HttpResponse:
    context = {"link": link, "address": address_of(link), "for_whom": for_whom}
    return render(request, "accounts/hand_over.html", context)


@without_content
@require_POST
def withdraw_invitation(request: Asked, reference: str) -> HttpResponse:
    actions.withdraw_invitation(reference=reference, by=request.viewer, at=clock.now())
    messages.success(request, _("The invitation was withdrawn. Its link no longer works."))
    return redirect("accounts:people")


@without_content
@prove_again
@require_POST
def answer(request: Asked, reference: str) -> HttpResponse:
    """Be the second person: agree, or decline."""
    agree = request.POST.get("answer") == "agree"
    actions.answer_proposal(reference=reference, agree=agree, by=request.viewer, at=clock.now())
    messages.success(request, _("You agreed; it is done.") if agree else _("You declined; nothing was done."))
    return redirect("accounts:people")
