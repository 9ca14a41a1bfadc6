"""Small marks: icons, levels, phases, markings, and who did it."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from eenheidsbeeld.core.templatetags import words
from eenheidsbeeld.core.templatetags.icons import ICONS

register = template.Library()


@register.simple_tag
def eb_icon(name: str, label: str = "", size: str = "") -> SafeString:
    """A line icon; without a label it is decoration and hidden from screen readers."""
    return _icon(name, size, format_html('role="img" aria-label="{}"', label)) if label else _decoration(name, size)


@lru_cache(maxsize=256)
def _decoration(name: str, size: str) -> SafeString:
    """A page draws dozens of the same few icons."""
    return _icon(name, size, mark_safe('aria-hidden="true"'))


def _icon(name: str, size: str, hidden: SafeString) -> SafeString:
    return format_html(
        '<svg class="eb-icon{}" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor"'
        ' stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" focusable="false" {}>'
        '<path d="{}"/></svg>',
        f" eb-icon--{size}" if size else "",
        hidden,
        ICONS[name],
    )


@register.inclusion_tag("components/level.html")
def eb_level(
    value: int | str | None,
    direction: str = "",
    previous: int | None = None,
    previous_week: str = "",
    size: str = "",
) -> dict[str, Any]:
    """A tension level: number, word and shape; None is an answer too: not established."""
    level = None if value in (None, "") else int(str(value)[0])
    return {
        "level": level,
        "word": None if level is None else words.LEVELS[level],
        "direction": direction,
        "previous": previous,
        "previous_week": str(previous_week).split("W")[-1].lstrip("0") if previous_week else "",
        "size": size,
    }


@register.inclusion_tag("components/direction.html")
def eb_direction(value: str) -> dict[str, Any]:
    """A direction as a shape and its word."""
    return {"direction": value, "word": words.DIRECTIONS[str(value)]}


@register.inclusion_tag("components/phase.html")
def eb_phase(value: str, size: str = "") -> dict[str, Any]:
    """The four phases as a line, with the present one marked."""
    keys = list(words.PHASES)
    now = keys.index(str(value))
    steps = [
        {"key": key, "word": word, "is_now": index == now, "is_past": index < now}
        for index, (key, word) in enumerate(words.PHASES.items())
    ]
    return {"steps": steps, "word": words.PHASES[str(value)], "size": size}


@register.simple_tag
def eb_marking(value: str, meaning: bool = False) -> SafeString:
    """A TLP marking in its standard colour, with its meaning beside it where asked."""
    key = str(value).lower().removeprefix("tlp:").replace("+", "_").replace("-", "_")
    return _marking(key, bool(meaning), get_language())


@lru_cache(maxsize=64)
def _marking(key: str, with_meaning: bool, language: str | None) -> SafeString:
    """There are five markings and a list draws one on every row, so each is drawn once per language."""
    label, sentence = words.MARKINGS[key]
    context = {"key": key, "label": label, "sentence": sentence, "with_meaning": with_meaning}
    return render_to_string("components/marking.html", context)


@register.inclusion_tag("components/tag.html")
def eb_tag(text: str, href: str = "", remove_href: str = "", kind: str = "") -> dict[str, Any]:
    """A label for a property; with `remove_href` it can be taken away."""
    return {"text": text, "href": href, "remove_href": remove_href, "kind": kind}


@register.inclusion_tag("components/evidence.html")
def eb_evidence(
    count: int,
    areas: int | None = None,
    href: str = "",
    may_open: int | None = None,
    text: str = "",
) -> dict[str, Any]:
    """What a sentence rests on: so many signals from so many municipalities."""
    return {
        "count": count,
        "areas": areas,
        "href": href,
        "may_open": may_open,
        "text": text,
    }


@register.simple_tag
def eb_kbd(keys: str) -> SafeString:
    """A key, or keys that are pressed together, as in `ctrl+enter`."""
    parts = [format_html('<kbd class="eb-kbd">{}</kbd>', key) for key in keys.split("+") if key]
    return format_html_join("+", "{}", ((part,) for part in parts))


@register.inclusion_tag("components/signature.html")
def eb_signature(function: str, organisation: str = "", at: datetime | None = None, did: str = "") -> dict[str, Any]:
    """Who did it, by function and never by name."""
    return {"function": function, "organisation": organisation, "at": at, "did": did}
