"""Choosing as whom you work, when you have more than one function."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from eenheidsbeeld.core.doors import open_to_anyone


@open_to_anyone  # open to somebody who is signed in but has not chosen; others are sent to sign in
@require_http_methods(["GET", "POST"])
def choose_membership(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("account_login")
    memberships = request.memberships  # type: ignore[attr-defined]
    if request.method == "POST":
        chosen = request.POST.get("membership", "")
        if any(membership.reference == chosen for membership in memberships):
            request.session["membership"] = chosen
            return redirect("/")
    return render(request, "accounts/choose_membership.html", {"memberships": memberships})
