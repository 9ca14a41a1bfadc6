"""The privacy officer can destroy what a released version says; that it was there, and why it went, stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from eenheidsbeeld.accounts.models import Notice
from eenheidsbeeld.accounts.rules import NotYourRole
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit.hold_rules import KeptByHold
from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.audit.rules import HoldGround
from eenheidsbeeld.core import queue
from eenheidsbeeld.core.endings import Ended
from eenheidsbeeld.core.refusals import NotThere, Refusal
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.publishing import files, rules
from eenheidsbeeld.publishing.actions import agree, release
from eenheidsbeeld.publishing.actions.destroy import destroy_content
from eenheidsbeeld.publishing.models import Edition, RenderedFile, Statement
from eenheidsbeeld.publishing.tasks import destroy_content_again
from tests.conftest import MONDAY, THURSDAY, WEDNESDAY

WHY = "Er stond een naam in."


@pytest.fixture
def released(region, written, settings, tmp_path):
    """A released edition with its files on disk."""
    settings.DATA = tmp_path
    editor = region.viewer("editor")
    agree.send_round(edition=written, answer_before=MONDAY, by=editor, at=MONDAY)
    release.adopt(edition=written, by=editor, at=WEDNESDAY)
    edition = release.release(edition=written, by=editor, at=WEDNESDAY)
    files.keep_files(edition, at=WEDNESDAY)
    return edition


def test_words_and_files_go_and_the_proof_stays(region, released, settings, django_capture_on_commit_callbacks):
    before = released.snapshot_hash
    words = list(Statement.objects.filter(section__edition=released).values_list("text", flat=True))
    assert words and any(Path(settings.DATA).rglob("*.pdf"))

    with django_capture_on_commit_callbacks(execute=True):
        destroy_content(edition=released, reason=WHY, by=region.viewer("privacy"), at=THURSDAY)

    edition = Edition.objects.get(pk=released.pk)
    assert (edition.snapshot, edition.snapshot_hash) == ("", before)
    assert (edition.content_destroyed_at, edition.content_destroyed_why) == (THURSDAY, WHY)
    assert not Statement.objects.filter(section__edition=edition).exists()
    assert not list(Path(settings.DATA).rglob("*.pdf")) and not list(Path(settings.DATA).rglob("*.docx"))
    assert {row.form for row in RenderedFile.objects.filter(edition=edition)} == {"pdf", "docx"}
    told = AuditEntry.objects.get(event="edition_content_destroyed")
    assert told.details["hash"] == before and WHY not in str(told.details)


def test_everyone_who_had_it_is_told_and_the_page_says_when_and_why(region, released, signed_in):
    destroy_content(edition=released, reason=WHY, by=region.viewer("privacy"), at=THURSDAY)

    assert Notice.objects.filter(
        kind="edition_destroyed", organisation=region.organisations["woerden"], subject_reference=released.reference
    ).exists()
    page = signed_in("woerden_mayor").get(f"/beelden/{released.reference}/").content.decode()
    assert WHY in page and "Privacyfunctionaris" in page
    assert signed_in("woerden_mayor").get(f"/beelden/{released.reference}.pdf").status_code == 409
    assert signed_in("woerden_mayor").get("/").status_code == 200


def test_no_file_is_made_again_afterwards(region, released, settings):
    destroy_content(edition=released, reason=WHY, by=region.viewer("privacy"), at=THURSDAY)

    with pytest.raises(rules.ContentDestroyed):
        files.keep_files(Edition.objects.get(pk=released.pk), at=THURSDAY)
    queue.run_due()
    files.remove_what_no_edition_has()
    assert not list(Path(settings.DATA).rglob("*.pdf"))


@pytest.mark.parametrize("who", ["editor", "woerden_mayor", "police_chief"])
def test_only_the_privacy_officer_of_the_owner_may(region, released, who, signed_in):
    with pytest.raises(NotYourRole):
        destroy_content(edition=released, reason=WHY, by=region.viewer(who), at=THURSDAY)

    assert signed_in(who).get(f"/beelden/{released.reference}/vernietigen/").status_code == 404


def test_a_reason_is_needed_and_a_draft_is_simply_changed(region, released, written):
    with pytest.raises(Refusal):
        destroy_content(edition=released, reason=" ", by=region.viewer("privacy"), at=THURSDAY)
    destroy_content(edition=released, reason=WHY, by=region.viewer("privacy"), at=THURSDAY)
    with pytest.raises(rules.ContentDestroyed):
        destroy_content(edition=released, reason=WHY, by=region.viewer("privacy"), at=THURSDAY)


def test_the_page_asks_to_be_sure(region, released, signed_in):
    client = signed_in("privacy")
    address = f"/beelden/{released.reference}/vernietigen/"

    assert client.post(address, {"reason": WHY}).status_code == 200
    assert Edition.objects.get(pk=released.pk).snapshot
    assert client.post(address, {"reason": WHY, "sure": "on"}).status_code == 302
    assert not Edition.objects.get(pk=released.pk).snapshot


def test_somebody_elses_privacy_officer_finds_nothing(region, released):
    stranger = region.viewer("stranger")
    elsewhere = type(stranger)(
        person=stranger.person, membership=stranger.membership, organisation=stranger.organisation,
        organisation_kind=stranger.organisation_kind, unit=stranger.unit, roles=frozenset({"privacy_officer"}),
    )  # fmt: skip
    with pytest.raises(NotThere):
        destroy_content(edition=released, reason=WHY, by=elsewhere, at=THURSDAY)


def test_what_is_held_is_not_destroyed_by_hand_either(region, released):
    audit.place_hold(
        kind="publishing.edition", key=str(released.pk), ground=HoldGround.COURT_CASE, reason="Er loopt een zaak.",
        review_at=THURSDAY, organisation=None, unit="", by=region.viewer("privacy"), at=WEDNESDAY,
    )  # fmt: skip

    with pytest.raises(KeptByHold):
        destroy_content(edition=released, reason=WHY, by=region.viewer("privacy"), at=THURSDAY)
    assert Edition.objects.get(pk=released.pk).snapshot


def test_content_that_came_back_with_a_reserve_copy_goes_again(region, released):
    ended = [Ended("edition_content_destroyed", "publishing.edition", str(released.pk), THURSDAY)]

    assert destroy_content_again(ended, System("restore"), THURSDAY) == 1
    edition = Edition.objects.get(pk=released.pk)
    assert (edition.snapshot, edition.content_destroyed_at) == ("", THURSDAY)
    assert "reservekopie" in edition.content_destroyed_why
    assert destroy_content_again(ended, System("restore"), THURSDAY) == 0
