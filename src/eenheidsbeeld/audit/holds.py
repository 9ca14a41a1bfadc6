"""What is held now: records that destruction passes by, each with all that is kept along with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Model, Q

from eenheidsbeeld.audit.hold_rules import AREA, SUBJECT, HeldPeriod
from eenheidsbeeld.audit.models import LegalHold
from eenheidsbeeld.core import retention
from eenheidsbeeld.core.models import Lease

Held = Mapping[str, frozenset[str]]
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def one_at_a_time() -> None:
    """Destroying and holding wait for each other, until the transaction of the one is over.

    So whoever placed a hold knows: what was there at that moment stays.
    """
    Lease.objects.select_for_update().get_or_create(
        name="destruction", defaults={"holder": "nobody", "until": LONG_AGO}
    )


def running() -> list[LegalHold]:
    return list(LegalHold.objects.filter(lifted_at=None).order_by("pk"))


def held_among(model: type[Model], keys: Collection[Any]) -> set[Any]:
    """Which of these records are held at this moment."""
    holds = running()
    if not holds:
        return set()
    kind = model._meta.label_lower
    named = _kept_by(holds, only_what_keeps_others=True).get(kind, frozenset())
    found = {key for key in keys if str(key) in named}
    if (wanted := _condition(kind, holds)) is not None:
        found |= set(model._default_manager.filter(wanted, pk__in=keys).values_list("pk", flat=True))
    return found


def is_held(record: Model) -> bool:
    return bool(held_among(type(record), [record.pk]))


# What a room says of a record by kind and key: whether something of that room that runs still needs it.
Needs = Callable[[str, str], bool]
_needing: dict[str, Needs] = {}


def needed_by(room: str, needs: Needs) -> None:
    """Let a room keep the hold on a record as long as it needs it, whoever placed the hold and for which reason.

    One hold runs on a record at a time; without this, lifting it for the one reason would end it for the other.
    """
    _needing[room] = needs


def is_needed(kind: str, key: str) -> bool:
    return any(needs(kind, key) for needs in _needing.values())


def everything_held() -> Held:
    """Every record that is held now, by kind."""
    return _kept_by(running())


@dataclass(frozen=True, slots=True)
class Kept:
    """How many records of a kind a hold keeps, and of how many of them the term has passed."""

    kind: str
    count: int
    past_term: int


def kept_by(hold: LegalHold, at: datetime) -> list[Kept]:
    """What this hold keeps now, by kind."""
    found = _kept_by([hold])
    return [_counted(kind, keys, at) for kind, keys in sorted(found.items()) if keys]


def _counted(kind: str, keys: Collection[str], at: datetime) -> Kept:
    model = apps.get_model(kind)
    past = retention.past_a_term(model, at)
    return Kept(kind, len(keys), model._default_manager.filter(past, pk__in=list(keys)).count())


def _kept_by(holds: Iterable[LegalHold], *, only_what_keeps_others: bool = False) -> Held:
    """Records by kind, with what is kept along. Areas can hold many; then perhaps only what is needed."""
    waiting = [(hold.subject_kind, {hold.subject_key}) for hold in holds if hold.subject_kind not in (AREA, SUBJECT)]
    for kind in retention.whereabouts():
        wanted = _condition(kind, holds)
        if wanted is not None and (retention.keeps_others(kind) or not only_what_keeps_others):
            rows = apps.get_model(kind)._default_manager.filter(wanted).values_list("pk", flat=True)
            waiting.append((kind, {str(key) for key in rows}))
    return _with_what_is_kept_along(waiting)


def _with_what_is_kept_along(waiting: list[tuple[str, set[str]]]) -> Held:
    held: dict[str, set[str]] = {}
    while waiting:
        kind, keys = waiting.pop()
        fresh = keys - held.get(kind, set())
        if fresh:
            held.setdefault(kind, set()).update(fresh)
            along = retention.kept_along(kind, fresh)
            waiting += [(other, {str(one) for one in more}) for other, more in along.items()]
    return {kind: frozenset(keys) for kind, keys in held.items()}


def _condition(kind: str, holds: Iterable[LegalHold]) -> Q | None:
    """Records of this kind that belong to an area or a subject that is held; None when there is none such."""
    where = retention.whereabouts().get(kind)
    if where is None:
        return None
    parts = [_of_one(hold, where) for hold in holds if _path(hold, where)]
    return reduce(or_, parts) if parts else None


def _path(hold: LegalHold, where: retention.Whereabouts) -> str:
    return {AREA: where.area, SUBJECT: where.subject}.get(hold.subject_kind, "")


def _of_one(hold: LegalHold, where: retention.Whereabouts) -> Q:
    period = HeldPeriod.parse(hold.subject_key)
    codes = {period.code}
    if hold.subject_kind == AREA:
        codes = retention.areas_within(period.code, period.years)
    within = reduce(or_, (_lies_in(begin, end, period) for begin, end in where.spans))
    return within & Q(**{f"{_path(hold, where)}__in": sorted(codes)}) & _of_owner(hold, where)


def _lies_in(begin: str, end: str, period: HeldPeriod) -> Q:
    began = Q(**{f"{begin}__lt": period.ends_at})
    still = Q(**{f"{end}__gte": period.starts_at}) | Q(**{end: None, f"{begin}__gte": period.starts_at})
    return began & still


def _of_owner(hold: LegalHold, where: retention.Whereabouts) -> Q:
    if hold.organisation is not None:
        return Q(**{where.owner: hold.organisation})
    return Q(**{f"{where.owner}__unit_code": hold.unit}) if hold.unit else Q()
