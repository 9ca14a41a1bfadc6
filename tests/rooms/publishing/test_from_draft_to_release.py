"""An edition on its way: words, agreement, release, correction. Released is frozen; silence never blocks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eenheidsbeeld.accounts.queries import notices_waiting
from eenheidsbeeld.accounts.rules import NotYourRole
from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.core.models import QueuedTask
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.publishing import blocks, queries, rules
from eenheidsbeeld.publishing.actions import agree, edit, release
from eenheidsbeeld.publishing.models import Edition, Statement
from tests.conftest import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, WEEK_12
from tests.rooms.publishing.conftest import section

LATER = THURSDAY + timedelta(days=1)


def words_of(snapshot: blocks.Snapshot) -> str:
    return blocks.to_json(snapshot).decode()


def bring_to_release(region, edition, *, answer=True):
    editor = region.viewer("editor")
    agree.send_round(edition=edition, answer_before=WEDNESDAY, by=editor, at=TUESDAY)
    if answer:
        agree.agree_to_part(edition=edition, by=region.viewer("police_chief"), at=TUESDAY)
    release.adopt(edition=edition, by=editor, at=THURSDAY)
    return release.release(edition=edition, by=editor, at=THURSDAY)


def test_a_released_edition_reaches_the_district_and_nobody_else(region, written):
    edition = bring_to_release(region, written)

    assert edition in queries.released_editions(region.viewer("houten_mayor"))
    assert edition not in queries.released_editions(region.viewer("zeist_oov"))
    assert edition not in queries.released_editions(region.viewer("stranger"))
    assert "De spanning in Woerden neemt toe." in words_of(queries.snapshot_of(edition))
    kinds = {notice.kind for notice in notices_waiting(region.viewer("houten_mayor"))}
    assert kinds == {"edition_released"}


def test_a_draft_is_seen_by_who_works_on_it_only(region, written):
    assert written in queries.editions_in_the_making(region.viewer("editor"))
    for name in ("houten_mayor", "police_chief", "analyst", "stranger"):
        with pytest.raises(NotThere):
            queries.edition_to_read(region.viewer(name), written.reference)


def test_the_silence_of_a_partner_never_blocks_and_is_said(region, written):
    edition = bring_to_release(region, written, answer=False)

    words = words_of(queries.snapshot_of(edition))
    assert "De politie verwacht een rustig verloop." not in words
    assert "Geen reactie van" in words or "No reaction from" in words


def test_release_waits_while_a_partner_still_has_time(region, written):
    editor = region.viewer("editor")
    agree.send_round(edition=written, answer_before=LATER, by=editor, at=TUESDAY)
    release.adopt(edition=written, by=editor, at=WEDNESDAY)
    with pytest.raises(rules.NotYetReady):
        release.release(edition=written, by=editor, at=WEDNESDAY)


def test_another_view_is_printed_beside_the_part(region, written):
    editor = region.viewer("editor")
    agree.send_round(edition=written, answer_before=WEDNESDAY, by=editor, at=TUESDAY)
    agree.agree_to_part(edition=written, by=region.viewer("police_chief"), at=TUESDAY, dissent="Wij zien meer.")
    release.adopt(edition=written, by=editor, at=THURSDAY)
    edition = release.release(edition=written, by=editor, at=THURSDAY)
    assert "Wij zien meer." in words_of(queries.snapshot_of(edition))


def test_who_leaves_its_part_out_is_not_called_silent(region, written):
    editor = region.viewer("editor")
    agree.send_round(edition=written, answer_before=WEDNESDAY, by=editor, at=TUESDAY)
    agree.leave_part_out(edition=written, by=region.viewer("police_chief"), at=TUESDAY)
    release.adopt(edition=written, by=editor, at=THURSDAY)

    edition = release.release(edition=written, by=editor, at=THURSDAY)

    said = [voice.outcome for voice in voices_of(edition)]
    assert said == [blocks.Outcome.LEFT_OUT]
    assert "Geen reactie" not in words_of(queries.snapshot_of(edition))


def test_who_stays_silent_is_named_with_the_moment_it_had(region, written):
    edition = bring_to_release(region, written, answer=False)

    assert [(voice.outcome, voice.at) for voice in voices_of(edition)] == [
        (blocks.Outcome.NO_REACTION, edition.answer_before)
    ]


def voices_of(edition):
    found = [block for part in queries.snapshot_of(edition).sections for block in part.blocks]
    return [voice for block in found if isinstance(block, blocks.Partners) for voice in block.voices]


def test_changing_agreed_words_asks_for_agreement_again(region, written):
    editor = region.viewer("editor")
    agree.send_round(edition=written, answer_before=WEDNESDAY, by=editor, at=TUESDAY)
    agree.agree_to_part(edition=written, by=region.viewer("police_chief"), at=TUESDAY)
    police_words = Statement.objects.get(party="police")

    edit.change_statement(statement=police_words, text="Andere woorden.", revision=0, by=editor, at=TUESDAY)

    assert written.sign_offs.get(party="police").agreement == rules.Agreement.ASKED


def test_a_released_edition_cannot_be_changed(region, written):
    edition = bring_to_release(region, written)
    before = (edition.snapshot, edition.snapshot_hash)
    with pytest.raises(rules.AlreadyFrozen):
        edit.add_statement(section=section(edition, "review"), text="Nog iets.", by=region.viewer("editor"), at=LATER)
    edition.refresh_from_db()
    assert (edition.snapshot, edition.snapshot_hash) == before
    assert queries.snapshot_of(edition).sha256 == edition.snapshot_hash


def test_a_correction_is_a_new_version_and_reaches_everyone_who_had_it(region, written):
    first, editor = bring_to_release(region, written), region.viewer("editor")
    draft = release.start_correction(edition=first, note="Het aantal klopte niet.", by=editor, at=LATER)
    again = release.start_correction(edition=first, note="Dubbel geklikt.", by=editor, at=LATER)
    agree.send_round(edition=draft, answer_before=LATER, by=editor, at=LATER)
    release.adopt(edition=draft, by=editor, at=LATER)
    second = release.release(edition=draft, by=editor, at=LATER + timedelta(hours=1))

    first.refresh_from_db()
    assert again.pk == draft.pk
    assert first.state == rules.EditionState.SUPERSEDED and first.snapshot
    assert second.version == 2 and "Het aantal klopte niet." in words_of(queries.snapshot_of(second))
    assert queries.newest_version(first).pk == second.pk
    told = [notice.kind for notice in notices_waiting(region.viewer("houten_mayor"))]
    assert "edition_corrected" in told


def test_two_people_saving_the_same_sentence_lose_nothing(region, written):
    sentence, editor = Statement.objects.filter(party="regional_bureau").first(), region.viewer("editor")
    edit.change_statement(statement=sentence, text="De eerste was sneller.", revision=0, by=editor, at=TUESDAY)
    with pytest.raises(edit.ChangedMeanwhile) as refused:
        edit.change_statement(statement=sentence, text="De tweede ook.", revision=0, by=editor, at=TUESDAY)
    assert refused.value.current == "De eerste was sneller."


def test_a_partner_writes_in_its_own_part_only(region, written):
    police, mayor = region.viewer("police_chief"), region.viewer("houten_mayor")
    with pytest.raises((NotThere, NotYourRole)):
        edit.add_statement(section=section(written, "review"), text="Namens de redactie.", by=police, at=TUESDAY,
                           party="regional_bureau")  # fmt: skip
    with pytest.raises(NotThere):
        edit.add_statement(section=section(written, "review"), text="Van buiten.", by=mayor, at=TUESDAY)


def test_opening_a_week_twice_gives_one_edition_and_an_extra_one_gets_a_number(region, publication, draft):
    editor = region.viewer("editor")
    again = edit.open_edition(publication=publication, week=WEEK_12, area_year=2026, by=editor, at=TUESDAY)
    extra = edit.open_edition(
        publication=publication, week=WEEK_12, area_year=2026, by=editor, at=TUESDAY, is_extra=True
    )
    assert again.pk == draft.pk
    assert (extra.number, extra.kind) == (1, "extra_picture")


def test_release_is_one_transaction_with_its_log_and_its_task(region, written):
    edition = bring_to_release(region, written)
    assert AuditEntry.objects.filter(event="edition_released", subject_key=str(edition.pk)).count() == 1
    assert QueuedTask.objects.filter(name="publishing.make_files", arguments={"edition": edition.reference}).exists()
    assert edition.recipients.count() == 5
    for entry in AuditEntry.objects.all():
        assert "Woerden neemt toe" not in str(entry.details)


def test_who_opened_it_is_known(region, written):
    edition = bring_to_release(region, written)
    mayor = region.viewer("houten_mayor")
    release.note_receipt(edition=edition, form="page", by=mayor, at=LATER)
    release.note_receipt(edition=edition, form="page", by=mayor, at=LATER + timedelta(minutes=5))
    (receipt,) = queries.receipts_of(edition)
    assert (receipt.first_at, receipt.last_at) == (LATER, LATER + timedelta(minutes=5))


def test_every_step_that_is_not_drawn_is_refused():
    for current in rules.EditionState:
        for wanted in rules.EditionState:
            if wanted in rules.NEXT_STATES[current]:
                rules.check_step(current, wanted)
            else:
                with pytest.raises(rules.StepNotAllowed):
                    rules.check_step(current, wanted)


def test_a_draft_left_on_monday_is_still_a_draft(draft):
    assert Edition.objects.get(pk=draft.pk).opened_at == MONDAY
