"""Tags of the desk: the help link that every screen can carry, and a line of the start page."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from eenheidsbeeld.desk.labels import HELP_KEYS, HELP_TITLES
from eenheidsbeeld.desk.queries.lines import Line

register = template.Library()


@register.inclusion_tag("desk/help_link.html")
def help(key: str) -> dict[str, Any]:
    """`{% help "levels" %}`: a link to the help page that explains what stands here."""
    page = HELP_KEYS[key]
    return {"href": reverse("desk:help_page", args=[page.value]), "title": HELP_TITLES[page]}


@register.inclusion_tag("desk/lines.html", takes_context=True)
def desk_lines(context: template.Context, lines: list[Line]) -> dict[str, Any]:
    return {"lines": lines, "csrf_token": context.get("csrf_token", "")}
