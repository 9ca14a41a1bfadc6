"""Every address of the product. Paths are Dutch, names English."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import include, path

ROOMS = ["accounts", "sharing", "signals", "situations", "pictures", "publishing", "desk"]

urlpatterns = [
    path("inloggen/", include("allauth.account.urls")),
    path("inloggen/tweede-stap/", include("allauth.mfa.urls")),
    *(
        path("", include(f"eenheidsbeeld.{room}.urls"))
        for room in ROOMS
        if find_spec(f"eenheidsbeeld.{room}.urls") is not None
    ),
]
