"""My mail: which, how often, and switching off by the link in a mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked, open_to_anyone, without_content
from eenheidsbeeld.core.letters import undelivered
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.desk import mail_actions
from eenheidsbeeld.desk.mail.recipients import preference_of, read_off_link
from eenheidsbeeld.desk.mail_forms import MailForm
from eenheidsbeeld.desk.mail_rules import Rhythm, Topic

MOST_UNDELIVERED = 20


@without_content
@require_http_methods(["GET", "POST"])
def preferences(request: Asked) -> HttpResponse:
    viewer = request.viewer
    now = preference_of(viewer.membership)
    wanted = [one.value for one in Topic if one is not Topic.SUMMARY and one.value not in now.switched_off]
    chosen = {"rhythm": now.rhythm, "weekday": now.weekday, "hour": now.hour, "wanted": wanted}
    form = MailForm(request.POST or None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        mail_actions.choose_mail(
            rhythm=Rhythm(said["rhythm"]), weekday=said["weekday"], hour=said["hour"], wanted=said["wanted"],
            by=viewer, at=clock.now(),
        )  # fmt: skip
        messages.success(request, _("Your choice is kept."))
        return redirect("desk:mail")
    runs = viewer.has_role("administrator")
    failed = undelivered(viewer.organisation)[:MOST_UNDELIVERED] if runs else []
    return render(request, "desk/mail.html", {"form": form, "runs": runs, "failed": failed})


@csrf_exempt  # a mail program posts this by itself (RFC 8058); the signed link can only switch mail off
@open_to_anyone
@require_http_methods(["GET", "POST"])
def switch_off(request: HttpRequest, token: str) -> HttpResponse:
    """Opening asks, pressing does: programs that look at links beforehand switch nothing off."""
    if read_off_link(token) is None:
        raise NotThere()
    if request.method == "POST":
        mail_actions.switch_off(token=token, at=clock.now())
    return render(request, "desk/mail_off.html", {"done": request.method == "POST"})
