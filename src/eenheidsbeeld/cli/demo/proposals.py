"""This week's texts in which the software finds something to decide, and what it learned from decisions before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from eenheidsbeeld.cli.demo.telling import ANALYST, BUREAU, COMES_IN, Event, Telling
from eenheidsbeeld.core.refusals import NotThere, Refusal
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.reference import demo
from eenheidsbeeld.signals import actions
from eenheidsbeeld.signals.intake import SignalDraft, receive_batch
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.rules import Channel, HandledAlready, NothingToLearnFrom, SignalState
from eenheidsbeeld.situations.models import Attachment


@dataclass(frozen=True)
class Text:
    """An invented text; without an account it comes from a publisher, with no municipality but that of the text."""

    hours_ago: int
    text: str
    account: str = ""
    area: str = ""


# An announcement by an organisation, a place of which there are more, two moments in one text, the same report from
# two sides, two that only look alike, and words that colour a text.
TEXTS = (
    Text(
        26,
        "Huurdersvereniging De Linde roept op tot een demonstratie in Woerden, {sat +1w} om 14.00 uur op"
        " het Kerkplein. De vereniging verwacht tachtig mensen en heeft het aangemeld bij de gemeente.",
        "oov.woerden", "GM0632",
    ),
    Text(
        25,
        "Op {fri +1w} is er een lawaaiprotest bij het gemeentehuis in Bergen. Buurtcomité Groene Zoom"
        " organiseert het protest en heeft het aangemeld.",
    ),
    Text(
        24,
        "Vorige week dinsdag stonden er veertig mensen bij de inloop over de dijk. Er komt nog een avond, op"
        " {tue +2w} om 19.30 uur in het dorpshuis.",
        "oov.woerden", "GM0632",
    ),
    Text(
        23,
        "In Woerden werd gisteravond rond 21.00 uur een bushokje bij het station vernield. Een groep van vijftien"
        " jongeren liep daarna richting het park. Buurtbewoners vragen om een gesprek.",
        "oov.woerden", "GM0632",
    ),
    Text(
        22,
        "Woerden: bushokje bij het station vernield, gisteravond rond 21.00 uur. Groep van vijftien jongeren liep"
        " richting het park. Bewoners willen een gesprek met de gemeente.",
    ),
    Text(
        21,
        "In Woerden is bij het station een fietsenstalling beklad. Bewoners willen een gesprek met de gemeente over"
        " jongeren in het park.",
    ),
    Text(
        20,
        "Winkelier klaagt over tuig bij de snackbar aan het plein in Woerden, en over wappies die folders uitdelen."
        " Niemand is aangesproken.",
        "oov.woerden", "GM0632",
    ),
)  # fmt: skip
# Before the first of these texts comes in.
LEARNED_HOURS_AGO = 28
WORDS_THAT_ARE_NO_NAME = ("huurdersvereniging de linde", "het anker")


def proposal_events(told: Telling) -> Iterator[Event]:
    for number, one in enumerate(TEXTS):
        at = told.now - timedelta(hours=one.hours_ago, minutes=7 * number)
        yield Event(at, COMES_IN, _comes_in(told, one))


def _comes_in(told: Telling, one: Text):  # type: ignore[no-untyped-def]
    def happens(at):  # type: ignore[no-untyped-def]
        viewer = told.viewers.get(one.account)
        organisation = viewer.organisation if viewer else told.organisations[BUREAU].pk
        draft = SignalDraft(
            text=demo.fill_dates(one.text, week=at.date()), organisation=organisation,
            channel=Channel.FORM if viewer else Channel.FEED,
            source_key=f"voorstel:{told.week_mark}", reported_at=at, area_code=one.area,
            brought_in_by=viewer.membership if viewer else None,
        )  # fmt: skip
        if viewer:
            actions.bring_in(draft=draft, by=viewer, at=at)
        else:
            receive_batch([draft], by=System("feeds"), at=at)

    return happens


def words_are_taught(told: Telling) -> None:
    """What the own list of words looks like after some use."""
    for word in WORDS_THAT_ARE_NO_NAME:
        if viewer := told.viewers.get("oov.woerden"):
            actions.teach_word(word=word, by=viewer, at=told.now - timedelta(days=40))


def decisions_are_learned(told: Telling, *, at: datetime) -> None:
    """The software learns from what the analyst decided by then, and the analyst switches it on: as the product
    allows it, with enough decisions and only where it does better than the rules. What comes in later shows both."""
    viewer = told.viewer(ANALYST)
    decide(told)
    with suppress(NothingToLearnFrom, HandledAlready):
        actions.learn_phenomena(organisation=viewer.organisation, by=System("learning"), at=at)
        actions.use_learned(by=viewer, at=at)


def decide(told: Telling) -> None:
    """The analyst says of each signal under a situation, and of what was set aside, what it was about."""
    viewer = told.viewer(ANALYST)
    for told_of in demo.signals():
        waits = Signal.objects.filter(
            reference=told.signals.get(told_of.id, ""), state=SignalState.SET_ASIDE.value, phenomenon_is_set=False
        )
        for signal in waits:
            with suppress(NotThere, Refusal):
                actions.set_phenomenon(
                    reference=signal.reference, phenomenon=told_of.phenomenon or "", by=viewer, at=signal.received_at
                )
    rows = Attachment.objects.filter(detached_at=None, signal__phenomenon_is_set=False).select_related("situation")
    for one in rows.order_by("at", "pk"):
        with suppress(NotThere, Refusal):
            actions.set_phenomenon(
                reference=one.signal_reference, phenomenon=one.situation.phenomenon, by=viewer, at=one.at
            )
