"""The storylines of the demo: started from signals, followed with facts and assessments, merged, split, closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from eenheidsbeeld.cli.demo.telling import ANALYST, FOLLOWED, JUDGED, Event, Telling
from eenheidsbeeld.core.judgement import Confidence, Direction, Level, Likelihood
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.reference import demo
from eenheidsbeeld.signals.aside import AsideReason
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.queries import readable
from eenheidsbeeld.signals.rules import ContentGrade, SourceGrade
from eenheidsbeeld.situations import actions
from eenheidsbeeld.situations.models import Attachment, Situation
from eenheidsbeeld.situations.rules import Phase, StepNotAllowed

LAG = timedelta(minutes=90)


def situation_events(told: Telling, situations: list[demo.Situation], *, since: datetime) -> Iterator[Event]:
    """Everything about the situations from `since` on, each thing at its own moment."""
    signals = {one.id: one for one in demo.signals()}
    for one in situations:
        arrivals = sorted(
            (signals[name].at.before(told.now), name)
            for name in one.signals
            if name in signals and signals[name].fits_season(told.now) and signals[name].state == "attached"
        )
        opened = max(_when(one.opened, told), arrivals[0][0]) if arrivals else _when(one.opened, told)
        yield Event(_within(opened + LAG, told), FOLLOWED, _starts(told, one, [name for _at, name in arrivals]))
        for at, name in arrivals:
            yield Event(_within(at + LAG, told), FOLLOWED, _attaches(told, one, name))
        yield from _judged(told, one)
        if one.merged_into:
            yield Event(_when(one.closed or one.opened, told), JUDGED, _merges(told, one))
        elif one.closed and _when(one.closed, told) < told.now:
            yield Event(_when(one.closed, told), JUDGED, _closes(told, one))


def live_attachments(told: Telling, situations: list[demo.Situation]) -> Iterator[Event]:
    """The signals of a live week, put with the situations that already run."""
    signals = {one.id: one for one in demo.signals()}
    for one in situations:
        for name in one.signals:
            signal = signals.get(name)
            if signal and signal.at.weeks == 0 and not signal.at.is_seasonal and signal.state == "attached":
                yield Event(_within(_when(signal.at, told) + LAG, told), FOLLOWED, _attaches(told, one, name))


def _when(moment: demo.Moment, told: Telling) -> datetime:
    return moment.before(told.now)


def _within(at: datetime, told: Telling) -> datetime:
    return min(at, told.now)


def _judged(told: Telling, one: demo.Situation) -> Iterator[Event]:
    for fact in one.facts:
        yield Event(_within(_when(fact.at, told) + LAG * 2, told), JUDGED, _adds_fact(told, one, fact))
    for step in one.tension:
        beside = [row for row in one.assessments if _when(row.at, told).date() == _when(step.at, told).date()]
        yield Event(_within(_when(step.at, told) + LAG * 2, told), JUDGED, _assesses(told, one, step, beside[:1]))
    steps = {_when(step.at, told).date() for step in one.tension}
    for row in one.assessments:
        if _when(row.at, told).date() not in steps:
            yield Event(_within(_when(row.at, told) + LAG * 2, told), JUDGED, _assesses_again(told, one, row))


def _starts(told: Telling, one: demo.Situation, names: list[str]):  # type: ignore[no-untyped-def]
    def happens(at: datetime) -> None:
        known = _of_the_district(told, _open_to_the_analyst(told, told.known_signals(names)))
        if not known or one.key in told.situations:
            return
        step = actions.start_situation(
            signals=known[:1], title=one.title, phenomenon=one.phenomenon,
            summary=demo.fill_dates(one.summary, week=told.now.date()), by=told.viewer(ANALYST), at=at,
        )  # fmt: skip
        told.situations[one.key] = step.situation.reference  # type: ignore[union-attr]

    return happens


def _attaches(told: Telling, one: demo.Situation, name: str):  # type: ignore[no-untyped-def]
    def happens(at: datetime) -> None:
        reference, situation = told.signals.get(name), told.situations.get(one.key)
        if not reference or not situation or _is_attached(reference):
            return
        if not _fits(situation, reference):
            # Attaching it would narrow the situation to the bureau: it belongs in the picture of its own district.
            actions.set_aside(signals=[reference], reason=AsideReason.ELSEWHERE, by=told.viewer(ANALYST), at=at)
            return
        # What police and prosecution did not release the analyst cannot link, nor anything to what was closed.
        with suppress(NotThere, StepNotAllowed):
            actions.attach_signals(
                signals=[reference], situation=situation, fewer_may_see=True, by=told.viewer(ANALYST), at=at
            )

    return happens


def _fits(situation: str, signal: str) -> bool:
    """Whether those who see the situation may also see the signal."""
    [reach] = Situation.objects.filter(reference=situation).values_list("scope_id", flat=True)
    [(marking, scope)] = Signal.objects.filter(reference=signal).values_list("marking", "scope_id")
    return marking in ("green", "clear") or reach is None or scope == reach


def _is_attached(reference: str) -> bool:
    return Attachment.objects.filter(signal_reference=reference, detached_at=None).exists()


def _of_the_district(told: Telling, references: list[str]) -> list[str]:
    """Those shared with West first: a situation starts in the group that it is about, where there is one."""
    west = told.groups["beeld-west-utrecht"]
    here = set(
        Signal.objects.filter(reference__in=references, scope__groups=west).values_list("reference", flat=True)
    )
    return [one for one in references if one in here] or references


def _open_to_the_analyst(told: Telling, references: list[str]) -> list[str]:
    """What police and prosecution did not release, the analyst cannot link."""
    seen = set(readable(told.viewer(ANALYST)).filter(reference__in=references).values_list("reference", flat=True))
    return [reference for reference in references if reference in seen]


def _is_running(reference: str) -> bool:
    return Situation.objects.filter(reference=reference, state="running").exists()


def _adds_fact(told: Telling, one: demo.Situation, fact: demo.Fact):  # type: ignore[no-untyped-def]
    def happens(at: datetime) -> None:
        situation = told.situations.get(one.key)
        if situation and _is_running(situation):
            actions.add_fact(
                situation=situation, text=demo.filled(fact.text, fact.at, told.now),
                happened_at=_when(fact.at, told), source_grade=SourceGrade(fact.reliability),
                content_grade=ContentGrade(fact.credibility), by=told.viewer(ANALYST), at=at,
            )  # fmt: skip

    return happens


def _assesses(told: Telling, one: demo.Situation, step: demo.TensionStep, beside: list[demo.Assessment]):  # type: ignore[no-untyped-def]
    def happens(at: datetime) -> None:
        situation = told.situations.get(one.key)
        if not situation or not _is_running(situation):
            return
        row = beside[0] if beside else None
        words = demo.filled(step.reason, step.at, told.now)
        actions.assess_situation(
            situation=situation,
            text=f"{words} {demo.filled(row.text, row.at, told.now)}" if row else words,
            phase=Phase(step.phase), level=Level(step.level), direction=Direction(step.direction),
            confidence=Confidence(row.confidence) if row else Confidence.MODERATE,
            confidence_reason=row.confidence_reason if row else "Rust op de feiten die hiernaast staan.",
            expectation=demo.filled(row.claim, row.at, told.now) if row else "",
            likelihood=Likelihood(row.likelihood) if row and row.likelihood and row.claim else None,
            by=told.viewer(_judge(told, step.by)), at=at,
        )  # fmt: skip

    return happens


def _assesses_again(told: Telling, one: demo.Situation, row: demo.Assessment):  # type: ignore[no-untyped-def]
    def happens(at: datetime) -> None:
        reference = told.situations.get(one.key)
        found = Situation.objects.filter(reference=reference, state="running").first()
        if found is None or found.level is None:
            return
        actions.assess_situation(
            situation=found.reference, text=demo.filled(row.text, row.at, told.now), phase=Phase(found.phase),
            level=Level(found.level), direction=Direction(found.direction), confidence=Confidence(row.confidence),
            confidence_reason=row.confidence_reason, expectation=demo.filled(row.claim, row.at, told.now),
            likelihood=Likelihood(row.likelihood) if row.likelihood and row.claim else None,
            by=told.viewer(_judge(told, row.by)), at=at,
        )  # fmt: skip

    return happens


def _judge(told: Telling, account: str) -> str:
    """Whoever may assess; the words of others are told by the analyst."""
    viewer = told.viewers.get(account)
    return account if viewer and viewer.has_role("analyst") else ANALYST


def _merges(told: Telling, one: demo.Situation):  # type: ignore[no-untyped-def]
    def happens(at: datetime) -> None:
        merged, into = told.situations.get(one.key), told.situations.get(one.merged_into or "")
        if merged and into and _is_running(merged) and _is_running(into):
            actions.merge_situations(merged=merged, into=into, fewer_may_see=True, by=told.viewer(ANALYST), at=at)

    return happens


def _closes(told: Telling, one: demo.Situation):  # type: ignore[no-untyped-def]
    def happens(at: datetime) -> None:
        situation = told.situations.get(one.key)
        if situation and _is_running(situation):
            reason = one.close_reason or "Er komen geen nieuwe signalen meer."
            actions.close_situation(situation=situation, reason=reason, by=told.viewer(ANALYST), at=at)

    return happens
