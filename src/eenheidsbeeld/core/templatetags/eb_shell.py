"""What stands around every page: navigation, and messages with an undo."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()


@dataclass(frozen=True)
class Destination:
    """A place in the main navigation; paths are Dutch and agreed, so core need not know the rooms."""

    key: str
    label: str | Promise
    path: str


DESTINATIONS = (
    Destination("today", _("Today"), "/"),
    Destination("signals", _("Signals"), "/signalen/"),
    Destination("inbox", _("Inbox"), "/inbox/"),
    Destination("situations", _("Situations"), "/situaties/"),
    Destination("pictures", _("Pictures"), "/beelden/"),
    Destination("calendar", _("Calendar"), "/agenda/"),
    Destination("outlook", _("Ahead"), "/vooruitblik/"),
    Destination("areas", _("Areas"), "/gebieden/"),
    Destination("search", _("Search"), "/zoeken/"),
    Destination("sources", _("Sources"), "/bronnen/"),
    Destination("administration", _("Administration"), "/beheer/"),
    Destination("accountability", _("Accountability"), "/verantwoording/"),
)

ON_A_PHONE = ("today", "signals", "inbox", "pictures")


def _place_of(path: str) -> str:
    """The key of the place that an address belongs to; the start page is only itself."""
    for place in DESTINATIONS:
        if path == place.path or (place.path != "/" and path.startswith(place.path)):
            return place.key
    return ""


def _navigation(context: template.Context) -> list[dict[str, Any]]:
    shell = context.get("shell") or {}
    visible, counts = shell.get("nav_visible"), shell.get("nav_counts") or {}
    path = getattr(context.get("request"), "path", "")
    current = context.get("nav") or _place_of(path)
    return [
        {
            "place": place,
            "is_current": place.key == current,
            "count": counts.get(place.key),
        }
        for place in DESTINATIONS
        if visible is None or place.key in visible
    ]


@register.inclusion_tag("components/main_nav.html", takes_context=True)
def eb_main_nav(context: template.Context) -> dict[str, Any]:
    """The main navigation of a wide screen."""
    return {"items": _navigation(context)}


@register.inclusion_tag("components/tabbar.html", takes_context=True)
def eb_tabbar(context: template.Context) -> dict[str, Any]:
    """The navigation at the foot of a phone: four places, and the rest behind More."""
    items = _navigation(context)
    front = [item for item in items if item["place"].key in ON_A_PHONE]
    if len(front) < len(ON_A_PHONE):
        front += [item for item in items if item not in front][: len(ON_A_PHONE) - len(front)]
    return {"front": front, "rest": [item for item in items if item not in front]}


@register.inclusion_tag("components/toasts.html", takes_context=True)
def eb_toasts(context: template.Context) -> dict[str, Any]:
    """The messages of this request; an extra tag `undo:/address/` gives the message its undo button."""
    toasts = []
    for message in context.get("messages") or ():
        tags = (message.extra_tags or "").split()
        undo = next((tag.removeprefix("undo:") for tag in tags if tag.startswith("undo:")), "")
        kind = {"success": "ok", "debug": "info"}.get(message.level_tag, message.level_tag)
        toasts.append({"text": str(message), "undo": undo, "kind": kind})
    return {"toasts": toasts, "csrf_token": context.get("csrf_token", "")}
