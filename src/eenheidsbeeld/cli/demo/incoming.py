"""The signals of the demo, through the one door like all others, and the decisions taken about them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from eenheidsbeeld.cli.demo.telling import ANALYST, COMES_IN, FOLLOWED, Event, Telling
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.reference import demo
from eenheidsbeeld.signals.actions import bring_in, nil_return, release_wording
from eenheidsbeeld.signals.aside import AsideReason
from eenheidsbeeld.signals.intake import SignalDraft, receive_batch
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.rules import Channel, ContentGrade, SomethingWasReported, SourceGrade
from eenheidsbeeld.situations.actions import set_aside


def signal_events(told: Telling, signals: list[demo.Signal]) -> Iterator[Event]:
    """Each signal comes in, its wording is released an hour later, and the analyst sets aside what leads nowhere."""
    for one in signals:
        at = one.at.before(told.now)
        yield Event(at, COMES_IN, _comes_in(told, one))
        if one.released_wording and one.account:
            yield Event(_later(at, told.now, minutes=40), COMES_IN, _is_released(told, one))
        if one.state == "set_aside":
            yield Event(_later(at, told.now, hours=20), FOLLOWED, _is_set_aside(told, one))


def _later(at: datetime, now: datetime, **lag: int) -> datetime:
    return min(at + timedelta(**lag), now)


def _comes_in(told: Telling, one: demo.Signal):  # type: ignore[no-untyped-def]
    def happens(at: datetime) -> None:
        draft = _draft(told, one, at)
        if one.channel == "feed":
            received = receive_batch([draft], by=System("feeds"), at=at)[0]
        elif one.channel == "import":
            received = receive_batch([draft], by=told.viewer(one.account), at=at)[0]
        else:
            received = bring_in(draft=draft, by=told.viewer(one.account), at=at)
        told.signals[one.id] = received.reference
        told.areas_of_signals[received.reference] = one.municipality or ""

    return happens


def _draft(told: Telling, one: demo.Signal, at: datetime) -> SignalDraft:
    owner = told.organisations[one.owner]
    source = told.sources.get(one.source) if one.channel == "feed" else None
    viewer = told.viewers.get(one.account or "")
    return SignalDraft(
        text=one.text_on(told.now),
        organisation=owner.pk,
        channel=Channel(one.channel),
        source_key=f"{one.channel}:{source.reference if source else owner.pk}{told.week_mark}",
        reported_at=at,
        area_code=one.municipality or "",
        fallback_area=owner.area_code,
        event_from=one.event_at.on(told.now, coming=True) if one.event_at else None,
        event_time_known=bool(one.event_at and one.event_at.at),
        brought_in_by=viewer.membership if viewer else None,
        source=source.pk if source else None,
        phenomenon="",
        basis=one.eep,
        source_grade=SourceGrade(one.reliability),
        content_grade=ContentGrade(one.credibility),
        cannot_wait=one.urgent and one.at.weeks == 0,
    )


def _is_released(told: Telling, one: demo.Signal):  # type: ignore[no-untyped-def]
    def happens(at: datetime) -> None:
        group = told.groups[one.group or "beeld-west-utrecht"]
        draft = _draft(told, one, at)
        words = SignalDraft(
            text=demo.fill_dates(one.released_wording or "", week=one.at.before(told.now).date()),
            organisation=draft.organisation, channel=draft.channel, source_key=draft.source_key, reported_at=at,
            area_code=draft.area_code,
        )  # fmt: skip
        release_wording(
            reference=told.signals[one.id], draft=words, groups=[group.pk], by=told.viewer(one.account), at=at
        )

    return happens


def _is_set_aside(told: Telling, one: demo.Signal):  # type: ignore[no-untyped-def]
    def happens(at: datetime) -> None:
        reference = told.signals.get(one.id)
        if reference and Signal.objects.filter(reference=reference, state="received").exists():
            words = (one.set_aside_reason or "")[:200]
            set_aside(signals=[reference], reason=AsideReason.SETTLED, words=words, by=told.viewer(ANALYST), at=at)

    return happens


def nil_return_events(told: Telling) -> Iterator[Event]:
    for one in demo.nil_returns():
        yield Event(one.at.before(told.now), COMES_IN, _says_nothing(told, one.account))


def _says_nothing(told: Telling, account: str):  # type: ignore[no-untyped-def]
    def happens(at: datetime) -> None:
        # A signal on a fixed day, such as New Year's Eve, falls in another week each year; it goes before "nothing".
        if account in told.viewers:
            with suppress(SomethingWasReported):
                nil_return(by=told.viewers[account], at=at)

    return happens
