"""The page of sharing groups: who takes part, letting in and showing out. For administrators."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from eenheidsbeeld.accounts.queries import organisations_of_unit
from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked, without_content
from eenheidsbeeld.sharing import actions, queries
from eenheidsbeeld.sharing.forms import GroupForm, OrganisationForm

WHO_LOOKS = (Role.ADMINISTRATOR, Role.PRIVACY_OFFICER)


@without_content
@require_http_methods(["GET", "POST"])
def groups(request: Asked) -> HttpResponse:
    """All groups the viewer may know of, and a form to start one."""
    check_role(request.viewer.roles, *WHO_LOOKS)
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.open_group(**form.cleaned_data, by=request.viewer, at=clock.now())
        messages.success(request, _("The group has been started."))
        return redirect("sharing:group", made.slug)
    found = queries.groups_to_show(request.viewer)
    members = queries.members_of(found)
    context = {
        "rows": [(one, members[one.pk]) for one in found],
        "form": form,
        "may_start": request.viewer.has_role(Role.ADMINISTRATOR.value),
    }
    return render(request, "sharing/groups.html", context, status=422 if form.is_bound else 200)


@without_content
@require_http_methods(["GET", "POST"])
def group(request: Asked, slug: str) -> HttpResponse:
    """One group: who takes part, and for its keeper, who comes in."""
    check_role(request.viewer.roles, *WHO_LOOKS)
    found = queries.group(request.viewer, slug)
    members = queries.members_of([found])[found.pk]
    others = [one for one in organisations_of_unit(request.viewer.unit) if one not in members]
    form = OrganisationForm(request.POST or None, organisations=others)
    if request.method == "POST" and form.is_valid():
        actions.let_in(group=slug, organisation=form.cleaned_data["organisation"], by=request.viewer, at=clock.now())
        messages.success(request, _("The organisation takes part from now on."))
        return redirect("sharing:group", slug)
    administers = request.viewer.has_role(Role.ADMINISTRATOR.value)
    context = {
        "group": found,
        "members": members,
        "form": form,
        "keeps": administers and found.keeper_id == request.viewer.organisation,
        "administers": administers,
        "own": request.viewer.organisation,
    }
    return render(request, "sharing/group.html", context, status=422 if form.is_bound else 200)


@without_content
@require_POST
def show_out(request: Asked, slug: str) -> HttpResponse:
    actions.show_out(group=slug, organisation=request.POST.get("organisation", ""), by=request.viewer, at=clock.now())
    messages.success(request, _("The organisation takes no part any more. It reads nothing more through this group."))
    return redirect("sharing:groups")


@without_content
@require_POST
def end_group(request: Asked, slug: str) -> HttpResponse:
    actions.end_group(group=slug, by=request.viewer, at=clock.now())
    messages.success(request, _("The group has ended. Nobody reads anything through it any more."))
    return redirect("sharing:groups")
