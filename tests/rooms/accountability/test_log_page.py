"""The privacy officer reads who did what, by function, and asks whether the log is whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eenheidsbeeld.accountability import queries
from eenheidsbeeld.accountability.log_labels import ACT_LABELS, ROOM_LABELS, SINCE_LABELS
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit.kinds import kinds
from eenheidsbeeld.audit.models import AuditEntry, LogCheck
from eenheidsbeeld.core import queue
from eenheidsbeeld.core.viewer import System
from tests.conftest import TUESDAY

MARCH = "van=2026-03-01&tot=2026-03-31"
WEEK = queries.LogFilter(date(2026, 3, 16), date(2026, 3, 22))


@pytest.fixture
def signal(keepers: Any, bring_in: Any) -> Any:
    """A signal of Woerden, opened by Houten, and something that the software did by itself."""
    made = bring_in(keepers.viewer("woerden_oov"), "Onrust bij het station in Woerden.", area_code="GM0632")
    audit.record(event="signal_graded", subject=made, by=keepers.viewer("woerden_oov"), at=TUESDAY)
    audit.record_read(subject=made, by=keepers.viewer("houten_oov"), at=TUESDAY)
    audit.record(event="source_read", subject=made, by=System("feeds"), at=TUESDAY)
    return made


def acts(region: Any, who: str, **more: Any) -> list[tuple[str, str]]:
    from dataclasses import replace

    return [(line.act, line.who) for line in queries.log_page(region.viewer(who), replace(WEEK, **more)).lines]


def test_an_officer_reads_the_own_organisation_and_the_bureau_the_unit(keepers: Any, signal: Any) -> None:
    graded = ("Signaal gewaardeerd", "OOV-adviseur, Gemeente Woerden")
    read = ("Gelezen", "OOV-adviseur, Gemeente Houten")
    itself = ("Bron gelezen", "De software zelf, bij het lezen van bronnen")

    assert graded in acts(keepers, "woerden_privacy") and read not in acts(keepers, "woerden_privacy")
    assert read in acts(keepers, "houten_privacy") and graded not in acts(keepers, "houten_privacy")
    assert {graded, read, itself} <= set(acts(keepers, "privacy"))
    assert itself not in acts(keepers, "woerden_privacy")


def test_on_an_own_record_one_sees_what_others_did_with_it(keepers: Any, signal: Any, signed_in: Any) -> None:
    address = f"/verantwoording/logboek/?{MARCH}&kenmerk={signal.reference}"

    assert "OOV-adviseur, Gemeente Houten" in signed_in("woerden_privacy").get(address).content.decode()
    refused = signed_in("houten_privacy").get(address)
    assert refused.status_code == 200
    assert "Er is geen gegeven met dit kenmerk" in refused.content.decode()
    assert "Gemeente Woerden" not in refused.content.decode()


def test_period_part_and_act_narrow_the_list(keepers: Any, signal: Any) -> None:
    assert acts(keepers, "privacy", first=date(2026, 4, 1), last=date(2026, 4, 2)) == []
    assert [act for act, _who in acts(keepers, "privacy", act="read")] == ["Gelezen"]
    assert acts(keepers, "privacy", room="publishing") == []


def test_pages_follow_each_other_without_a_gap(keepers: Any, signal: Any) -> None:
    by = keepers.viewer("woerden_oov")
    audit.record_many(event="mask_added", kind="signals.signal", keys=range(120), by=by, at=TUESDAY, details={})
    only = queries.LogFilter(WEEK.first, WEEK.last, act="mask_added")
    seen: list[int] = []
    before = None
    while True:
        page = queries.log_page(keepers.viewer("privacy"), only, before=before)
        seen += [line.number for line in page.lines]
        before = page.before
        if before is None:
            break

    assert len(seen) == len(set(seen)) == 120


def test_the_page_says_a_wrong_period_in_words_and_reading_the_log_is_logged(keepers: Any, signed_in: Any) -> None:
    client = signed_in("privacy")
    assert "Draai ze om" in client.get("/verantwoording/logboek/?van=2026-03-31&tot=2026-03-01").content.decode()
    client.get(f"/verantwoording/logboek/?{MARCH}")

    assert AuditEntry.objects.get(event="list", subject_kind="audit.auditentry").is_read


def test_asking_for_a_check_gives_its_outcome_in_words(keepers: Any, signal: Any, signed_in: Any) -> None:
    client = signed_in("privacy")
    assert "nog niet gecontroleerd" in client.get("/verantwoording/logboek/").content.decode()
    client.post("/verantwoording/logboek/controleren/")
    assert "Er loopt een controle" in client.get("/verantwoording/logboek/").content.decode()
    queue.run_due()
    assert "Het logboek klopt" in client.get("/verantwoording/logboek/").content.decode()

    AuditEntry.objects.filter(event="signal_graded").update(event="iets_anders")
    client.post("/verantwoording/logboek/controleren/")
    queue.run_due()
    page = client.get("/verantwoording/logboek/").content.decode()
    assert "niet meer zoals het is geschreven" in page and "Gewijzigd na het schrijven" in page
    assert LogCheck.objects.count() == 2


@pytest.mark.parametrize("page", ["logboek/", "vasthouden/", "vasthouden/nieuw/", "jaarbewijs/"])
@pytest.mark.parametrize("who", ["woerden_oov", "analyst", "admin", "stranger"])
def test_others_are_kept_out(keepers: Any, signed_in: Any, page: str, who: str) -> None:
    assert signed_in(who).get(f"/verantwoording/{page}").status_code == 403


def test_every_act_that_the_code_writes_has_a_word() -> None:
    import re

    import eenheidsbeeld

    written: set[str] = set()
    for path in Path(eenheidsbeeld.__path__[0]).rglob("*.py"):
        written |= set(re.findall(r'(?:event=|_record\(|_log\()"([a-z_]+)"', path.read_text("utf-8")))

    assert len(written) > 80
    assert written - set(ACT_LABELS) == set()


def test_every_room_and_every_moment_of_a_term_has_a_word() -> None:
    assert {kind.name.split(".")[0] for kind in kinds()} <= set(ROOM_LABELS)
    assert {kind.keep_for.since for kind in kinds()} <= set(SINCE_LABELS)


def test_no_word_of_a_record_stands_on_the_page(keepers: Any, signal: Any, signed_in: Any) -> None:
    page = signed_in("privacy").get(f"/verantwoording/logboek/?{MARCH}").content.decode()

    assert "OOV-adviseur, Gemeente Woerden" in page
    assert "station" not in page
