"""The yearly proof for the data-protection officer: what ended and by which certificate, what was held and why, which
nights failed and which did not come, and whether the log stayed whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import override

from eenheidsbeeld.accountability.labels import RECORD_LABELS
from eenheidsbeeld.accountability.queries import reach
from eenheidsbeeld.accountability.queries.certificates import (
    EndedKind,
    as_read,
    day,
    ended_kinds,
    is_sealed,
    moment,
    with_counts,
)
from eenheidsbeeld.accountability.queries.holds import in_words, ran_in
from eenheidsbeeld.accountability.queries.log import flaw_in_words
from eenheidsbeeld.accountability.sheets import Facts, Heading, Part, Points, Sheet, Text, grid
from eenheidsbeeld.audit.labels import HOLD_GROUND_LABELS
from eenheidsbeeld.audit.models import AuditEntry, DestructionCertificate, DestructionNight, LogCheck
from eenheidsbeeld.audit.rules import HoldGround
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer

MOST_POINTS = 60


def years(viewer: Viewer, now: datetime) -> list[int]:
    """Years of which there is something to account for, the newest first."""
    reach.check_officer(viewer)
    first = DestructionNight.objects.order_by("started_at").values_list("started_at", flat=True).first()
    this_year = now.astimezone(DUTCH_TIME).year
    begins = first.astimezone(DUTCH_TIME).year if first else this_year
    return list(range(this_year, begins - 1, -1))


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar year by Dutch time, as far as it has passed."""

    number: int
    now: datetime

    @property
    def starts_at(self) -> datetime:
        return datetime(self.number, 1, 1, tzinfo=DUTCH_TIME)

    @property
    def ends_at(self) -> datetime:
        return min(datetime(self.number + 1, 1, 1, tzinfo=DUTCH_TIME), self.now)

    def days(self, since: date) -> Iterator[date]:
        """Every day that has passed whole, from `since` on."""
        one = max(date(self.number, 1, 1), since)
        while one.year == self.number and one < self.now.astimezone(DUTCH_TIME).date():
            yield one
            one += timedelta(days=1)


def yearly_sheet(viewer: Viewer, number: int, now: datetime) -> Sheet:
    if number not in years(viewer, now):
        raise NotThere()
    year = Year(number, now)
    of_the_year = DestructionNight.objects.filter(started_at__gte=year.starts_at, started_at__lt=year.ends_at)
    nights = list(with_counts(of_the_year.order_by("number")))
    with override("nl"):
        parts: list[Part] = [Facts(_facts(year, nights))]
        parts += [Heading(_("What ended, on which term")), *_ended(year)]
        parts += [Heading(_("By which certificates")), *_certificates(nights)]
        parts += [Heading(_("What was held, and why")), *_held(viewer, year)]
        parts += [Heading(_("Nights that failed")), *_failed(nights)]
        parts += [Heading(_("Nights that did not come")), *_gaps(year)]
        parts += [Heading(_("What was destroyed by hand")), *_by_hand(year)]
        parts += [Heading(_("Is the log whole?")), *_log(year)]
        return Sheet(
            _("Proof of destruction %(year)s") % {"year": number},
            _("Made by the software from its certificates, holds and log. For the data-protection officer."),
            tuple(parts),
        )


def _facts(year: Year, nights: Sequence[DestructionNight]) -> tuple[tuple[str, str], ...]:
    ended = [one for one in nights if one.ended_at is not None]
    return (
        (_("Period"), _("%(first)s up to %(last)s") % {"first": day(year.starts_at), "last": day(year.ends_at)}),
        (_("Nights that ended"), str(len(ended))),
        (_("Of which something failed"), str(sum(1 for one in ended if one.failed))),
        (_("Nights that were cut off and gone on with"), str(sum(1 for one in nights if one.times_cut_off))),
        (_("Certificates of which the seal is not right"), str(len([one for one in ended if _is_forged(one)]))),
    )  # fmt: skip


def _is_forged(one: DestructionNight) -> bool:
    """Sealed once, and not as it was sealed; nights from before sealing have none."""
    return bool(one.seal) and not is_sealed(one)


def _ended(year: Year) -> list[Part]:
    found: list[EndedKind] = ended_kinds(
        DestructionCertificate.objects.filter(destroyed_at__gte=year.starts_at, destroyed_at__lt=year.ends_at)
    )
    if not found:
        return [Text(_("In this year no term passed; nothing was destroyed."))]
    rows = [(one.name, one.count, one.term) for one in found]
    return [grid(_("Numbers per kind of record"), (_("Kind of record"), _("Number"), _("Term")), rows)]


