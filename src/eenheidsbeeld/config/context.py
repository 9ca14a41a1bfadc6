"""What the frame around every page needs: who is signed in, where they can go, and whether this is the demo."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from eenheidsbeeld.desk.queries.shell import around


def around_every_page(request: HttpRequest) -> dict[str, Any]:
    viewer = getattr(request, "viewer", None)
    return {
        "viewer": viewer,
        "membership": getattr(request, "membership", None),
        "memberships": getattr(request, "memberships", []),
        "is_demo": settings.DEMO,
        # Counted only when a page draws its navigation; a piece of page for htmx does not.
        "shell": SimpleLazyObject(lambda: around(viewer)),
    }
