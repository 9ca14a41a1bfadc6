"""The same text, the same report, the same event: kept apart, and independent of order."""

import json
import random
from datetime import datetime, timedelta

import pytest

from eenheidsbeeld.text import grouping
from eenheidsbeeld.text.findings import Document
from eenheidsbeeld.text.pipeline import analyse
from eenheidsbeeld.text.relations import other_place
from eenheidsbeeld.text.similarity import Comparable, Index, comparable, relation, signature
from eenheidsbeeld.text.sketches import sketch_text

DAY = datetime(2024, 12, 4, 10)
REPORT = "Ongeveer tweehonderd boeren hebben woensdag met trekkers de A12 bij Woerden geblokkeerd. De politie hield drie mensen aan."


def sketched(text: str, published: datetime = DAY, id: str = "x") -> Comparable:
    return comparable(id, signature(analyse([Document(id, text, published=published)])[0]))


def test_a_copy_is_the_same_text_and_an_edited_copy_the_same_report():
    edited = REPORT + " Wethouders uit de omgeving spraken van een grimmige sfeer op de snelweg."
    assert relation(sketched(REPORT), sketched(REPORT.upper())).kind == "same_text"
    assert relation(sketched(REPORT), sketched(edited)).kind == "same_report"


def test_other_words_about_one_event_are_the_same_event():
    other = "A12 dicht bij Woerden door blokkade met trekkers, boeren aangehouden"
    assert relation(sketched(REPORT), sketched(other)).kind in ("same_event", "same_report")


def test_another_place_another_age_or_another_road_keeps_look_alikes_apart():
    assert (
        relation(
            sketched("Steekpartij in Zwolle, man (34) gewond"), sketched("Steekpartij in Kampen, man (34) gewond")
        ).kind
        == "none"
    )
    assert (
        relation(sketched("Man (34) gewond bij steekpartij"), sketched("Man (51) gewond bij steekpartij")).kind
        == "none"
    )
    assert relation(sketched("Boeren blokkeren A12"), sketched("Boeren blokkeren A28")).kind == "none"


def test_a_signature_is_small_json_with_signed_keys_and_comes_back_the_same():
    signed = signature(analyse([Document("1", REPORT, published=DAY)])[0])
    again = Comparable.from_sketch("x", json.loads(json.dumps(signed.sketch)))
    assert again == comparable("x", signed)
    assert all(-(2**63) <= band < 2**63 for band in signed.bands)
    assert len(json.dumps(signed.sketch)) < 6000


def test_copies_share_a_band_so_that_one_query_finds_them():
    one, two = (
        signature(analyse([Document("1", t, published=DAY)])[0]) for t in (REPORT, REPORT + " Einde bericht.")
    )
    assert set(one.bands) & set(two.bands)


def test_groups_do_not_depend_on_the_order_of_arrival():
    texts = [
        "Boeren blokkeren A12 bij Woerden", "A12 dicht bij Woerden door boerenblokkade", "Autobranden in Zwolle: 9 wagens verwoest",
        "9 auto's uitgebrand in Zwolle, politie denkt aan brandstichting", "Rust keert terug", "Boeren blokkeren A28 bij Assen",
    ]  # fmt: skip
    signed = {str(i): signature(analyse([Document(str(i), t, published=DAY)])[0]) for i, t in enumerate(texts)}
    outcomes = []
    for seed in range(5):
        order = list(signed)
        random.Random(seed).shuffle(order)
        index = Index()
        for id in order:
            index.add(id, signed[id])
        outcomes.append(index.groups())
    assert all(o == outcomes[0] for o in outcomes)
    assert outcomes[0]["0"] == outcomes[0]["1"] != outcomes[0]["5"]
    assert outcomes[0]["4"] == "4"  # short and alone, and still there


def test_a_settled_group_keeps_its_name_when_later_texts_join():
    index = Index()
    index.note("a", signature(analyse([Document("a", "Boeren blokkeren A12 bij Woerden", published=DAY)])[0]))
    assert index.settle() == {"a": "a"}
    later = DAY + timedelta(hours=3)
    index.note(
        "b", signature(analyse([Document("b", "A12 bij Woerden dicht, boeren blokkeren", published=later)])[0])
    )
    assert index.settle() == {"b": "a"}


