"""Hints about words while somebody writes: they come and go with the request."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from eenheidsbeeld.core.doors import Asked, without_content
from eenheidsbeeld.core.plain_words import LONGEST_TEXT
from eenheidsbeeld.signals.queries import hints_for


@without_content
@never_cache
@require_POST
def hints(request: Asked) -> HttpResponse:
    """A part of a page; empty when nothing colours the text."""
    found = hints_for(request.viewer, request.POST.get("text", "")[:LONGEST_TEXT])
    return render(request, "components/word_hints.html", {"hints": found})
