"""Errors that are told to people in words, and to the log without what people wrote."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from eenheidsbeeld.core.doors import open_to_anyone


@open_to_anyone
def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open for too long, or cookies are off: what was typed is still on the page behind "back"."""
    context = {
        "title": _("The page was open for too long"),
        "reason": _("Go back: what you typed is still there. Reload the page and send it again."),
    }
    return render(request, "refused.html", context, status=403)


class _NoVariables(SafeExceptionReporterFilter):
    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: Any) -> Any:
        return []


class NothingPeopleWrote(ExceptionReporter):
    """A crash report holds places in our code, never the message, the variables or anything of the request.

    The request is left out whole: what somebody typed also stands in its address, its headers and its cookies.
    """

    def __init__(
        self,
        request: HttpRequest | None,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        tb: TracebackType | None,
        is_email: bool = False,
    ) -> None:
        super().__init__(None, exc_type, exc_value, tb, is_email)
        self.filter = _NoVariables()

    def get_traceback_data(self) -> dict[str, Any]:
        return {**super().get_traceback_data(), "exception_value": ""}
