"""The OOV-beeld of each week: written, sent round, agreed, adopted and released by its own accounts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from eenheidsbeeld.accounts.models import Notice
from eenheidsbeeld.cli.demo.claims import invented_outcome
from eenheidsbeeld.cli.demo.telling import EDITOR, WRITTEN, Event, Telling
from eenheidsbeeld.core.judgement import Likelihood
from eenheidsbeeld.core.models import QueuedTask
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.outlook.actions import judge_claim
from eenheidsbeeld.outlook.models import Claim
from eenheidsbeeld.pictures.actions import release_edition
from eenheidsbeeld.publishing.actions import agree, edit, release
from eenheidsbeeld.publishing.actions.edit import EvidenceKey
from eenheidsbeeld.publishing.models import Edition, EditionSection
from eenheidsbeeld.reference import demo

SECTIONS = {"changed": "changes", "look_back": "review", "look_ahead": "outlook", "online": "online"}


def edition_events(told: Telling, editions: list[demo.EditionWords]) -> Iterator[Event]:
    for words in editions:
        yield Event(_released_at(told, words), WRITTEN, _is_made(told, words))


def _released_at(told: Telling, words: demo.EditionWords) -> datetime:
    return words.released_at.before(told.now) if words.released_at else told.now


def _is_made(told: Telling, words: demo.EditionWords):  # type: ignore[no-untyped-def]
    def happens(at: datetime) -> None:
        edition = _opened(told, words)
        if words.version == 1:
            write(told, edition, words)
        else:
            write_correction(told, edition, words)
        send_round(told, edition, words, at)
        if words.state in ("released", "superseded"):
            adopt_and_release(told, edition, at)

    return happens


def _opened(told: Telling, words: demo.EditionWords) -> Edition:
    editor, opened = told.viewer(words.editor, EDITOR), words.opened_at.before(told.now)
    week = Week.parse(words.week)
    if words.version > 1:
        earlier = Edition.objects.get(
            publication=told.publication, week=words.week, number=0, version=words.version - 1
        )
        at = max(opened, earlier.released_at or opened)
        return release.start_correction(
            edition=earlier, note=words.correction or "Een getal is verbeterd.", by=editor, at=at
        )
    return edit.open_edition(
        publication=told.publication, week=week, area_year=week.year, by=editor, at=opened,
        is_extra=words.kind == "extra",
    )  # fmt: skip


def write(told: Telling, edition: Edition, words: demo.EditionWords) -> None:
    """The editors' words, each sentence with what it rests on; and the parts of police and prosecution."""
    parts = {section.key: section for section in edition.sections.all()}
    at = words.opened_at.before(told.now) + timedelta(minutes=5)
    editor = told.viewer(words.editor, EDITOR)
    for text in words.key_messages:
        edit.add_statement(section=parts["glance"], text=text, by=editor, at=at)
    for one in words.statements:
        edit.add_statement(
            section=parts[SECTIONS[one.section]], text=one.text, by=editor, at=at, evidence=_evidence(told, one)
        )
    if words.assessment:
        edit.add_statement(section=parts["assessment"], text=words.assessment, by=editor, at=at)
    for claim in words.claims:
        evidence = (
            [EvidenceKey("situation", told.situations[claim.situation])] if claim.situation in told.situations else []
        )
        edit.add_statement(
            section=parts["outlook"], text=claim.text, by=editor, at=at, evidence=evidence,
            likelihood=claim.likelihood, confidence=claim.confidence,
        )  # fmt: skip
    _lists(parts, words, editor, at)
    _partners(told, parts, words, at)


def _lists(parts: dict[str, EditionSection], words: demo.EditionWords, editor, at: datetime) -> None:  # type: ignore[no-untyped-def]
    for text in words.courses_of_action:
        edit.add_statement(section=parts["action"], text=text, by=editor, at=at)
    for text in words.unknown:
        edit.add_statement(section=parts["unknown"], text=text, by=editor, at=at)


