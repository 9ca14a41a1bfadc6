"""Mail: one task for each mail, so that one address that fails holds up nobody. Arguments are keys."""

from __future__ import annotations

from datetime import datetime

from eenheidsbeeld.core import clock, queue
from eenheidsbeeld.desk import mail_actions
from eenheidsbeeld.desk.mail import notices as notice_mail
from eenheidsbeeld.desk.mail import summary


@queue.task("desk.mail_notices")
def mail_notices(*, notices: list[int]) -> None:
    mail_actions.queue_notices(notices, at=clock.now())


@queue.task("desk.mail_notice")
def mail_notice(*, notice: int, membership: int) -> None:
    notice_mail.send_notice(notice=notice, membership=membership, at=clock.now())


@queue.task("desk.queue_summaries")
def queue_summaries() -> None:
    mail_actions.queue_summaries(at=clock.now())


@queue.task("desk.mail_summary")
def mail_summary(*, membership: int, moment: str) -> None:
    summary.send_summary(membership=membership, moment=datetime.fromisoformat(moment), at=clock.now())


queue.recurring("desk.queue_summaries", next_after=queue.every(minutes=15))
