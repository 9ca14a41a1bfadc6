"""Whoever reads the words of a signal stands in the log as its reader, on whichever page they read them."""

from __future__ import annotations

from typing import Any

import pytest

from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.signals.models import Signal
from tests.security.routes import PUBLIC_ROUTES, SIGNS_OUT, filled, of_no_record, of_records

# Between them they open every page that shows the words of a signal.
READERS = ("woerden_oov", "editor", "woerden_privacy", "police_chief")


@pytest.mark.slow
def test_the_words_of_a_signal_are_shown_to_nobody_whose_reading_is_not_logged(
    full_world: dict[str, str], signed_in: Any
) -> None:
    for signal in Signal.objects.all():
        Signal.objects.filter(pk=signal.pk).update(text=f"Kenmerk{signal.pk}eigen {signal.text}")
    words = {f"Kenmerk{key}eigen": str(key) for key in Signal.objects.values_list("pk", flat=True)}
    routes = [route for route in (*of_records(), *of_no_record()) if route.name not in PUBLIC_ROUTES | SIGNS_OUT]
    shown, unlogged = set(), set()

    for reader in READERS:
        client = signed_in(reader)
        for route in routes:
            last = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            page = client.get(filled(route, full_world)).content.decode("utf-8", "replace")
            entries = AuditEntry.objects.filter(pk__gt=last, is_read=True, subject_kind="signals.signal")
            logged = set(entries.values_list("event", "subject_key"))
            for key in {key for mark, key in words.items() if mark in page}:
                shown.add(route.name)
                if ("read", key) not in logged and not any(event == "list" for event, _key in logged):
                    unlogged.add(route.name)

    assert {"signals:signal", "signals:list", "situations:inbox"} <= shown
    assert sorted(unlogged) == []
