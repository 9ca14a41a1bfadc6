"""Reading: what the owner, a partner and a stranger find; and that no list asks more questions as it grows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eenheidsbeeld.core.periods import Period, Week
from eenheidsbeeld.core.refusals import NotThere, Refusal
from eenheidsbeeld.core.viewer import Audience, NoViewer, System
from eenheidsbeeld.signals import actions, queries, search
from eenheidsbeeld.signals.filters import SignalFilters
from eenheidsbeeld.signals.models import NilReturn, OwnWord, Signal
from eenheidsbeeld.signals.rules import (
    Basis,
    ContentGrade,
    NameOutcome,
    SomethingWasReported,
    SourceGrade,
    WithdrawReason,
)
from tests.conftest import MONDAY, TUESDAY, WEEK_12, WEST


def test_no_viewer_is_an_error():
    with pytest.raises(NoViewer):
        queries.readable(System("nobody"))  # type: ignore[arg-type]


def test_outsiders_read_only_what_was_released(region, owner, released):
    police = region.viewer("police_desk")
    seen = queries.signal(owner, released.reference)

    assert seen.shown_text == "Er is een oproep om samen te komen in Woerden."
    assert seen.place_name == ""
    assert (seen.suggestions, seen.masks, seen.intake_notes, seen.place_candidates, seen.link) == ([], [], [], [], "")
    assert "text" in seen.get_deferred_fields()
    assert queries.signal(police, released.reference).shown_text.startswith("Bron meldt")
    assert not list(queries.wordings(owner, released))
    assert not list(queries.changes(owner, released))


@pytest.mark.parametrize("common", [search.COMMON, -1], ids=["looked up", "read from the newest"])
@pytest.mark.parametrize("word", ["geheime", "Kroon", "Rijnstraat", "café", "cafe", "geh"])
def test_search_never_matches_what_a_viewer_does_not_read(region, owner, released, word, common, monkeypatch):
    monkeypatch.setattr(search, "COMMON", common)
    police = region.viewer("police_desk")

    assert queries.list_signals(police, SignalFilters(words=word)).signals
    assert not queries.list_signals(owner, SignalFilters(words=word)).signals
    assert queries.list_signals(owner, SignalFilters(words="oproep")).signals
    assert not queries.list_signals(police, SignalFilters(words="oproep samenkomst")).signals


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "NEAR(a b)",
        "text:geheim",
        "a AND",
        "* OR *",
        "(((",
        "'; DROP TABLE x",
        "-plein",
        "{released_text}: x",
        "&|!:*",
        "\\",
    ],
)
def test_signs_in_a_search_are_only_signs(owner, bring_in, typed):
    bring_in(owner, "Onrust op het plein in Woerden.")

    queries.list_signals(owner, SignalFilters(words=typed))


def test_search_follows_every_change_of_a_text(owner, draft, bring_in):
    signal = bring_in(owner, "Onrust op het plein in Woerden.")
    found = lambda word: bool(queries.list_signals(owner, SignalFilters(words=word)).signals)  # noqa: E731

    actions.correct_signal(
        reference=signal.reference, draft=draft(owner, "Onrust bij de haven in Woerden."), by=owner, at=TUESDAY
    )
    assert (found("plein"), found("haven")) == (False, True)
    actions.add_mask_after_storing(reference=signal.reference, words=["haven"], by=owner, at=TUESDAY)
    assert not found("haven")
    Signal.objects.all().delete()
    assert not found("onrust")


def test_an_audience_reads_only_what_all_of_it_may_read(region, owner, partner, stranger, released, bring_in):
    mine = bring_in(owner, "Onrust op het plein in Woerden.")
    both, with_stranger = Audience((owner, partner)), Audience((owner, stranger))

    texts = set(queries.readable(both).values_list("shown_text", flat=True))
    assert texts == {"Onrust op het plein in Woerden.", "Er is een oproep om samen te komen in Woerden."}
    assert not queries.readable(with_stranger).exists()
    actions.report_name(reference=mine.reference, by=partner, at=TUESDAY)
    assert queries.readable(both).count() == 1


def test_a_list_asks_as_many_questions_for_one_as_for_many(owner, draft, django_assert_max_num_queries, bring_in):
    from eenheidsbeeld.signals.intake import receive_batch

    texts = [f"Bericht nummer {n} over de wijk {n} in Woerden met woorden {n * 7}" for n in range(40)]
    receive_batch([draft(owner, text) for text in texts], by=owner, at=MONDAY)

    with django_assert_max_num_queries(5):
        page = queries.list_signals(owner, SignalFilters(area=WEST, week=str(WEEK_12)), size=30)
    assert len(page.signals) == 30
    with django_assert_max_num_queries(6):
        rest = queries.list_signals(owner, SignalFilters(after=page.next_after), size=30)
    assert len(rest.signals) == 10
    assert rest.next_after == ""
    assert not {one.pk for one in page.signals} & {one.pk for one in rest.signals}


def test_taking_in_a_batch_asks_a_constant_number_of_questions(owner, draft, django_assert_max_num_queries):
    from eenheidsbeeld.signals.intake import receive_batch

    texts = [f"Bericht nummer {n} over de wijk {n} in Woerden met woorden {n * 7}" for n in range(20)]
    with django_assert_max_num_queries(60):
        receive_batch([draft(owner, text) for text in texts], by=owner, at=MONDAY)


def test_filters_survive_an_address_and_leave_out_nonsense():
    filters = SignalFilters.from_address(
        {"zoek": "vuurwerk & plein", "week": "2026-W12", "stand": "onzin", "gebied": WEST}
    )

    assert filters == SignalFilters(words="vuurwerk & plein", week="2026-W12", area=WEST)
    assert filters.in_address() == "?zoek=vuurwerk+%26+plein&gebied=PD-west-utrecht&week=2026-W12"
    assert "words" not in filters.for_log(found=True)
    assert SignalFilters.from_address({"week": "2026-W99"}).week == ""


def test_who_contributed_and_who_said_nothing(region, owner, partner, bring_in):
    bring_in(owner, "Onrust op het plein in Woerden.")
    with pytest.raises(SomethingWasReported):
        actions.nil_return(by=owner, at=TUESDAY)
    actions.nil_return(by=partner, at=TUESDAY)
    found = {one.organisation.slug: one for one in queries.contributions(owner, area_code=WEST, week=WEEK_12)}

    assert found["woerden"].signals == 1
    assert found["houten"].nil_return
    assert not found["om"].contributed
    assert "zeist" not in found
    actions.withdraw_nil_return(by=partner, at=TUESDAY)
    actions.nil_return(by=partner, at=TUESDAY)
    assert NilReturn.objects.count() == 2
    assert queries.count_by_area(owner, period=Period.of_week(Week(2026, 12)), area_codes=["GM0632", "GM0321"]) == {
        "GM0321": 0,
        "GM0632": 1,
    }


def test_a_hidden_signal_is_open_to_privacy_officers_only(region, owner, partner, bring_in):
    signal = bring_in(owner, "Ook snorremans stond op het plein in Woerden.")
    report = actions.report_name(reference=signal.reference, by=partner, at=TUESDAY)
    officer = region.viewer("privacy")

    for viewer in (owner, partner, region.viewer("analyst"), region.viewer("woerden_admin")):
        with pytest.raises(NotThere):
            queries.signal(viewer, signal.reference)
        assert not queries.list_signals(viewer).signals
    assert queries.signal(officer, signal.reference).is_hidden
    with pytest.raises(NotThere):
        queries.name_report(owner, report.reference)
    with pytest.raises(Refusal):
        actions.settle_name_report(
            reference=report.reference, outcome=NameOutcome.NO_NAME, words=[], by=owner, at=TUESDAY
        )
    actions.settle_name_report(
        reference=report.reference, outcome=NameOutcome.WITHDRAWN, words=[], by=officer, at=TUESDAY
    )
    signal.refresh_from_db()
    assert (signal.text, signal.state, signal.is_hidden) == ("", "withdrawn", False)


def test_a_mask_also_takes_the_words_out_of_earlier_versions_and_wordings(region, draft, released):
    police = region.viewer("police_desk")
    actions.correct_signal(
        reference=released.reference, draft=draft(police, "Samenkomst in de Kroon in Woerden."), by=police, at=TUESDAY
    )
    actions.add_mask_after_storing(reference=released.reference, words=["Kroon", "oproep"], by=police, at=TUESDAY)

    released.refresh_from_db()
    kept = [released.text, released.released_text, released.changes.get().text_before, released.wordings.get().text]
    assert not [text for text in kept if "Kroon" in text or "oproep" in text]


def test_only_the_owner_changes_and_only_who_judges_grades(region, owner, partner, bring_in, draft):
    signal = bring_in(owner, "Onrust op het plein in Woerden.")
    analyst = region.viewer("analyst")
    graded = {
        "source_grade": SourceGrade.RELIABLE, "content_grade": ContentGrade.CONFIRMED, "basis": [Basis.EVIDENCED],
    }  # fmt: skip

    with pytest.raises(Refusal):
        actions.grade(reference=signal.reference, by=partner, at=TUESDAY, **graded)
    with pytest.raises(Refusal):
        actions.withdraw_signal(reference=signal.reference, reason=WithdrawReason.WRONG, by=analyst, at=TUESDAY)
    with pytest.raises(Refusal):
        actions.add_mask_after_storing(reference=signal.reference, words=["plein"], by=analyst, at=TUESDAY)
    actions.grade(reference=signal.reference, by=analyst, at=TUESDAY, **graded)
    actions.set_phenomenon(reference=signal.reference, phenomenon="blockade", by=analyst, at=TUESDAY)
    signal.refresh_from_db()
    assert (signal.source_grade, signal.phenomenon, signal.state) == ("reliable", "blockade", "received")
    with pytest.raises(NotThere):
        actions.set_phenomenon(reference=signal.reference, phenomenon="geen", by=analyst, at=TUESDAY)


def test_a_reader_cannot_bring_anything_in(region, draft):
    mayor = region.viewer("woerden_mayor")

    with pytest.raises(Refusal):
        actions.bring_in(draft=draft(mayor, "Onrust op het plein."), by=mayor, at=MONDAY)
    with pytest.raises(Refusal):
        actions.nil_return(by=mayor, at=MONDAY)


def test_a_taught_word_stays_in_texts_of_the_own_organisation_only(owner, partner, bring_in):
    text = "Onrust bij buurthuis Willemijn Jansen in Woerden."
    actions.teach_word(word="Willemijn Jansen", by=owner, at=MONDAY)

    assert OwnWord.objects.get().word == "willemijn jansen"
    assert "Jansen" not in bring_in(partner, text).text
    with pytest.raises(Refusal):
        actions.teach_word(word="06-12345678", by=owner, at=MONDAY)


def test_sketches_end_with_their_window(owner, bring_in):
    from eenheidsbeeld.signals.intake import stories
    from eenheidsbeeld.signals.models import SignalBand, SignalSketch

    bring_in(owner, "Onrust op het plein in Woerden.")
    bring_in(owner, "Bewonersavond in Houten over het zwembad.", at=MONDAY + timedelta(days=20))

    assert stories.forget_before(MONDAY + timedelta(days=6)) == 1
    assert SignalSketch.objects.count() == 1
    assert set(SignalBand.objects.values_list("signal_id", flat=True)) == set(
        SignalSketch.objects.values_list("signal_id", flat=True)
    )
