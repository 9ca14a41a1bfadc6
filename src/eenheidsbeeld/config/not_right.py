"""What is answered when a request is not right, or when the sign-in behind it fell away while it was handled."""

from __future__ import annotations

from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eenheidsbeeld.config.middleware import READING, typed_words


def not_right(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django calls it a bad request when a session cannot be kept: it ended elsewhere, or the database fell away."""
    if not isinstance(exception, SessionInterrupted):
        return render(request, "400.html", status=400)
    if request.method in READING:
        return redirect(request.get_full_path())
    reason = _(
        "Your sign-in ended, or the connection was lost, while this was being done. Look whether it stands there"
        " before you send it again."
    )
    context = {"title": _("Perhaps this was not stored"), "reason": reason, "typed": typed_words(request)}
    return render(request, "refused.html", context, status=503)
