"""Somebody leaves or moves: first what stays behind, then the end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eenheidsbeeld.accounts.actions.people import Wanted, administer
from eenheidsbeeld.accounts.again import prove_again
from eenheidsbeeld.accounts.forms import EndForm
from eenheidsbeeld.accounts.queries import people
from eenheidsbeeld.accounts.rules import Act
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked, without_content
from eenheidsbeeld.desk.queries.leaving import stays_behind


@without_content
@prove_again
@require_http_methods(["GET", "POST"])
def leaving(request: Asked, reference: str) -> HttpResponse:
    membership = people.member_for_change(request.viewer, reference)
    places = [(str(one.pk), one.name) for one in people.organisations_to_move_to(request.viewer)]
    form = EndForm(request.POST or None, organisations=places)
    if request.method == "POST" and form.is_valid():
        there = form.cleaned_data["moves_to"]
        is_done = administer(
            act=Act.END_MEMBERSHIP, reference=reference, by=request.viewer, at=clock.now(),
            wanted=Wanted(moves_to=int(there) if there else None),
        )  # fmt: skip
        said = _("The function was ended.")
        messages.success(request, said if is_done else _("This waits until a second administrator agrees."))
        return redirect("accounts:people")
    context = {"leaver": membership, "lines": stays_behind(membership), "form": form}
    return render(request, "desk/leaving.html", context)
