"""Certificates of destruction: one per night, with numbers per kind of record; as a page, a Word file and data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, QuerySet, Sum
from django.template.defaultfilters import date as in_words
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from eenheidsbeeld.accountability.labels import RECORD_LABELS, term_in_words
from eenheidsbeeld.accountability.log_labels import SINCE_LABELS, SWEEP_LABELS
from eenheidsbeeld.accountability.queries import reach
from eenheidsbeeld.accountability.sheets import Facts, Heading, Part, Sheet, Text, grid
from eenheidsbeeld.audit import proof
from eenheidsbeeld.audit.models import DestructionCertificate, DestructionNight
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer

PAGE = 31


@dataclass(frozen=True, slots=True)
class Night:
    """One night as people read it. `failed` names kinds or parts in which something went wrong."""

    night: DestructionNight
    destroyed: int
    held: int
    needed: int
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EndedKind:
    kind: str
    count: int
    term_days: int
    since_field: str
    oldest: datetime
    newest: datetime

    @property
    def name(self) -> str:
        return name_of(self.kind)

    @property
    def term(self) -> str:
        since = SINCE_LABELS.get(self.since_field, self.since_field)
        return _("%(term)s after %(since)s") % {"term": term_in_words(self.term_days), "since": since}


def name_of(kind: str) -> str:
    return str(RECORD_LABELS.get(kind) or SWEEP_LABELS.get(kind) or kind)


def nights(viewer: Viewer, *, before: int | None = None) -> tuple[list[Night], int | None]:
    """The newest first, and the number to go on from. Numbers are of the whole installation, never of one record."""
    reach.check_keeper(viewer)
    rows = DestructionNight.objects.order_by("-number")
    if before is not None:
        rows = rows.filter(number__lt=before)
    found = list(with_counts(rows)[: PAGE + 1])
    return [as_read(one) for one in found[:PAGE]], found[PAGE - 1].number if len(found) > PAGE else None


def with_counts(rows: QuerySet[DestructionNight]) -> QuerySet[Any]:
    return rows.annotate(destroyed=Sum("certificates__count", default=0))


def as_read(night: Any) -> Night:
    failed = tuple(name_of(kind) for kind in sorted(night.failed))
    return Night(night, night.destroyed, sum(night.held.values()), sum(night.needed.values()), failed)


def night(viewer: Viewer, number: int) -> Night:
    reach.check_keeper(viewer)
    found = with_counts(DestructionNight.objects.filter(number=number)).first()
    if found is None:
        raise NotThere()
    return as_read(found)


def ended_kinds(certificates: QuerySet[DestructionCertificate]) -> list[EndedKind]:
    """Certificates added up per kind of record and term."""
    rows = certificates.values("subject_kind", "term_days", "since_field").annotate(
        total=Sum("count"), first=Min("oldest"), last=Max("newest"), parts=Count("pk")
    )
    found = [
        EndedKind(row["subject_kind"], row["total"], row["term_days"], row["since_field"], row["first"], row["last"])
        for row in rows.order_by("subject_kind", "term_days")
    ]
    return sorted(found, key=lambda one: one.name)


def is_sealed(one: DestructionNight) -> bool:
    """Whether the certificate still says what it said when it was sealed."""
    certificates = one.certificates.order_by("pk")
    if one.ended_at is None or any(part.seal != proof.seal_of_certificate(part) for part in certificates):
        return False
    return one.seal == proof.seal_of_night(one, proof.seals_under(one), proof.seal_before(one))


def certificate_sheet(viewer: Viewer, number: int) -> Sheet:
    """The certificate as a document, in Dutch: it is shown to the data-protection officer and the supervisor."""
    found = night(viewer, number)
    with override("nl"):
        parts: list[Part] = [Facts(_facts(found))]
        parts += _destroyed(ended_kinds(found.night.certificates.all()))
        parts += _left_behind(found.night)
        parts += [Heading(_("Seal")), Text(_seal_words(found.night)), Facts(_seals(found.night))]
        return Sheet(
            _("Certificate of destruction %(number)s") % {"number": number},
            _("Numbers and digests of what was destroyed. No content, and no reference to a person."),
            tuple(parts),
        )


def _facts(found: Night) -> tuple[tuple[str, str], ...]:
    one = found.night
    ended = moment(one.ended_at) if one.ended_at else _("Not ended: it goes on the next time")
    cut_off = ((_("Cut off and gone on with"), str(one.times_cut_off)),) if one.times_cut_off else ()
    return (
        (_("Begun"), moment(one.started_at)), (_("Finished"), ended), *cut_off,
        (_("Version of the software"), one.version), (_("Destroyed together"), str(found.destroyed)),
    )  # fmt: skip


def _destroyed(kinds: Sequence[EndedKind]) -> list[Part]:
    if not kinds:
        return [Text(_("This night no term had passed; nothing was destroyed."))]
    head = (_("Kind of record"), _("Number"), _("Term"), _("Oldest"), _("Newest"))
    rows = [(one.name, one.count, one.term, day(one.oldest), day(one.newest)) for one in kinds]
    return [Heading(_("What was destroyed")), grid(_("Numbers per kind of record"), head, rows)]


def _left_behind(one: DestructionNight) -> list[Part]:
    rows = [
        *((name_of(kind), count, _("A hold keeps it")) for kind, count in sorted(one.held.items())),
        *((name_of(kind), count, _("Another record still needs it")) for kind, count in sorted(one.needed.items())),
        *((name_of(kind), len(wrong), _failure(wrong)) for kind, wrong in sorted(one.failed.items())),
    ]
    if not rows:
        return []
    head = (_("Kind of record"), _("Number"), _("Why"))
    return [Heading(_("What stayed although its term had passed")), grid(_("Stayed, and why"), head, rows)]


def _failure(wrong: list[list[str]]) -> str:
    return _("It failed (%(kinds)s); tried again the next night") % {
        "kinds": ", ".join(sorted({reason for _key, reason in wrong}))
    }


def _seal_words(one: DestructionNight) -> str:
    if not one.seal:
        return _("This night has no seal: it has not ended, or is from before nights were sealed.")
    if is_sealed(one):
        return _("The seal is right: nothing in this certificate was altered, and it follows on the night before.")
    return _("The seal is NOT right: this certificate, or the one before it, was altered. Check the log.")


def _seals(one: DestructionNight) -> tuple[tuple[str, str], ...]:
    digests = ", ".join(one.certificates.order_by("pk").values_list("keys_digest", flat=True)[:200])
    return (
        (_("Seal of this certificate"), one.seal or "–"),
        (_("Last seal of the log"), one.log_head or "–"),
        (_("Digests of the keys"), digests or "–"),
    )


def certificate_data(viewer: Viewer, number: int) -> dict[str, Any]:
    """Everything that is sealed, for whoever wants to check it by machine."""
    one = night(viewer, number).night
    parts = one.certificates.order_by("pk").values(
        "pk", "subject_kind", "count", "keys_digest", "oldest", "newest", "term_days", "since_field", "why",
        "destroyed_at", "seal",
    )  # fmt: skip
    return {
        "number": one.number, "started_at": one.started_at, "ended_at": one.ended_at, "version": one.version,
        "times_cut_off": one.times_cut_off, "held": one.held, "needed": one.needed, "failed": one.failed,
        "log_head": one.log_head, "seal_before": proof.seal_before(one), "seal": one.seal, "parts": list(parts),
    }  # fmt: skip


def moment(value: datetime) -> str:
    return str(in_words(localtime(value), "DATETIME_FORMAT"))


def day(value: datetime) -> str:
    return str(in_words(localtime(value), "j F Y"))