def _certificates(nights: Sequence[DestructionNight]) -> list[Part]:
    found = [as_read(one) for one in nights]
    rows = [(one.night.number, day(one.night.started_at), one.destroyed, one.held) for one in found if one.destroyed]
    if not rows:
        return [Text(_("No night of this year destroyed anything."))]
    head = (_("Certificate"), _("Night of"), _("Destroyed"), _("Held"))
    return [grid(_("Certificates with numbers"), head, rows)]


def _held(viewer: Viewer, year: Year) -> list[Part]:
    found = in_words(ran_in(viewer, year.starts_at, year.ends_at), year.now)
    if not found:
        return [Text(_("Nothing was held."))]
    rows = [
        (
            one.what, str(HOLD_GROUND_LABELS[HoldGround(one.hold.ground)]), one.hold.reason, one.placed_by or "–",
            day(one.hold.placed_at), day(one.hold.lifted_at) if one.hold.lifted_at else _("runs"),
        )
        for one in found
    ]  # fmt: skip
    head = (_("What"), _("Ground"), _("Reason"), _("Placed by"), _("Since"), _("Until"))
    return [grid(_("Holds of this year"), head, rows)]


def _failed(nights: Sequence[DestructionNight]) -> list[Part]:
    points = [_failure(one) for one in nights if one.failed or one.ended_at is None]
    return [Points(tuple(points[:MOST_POINTS]))] if points else [Text(_("None."))]


def _failure(one: DestructionNight) -> str:
    if one.ended_at is None:
        return _("Certificate %(number)s, %(day)s: cut off, and not gone on with yet") % {
            "number": one.number, "day": day(one.started_at),
        }  # fmt: skip
    what = ", ".join(
        f"{RECORD_LABELS.get(kind, kind)}: {len(wrong)} × {', '.join(sorted({reason for _k, reason in wrong}))}"
        for kind, wrong in sorted(one.failed.items())
    )
    return _("Certificate %(number)s, %(day)s: %(what)s") % {
        "number": one.number, "day": day(one.started_at), "what": what,
    }  # fmt: skip


def _gaps(year: Year) -> list[Part]:
    """Days without a night that ended, since the first night there ever was."""
    moments = DestructionNight.objects.exclude(ended_at=None).values_list("ended_at", flat=True)
    done = {one.astimezone(DUTCH_TIME).date() for one in moments if one is not None}
    missed = [one for one in year.days(min(done)) if one not in done] if done else []
    if not done:
        return [Text(_("The first night is still to come."))]
    if not missed:
        return [Text(_("None: every night came."))]
    days = [day(datetime(one.year, one.month, one.day, 12, tzinfo=DUTCH_TIME)) for one in missed]
    return [Text(_("%(count)s nights:") % {"count": len(days)}), Points(tuple(days[:MOST_POINTS]))]


def _by_hand(year: Year) -> list[Part]:
    found = AuditEntry.objects.filter(
        event="edition_content_destroyed", at__gte=year.starts_at, at__lt=year.ends_at
    ).order_by("pk")
    if not found:
        return [Text(_("Nothing."))]
    rows = [(moment(one.at), one.details.get("version", "–"), one.details.get("hash", "–")) for one in found]
    return [grid(_("Content of released editions"), (_("When"), _("Version"), _("Hash of what it was")), rows)]


def _log(year: Year) -> list[Part]:
    checks = LogCheck.objects.filter(asked_at__gte=year.starts_at, asked_at__lt=year.ends_at).exclude(ended_at=None)
    last = checks.order_by("-asked_at").first()
    if last is None:
        return [Text(_("In this year nobody looked whether the log is whole."))]
    wrong = [one for one in checks.order_by("asked_at") if one.findings]
    facts = Facts(
        (
            (_("Times checked"), str(checks.count())), (_("Times with a flaw"), str(len(wrong))),
            (_("Last check"), moment(last.asked_at)), (_("Entries then"), str(last.entries)),
            (_("Last seal"), last.head),
        )
    )  # fmt: skip
    flaws = [f"{day(one.asked_at)}: {flaw_in_words(flaw)}" for one in wrong for flaw in one.findings]
    return [facts, Points(tuple(flaws[:MOST_POINTS]))] if flaws else [facts]
