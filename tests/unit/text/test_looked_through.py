"""What was wrong in three hundred texts that were read by eye, and what must not go wrong by mending it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from eenheidsbeeld.text.findings import Document, Findings
from eenheidsbeeld.text.pipeline import analyse

THURSDAY = datetime(2026, 11, 26, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


def found_in(text: str) -> Findings:
    return analyse([Document("1", text, published=THURSDAY)])[0]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Jan Willem van Rossum gesproken.", "[naam 1] gesproken."),
        ("Betrokkene VAN DEN BERG, Ronald, is weg.", "Betrokkene [naam 1], is weg."),
        ("Melder Cornelis Johannes (Kees) Vermeulen belde.", "Melder [naam 1] belde."),
        ("Gesproken met Li Wei.", "Gesproken met [naam 1]."),
        ("Woont Burg. van Reenensingel 56 Gouda", "Woont [adres] Gouda"),
        ("bus is van een schilder, Deniz Aksoylar", "bus is van een schilder, [naam 1]"),
        ("verbalisant 183442 zag dat", "verbalisant [nummer] zag dat"),
        ("Het woord is aan de heer Pieter van der Duin.", "Het woord is aan de heer [naam 1]."),
        ("De lezing van dr. de Boer gaat door.", "De lezing van dr. [naam 1] gaat door."),
        ("Met Frans van Loenen, Rienk ter Wal en Ans Otten.", "Met [naam 1], [naam 2] en [naam 3]."),
        ("Wethouders Spek en Mostert schreven een brief.", "Wethouders [naam 1] en [naam 2] schreven een brief."),
        ("Opgegeven door Youssef\nAmrani te Zeist.", "Opgegeven door [naam 1]\n[naam 2] te Zeist."),
        ("Aangehouden is Cihan\nBulut (12-12-2008).", "Aangehouden is [naam 1]\n[naam 2] ([geboortedatum])."),
        ("Woont Kerkstraat\r\n12\r\nGouda", "Woont [adres]\r\nGouda"),
        ("Raadslid Bergen stemde tegen.", "Raadslid [naam 1] stemde tegen."),
        ("Brandt (34) werd aangehouden.", "[naam 1] (34) werd aangehouden."),
        ("Jan Smit zag fatima el bouzambouti in Utrecht.", "[naam 1] zag [naam 2] in Utrecht."),
        ("Agent De Wit Smid hield hem aan.", "Agent [naam 1] hield hem aan."),
        ("Mevr. B. Op de Laak\n\n1. Opening", "Mevr. [naam 1]\n\n1. Opening"),
        ("Gesproken met Jan v. Beurden.", "Gesproken met [naam 1]."),
        ("Met Birgit Vermeulen\nStemuitslag: voor", "Met [naam 1]\nStemuitslag: voor"),
        ("Verslag van Jan v.d Wouden en Joke Uijt den Boom.", "Verslag van [naam 1] en [naam 2]."),
    ],
)
def test_names_and_numbers_go_out_whole(text: str, clean: str) -> None:
    assert found_in(text).text_clean == clean


@pytest.mark.parametrize(
    "text",
    [
        "bij moskee El Noor aan de Vleutenseweg",
        "De fractie van Stadspartij Eemstad wil een referendum.",
        "Kennisgeving gedaan door Bewonersbelang Lelystad-Haven.",
        "Plaats: De Haven, Veldhuizen.",
        "Onderzoeker van de Universiteit Utrecht sprak.",
        "Het is druk. De Tweede Kamer stemt in; in de Eerste Kamer is dat nog de vraag.",
        "Subsidie van het Jan Rigterinkfonds voor het Piet Mondriaangebouw.",
        "Er is een Amber Alert verstuurd tijdens Keti Koti.",
        "Bijeenkomst in de Kerkstraat\n1. Opening",
        "we may go on a march",
    ],
)
def test_houses_of_prayer_parties_and_halls_stay(text: str) -> None:
    assert found_in(text).text_clean == text


def test_an_app_from_a_person_is_no_thing_that_bears_a_name() -> None:
    assert found_in("App van Yusuf: morgen geen overleg.").text_clean.startswith("App van [naam 1]")


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("boeren zouden maandag vroeg (05.30u) naar de A1 willen", "2026-11-30", "05:30"),
        ("De gemeenschap viert zondag haar feest.", "2026-11-29", ""),
        ("Er zijn dit weekeinde twee optochten.", "2026-11-28", ""),
        ("Boeren demonstreren zaterdag bij het gemeentehuis", "2026-11-28", ""),
        ("Boeren hebben zaterdag gedemonstreerd", "2026-11-21", ""),
        ("22:40 u ter plaatse, niemand aangetroffen.", "2026-11-25", "22:40"),
        ("Het team heeft woensdag overleg met de gemeente.", "2026-12-02", ""),
        ("er is vrijdag iets in het buurthuis", "2026-11-27", ""),
        ("Avoid Dam Square this Saturday from 1 pm to 5 pm.", "2026-11-28", "13:00"),
        ("De burgemeester waarschuwt voor onrust rond de jaarwisseling.", "2026-12-31", ""),
        ("Cijfers over de jaarwisseling vorig jaar", "2025-12-31", ""),
        ("in de zaak rond de rellen van vorig jaar oud en nieuw", "2025-12-31", ""),
        ("Op 19/11 om 0230 uur is een auto in brand gestoken.", "2026-11-19", "02:30"),
        ("Lezing, vrijdag a.s. 19:30, in Houten", "2026-11-27", "19:30"),
        ("Stille tocht op zondag 6 december. Start 14:15 uur bij de kerk.", "2026-12-06", "14:15"),
    ],
)
def test_the_day_and_hour_that_a_reader_understands(text: str, day: str, hour: str) -> None:
    first = found_in(text).dates[0]

    assert first.first.date().isoformat() == day
    assert (first.first.strftime("%H:%M") if first.time_known else "") == hour


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Op 28 december is de lezing. Een dag later volgt de wandeling.", ["2026-12-28", "2026-12-29"]),
        ("De demonstratie is zaterdag. De avond ervoor is er een wake.", ["2026-11-28", "2026-11-27"]),
        ("Dicht van ma 7 t/m vr 11 december.", ["2026-12-07"]),
    ],
)
def test_a_day_is_counted_from_the_one_before_and_short_days_make_a_range(text: str, days: list[str]) -> None:
    assert [one.first.date().isoformat() for one in found_in(text).dates] == days


def test_past_days_stay_past() -> None:
    for text in ("De groep heeft woensdag ruiten vernield.", "Er is vrijdag ingebroken.", "Hij zat zaterdag vast."):
        assert found_in(text).dates[0].first < THURSDAY, text


@pytest.mark.parametrize("text", ["De brug gaat een uur dicht.", "De oorlog is binnen 24 uur voorbij."])
def test_how_long_it_lasts_is_no_hour_of_the_day(text: str) -> None:
    assert found_in(text).dates == ()


def test_a_date_ends_before_the_point_of_the_sentence() -> None:
    text = "Inschrijven kan tot 10 december. Daarna niet."
    [date] = found_in(text).dates
    assert text[date.start : date.end] == "10 december"


def test_one_march_with_two_names_is_one_proposal_with_its_hour() -> None:
    text = "Zaterdag is er een stille tocht in Nieuwegein. De tocht begint om 19.00 uur bij het college."
    [event] = found_in(text).announced_events
    assert (event.what, event.first.strftime("%d %H:%M")) == ("stille tocht", "28 19:00")


def test_an_announcement_that_opens_with_what_it_is_and_one_that_is_denied() -> None:
    [event] = found_in("Manifestatie voor vrede, vrijdag 19.00 uur, Marktplein te IJsselstein.").announced_events
    assert event.what == "manifestatie"
    assert not found_in("optelling vrijdag 17.00 uur bij de school wordt geen protest").announced_events


def test_hook_of_holland_is_found_in_short_and_a_musical_is_no_village() -> None:
    assert [place.name for place in found_in("in hoek v holland is het onrustig").places] == ["Hoek van Holland"]
    assert not found_in("er is iets met soldaat van oranje").places


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("Een fietstocht door Breukelen en Loenen a/d Vecht.", "Loenen a/d Vecht", "GM1904"),
        ("Stichtse Vecht ontstond uit Breukelen, Loenen en Maarssen.", "Loenen", "GM1904"),
        ("De dorpen Akkrum, Nes en Aldeboarn doen mee.", "Nes", "GM0074"),
        ("NIEUWER TER AA. Er is feest op het plein.", "NIEUWER TER AA", "GM1904"),
        ("HALFWEG Tegen de fusie is veel verzet.", "HALFWEG", "GM0394"),
        ("Onrust op het plein in Amsterdam-West.", "Amsterdam-West", "GM0363"),
        ("Bewoners van de Stevenshof schreven de raad.", "Stevenshof", "GM0546"),
        ("Een moskee in de Jordaan vierde feest.", "Jordaan", "GM0363"),
        ("'s-Graveland, woensdag. Geachte heer", "'s-Graveland", "GM1696"),
        ("De kerkenraad van Noordeloos kwam bijeen.", "Noordeloos", "GM1978"),
        ("Natuurijs in het Drentse Nieuw-Buinen.", "Nieuw-Buinen", "GM1681"),
        ("Eerste maaltijd met buren\n\nHAARLEM Van 16 mei tot 14 juni is er van alles.", "HAARLEM", "GM0392"),
        ("Meldingen:\n- ASSEN, 19.00 uur: een aanhanger in brand.", "ASSEN", "GM0106"),
        ("De kering bij Kampen ging dicht.", "Kampen", "GM0166"),
    ],
)
def test_places_are_found_in_rows_with_clipped_names_and_behind_an_article(text: str, place: str, code: str) -> None:
    found = [(text[one.start : one.end], one.code) for one in found_in(text).places]
    assert (place, code) in found


def test_noord_zuid_is_a_direction() -> None:
    assert found_in("Noord-zuid loopt de snelweg.").places == ()
