"""Lists of things: summaries, timelines, filters, steps, pages and what belongs to a list."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils.translation import gettext as _

from eenheidsbeeld.core.templatetags import words

register = template.Library()


@register.inclusion_tag("components/definitions.html")
def eb_definitions(items: Iterable[Any]) -> dict[str, Any]:
    """Terms with their descriptions: pairs `(term, description)`."""
    return {"items": list(items)}


@register.inclusion_tag("components/summary.html")
def eb_summary(items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Answers to check before sending: `question`, `answer`, `href` to change it."""
    return {"items": list(items)}


@register.inclusion_tag("components/timeline.html")
def eb_timeline(events: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What happened, in order: `at`, `title`, and perhaps `kind`, `text`, `level`, `phase`, `by`, `href`."""
    shown = [{**event, "kind_word": words.TIMELINE_KINDS.get(event.get("kind", ""), "")} for event in events]
    return {"events": shown}


@register.inclusion_tag("components/filters.html")
def eb_filters(saved: Iterable[Mapping[str, Any]], save_href: str = "") -> dict[str, Any]:
    """Saved filters above a list: `label`, `href`, `current`, perhaps `count`."""
    return {"saved": list(saved), "save_href": save_href}


@register.inclusion_tag("components/tabs.html")
def eb_tabs(items: Iterable[Mapping[str, Any]], label: str) -> dict[str, Any]:
    """Parts of one subject, each with its own address: `label`, `href`, `current`, perhaps `count`."""
    return {"items": list(items), "label": label}


@register.inclusion_tag("components/pages.html")
def eb_pages(earlier: str = "", later: str = "", summary: str = "") -> dict[str, Any]:
    """Earlier and later in a long list; there are no page numbers, so a new row moves nothing."""
    return {"earlier": earlier, "later": later, "summary": summary}


@register.inclusion_tag("components/breadcrumb.html")
def eb_breadcrumb(*parts: str) -> dict[str, Any]:
    """Where this page is: label, address, label, address … from the outside in."""
    return {"trail": list(zip(parts[::2], parts[1::2], strict=True))}


@register.inclusion_tag("components/progress.html")
def eb_progress(current: int, total: int, label: str = "", back: str = "") -> dict[str, Any]:
    """How far in a guided path: question 2 of 5, with the way back."""
    return {
        "current": current,
        "total": total,
        "label": label,
        "back": back,
        "steps": range(1, total + 1),
    }


@register.inclusion_tag("components/steps.html")
def eb_steps(items: Iterable[Mapping[str, Any]], label: str) -> dict[str, Any]:
    """Stages of a piece of work: `label`, `state` (done, now, next), perhaps `note` and `href`."""
    return {"items": list(items), "label": label}


@register.inclusion_tag("components/toast.html")
def eb_toast(text: str, undo: str = "", kind: str = "ok") -> dict[str, Any]:
    """A short message about what was just done; `undo` is the address that undoes it by POST."""
    return {"text": text, "undo": undo, "kind": kind, "csrf_token": ""}


@register.inclusion_tag("components/urgent.html", takes_context=True)
def eb_urgent(
    context: template.Context,
    numbers: Iterable[Mapping[str, str]],
    notify: str = "",
    open: bool = True,
) -> dict[str, Any]:
    """ "This cannot wait": whom to call (`label`, `number`, `when`), and a notice to the analyst on duty."""
    return {
        "numbers": list(numbers),
        "notify": notify,
        "open": open,
        "csrf_token": context.get("csrf_token", ""),
    }


@register.inclusion_tag("components/autosave.html")
def eb_autosave(function: str = "", at: datetime | None = None) -> dict[str, Any]:
    """When and by whom this was last kept; the script fills in the rest."""
    return {"function": function, "at": at}


@register.inclusion_tag("components/key_help.html")
def eb_key_help(keys: Iterable[Any] = (), id: str = "toetsen") -> dict[str, Any]:
    """The keys of this page, in a dialog behind `?`; without a script it is a list that opens."""
    return {"keys": list(keys), "id": id}


@register.simple_tag
def eb_inbox_keys() -> list[tuple[str, str]]:
    """The keys of the inbox, with their words."""
    return [
        ("j", _("Next signal")),
        ("k", _("Previous signal")),
        ("a", _("Attach to a situation")),
        ("o", _("Attach to another situation than the suggestion")),
        ("n", _("Start a new situation")),
        ("x", _("Set aside")),
        ("g", _("Put the signals that you ticked together")),
        ("u", _("Undo the last decision")),
        ("esc", _("Close what is open without a decision")),
        *eb_page_keys(),
    ]


@register.simple_tag
def eb_page_keys() -> list[tuple[str, str]]:
    """The keys that every page has."""
    return [("/", _("Filter this list, or search")), ("?", _("Show these keys"))]
