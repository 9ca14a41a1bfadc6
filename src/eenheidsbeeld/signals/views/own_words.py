"""The list of words that are no name: what was taught, by which function, and taking it off again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from eenheidsbeeld.accounts.rules import check_role
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.signals import actions, queries, rules
from eenheidsbeeld.signals.forms import OwnWordForm


@require_http_methods(["GET", "POST"])
def own_words(request: Asked) -> HttpResponse:
    check_role(request.viewer.roles, *rules.MAY_BRING_IN)
    form = OwnWordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.teach_word(word=form.cleaned_data["word"], by=request.viewer, at=clock.now())
        except rules.NotAWord as refusal:
            form.add_error("word", str(refusal.reason))
        else:
            messages.success(request, _("From now on this word stays in your texts."))
            return redirect("signals:own_words")
    context = {"form": form, "words": queries.own_words(request.viewer)}
    return render(request, "signals/own_words.html", context, status=422 if form.errors else 200)


@require_POST
def forget_word(request: Asked) -> HttpResponse:
    chosen = request.POST.get("woord", "")
    try:
        if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 12):
            raise NotThere()
        actions.forget_word(word=int(chosen), by=request.viewer, at=clock.now())
    except rules.HandledAlready as refusal:
        messages.info(request, str(refusal.reason))
    else:
        messages.success(request, _("This word may be masked again."))
    return redirect("signals:own_words")
