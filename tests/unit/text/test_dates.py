"""Dutch dates, read from Wednesday 4 December 2024, half past ten in the morning."""

from datetime import UTC, datetime

import pytest

from eenheidsbeeld.text.dates.find import find_dates
from eenheidsbeeld.text.findings import Document
from eenheidsbeeld.text.pipeline import analyse

WRITTEN = datetime(2024, 12, 4, 10, 30)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("aanstaande zaterdag om 14.00 uur", "2024-12-07T14:00", "2024-12-07T14:00"),
        ("afgelopen weekend was het onrustig", "2024-11-30T00:00", "2024-12-01T23:59"),
        ("di 3/12 gesproken", "2024-12-03T00:00", "2024-12-03T23:59"),
        ("de mars is de derde zaterdag van december", "2024-12-21T00:00", "2024-12-21T23:59"),
        ("op twaalf december komt er een optocht", "2024-12-12T00:00", "2024-12-12T23:59"),
        ("op 1 juni '23 was het onrustig", "2023-06-01T00:00", "2023-06-01T23:59"),
        ("actie in weeknummer 51", "2024-12-16T00:00", "2024-12-22T23:59"),
        ("er komt een mars, eind deze maand", "2024-12-21T00:00", "2024-12-31T23:59"),
        ("vrijdag 6 december om 14u30", "2024-12-06T14:30", "2024-12-06T14:30"),
        ("they march on 6 December at 2.30 pm", "2024-12-06T14:30", "2024-12-06T14:30"),
        ("vanavond van 20 uur tot middernacht", "2024-12-04T20:00", "2024-12-04T23:59"),
        ("over drie dagen", "2024-12-07T00:00", "2024-12-07T23:59"),
        ("oudejaarsnacht verwachten we drukte", "2024-12-31T18:00", "2025-01-01T06:00"),
        ("tussen 15 en 17 januari", "2025-01-15T00:00", "2025-01-17T23:59"),
        ("van 30 december tot 2 januari", "2024-12-30T00:00", "2025-01-02T23:59"),
        ("zaterdag 7 december van 13.00 tot 17.00 uur", "2024-12-07T13:00", "2024-12-07T17:00"),
        ("in de nacht van zaterdag op zondag werd geschoten", "2024-11-30T22:00", "2024-12-01T06:00"),
        ("vorige week dinsdag stonden zij er", "2024-11-26T00:00", "2024-11-26T23:59"),
        ("morgenavond 20:00 uur", "2024-12-05T20:00", "2024-12-05T20:00"),
        ("zaterdag a.s.", "2024-12-07T00:00", "2024-12-07T23:59"),
        ("maandagavond rond half acht ontstond ruzie", "2024-12-02T19:30", "2024-12-02T19:30"),
        ("op eerste kerstdag", "2024-12-25T00:00", "2024-12-25T23:59"),
        ("12 december 1999", "1999-12-12T00:00", "1999-12-12T23:59"),
        ("31 december 2024 20.00 uur tot 1 januari 2025 02.00 uur", "2024-12-31T20:00", "2025-01-01T02:00"),
        ("eind volgende week", "2024-12-12T00:00", "2024-12-15T23:59"),
        ("ze komen om half drie bij elkaar", "2024-12-04T14:30", "2024-12-04T14:30"),
        ("vannacht om half drie werd gegooid", "2024-12-04T02:30", "2024-12-04T02:30"),
        ("morgen 's avonds is er een wake", "2024-12-05T18:00", "2024-12-05T23:59"),
        ("de nacht van 11 op 12 november was onrustig", "2024-11-11T00:00", "2024-11-12T23:59"),
        ("op Goede Vrijdag is er een stille tocht", "2025-04-18T00:00", "2025-04-18T23:59"),
        ("tussen kerst en oud en nieuw", "2024-12-25T00:00", "2025-01-01T23:59"),
        ("Koningsdag verliep rustig", "2024-04-27T00:00", "2024-04-27T23:59"),
    ],
)
def test_words_become_the_right_moment(text, first, last):
    when = find_dates(text, WRITTEN)[0]
    assert (when.first.isoformat()[:16], when.last.isoformat()[:16]) == (first, last)


def test_the_tense_decides_about_a_bare_weekday():
    past = find_dates("Zaterdag gooiden jongeren stenen.", WRITTEN)[0]
    ahead = find_dates("Zaterdag zullen boeren de weg blokkeren.", WRITTEN)[0]
    assert (past.first.day, past.announced) == (30, False)
    assert (ahead.first.day, ahead.announced) == (7, True)


def test_a_time_that_the_clock_skips_becomes_the_hour_after():
    when = find_dates("op 30 maart 2025 om 02.30 uur", WRITTEN)[0]
    assert when.first.astimezone(UTC).isoformat() == "2025-03-30T01:30:00+00:00"


@pytest.mark.parametrize("text", ["3/4 van de bewoners", "24/7 open", "elke dinsdag", "1.200 mensen", "versie 2.1"])
def test_numbers_and_habits_are_no_dates(text):
    assert find_dates(text, WRITTEN) == []


def test_without_a_moment_of_writing_only_full_dates_are_given():
    assert [w.first.year for w in find_dates("gisteren, 3 mei en 4 mei 2023", None)] == [2023]


@pytest.mark.parametrize(
    "text",
    [
        "De demonstratie op het Stadhuisplein loopt vanavond rustig af.",
        "De wake loopt rustig af, om 21.00 uur is iedereen weg.",
        "Demonstratie op de Neude vandaag rustig verlopen.",
    ],
)
def test_what_ends_is_not_announced(text):
    assert analyse([Document("1", text, published=datetime(2024, 12, 4, 20))])[0].announced_events == ()


def test_an_announcement_becomes_a_proposal_without_a_person():
    text = (
        "Extinction Rebellion roept op tot een blokkade van de A12 op zaterdag 7 december om 12.00 uur in Den Haag."
    )
    event = analyse([Document("1", text, published=WRITTEN)])[0].announced_events[0]
    assert (event.caller, event.what, event.code, event.first.hour) == (
        "Extinction Rebellion",
        "blokkade",
        "GM0518",
        12,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Heerenveen won met 2-1, artikel 5-2 blijft gelden",
        "elke zaterdag om 13.00 uur en iedere eerste maandag van de maand",
        "op 29 februari 2025 bestaat niet",
    ],
)
def test_scores_articles_habits_and_days_no_calendar_has_are_no_dates(text):
    assert find_dates(text, WRITTEN) == []
