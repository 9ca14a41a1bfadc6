"""Whatever the text work gives as its reason, people read it in Dutch."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from eenheidsbeeld.core.plain_words import NOTICES, WHY_LOADED
from eenheidsbeeld.signals.reasons import ALL, in_words
from eenheidsbeeld.signals.rules import SURELY_A_NAME
from eenheidsbeeld.text import plain_words, relations
from eenheidsbeeld.text.lists import read_shipped

TEXT = Path(plain_words.__file__).parent
# `reason="…"`, or the last argument of what carries a reason.
REASON = re.compile(r'reason=f?"([^"]+)"')


def reasons_in(folder: str) -> set[str]:
    found = {one for path in (TEXT / folder).rglob("*.py") for one in REASON.findall(path.read_text("utf-8"))}
    return {one for one in found if "{" not in one}


def test_every_reason_of_a_date_and_a_place_has_its_words() -> None:
    assert reasons_in("dates") - set(ALL) == set()
    assert reasons_in("places") - set(ALL) == set()


def test_every_reason_of_a_relation_has_its_words() -> None:
    written = set(re.findall(r'reasons\.append\("([^"]+)"\)', Path(relations.__file__).read_text("utf-8")))

    assert written and written - set(ALL) == set()


def test_every_loaded_word_says_why_and_every_notice_is_told() -> None:
    assert {line.split("\t")[2] for line in read_shipped("loaded_words.tsv")} == set(WHY_LOADED)
    assert set(NOTICES) == {
        plain_words.NOTICE_PARTY, plain_words.NOTICE_COUNCILLOR, plain_words.NOTICE_JOURNALIST,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "dutch"),
    [
        ("name of a place after 'in'", "naam van een plaats na “in”"),
        ("62% of the shorter text stands in the other", "62 % van de kortste tekst staat in de andere"),
        ("known first name", "bekende voornaam"),
        ("", ""),
        ("something that is new", "something that is new"),
    ],
)
def test_a_reason_with_a_word_of_the_case_is_told_with_that_word(reason: str, dutch: str) -> None:
    with override("nl"):
        assert in_words(reason) == dutch


def test_what_is_surely_a_name_is_a_reason_that_exists() -> None:
    assert set(ALL) >= SURELY_A_NAME
