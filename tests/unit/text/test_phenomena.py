"""Suggestions show the words that decided, learn from decisions, and words are weighed for their colour."""

import pytest

from eenheidsbeeld.text.findings import Document
from eenheidsbeeld.text.lists import read_shipped
from eenheidsbeeld.text.phenomena.model import Model, train
from eenheidsbeeld.text.phenomena.signs import as_weights, weigh_signs, windows
from eenheidsbeeld.text.phenomena.terms import make_terms
from eenheidsbeeld.text.pipeline import analyse
from eenheidsbeeld.text.plain_words import NOTICE_PARTY
from eenheidsbeeld.text.tokens import tokenise


def test_a_suggestion_shows_its_words():
    first = analyse([Document("1", "Boze bewoners demonstreren tegen het azc in Woerden")])[0].phenomena
    assert {s.code for s in first} >= {"demonstration", "asylum_tension"}
    assert "demonstreren tegen" in next(s for s in first if s.code == "demonstration").words


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


@pytest.mark.parametrize(
    "text",
    [
        "Zo'n tachtig kwekers reden met hun busjes naar het provinciehuis. Zij eisen steun na de hagel.",
        "Conducteurs leggen dinsdag vanaf vijf uur het werk neer.",
        "Voor de poort van de fabriek scandeerden arbeiders leuzen tegen de verkoop.",
        "Fakkeloptocht door Dokkum tegen komst van windmolens",
        "Politie sleept demonstranten van de rails",
        "Kom zondag naar de Brink en laat je horen voor het ziekenhuis",
        "Protest bij rechtbank in Antwerpen",
        "Weavers in the old town went on strike and marched to the governor's office.",
        "Campaigners chained themselves to the gates of a coal port.",
        "Villagers blocked the highway with logs, demanding a clinic.",
    ],
)
def test_many_forms_of_protest_are_seen(text: str):
    assert probability_of("demonstration", text) >= 0.5


@pytest.mark.parametrize(
    "text",
    [
        "De bakker gaf een demonstratie van zijn nieuwe oven.",
        "De doelman protesteerde bij de scheidsrechter en kreeg geel.",
        "Staking van de zoektocht naar de zeiler na drie dagen storm",
        "In het museum hangen spandoeken uit de jaren zeventig.",
        "Supporters liepen in optocht naar het stadion voor de wedstrijd.",
        "De dodenherdenking begint met een stille tocht naar het monument op 4 mei.",
        "De winkel voert actie: de tweede lamp voor de helft van de prijs.",
        "De Kamer sprak over het demonstratierecht; een motie kreeg geen meerderheid.",
        "Shares rallied in March after the central bank cut rates.",
        "A missile strike hit a depot outside the rebel-held town.",
        "The parade for the champions drew thousands of fans.",
        "Chefs demonstrate how to fillet a trout.",
        "The clinic opened on 3 March against the flu, said the health minister.",
    ],
)
def test_words_of_protest_in_another_meaning_are_no_protest(text: str):
    assert probability_of("demonstration", text) < 0.5


def test_a_riot_is_told_from_war_and_from_sport():
    assert probability_of("riot", "Youths looted shops and threw stones at police in the suburb.") >= 0.5
    assert probability_of("riot", "Relschoppers gooiden stenen naar de politie.") >= 0.5
    assert probability_of("riot", "Rebels clashed with the army near the border, leaving ten soldiers dead.") < 0.5
    assert probability_of("riot", "Clash of the champions: the cup final is on Sunday.") < 0.5
    assert probability_of("riot", "Crowds in the streets cheered a riot of colour as the floats came by.") < 0.5


def test_a_blockade_in_english_needs_what_is_blocked_or_by_whom():
    assert probability_of("blockade", "Farmers set up a blockade on the highway.") >= 0.5
    assert probability_of("blockade", "The bank ended its blockade of new accounts.") < 0.5


def test_the_score_of_signs_is_a_sum_that_anyone_can_check():
    tokens = tokenise("Arbeiders blokkeren de poort.")
    (found,) = windows(tokens)
    weights = as_weights({"bias": -3.0, "people.who": 1.0, "people+deed": 0.5, "name": 9.0})

    assert {"people.who", "deed"} <= found.keys()
    assert weigh_signs(found, weights) == -1.5


def test_the_words_shown_are_the_words_of_the_text():
    found = analyse([Document("1", "Buschauffeurs legden vrijdag om zes uur het werk neer.")])[0].phenomena
    words = next(s.words for s in found if s.code == "demonstration")
    assert "Buschauffeurs" in words
    assert "legden … werk … neer" in words


def test_parts_of_a_term_stand_apart_but_in_one_sentence():
    terms = make_terms([("deed", 1.0, "legden .. werk .. neer,gaan .. op de grond")])

    def seen(text: str) -> bool:
        lows = tokenise(text).lows
        return bool(terms.found_in(lows))

    assert seen("zij legden gisteren het werk even neer")
    assert seen("zij gaan met z'n allen op de grond")
    assert not seen("zij legden het werk weg. Hij zat neer")
    assert not seen("zij legden een brief neer")
    assert not seen("zij gaan op de lange grond")


def test_a_family_only_counts_to_its_own_side():
    """What denies a protest never speaks for it, and the other way round; every weight has its words."""
    families = {line.split("\t")[0] for line in read_shipped("signs.tsv")}
    kinds = {family.partition(".")[0] for family in families}
    for line in read_shipped("signs_weights.tsv"):
        _, sign, weight = line.split("\t")
        if sign != "bias":
            assert set(sign.split("+")) <= families | kinds
            assert (float(weight) < 0) == sign.startswith("other")


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
