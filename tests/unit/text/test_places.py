"""Places get the code of the right municipality, or the doubt is shown."""

import pytest

from eenheidsbeeld.text.findings import Document, Place
from eenheidsbeeld.text.pipeline import analyse


def places_in(text: str, **options: object) -> tuple[Place, ...]:
    return analyse([Document("1", text)], **options)[0].places  # type: ignore[arg-type]


def codes_in(text: str, **options: object) -> list[str]:
    return [p.code for p in places_in(text, **options)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Onrust in Hengelo en Enschede", "GM0164"),
        ("Brand in Hengelo (Gld)", "GM1876"),
        ("Overleg in Bergen bij Venray", "GM0893"),
        ("Overleg in Bergen en Alkmaar", "GM0373"),
        ("Protest in Best", "GM0753"),
        ("Rellen in Huizen", "GM0406"),
        ("Vergadering gemeente Menaldumadeel", "GM1949"),
        ("gesproken in zeist met bewoners", "GM0355"),
        ("Demonstratie in 's-Hertogenbosch", "GM0796"),
        ("Demonstratie in Den Bosch", "GM0796"),
    ],
)
def test_a_name_gets_the_code_that_its_context_asks_for(text, code):
    assert codes_in(text)[0] == code


def test_doubt_is_returned_as_ranked_candidates():
    place = places_in("Er was onrust in Bergen.")[0]
    assert len(place.candidates) > 1
    assert place.candidates[0][0] == place.code
    assert place.score < 0.9


def test_the_own_region_settles_doubt():
    assert codes_in("Onrust in Hengelo", home_areas=["GM1876"]) == ["GM1876"]


@pytest.mark.parametrize(
    "text",
    [
        "Best een goed idee",
        "De huizen zijn nieuw",
        "FC Utrecht speelt gelijk",
        "Dhr. van Bergen belde",
        "Jan Rotterdam sprak",
        "Het is goed",
    ],
)
def test_words_clubs_and_persons_that_look_like_places_are_none(text):
    assert codes_in(text) == []


def test_a_street_gets_the_level_street_and_the_code_of_the_place_beside_it():
    street, town = places_in("Bijeenkomst op het Stadhuisplein in Woerden")
    assert (street.level, street.code) == ("street", "GM0632")
    assert town.level == "municipality"


def test_a_province_and_a_region_keep_their_own_precision():
    found = places_in("Boeren uit Friesland en Twente")
    assert [(p.code, p.level) for p in found] == [("PV21", "province"), ("VR05", "region")]


def test_places_abroad_are_given_when_asked_and_protect_against_masks():
    text = "Rellen in Parijs en Molenbeek"
    assert codes_in(text) == []
    assert codes_in(text, world=True) == ["CCFR", "CCBE"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("jongeren uit harmelen en overvecht", ["GM0632", "GM0344"]),
        ("Bodegraven, Nieuwerbrug, Zegveld en Kamerik", ["GM1901", "GM1901", "GM0632", "GM0632"]),
        ("Onrust in Leidsche Rijn Utrecht", ["GM0344", "GM0344"]),
        ("azc Hengelo Gld", ["GM1876"]),
        ("supporters uit St. Oedenrode", ["GM1948"]),
    ],
)
def test_villages_and_neighbourhoods_are_found_as_people_write_them(text, codes):
    assert codes_in(text) == codes
