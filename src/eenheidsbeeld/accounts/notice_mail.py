"""From a notice follows mail: queued in the same transaction, by key."""

from __future__ import annotations

from collections.abc import Iterable

from eenheidsbeeld.accounts.models import Notice
from eenheidsbeeld.core import mail, queue


def mail_follows(notices: Iterable[Notice]) -> None:
    """One task for all of them; the room that knows the words makes the mails."""
    keys = [notice.pk for notice in notices]
    if keys and mail.is_on():
        queue.enqueue("desk.mail_notices", notices=keys)


def tell_about_account(task: str, **keys: int | str) -> None:
    """A mail about somebody's own account; without a server nothing is queued, so that nothing goes out late."""
    if mail.is_on():
        queue.enqueue(task, after=None, **keys)
