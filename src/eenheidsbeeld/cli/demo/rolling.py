"""Telling the demo for the first time, and rolling it on in a later week without touching what was released."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.cli.demo import (
    counts,
    editions,
    forward,
    incoming,
    levels,
    organisations,
    proposals,
    situations,
    who_sees,
)
from eenheidsbeeld.cli.demo.telling import Event, Telling, tell
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.publishing.models import Edition
from eenheidsbeeld.publishing.rules import EditionState
from eenheidsbeeld.reference import demo
from eenheidsbeeld.situations.models import Situation

Progress = Callable[[Iterable[Event]], Callable[[], None]]
MOST_WEEKS_AT_ONCE = 6
TOLD = "demo_told"


def is_told() -> bool:
    return _last_told() is not None


def _last_told() -> Week | None:
    """The newest week that was told. An edition is no proof: the application opens one on Monday by itself."""
    marks = AuditEntry.objects.filter(event=TOLD, system=organisations.DEMO.name).values_list("details", flat=True)
    return max((Week.parse(details["week"]) for details in marks), default=None)


def _mark_as_told(told: Telling, week: Week) -> None:
    audit.record(
        event=TOLD, subject=told.publication, by=organisations.DEMO, at=told.now, details={"week": str(week)}
    )


def tell_everything(told: Telling, *, password: str, progress: Progress) -> None:
    """The whole year, from who takes part to the edition that waits for agreement."""
    organisations.settle_in(told, password=password)
    levels.past_levels(told)
    # On the first of January some of what belongs to that day is still to come.
    shown = [one for one in demo.signals() if one.fits_season(told.now) and one.at.before(told.now) <= told.now]
    events = [
        *incoming.signal_events(told, shown),
        *incoming.nil_return_events(told),
        *situations.situation_events(told, list(demo.situations()), since=told.now),
        *levels.level_events(told),
        *forward.calendar_events(told),
        *proposals.proposal_events(told),
        *who_sees.who_sees_events(told),
        *editions.edition_events(told, list(demo.editions(told.now))),
    ]
    counts.add_history_first(told)
    proposals.words_are_taught(told)
    learned_at, step = told.now - timedelta(hours=proposals.LEARNED_HOURS_AGO), progress(events)
    tell((one for one in events if one.at < learned_at), progress=step)
    proposals.decisions_are_learned(told, at=learned_at)
    tell((one for one in events if one.at >= learned_at), progress=step)
    proposals.decide(told)
    counts.count_signals(told)
    editions.judge_old_claims(told)
    editions.calm_down(told)
    counts.look_in_the_background()
    _mark_as_told(told, Week.of(told.now))


def roll_on(told: Telling, *, progress: Progress) -> int:
    """Bring the demo from the week in which it was last told to this week; answers how many weeks went by."""
    organisations.find_again(told)
    this_week, real_now = Week.of(told.now), told.now
    last, missing = _last_told(), []
    while last is not None and last < this_week:
        last = last.plus(1)
        missing.append(last)
    for week in missing[-MOST_WEEKS_AT_ONCE:]:
        told.now = real_now if week == this_week else week.at(5, 17)
        _release_what_waited(told, before=week)
        _tell_live_week(told, week, progress)
        _mark_as_told(told, week)
    told.now = real_now
    if missing:
        counts.count_signals(told)
        editions.judge_old_claims(told)
        editions.calm_down(told)
    return len(missing)


def _release_what_waited(told: Telling, *, before: Week) -> None:
    """The edition that nobody released is released on its Thursday; silent partners are left out, and it says so."""
    waiting = Edition.objects.filter(
        publication=told.publication, week__lt=str(before),
        state__in=[EditionState.DRAFT, EditionState.IN_AGREEMENT, EditionState.ADOPTED],
    ).order_by("week", "number", "version")  # fmt: skip
    for edition in waiting:
        thursday = Week.parse(edition.week).at(4, 15, 30)
        at = max(thursday, edition.answer_before or thursday, edition.opened_at) + timedelta(minutes=15)
        editions.finish(told, edition, at)


def _tell_live_week(told: Telling, week: Week, progress: Progress) -> None:
    told.week_mark = str(week)
    told.situations = _running_by_key()
    live = [
        one for one in demo.signals() if one.at.weeks == 0 and not one.at.is_seasonal and one.fits_season(told.now)
    ]
    words = [one for one in demo.editions(told.now) if one.weeks_ago == 0]
    events = [
        *incoming.signal_events(told, live),
        *situations.live_attachments(told, list(demo.situations())),
        *proposals.proposal_events(told),
        *levels.level_events(told, only_week=week),
        *editions.edition_events(told, words),
    ]
    tell(events, progress=progress(events))


def _running_by_key() -> dict[str, str]:
    by_title = {one.title: one.key for one in demo.situations()}
    rows = Situation.objects.filter(title__in=by_title).values_list("title", "reference")
    return {by_title[title]: reference for title, reference in rows}