def _partners(told: Telling, parts: dict[str, EditionSection], words: demo.EditionWords, at: datetime) -> None:
    for part, account, party in ((words.police, "politie.west", "police"), (words.om, "om.west", "om")):
        if part.text:
            edit.add_statement(
                section=parts["assessment"], text=part.text, by=told.viewer(account), at=at, party=party
            )


def _evidence(told: Telling, one: demo.Statement) -> list[EvidenceKey]:
    signals = [
        EvidenceKey("signal", reference, told.areas_of_signals.get(reference, ""))
        for reference in told.known_signals(one.signals)
    ]
    return signals + [
        EvidenceKey("situation", told.situations[key]) for key in one.situations if key in told.situations
    ]


def write_correction(told: Telling, edition: Edition, words: demo.EditionWords) -> None:
    """A correction starts from the words of the version before; here all of them are said anew."""
    for section in edition.sections.all():
        section.statements.all().delete()
    write(told, edition, words)


def send_round(told: Telling, edition: Edition, words: demo.EditionWords, at: datetime) -> None:
    week = Week.parse(words.week)
    deadline = week.at(3, 17)
    if words.kind == "extra" or words.version > 1 or words.state == "in_agreement":
        deadline = max(deadline, at + timedelta(hours=20)) if words.state == "in_agreement" else at
    sent = min(max(edition.opened_at, week.at(3, 9)), at)
    agree.send_round(edition=edition, answer_before=deadline, by=told.viewer(words.editor, EDITOR), at=sent)
    dissent = {one.by: one.text for one in words.dissent}
    for part, account, party in ((words.police, "politie.west", "police"), (words.om, "om.west", "om")):
        if part.text and part.state == "agreed":
            organisation = "politie-west-utrecht" if party == "police" else "om-west-utrecht"
            agree.agree_to_part(
                edition=edition, by=told.viewer(account), at=sent, dissent=dissent.get(organisation, "")
            )


def adopt_and_release(told: Telling, edition: Edition, at: datetime) -> None:
    editor = told.viewer(EDITOR)
    release.adopt(edition=edition, by=editor, at=at - timedelta(minutes=10))
    release_edition(edition=edition, by=editor, at=at)


def finish(told: Telling, edition: Edition, at: datetime) -> None:
    """Bring an edition that somebody left waiting to its release."""
    editor = told.viewer(EDITOR)
    if edition.state == "draft":
        agree.send_round(
            edition=edition, answer_before=at - timedelta(hours=1), by=editor, at=at - timedelta(hours=2)
        )
    edition.refresh_from_db()
    if edition.state == "in_agreement":
        release.adopt(edition=edition, by=editor, at=at - timedelta(minutes=10))
    release_edition(edition=edition, by=editor, at=at)


def judge_old_claims(told: Telling) -> None:
    """What came of the claims of these editions, invented: each word about as often as it says.

    The newest stay open, so that there is something left to judge.
    """
    over = Claim.objects.filter(outcome="", due_at__lte=told.now - timedelta(weeks=2)).order_by("due_at", "pk")
    for number, claim in enumerate(over):
        judge_claim(
            claim=claim.reference, outcome=invented_outcome(Likelihood(claim.likelihood), number),
            by=told.viewer(EDITOR), at=min(claim.due_at + timedelta(days=1), told.now),
        )  # fmt: skip


def calm_down(told: Telling) -> None:
    """What is older than ten days was seen and made long ago; only fresh notices and files still wait."""
    long_ago = told.now - timedelta(days=10)
    Notice.objects.filter(at__lt=long_ago, seen_at=None).update(seen_at=long_ago)
    recent = Edition.objects.filter(released_at__gte=long_ago).values_list("reference", flat=True)
    wanted = [{"edition": reference} for reference in recent]
    old = QueuedTask.objects.filter(name="publishing.make_files", finished_at=None)
    old.exclude(arguments__in=wanted).delete() if wanted else old.delete()
