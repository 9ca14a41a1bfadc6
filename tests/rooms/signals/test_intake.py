"""From the door to the store: what is taken out, what is recognised, and what nobody may ever find again."""

from __future__ import annotations

import logging
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from django.db import connection

from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.core.refusals import Refusal
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.signals import actions, queries
from eenheidsbeeld.signals.intake import Outcome, receive_batch
from eenheidsbeeld.signals.intake.receive import receive_all
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.reasons import ALL
from eenheidsbeeld.signals.rules import Channel
from tests.conftest import MONDAY, TUESDAY

CANARY = "Willemijn Jansen"
TEXT = (
    f"Melding van mevrouw {CANARY}, tel. 06-12345678: zo'n 30 jongeren bij het station in Woerden."
    " Zaterdag 21 maart om 20.00 uur willen ze weer komen met vuurwerk."
)


def everything_stored() -> str:
    """All rows of all tables as text: what a search through the database file would find."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith("areas_") or "_search_" in table:
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_a_name_and_a_number_are_taken_out_before_anything_is_stored(owner, bring_in):
    signal = bring_in(owner, TEXT)

    assert "Jansen" not in signal.text
    assert "12345678" not in signal.text
    assert "30 jongeren bij het station in Woerden" in signal.text


def test_the_original_is_found_nowhere(owner, bring_in, caplog):
    caplog.set_level(logging.DEBUG)
    signal = bring_in(owner, TEXT)
    actions.report_name(reference=signal.reference, by=owner, at=TUESDAY)

    stored = everything_stored()
    assert signal.reference in stored
    for secret in ("Willemijn", "Jansen", "12345678"):
        assert secret not in stored
        assert secret not in caplog.text


def test_a_refusal_does_not_repeat_what_was_typed(owner, draft):
    with pytest.raises(Refusal) as refused:
        actions.bring_in(draft=draft(owner, f"Stg. Geheim: {CANARY} komt"), by=owner, at=MONDAY)

    assert "Jansen" not in repr(refused.value) + str(refused.value) + str(refused.value.reason)
    assert "Jansen" not in repr(draft(owner, CANARY))
    assert not Signal.objects.exists()


def test_place_dates_and_area_are_found_in_the_text(owner, bring_in):
    signal = bring_in(owner, TEXT)

    assert signal.area_code == "GM0632"
    assert signal.event_from.date().isoformat() == "2026-03-21"
    assert signal.event_time_known
    assert signal.is_announced


def test_the_same_input_twice_is_one_signal(owner, draft):
    first = actions.bring_in(draft=draft(owner, TEXT), by=owner, at=MONDAY)
    again = actions.bring_in(draft=draft(owner, TEXT), by=owner, at=TUESDAY)

    assert first.outcome == Outcome.ADDED
    assert again.outcome == Outcome.KNOWN
    assert again.reference == first.reference
    assert Signal.objects.count() == 1
    assert AuditEntry.objects.filter(event="signal_received").count() == 1


def test_the_same_row_twice_in_one_batch_is_one_signal(owner, draft):
    one = draft(owner, "Onrust op het plein in Woerden.")
    answers = receive_batch([one, one, draft(owner, "Nog iets anders in Houten.")], by=owner, at=MONDAY)

    assert [answer.outcome for answer in answers] == [Outcome.ADDED, Outcome.KNOWN, Outcome.ADDED]
    assert answers[0].reference == answers[1].reference


def test_a_bad_one_does_not_keep_the_others_out(owner, draft):
    texts = ["Onrust op het plein.", "", "Dep. Vertrouwelijk: niet voor hier.", "x" * 30_000, "Rustig in de wijk."]
    answers = receive_batch([draft(owner, text) for text in texts], by=owner, at=MONDAY)

    assert [answer.outcome.value for answer in answers] == ["added", "refused", "refused", "refused", "added"]
    assert all(answer.reason for answer in answers[1:4])


@pytest.mark.parametrize(
    ("text", "classified"),
    [
        ("Stg. Confidentieel. Er komt een actie.", True),
        ("STG GEHEIM", True),
        ("Departementaal Vertrouwelijk: notitie", True),
        ("Dep.V. notitie over de demonstratie", True),
        ("Hij werd verdacht van het lekken van staatsgeheimen.", False),
        ("Dit is vertrouwelijk besproken met de wijkagent.", False),
    ],
)
def test_what_carries_a_state_classification_is_refused(owner, draft, text, classified):
    from eenheidsbeeld.signals.intake.receive import why_refused

    assert bool(why_refused(draft(owner, text))) is classified


def test_a_crash_in_a_later_batch_keeps_the_earlier_and_doubles_nothing(owner, draft, monkeypatch):
    from eenheidsbeeld.signals.intake import receive

    drafts = [draft(owner, f"Bericht {number} over onrust in de wijk {number} van Woerden") for number in range(9)]
    real, calls = receive.audit.record_many, []

    def crash(**arguments):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(**arguments)

    monkeypatch.setattr(receive.audit, "record_many", crash)
    with pytest.raises(KeyboardInterrupt):
        list(receive_all(drafts, by=owner, at=MONDAY, size=3))
    assert Signal.objects.count() == 3
    monkeypatch.setattr(receive.audit, "record_many", real)

    answers = list(receive_all(drafts, by=owner, at=TUESDAY, size=3))

    assert [answer.outcome.value for answer in answers] == ["known"] * 3 + ["added"] * 6
    assert Signal.objects.count() == 9
    assert AuditEntry.objects.filter(event="signal_received").count() == 9


def test_by_default_the_district_reads_along_and_a_stranger_does_not(region, owner, partner, stranger, bring_in):
    signal = bring_in(owner, "Onrust bij de markt.", area_code="GM0632")

    assert queries.signal(partner, signal.reference).shown_text == "Onrust bij de markt."
    assert signal.marking == "amber"
    for nobody in (stranger, region.viewer("zeist_oov")):
        assert not queries.list_signals(nobody).signals


def test_what_police_brings_in_stays_with_police(region, owner, bring_in):
    police = region.viewer("police_desk")
    signal = bring_in(police, "Spanning rond het station in Woerden.")

    assert signal.regime == "wpg"
    assert queries.list_signals(police).signals
    assert not queries.list_signals(owner).signals
    assert bring_in(region.viewer("prosecutor"), "Iets uit een strafdossier in Woerden.").regime == "wjsg"


def test_reports_of_the_same_thing_come_together(region, owner, partner, bring_in):
    text = "Tientallen tractoren blokkeren de oprit van de snelweg bij Woerden, de actie gaat over de prijs van melk."
    first = bring_in(owner, text)
    second = bring_in(partner, f"{text} Wegverkeer staat stil.", at=TUESDAY)
    other = bring_in(owner, "In de bibliotheek was een drukbezochte avond over het nieuwe zwembad.", at=TUESDAY)

    first.refresh_from_db()
    assert first.story_id is not None
    assert second.story_id == first.story_id
    assert other.story_id is None
    assert [one.pk for one in queries.same_story(owner, second)] == [first.pk]


def test_an_exercise_is_never_put_with_what_really_happened(owner, draft):
    text = "Tientallen tractoren blokkeren de oprit van de snelweg bij Woerden, de actie gaat over de prijs van melk."
    exercise, real = draft(owner, text, practice_run=True, source_key="form:exercise"), draft(owner, text)

    receive_batch([exercise], by=owner, at=MONDAY)
    receive_batch([real], by=owner, at=TUESDAY)
    receive_batch([replace(exercise, source_key="form:2"), replace(real, source_key="form:3")], by=owner, at=TUESDAY)

    stories = Signal.objects.exclude(story=None).values_list("story", "practice_run")
    assert len(stories) == 4
    assert len(set(stories)) == len({story for story, _run in stories}) == 2


def test_a_story_shows_nothing_of_what_a_viewer_may_not_see(region, owner, bring_in):
    police = region.viewer("police_desk")
    text = "Tientallen tractoren blokkeren de oprit van de snelweg bij Woerden, de actie gaat over de prijs van melk."
    bring_in(police, text)
    mine = bring_in(owner, text, at=TUESDAY)

    assert mine.story_id is not None
    assert queries.same_story(owner, mine) == []
    assert queries.why_same_story(owner, mine) is None
    assert len(queries.same_story(police, mine)) == 1


def test_who_reads_a_released_wording_reads_no_reasons_from_the_text_behind_it(region, owner, draft, bring_in):
    police = region.viewer("police_desk")
    text = "Tientallen tractoren blokkeren de oprit van de snelweg bij Woerden, de actie gaat over de prijs van melk."
    bring_in(owner, text)
    closed = bring_in(police, f"{text} Wegverkeer staat stil.", at=TUESDAY)
    actions.release_wording(
        reference=closed.reference, draft=draft(police, "Er is een actie op een weg."),
        groups=[region.groups["west"].pk], by=police, at=TUESDAY,
    )  # fmt: skip

    theirs = queries.why_same_story(police, closed)
    mine = queries.why_same_story(owner, queries.signal(owner, closed.reference))

    assert theirs is None or theirs.reasons
    assert mine is not None and (mine.kind, mine.reasons) == (closed.story_reason["kind"], ())


def test_a_feed_is_taken_in_by_the_system(region, draft, owner):
    published = draft(owner, "Gemeente Woerden: bewonersavond over de opvang op 25 maart.", channel=Channel.FEED)
    received = receive_batch([published], by=System("feeds"), at=MONDAY)[0]

    assert received.outcome == Outcome.ADDED
    assert AuditEntry.objects.get(event="signal_received").system == "feeds"


def test_notes_hold_steps_and_counts_only(owner, bring_in):
    signal = bring_in(owner, TEXT)

    for note in signal.intake_notes:
        for name, value in note.items():
            if name == "others":
                assert all(set(one) == {"first", "last", "time_known", "announced", "reason"} for one in value)
            elif name == "reason":
                assert not value or value in ALL
            elif name != "step":
                assert isinstance(value, int | bool)
    assert {"kind": "phone", "count": 1} in signal.masks


def test_a_text_on_which_the_cleaning_fails_is_refused_and_the_others_go_in(owner, draft, monkeypatch, caplog):
    from eenheidsbeeld.signals import text_work

    real = text_work.analyse

    def fails_on_one(documents, **options):
        if any(CANARY in document.text for document in documents):
            raise ValueError(f"cannot read {CANARY}")
        return real(documents, **options)

    monkeypatch.setattr(text_work, "analyse", fails_on_one)
    texts = ["Onrust op het plein in Woerden.", f"{CANARY} was erbij.", "Rustig in Houten."]
    answers = receive_batch([draft(owner, text) for text in texts], by=owner, at=MONDAY)

    assert [answer.outcome.value for answer in answers] == ["added", "refused", "added"]
    assert answers[1].reason
    assert "Jansen" not in caplog.text
    with pytest.raises(Refusal) as refused:
        actions.bring_in(draft=draft(owner, texts[1]), by=owner, at=MONDAY)
    assert "Jansen" not in repr(refused.value) + str(refused.value.__context__ or "")


def test_a_large_import_does_its_text_work_in_other_processes_with_the_same_outcome(owner, draft):
    texts = [f"Bericht {number}: onrust in wijk {number} van Woerden, bel 06-12345678" for number in range(12)]
    drafts = [draft(owner, text) for text in texts]

    answers = list(receive_all(drafts, by=owner, at=MONDAY, size=4))

    assert [answer.outcome.value for answer in answers] == ["added"] * 12
    assert not Signal.objects.filter(text__contains="12345678").exists()


def test_when_the_other_processes_are_ended_the_work_is_done_here(owner, draft, monkeypatch):
    from eenheidsbeeld.signals.intake import receive

    class Ended(ThreadPoolExecutor):
        def submit(self, *_work, **_values):
            raise BrokenExecutor

    monkeypatch.setattr(receive, "_pool", lambda: Ended())
    drafts = [draft(owner, f"Bericht {number}: onrust in wijk {number} van Woerden") for number in range(6)]

    answers = list(receive_all(drafts, by=owner, at=MONDAY, size=2))

    assert [answer.outcome.value for answer in answers] == ["added"] * 6


def test_word_vectors_of_the_organisation_go_with_the_sketch_only_when_it_brought_them(
    owner, bring_in, settings, tmp_path
):
    text = "In Woerden zijn omwonenden woedend om de windmolens."
    plain = bring_in(owner, text)
    (tmp_path / "words.txt").write_text("omwonenden\nwoedend\nwindmolens\n", encoding="utf-8")
    np.save(tmp_path / "vectors.npy", np.eye(3, 8, dtype=np.float32))
    settings.SENTENCE_MODEL = tmp_path
    other = bring_in(owner, text.replace("zijn", "waren"))

    assert "v" not in plain.sketch.sketch
    assert len(other.sketch.sketch["v"]) == 8
