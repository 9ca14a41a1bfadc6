"""What the frame around every page needs: who is signed in, and whether this is the demo."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def around_every_page(request: HttpRequest) -> dict[str, Any]:
    return {
        "viewer": getattr(request, "viewer", None),
        "membership": getattr(request, "membership", None),
        "memberships": getattr(request, "memberships", []),
        "is_demo": settings.DEMO,
    }
