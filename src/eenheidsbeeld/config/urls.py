"""Every address of the product. Paths are Dutch, names English."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import include, path, re_path
from django.views.i18n import set_language

from eenheidsbeeld.config import watch
from eenheidsbeeld.core.doors import open_to_anyone
from eenheidsbeeld.desk.views.small import not_there

ROOMS = [
    "accounts", "sharing", "signals", "outlook", "situations", "pictures", "publishing", "accountability", "rights",
    "openness", "desk",
]  # fmt: skip
# An administrator makes accounts and sets a new password; nobody signs up, and addresses are not kept by mail.
CLOSED = (
    r"^inloggen/(?:signup|email|confirm-email|password/reset|password/set|login/code|login/cancelled|login/error)/"
)

urlpatterns = [
    re_path(CLOSED, not_there, name="closed"),
    path("inloggen/", include("allauth.account.urls")),
    path("inloggen/tweede-stap/", include("allauth.mfa.urls")),
    path("taal/", open_to_anyone(set_language), name="set_language"),
    path("gereed/", watch.ready, name="ready"),
    path("meetwaarden/", watch.numbers, name="metrics"),
    path("", include("eenheidsbeeld.core.style_page")),
    *(
        path("", include(f"eenheidsbeeld.{room}.urls"))
        for room in ROOMS
        if find_spec(f"eenheidsbeeld.{room}.urls") is not None
    ),
]

handler400 = "eenheidsbeeld.config.not_right.not_right"
