"""The summary by mail: what waits, what changed, what is coming, with the eyes of this membership when it is sent.

Titles stand in it only where the marking allows it by mail; of the rest only that there is something. Counts are left
out: small ones would say too much outside the application.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from eenheidsbeeld.accounts.models import Membership
from eenheidsbeeld.core.letters import SUMMARY, Letter, Part, send_once
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.desk.mail import bare, recipients
from eenheidsbeeld.desk.mail_rules import Topic, looks_back
from eenheidsbeeld.desk.queries import changed, editions, requests, waiting
from eenheidsbeeld.desk.queries.lines import Ground, ground_of
from eenheidsbeeld.sharing.labels import MARKING_EXPLANATIONS, MARKING_LABELS, REGIME_LABELS
from eenheidsbeeld.sharing.mail_rule import mail_may_carry
from eenheidsbeeld.sharing.queries import viewer_of
from eenheidsbeeld.sharing.rules import Marking, Regime
from eenheidsbeeld.situations import queries as situations
from eenheidsbeeld.situations.models import Situation

MARKED = Marking.GREEN
MOST_TITLES = 5
Named = list[tuple[str, str]]


def send_summary(*, membership: int, moment: datetime, at: datetime, whole_week: bool = False) -> bool:
    """Send the summary of this moment once; nothing to say is no mail.

    `whole_week`: also what somebody saw already, for who asks for it.
    """
    who = recipients.running_membership(membership)
    if who is None:
        return False
    rhythm, last_seen = recipients.preference_of(who.pk).rhythm, who.last_seen_at
    since = moment - timedelta(days=7) if whole_week else looks_back(rhythm, moment, last_seen)
    is_own = recipients.has_own_address(who)
    with override(who.person.language):
        letter = letter_of(who, since=since, at=at)
        if letter is not None and not is_own:
            letter = bare.letter_of(who, topic=Topic.SUMMARY)
    if letter is None:
        return False
    key, marking = f"summary:{who.pk}:{moment:%Y%m%d}", MARKED if is_own else bare.MARKED
    return send_once(letter, key=key, kind=SUMMARY, marking=marking.value, to=recipients.recipient(who), at=at)


def letter_of(who: Membership, *, since: datetime, at: datetime) -> Letter | None:
    viewer, ground, week = viewer_of(who), ground_of(who.organisation), Week.of(at)
    named: Named = []
    reads = viewer.roles != {"administrator"}
    found = (
        Part(_("Waiting for you"), tuple(_waiting(viewer, ground, week, at))),
        Part(_("Changed"), tuple(_changed(viewer, ground, week, since, named)) if reads else ()),
        Part(_("The coming seven days"), tuple(_coming(viewer, ground, at, named)) if reads else ()),
    )
    parts = tuple(part for part in found if part.lines)
    if not parts:
        return None
    return Letter(
        subject=_("Your summary of week %(week)s") % {"week": week.number},
        lead=_("In short; the whole story stands in the application."),
        link=recipients.absolute(reverse("desk:today")), button=_("Open the start page"), parts=parts,
        marking=MARKING_LABELS[MARKED], meaning=str(MARKING_EXPLANATIONS[MARKED]), reason=recipients.reason(who),
        off=recipients.off_link(who, Topic.SUMMARY), names=tuple(named),
    )  # fmt: skip


def _waiting(viewer: Viewer, ground: Ground, week: Week, at: datetime) -> Iterable[str]:
    """The work of the start page, each kind in one fixed sentence."""
    codes = [ground.municipality] if ground.municipality else []
    answers = situations.levels_of(viewer, codes, week) if codes else {}
    work = (
        (waiting.urgent_notices(viewer), _("Something that cannot wait")),
        (waiting.reported_names(viewer), _("A report that a name stands in a signal")),
        (editions.parts_to_agree(viewer), _("A part of a picture that asks for your agreement")),
        (waiting.own_level(viewer, ground, answers.get(ground.municipality)), _("The level of your municipality")),
        (waiting.own_return(viewer, ground, week), _("Nothing came from your municipality this week yet")),
        (waiting.inbox(viewer), _("Signals in the inbox")),
        (editions.editions_to_make(viewer, at), _("A picture to make")),
        (waiting.asked_to_share(viewer), _("A question whether something may be shared wider")),
        (waiting.emergency_access(viewer, at), _("Access in an emergency that asks for you")),
        (waiting.breach_clocks(viewer, at), _("A data breach of which the 72 hours run")),
        (waiting.troubled_nights(viewer), _("A night in which destruction went wrong, or a log that is not whole")),
        (requests.requests_of_people(viewer, at), _("A request of a person with a term in law")),
        (requests.woo_requests(viewer, at), _("A Woo request with a term in law")),
        (waiting.holds_to_look_at(viewer, at), _("A hold on destruction to look at again")),
        (waiting.held_elsewhere(viewer), _("Something of yours that another organisation keeps longer")),
        (waiting.accounts_waiting(viewer), _("Accounts that ask for you as administrator")),
        (waiting.announced(viewer, at), _("Announced dates that are not on the calendar yet")),
        (waiting.troubled_sources(viewer), _("A source that cannot be read")),
    )
    return [sentence for lines, sentence in work if lines]


def _changed(viewer: Viewer, ground: Ground, week: Week, since: datetime, named: Named) -> Iterable[str]:
    if changed.editions(viewer, since, {}):
        yield _("New, corrected or withdrawn pictures")
    answers = situations.levels_of(viewer, sorted(ground.codes | ground.around), week)
    if changed.levels(answers, since):
        yield _("Levels that municipalities set")
    found = situations.changes_since(viewer, since, area_codes=ground.around)
    moved = [one.situation for one in (*found.raised, *found.new, *found.lowered, *found.closed)]
    titled = [one for one in moved if _may_be_named(one)][:MOST_TITLES]
    named.extend(("situations.situation", one.reference) for one in titled)
    yield from (_with_its_rights(one) for one in titled)
    if len(moved) > len(titled):
        yield _("Other situations in and around your area") if titled else _("Situations in and around your area")


def _may_be_named(situation: Situation) -> bool:
    return mail_may_carry(
        situation.marking, situation.regime, compartment=situation.compartment_id, practice_run=situation.practice_run
    )


def _with_its_rights(situation: Situation) -> str:
    """Marking, owner and law go along with every title that leaves the application."""
    marking, law = MARKING_LABELS[Marking(situation.marking)], REGIME_LABELS[Regime(situation.regime)]
    return f"{situation.title} ({marking}, {situation.owner.name}, {law})"


def _coming(viewer: Viewer, ground: Ground, at: datetime, named: Named) -> Iterable[str]:
    """Dates say nothing of their regime here, so none is named."""
    if situations.calendar(viewer, at, at + timedelta(days=7), ground.codes):
        yield _("Dates on the calendar of your area")
