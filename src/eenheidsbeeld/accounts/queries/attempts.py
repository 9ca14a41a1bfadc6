"""How often signing in failed of late, for an account or from an address, whether or not the account exists."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.crypto import salted_hmac

from eenheidsbeeld.accounts.models import FailedAttempt
from eenheidsbeeld.accounts.rules import MOST_NOT_THERE, MOST_PER_ACCOUNT, WINDOW


def is_locked(email: str, *, at: datetime) -> bool:
    return recent(of_account(email), at) >= MOST_PER_ACCOUNT


def recent(of: str, at: datetime) -> int:
    return FailedAttempt.objects.filter(of=of, at__gt=at - WINDOW).count()


def of_account(email: str) -> str:
    return _digest("account", email.strip().lower())


def of_address(address: str) -> str:
    return _digest("address", address)


def of_asking(asker: str) -> str:
    return _digest("not_there", asker)


def asked_too_often(asker: str, *, at: datetime) -> bool:
    return recent(of_asking(asker), at) > MOST_NOT_THERE


def _digest(kind: str, value: str) -> str:
    """Keyed: the table says nothing to who has it without the key."""
    return salted_hmac(
        f"eenheidsbeeld.attempt.{kind}", value, settings.FINGERPRINT_KEY, algorithm="sha256"
    ).hexdigest()
