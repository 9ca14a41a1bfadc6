"""How signals are shared wider: how one is found and named, and which released editions rest on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.publishing import queries as publishing
from eenheidsbeeld.sharing import subjects
from eenheidsbeeld.sharing.models import Shared
from eenheidsbeeld.signals import queries
from eenheidsbeeld.signals.models import Signal


def _title(viewer: Viewer, record: Shared) -> str:
    text = queries.signal(viewer, cast("Signal", record).reference).shown_text  # type: ignore[attr-defined]
    return text if len(text) <= 90 else f"{text[:88].rsplit(' ', 1)[0]} …"


def _address(record: Shared) -> str:
    return reverse("signals:signal", args=[cast("Signal", record).reference])


def _held_by(record: Shared) -> Sequence[subjects.Holding]:
    return publishing.resting_on("signal", cast("Signal", record).reference)


def register() -> None:
    subjects.register(
        subjects.Subject(
            slug="signaal", model=Signal, word=_("Signal"), find=queries.signal, title=_title, address=_address,
            held_by=_held_by,
        )
    )  # fmt: skip