def test_joined_words_and_their_parts_are_alike():
    one, two = "Boerenblokkade op snelweg bij Barneveld", "Boeren blokkeren snelweg Barneveld met trekkers"
    assert relation(sketched(one), sketched(two)).kind == "same_event"


def test_the_same_kind_of_news_a_week_later_is_another_event():
    text = "Opnieuw wisselstoring bij Utrecht Centraal, spits ontregeld"
    later = "Spits ontregeld door wisselstoring rond Utrecht Centraal"
    near, far = (sketched(later, DAY + timedelta(days=d)) for d in (0, 9))
    assert relation(sketched(text), near).score > relation(sketched(text), far).score


def test_a_stream_forgets_what_is_past_the_window():
    index = Index(window_days=14)
    for day in range(60):
        when = DAY + timedelta(days=day)
        found = analyse([Document(str(day), f"Melding {day} over vuurwerk in wijk {day}", published=when)])[0]
        index.note(f"{day:02d}", signature(found))
        index.settle()
    assert index.size == 60
    assert len(index._items) <= 1.25 * (14 + 3 + 1)  # it tidies up when a quarter more is held


@pytest.mark.parametrize(
    ("one", "two", "days"),
    [
        ("inbraak in Zeist", "vechtpartij in Zeist", 0),
        ("Supporters NEC en PSV op de vuist", "Supporters NEC en FC Twente op de vuist", 0),
        ("jeugd op het plein, rustig", "jeugd op het plein, rustig", 14),
        ("Zeist", "rust in Zeist", 0),
        ("😡", "😊", 0),
    ],
)
def test_what_only_looks_alike_is_kept_apart(one, two, days):
    assert relation(sketched(one), sketched(two, DAY + timedelta(days=days))).kind == "none"


def test_the_same_short_text_within_two_days_is_the_same_text():
    text = "jeugd op het plein, rustig"
    assert relation(sketched(text), sketched(text, DAY + timedelta(days=1))).kind == "same_text"


def noted(index: Index, id: str, text: str, published: datetime | None = DAY) -> None:
    index.note(id, signature(analyse([Document(id, text, published=published)])[0]))


def test_empty_texts_are_never_brought_together():
    index = Index()
    for id, text in (("a", ""), ("b", ""), ("c", "  ")):
        noted(index, id, text)
    assert index.settle() == {"a": "a", "b": "b", "c": "c"}
    assert index.same_texts() == {}


def test_a_group_keeps_its_name_when_its_first_text_has_left():
    index, told = Index(window_days=3), []
    for day in range(1, 29):
        id = f"{day:03d}"
        noted(index, id, f"Dag {day} van de bezetting van het bestuursgebouw in Utrecht", DAY + timedelta(days=day))
        owner = index.settle()[id]
        index.names[id] = f"kenmerk {id}"
        told.append(index.names.get(owner))
    assert set(told) == {"kenmerk 001"}
    assert len(index.names) < 12


def test_texts_without_a_moment_leave_by_number(monkeypatch):
    monkeypatch.setattr(grouping, "MOST_UNDATED", 5)
    index = Index()
    for number in range(20):
        noted(index, str(number), f"melding nummer {number} over vuurwerk bij de school", None)
        index.names[str(number)] = str(number)
    index.settle()
    assert set(index.names) >= {"15", "16", "17", "18", "19"}
    assert len(index.names) <= 6


def test_no_words_make_one_event_of_two_places_that_exclude_each_other():
    one, two = (sketched(f"Boeren blokkeren de snelweg in {place}") for place in ("Zwolle", "Kampen"))
    assert other_place(one, two)
    assert relation(one, two, same_words=1.0).kind == "none"


def test_a_copy_placed_elsewhere_is_told_as_a_copy_and_kept_apart():
    index = Index()
    for id, place in (("a", "GM0193"), ("b", "GM0166"), ("c", "GM0166")):
        index.note(id, sketch_text("Boeren blokkeren de snelweg met trekkers", places=[place]))
    assert index.same_texts() == {"b": "a", "c": "a"}
    assert index.settle() == {"a": "a", "b": "b", "c": "b"}
