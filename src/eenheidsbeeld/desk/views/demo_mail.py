"""Reading the mail of the demo: which came, one of them as text, and as a mail program shows it."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked, without_content
from eenheidsbeeld.desk.mail.kept import kept_mail, kept_mails
from eenheidsbeeld.desk.mail.summary import send_summary

# A mail carries its style in itself, as mail programs want it; nothing else is let in on this one page.
AS_IN_A_MAIL_PROGRAM = {
    "default-src": ["'none'"], "style-src": ["'unsafe-inline'"], "script-src": ["'none'"], "img-src": ["'none'"],
    "font-src": ["'none'"], "connect-src": ["'none'"], "form-action": ["'none'"],
}  # fmt: skip


@without_content
@require_GET
def mails(request: Asked) -> HttpResponse:
    return render(request, "desk/demo_mails.html", {"mails": kept_mails(request.viewer)})


@without_content
@require_GET
def mail(request: Asked, name: str) -> HttpResponse:
    return render(request, "desk/demo_mail.html", {"mail": kept_mail(request.viewer, name)})


@without_content
@csp_replace(AS_IN_A_MAIL_PROGRAM)  # type: ignore[arg-type]  # the library knows views without a parameter only
@require_GET
def as_shown(request: Asked, name: str) -> HttpResponse:
    return HttpResponse(kept_mail(request.viewer, name).html)


@without_content
@require_POST
def make_summary(request: Asked) -> HttpResponse:
    """The summary of this moment, without waiting for Monday morning."""
    kept_mails(request.viewer)
    at = clock.now()
    sent = send_summary(membership=request.viewer.membership, moment=at, at=at, whole_week=True)
    done, not_now = _("Your summary is here."), _("There is nothing to say, or today's summary is here already.")
    messages.success(request, done if sent else not_now)
    return redirect("desk:demo_mails")
