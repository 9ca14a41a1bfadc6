"""The clock. Read at the doors only (views, command line, tasks); everything below gets the moment passed in."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    return timezone.now()
