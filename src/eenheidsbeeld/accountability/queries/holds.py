"""Holds on destruction: what is held, by whom, why, and what that keeps now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from eenheidsbeeld.accountability.queries import reach
from eenheidsbeeld.accountability.queries.certificates import day, name_of
from eenheidsbeeld.accounts.queries import functions
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.audit import holds as held
from eenheidsbeeld.audit.hold_rules import AREA, SUBJECT, HeldPeriod
from eenheidsbeeld.audit.models import LegalHold
from eenheidsbeeld.core.references import tidy_reference
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.phenomena import queries as phenomena


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold as people read it."""

    hold: LegalHold
    what: str
    placed_by: str
    lifted_by: str
    is_due: bool


def holds(viewer: Viewer, at: datetime) -> list[Hold]:
    """Running holds first, then those that were lifted, the newest first."""
    found = _within_reach(viewer).order_by("-placed_at", "-pk")[:500]
    return in_words(sorted(found, key=lambda one: one.lifted_at is not None), at)


def by_others(viewer: Viewer, at: datetime) -> list[Hold]:
    """Records of the own organisation that another one keeps now, such as for a request that it answers."""
    reach.check_officer(viewer)
    here = reach.organisations(viewer)
    kinds = list(reach.KNOWN_BY_REFERENCE)
    running = LegalHold.objects.filter(lifted_at=None, organisation__isnull=False, subject_kind__in=kinds)
    rows = list(running.exclude(organisation__in=here).order_by("-placed_at", "-pk"))
    own = reach.owned(viewer, [(one.subject_kind, one.subject_key) for one in rows])
    return in_words([one for one in rows if (one.subject_kind, one.subject_key) in own], at)


def hold(viewer: Viewer, reference: str, at: datetime) -> Hold:
    found = _within_reach(viewer).filter(reference=tidy_reference(reference)).first()
    if found is None:
        raise NotThere()
    [read] = in_words([found], at)
    return read


def _within_reach(viewer: Viewer) -> QuerySet[LegalHold]:
    """Of the own organisation; the bureau sees those of its unit, and those that came back with a reserve copy."""
    reach.check_officer(viewer)
    ours = Q(organisation__in=reach.organisations(viewer))
    if reach.is_of_the_bureau(viewer):
        ours |= Q(organisation=None, unit__in=["", viewer.unit])
    return LegalHold.objects.filter(ours)


def ran_in(viewer: Viewer, start: datetime, end: datetime) -> QuerySet[LegalHold]:
    """Holds that ran for some time between two moments."""
    still = Q(lifted_at=None) | Q(lifted_at__gte=start)
    return _within_reach(viewer).filter(still, placed_at__lt=end).order_by("placed_at", "pk")


def in_words(found: Iterable[LegalHold], at: datetime) -> list[Hold]:
    rows = list(found)
    people = functions([one.placed_by for one in rows] + [one.lifted_by for one in rows if one.lifted_by is not None])
    records = reach.named([(one.subject_kind, one.subject_key) for one in rows])
    return [
        Hold(
            one, _what(one, records[one.subject_kind, one.subject_key]), people.get(one.placed_by, ""),
            people.get(one.lifted_by or 0, ""), one.lifted_at is None and one.review_at <= at,
        )
        for one in rows
    ]  # fmt: skip


def _what(one: LegalHold, record: str) -> str:
    if one.subject_kind not in (AREA, SUBJECT):
        return record
    period = HeldPeriod.parse(one.subject_key)
    about = areas.names_of([period.code])[period.code]
    if one.subject_kind == SUBJECT:
        about = phenomena.labels().get(period.code, period.code)
    days = {"about": about, "first": day(period.starts_at), "last": day(period.last_moment)}
    return _("%(about)s, from %(first)s up to and including %(last)s") % days


@dataclass(frozen=True, slots=True)
class KeptNow:
    name: str
    count: int
    past_term: int


def keeps_now(viewer: Viewer, reference: str, at: datetime) -> list[KeptNow]:
    """Per kind how many records a hold keeps, and how many would be gone without it."""
    found = hold(viewer, reference, at).hold
    return [KeptNow(name_of(one.kind), one.count, one.past_term) for one in held.kept_by(found, at)]
