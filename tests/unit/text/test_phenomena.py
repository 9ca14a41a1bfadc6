"""Suggestions show the words that decided, learn from decisions, and words are weighed for their colour."""

import pytest

from eenheidsbeeld.text.findings import Document
from eenheidsbeeld.text.phenomena.model import Model, train
from eenheidsbeeld.text.pipeline import analyse
from eenheidsbeeld.text.plain_words import NOTICE_PARTY


def test_a_suggestion_shows_its_words():
    first = analyse([Document("1", "Boze bewoners demonstreren tegen het azc in Woerden")])[0].phenomena
    assert {s.code for s in first} >= {"demonstration", "asylum_tension"}
    assert "demonstreren" in next(s for s in first if s.code == "demonstration").words


def test_a_product_demonstration_is_no_protest():
    assert not [
        s
        for s in analyse([Document("1", "De kok gaf een demonstratie op de beurs.")])[0].phenomena
        if s.probability >= 0.5
    ]


def probability_of(code: str, text: str) -> float:
    found = analyse([Document("1", text)])[0].phenomena
    return next((s.probability for s in found if s.code == code), 0.0)


@pytest.mark.parametrize(
    "text",
    [
        "Bewoners sloegen op pannen uit woede over de huurverhoging.",
        "Een groep vissers bezette de kade en weigerde te vertrekken. Zij eisen een hoger quotum.",
        "Hundreds of cleaners gathered at the ministry to demand their unpaid wages.",
    ],
)
def test_a_protest_is_seen_that_is_not_called_one(text: str):
    assert probability_of("demonstration", text) >= 0.5


@pytest.mark.parametrize(
    "text",
    [
        "De trainer eist dat de spelers bij elkaar komen voor de wedstrijd.",
        "Bewoners klaagden bij het gemeentehuis over de parkeerdruk.",
        "Militants attacked an army post with grenades.",
        "Een vrachtwagen blokkeerde de weg na een ongeval.",
    ],
)
def test_some_signs_of_a_protest_or_riot_are_not_enough(text: str):
    assert probability_of("demonstration", text) < 0.5
    assert probability_of("riot", text) < 0.5


def test_signs_far_apart_do_not_add_up():
    between = " De raad sprak over de begroting." * 4
    apart = (
        f"Bewoners kwamen naar de avond.{between} Het bedrijf bezette de eerste plaats.{between} De bank eist geld."
    )
    assert probability_of("demonstration", apart) < 0.2


def test_the_model_learns_a_word_of_the_organisation_and_survives_json():
    yes = [f"onrust rond de zwarte vlaggen in wijk {i}" for i in range(110)]
    no = [f"overleg over de kermis in wijk {i}" for i in range(110)]
    model = train(yes + no, [{"vigilantism"}] * 110 + [set()] * 110)
    again = Model.from_json(model.as_json())

    found = analyse([Document("1", "weer zwarte vlaggen gezien")], learned=again)[0].phenomena

    assert found[0].code == "vigilantism"
    assert "vlaggen" in found[0].words
    assert "earlier decisions" in found[0].reason


def test_what_is_learned_says_how_far_it_can_be_trusted():
    yes = [f"onrust rond de zwarte vlaggen in wijk {i}" for i in range(110)]
    no = [f"overleg over de kermis in wijk {i}" for i in range(110)]
    learned = train(yes + no, [{"vigilantism"}] * 110 + [set()] * 110).codes["vigilantism"]

    assert learned.reliability is not None
    assert learned.reliability.brier < learned.reliability.brier_rules
    assert learned.reliability.calibration_error < 0.1
    assert learned.reliability.yes == 110


def test_with_few_decisions_the_rules_stand_alone():
    assert train(["tekst"] * 5, [{"riot"}] * 5).codes == {}


def test_loaded_words_come_with_neutral_ones_and_parties_with_a_notice():
    found = analyse([Document("1", "Dat tuig en die wappies, zegt de VVD")])[0]
    assert [w.word for w in found.loaded_words] == ["tuig", "wappies"]
    assert all(w.neutral for w in found.loaded_words)
    assert NOTICE_PARTY in found.notes


def test_the_language_is_detected():
    texts = {
        "nl": "De politie heeft drie mensen aangehouden in het centrum",
        "en": "The police have arrested three people in the centre",
    }
    for code, text in texts.items():
        assert analyse([Document("1", text)])[0].language == code
