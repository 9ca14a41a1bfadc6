"""Nothing in the demo could be a real person, number, plate, party or club."""

import re

import pytest

from eenheidsbeeld.reference.demo import country_words
from eenheidsbeeld.reference.demo.loading import read_text
from eenheidsbeeld.reference.demo.loading import signals as all_signals

FILES = [
    "organisations.toml",
    "people.toml",
    "signals.jsonl",
    "situations.json",
    "levels.json",
    "calendar.json",
    "editions.json",
    "nil_returns.jsonl",
]
TEXTS = {name: read_text(name) for name in FILES}
TEXTS["country_words.py"] = read_text("country_words.py")

# Political parties are never a subject; written as they are written, so that "denk" and "volt" stay words.
PARTIES = r"\b(VVD|D66|PVV|CDA|PvdA|GroenLinks|BBB|FvD|JA21|SGP|ChristenUnie|DENK|NSC|50PLUS|BIJ1|Volt)\b"
# Words that lump people together or hurt; the demo shows how to write without them.
HURTFUL = (
    r"(?i)\b(wappies?|tokkies?|gelukszoekers?|tuig|pedo(fiel|jager)?s?|landverraders?|racisten|allochto\w+|"
    r"gajes|uitschot|asieltoerist\w*|omvolking)\b"
)
# Clubs, media and companies that exist.
EXISTING = (
    r"(?i)\b(FC Utrecht|Ajax|Feyenoord|PSV|Spakenburg|IJsselmeervogels|Almere City|NOS|RTV Utrecht|NRC|"
    r"Telegraaf|Telegram|Snapchat|TikTok|WhatsApp|Facebook|Instagram|Twitter)\b"
)
MOBILE = re.compile(r"(?:\+31[ -]?6|\b06)[ -]?(\d(?:[ -]?\d){7})\b")
LANDLINE = re.compile(r"\b0(?!6)\d{2,3}-(\d{6,7})\b")
PLATE = re.compile(r"\b(?=[A-Z0-9]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]{1,3}-[A-Z0-9]{1,3}-[A-Z0-9]{1,3}\b")
POSTCODE = re.compile(r"\b[1-9]\d{3} ?([A-Z]{2})\b")
MAIL = re.compile(r"[\w.]+@([\w-]+(?:\.[\w-]+)+)")
NINE_DIGITS = re.compile(r"\b\d{9}\b")
IBAN = re.compile(r"\bNL\d{2}([A-Z]{4})\d{10}\b")


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("words", [PARTIES, HURTFUL, EXISTING], ids=["parties", "hurtful", "existing"])
def test_words_that_have_no_place_here(name, words):
    found = re.search(words, TEXTS[name])

    assert found is None, found


@pytest.mark.parametrize("name", TEXTS)
def test_phone_numbers_lie_in_ranges_that_are_never_given_out(name):
    for number in MOBILE.findall(TEXTS[name]):
        assert number.startswith("0"), number
    for number in LANDLINE.findall(TEXTS[name]):
        assert number.startswith("000"), number


@pytest.mark.parametrize("name", TEXTS)
def test_plates_postcodes_and_mail_addresses_cannot_exist(name):
    for plate in PLATE.findall(TEXTS[name]):
        if not plate.startswith("12-31"):
            assert re.search(r"\b0+\b", plate), plate
    for letters in POSTCODE.findall(TEXTS[name]):
        assert letters == "SA", letters
    for domain in MAIL.findall(TEXTS[name]):
        assert domain.endswith(".example"), domain


def test_citizen_service_numbers_and_accounts_are_test_values_and_marked_so():
    for signal in all_signals():
        numbers = NINE_DIGITS.findall(signal.text)
        assert all(number.startswith("9999") for number in numbers), signal.id
        assert bool(numbers) == ("bsn" in signal.test_values), signal.id
        banks = IBAN.findall(signal.text)
        assert all(bank == "TEST" for bank in banks), signal.id
        assert bool(banks) == ("iban" in signal.test_values), signal.id


def test_whatever_looks_like_personal_data_is_listed_as_to_be_masked():
    for signal in all_signals():
        for pattern in (MOBILE, LANDLINE, PLATE, NINE_DIGITS, IBAN, MAIL):
            for found in pattern.finditer(signal.text):
                assert any(found.group() in words for words in signal.masked), (signal.id, found.group())


def test_streets_with_a_number_are_the_invented_ones():
    number = re.compile(r"\b([A-Z][a-z]+(?:laan|straat|hof|kade|singel|meent|pad|weg)) \d+\b")
    streets = set(number.findall(TEXTS["signals.jsonl"]))

    assert streets <= {*country_words.STREETS, "Hoefijzerkade"}, streets
