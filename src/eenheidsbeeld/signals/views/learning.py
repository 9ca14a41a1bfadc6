"""What the software learned from own decisions: the model card, and switching it on and off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from eenheidsbeeld.accounts.rules import check_role
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.signals import actions, queries
from eenheidsbeeld.signals.actions.learning import MAY_USE


@require_GET
def learned(request: Asked) -> HttpResponse:
    """The model card: from how much, how good beside the rules alone, which words, until when."""
    check_role(request.viewer.roles, *MAY_USE)
    found = queries.what_was_learned(request.viewer)
    context = {
        "found": found,
        "lines": [(phenomena.label(one.code), one) for one in found.lines],
        "others": [(phenomena.label(code), count) for code, count in found.by_rules_alone],
        "is_on": queries.is_on(request.viewer.organisation, Suggestion.LEARNED_PHENOMENA),
    }
    return render(request, "signals/learned.html", context)


@require_POST
def learn(request: Asked) -> HttpResponse:
    actions.ask_to_learn(by=request.viewer, at=clock.now())
    messages.success(request, _("The software learns from your decisions now. Open this page again in a minute."))
    return redirect("signals:learned")


@require_POST
def use(request: Asked) -> HttpResponse:
    if "stop" in request.POST:
        actions.stop_using_learned(by=request.viewer, at=clock.now())
        messages.success(request, _("From now on the rules work alone."))
    else:
        actions.use_learned(by=request.viewer, at=clock.now())
        messages.success(request, _("From now on suggestions rest on the rules and on your own decisions."))
    return redirect("signals:learned")
