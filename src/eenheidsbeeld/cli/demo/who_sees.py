"""With whom things are shared: a confidential group, a compartment with its keys, a question to a source, and
emergency access with its review."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from eenheidsbeeld.accounts.models import Membership
from eenheidsbeeld.cli.demo.telling import ANALYST, LEVELLED, Event, Telling
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.viewer import System, Viewer
from eenheidsbeeld.sharing import actions, queries, subjects
from eenheidsbeeld.sharing.key_rules import Verdict
from eenheidsbeeld.sharing.rules import Marking

DEMO = System("demo")
AT_WOERDEN = ("gemeente-woerden", "politie-west-utrecht", "om-west-utrecht")
ADMINISTRATOR, HOLDER, WITHOUT_KEY, OFFICER = "beheer.politie", "informatie.west", "politie.west.plv", "privacy"
ASKED_ABOUT, AGREED_ABOUT, LOCKED_AWAY = "los-50", "los-38", "los-60"


def settle_who_sees(told: Telling, at: datetime) -> None:
    """A circle of three that only its members know, and a compartment of the police with its first keys."""
    triangle = actions.start_group(
        slug="driehoek-woerden", name="Driehoek Woerden", area_code="", is_confidential=True,
        keeper=told.organisations["gemeente-woerden"].pk, by=DEMO, at=at,
    )  # fmt: skip
    actions.join_group(group=triangle, organisations=[told.organisations[key] for key in AT_WOERDEN], by=DEMO, at=at)
    told.compartment = actions.open_compartment(
        name="Informatiedesk", needs_second_factor=False, by=told.viewers[ADMINISTRATOR], at=at
    )
    for account in (HOLDER, "politie.west"):
        actions.give_compartment_key(
            compartment=told.compartment, membership=_membership(told, account), as_holder=account == HOLDER,
            by=told.viewers[ADMINISTRATOR], at=at,
        )  # fmt: skip


def who_sees_events(told: Telling) -> Iterator[Event]:
    """The weeks before now: two emergencies, a question that was answered and one that waits."""

    def on(days: int, hour: int, happens: Callable[[datetime], None]) -> Event:
        day = told.now.astimezone(DUTCH_TIME) - timedelta(days=days)
        at = day.replace(hour=hour, minute=20) if days else day - timedelta(minutes=hour)
        return Event(at, LEVELLED, happens)

    yield on(33, 17, lambda at: _opened(told, "Oproep voor vanavond; de informatiedesk is niet bereikbaar.", 2, at))
    yield on(31, 10, lambda at: _reviewed(told, at))
    yield on(20, 11, lambda at: _asked(told, AGREED_ABOUT, "Ook in het district Oost komt een open avond.", at))
    yield on(19, 9, lambda at: _agreed(told, at))
    yield on(2, 18, lambda at: _opened(told, "Dreiging bij de raadsavond; snel oordeel nodig.", 1, at))
    yield on(0, 40, lambda at: _put_away(told, at))
    yield on(0, 30, lambda at: _asked(told, ASKED_ABOUT, "Oost-Utrecht ziet hetzelfde en wil ervan leren.", at))


def _opened(told: Telling, reason: str, hours: int, at: datetime) -> None:
    asked = actions.ask_break_glass(
        compartment=told.compartment.slug, reason=reason, hours=hours, by=_with_factor(told, WITHOUT_KEY, at), at=at
    )
    granting = at + timedelta(minutes=6)
    actions.answer_break_glass(
        reference=asked.reference, grant=True, by=_with_factor(told, HOLDER, granting), at=granting
    )
    told.opened = asked.reference


def _reviewed(told: Telling, at: datetime) -> None:
    actions.review_break_glass(
        reference=told.opened, verdict=Verdict.JUSTIFIED, by=told.viewers[OFFICER], at=at,
        words="Er was haast, en gelezen is alleen wat over die avond ging.",
    )  # fmt: skip


def _asked(told: Telling, signal: str, reason: str, at: datetime) -> None:
    """The analyst would like the other district to read it too: Woerden decides."""
    for reference in told.known_signals([signal]):
        told.asked = actions.ask_to_share(
            subject=subjects.called("signaal"), reference=reference, marking=Marking.AMBER,
            groups=[told.groups["beeld-oost-utrecht"].pk], reason=reason, by=told.viewers[ANALYST], at=at,
        )[0].reference  # fmt: skip


def _agreed(told: Telling, at: datetime) -> None:
    if told.asked:
        actions.answer_request(reference=told.asked, agrees=True, reason="", by=told.viewers["oov.woerden"], at=at)


def _put_away(told: Telling, at: datetime) -> None:
    for reference in told.known_signals([LOCKED_AWAY]):
        actions.put_in_compartment(
            subject=subjects.called("signaal"), reference=reference, compartment=told.compartment.slug,
            by=_with_factor(told, HOLDER, at), at=at,
        )  # fmt: skip


def _with_factor(told: Telling, account: str, at: datetime) -> Viewer:
    return queries.viewer_of(_membership(told, account), second_factor=True, stepped_up=True, at=at)


def _membership(told: Telling, account: str) -> Membership:
    return Membership.objects.get(pk=told.viewers[account].membership)
