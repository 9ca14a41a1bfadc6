"""Queueing mail, and choosing which mail one gets."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accounts.models import Membership, Notice
from eenheidsbeeld.accounts.queries import members_with_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import mail, queue
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Actor, System, Viewer
from eenheidsbeeld.desk.mail.recipients import read_off_link
from eenheidsbeeld.desk.mail_rules import TOO_OLD, Rhythm, Topic, summary_moment, when_to_send
from eenheidsbeeld.desk.models import MailPreference


@transaction.atomic
def queue_notices(keys: Collection[int], *, at: datetime) -> None:
    """A task for each member with the role, once for somebody who holds two of the roles."""
    queued: set[tuple[object, ...]] = set()
    for notice in Notice.objects.filter(pk__in=keys, at__gt=at - TOO_OLD).order_by("pk"):
        for member in members_with_role([notice.organisation_id], notice.role):
            once = (member.pk, notice.kind, notice.subject_kind, notice.subject_reference, notice.at)
            if once not in queued:
                queued.add(once)
                after = when_to_send(notice.kind, at)
                queue.enqueue("desk.mail_notice", after=after, notice=notice.pk, membership=member.pk)


def queue_summaries(*, at: datetime) -> int:
    """A task for each membership whose moment has come, once for each moment."""
    if not mail.is_on():
        return 0
    running = Membership.objects.filter(ended_at=None, person__is_active=True, organisation__left_at=None)
    chosen = {one.membership_id: one for one in MailPreference.objects.filter(membership__in=running)}
    usual = MailPreference()
    return sum(
        _queue_summary(key, chosen.get(key, usual), at) for key in running.order_by("pk").values_list("pk", flat=True)
    )


@transaction.atomic
def _queue_summary(membership: int, wish: MailPreference, at: datetime) -> int:
    moment = summary_moment(wish.rhythm, wish.weekday, wish.hour, at)
    if moment is None or (wish.summary_of and wish.summary_of >= moment):
        return 0
    MailPreference.objects.update_or_create(membership_id=membership, defaults={"summary_of": moment})
    queue.enqueue("desk.mail_summary", membership=membership, moment=moment.isoformat())
    return 1


@transaction.atomic
def choose_mail(
    *, rhythm: Rhythm, weekday: int, hour: int, wanted: Collection[str], by: Viewer, at: datetime
) -> MailPreference:
    """Choose how often a summary comes, and which notices are mailed."""
    off = sorted(topic.value for topic in Topic if topic is not Topic.SUMMARY and topic.value not in wanted)
    chosen = {"rhythm": rhythm.value, "weekday": weekday, "hour": hour, "switched_off": off}
    made, _new = MailPreference.objects.update_or_create(membership_id=by.membership, defaults=chosen)
    audit.record(
        event="mail_chosen", subject=made, by=by, at=at, details={"rhythm": rhythm.value, "off": " ".join(off)}
    )
    return made


@transaction.atomic
def switch_off(*, token: str, at: datetime) -> Topic:
    """By the link in a mail, without signing in: it switches this one kind off and can do nothing else."""
    read = read_off_link(token)
    member = Membership.objects.filter(reference=read[0], ended_at=None).first() if read else None
    if read is None or member is None:
        raise NotThere()
    topic, by = read[1], _holder_of_the_link()
    MailPreference.objects.get_or_create(membership=member)
    wish = MailPreference.objects.select_for_update().get(membership=member)
    if topic is Topic.SUMMARY:
        wish.rhythm = Rhythm.NEVER.value
    else:
        wish.switched_off = sorted({*wish.switched_off, topic.value})
    wish.save(update_fields=["rhythm", "switched_off"])
    audit.record(event="mail_switched_off", subject=wish, by=by, at=at, details={"topic": topic.value})
    return topic


def _holder_of_the_link() -> Actor:
    """Whoever clicked did not sign in, so no person is named in the log."""
    return System("mail link")
