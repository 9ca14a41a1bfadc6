"""A text that carries a state classification is recognised by its marking; plain Dutch about secrets is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eenheidsbeeld.text.classified import find_classification

CLASSIFIED = [
    "Stg. GEHEIM",
    "Stg. ZEER GEHEIM\nVerslag",
    "stg geheim",
    "STG. CONFIDENTIEEL - alleen voor geadresseerden",
    "Staatsgeheim: geheim",
    "STAATSGEHEIM",
    "Dep. VERTROUWELIJK",
    "Dep.V.",
    "Departementaal vertrouwelijk\nNota",
    "NATO SECRET",
    "nato restricted",
    "COSMIC TOP SECRET",
    "SECRET UE/EU SECRET",
    "RESTREINT UE/EU RESTRICTED",
    "CONFIDENTIEL UE",
    "Rubricering: geheim",
    "  GEHEIM  \nInhoud",
]
PLAIN = [
    "De plek van de actie blijft geheim tot zaterdag.",
    "Het is geen geheim dat de sfeer gespannen is.",
    "Vertrouwelijk gesprek met de wijkagent over de jeugd op het plein.",
    "Op het spandoek stond: geen geheime afspraken met de NATO.",
    "De NAVO houdt een oefening in Soesterberg.",
    "De afdeling stuurde een brief, dep. Wonen.",
    "Een buurtbewoner noemde het een publiek geheim.",
    "EU-gelden voor het wijkcentrum.",
    "",
]


@pytest.mark.parametrize("text", CLASSIFIED)
def test_a_marking_is_recognised_wherever_it_stands(text: str) -> None:
    assert find_classification(text) is not None
    assert find_classification(f"Beste collega,\n{text}\nMet groet") is not None


@pytest.mark.parametrize("text", PLAIN)
def test_plain_words_about_secrets_are_no_marking(text: str) -> None:
    assert find_classification(text) is None


@given(st.text(max_size=2000))
def test_any_text_gets_an_answer_and_a_place_inside_it(text: str) -> None:
    found = find_classification(text)
    assert found is None or 0 <= found.start < len(text)
