"""Counting failed attempts, for passwords, codes, keys and spare codes alike, per account and per network address.

One count in the database for all processes together. An attempt is written down before it is looked at, so that
many at once cannot all pass the last free place; when it succeeds, its rows go.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from eenheidsbeeld.accounts.models import FailedAttempt
from eenheidsbeeld.accounts.queries.attempts import of_account, of_address, recent
from eenheidsbeeld.accounts.rules import MOST_PER_ACCOUNT, MOST_PER_ADDRESS, TooManyAttempts

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Attempt:
    account: str
    rows: tuple[int, ...]


def begin_attempt(*, email: str, address: str, at: datetime) -> Attempt:
    """Take a place among the attempts of this account and this address, or say that there is none left.

    For an account that does not exist the answer is the same.
    """
    account, network = of_account(email), of_address(address)
    limits = {account: MOST_PER_ACCOUNT, network: MOST_PER_ADDRESS}
    rows = [FailedAttempt.objects.create(of=of, at=at) for of in limits]
    if any(recent(of, at) > most for of, most in limits.items()):
        # Does not count itself: the lock ends a quarter of an hour after the last guess that was looked at.
        FailedAttempt.objects.filter(pk__in=[row.pk for row in rows]).delete()
        log.warning("too many failed attempts: account %s, address %s", account[:12], network[:12])
        raise TooManyAttempts()
    return Attempt(account, tuple(row.pk for row in rows))


def succeed(attempt: Attempt) -> None:
    """This one was right: the account begins anew. Other guesses from the same address keep counting."""
    FailedAttempt.objects.filter(pk__in=attempt.rows).delete()
    FailedAttempt.objects.filter(of=attempt.account).delete()


def take_back(attempt: Attempt) -> None:
    """Right so far, with a second step still to come: this attempt does not count, the earlier ones do."""
    FailedAttempt.objects.filter(pk__in=attempt.rows).delete()


def lift_lockout(email: str) -> None:
    FailedAttempt.objects.filter(of=of_account(email)).delete()


def lift_lockout_of_address(address: str) -> None:
    FailedAttempt.objects.filter(of=of_address(address)).delete()
