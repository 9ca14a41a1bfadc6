"""A gate keeps a dear expression from texts in which it finds nothing: the findings are the same with all gates open.

The texts are made from the expressions themselves, so that each of their branches is tried, in odd letters too.
"""

import re
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eenheidsbeeld.text import plain_words
from eenheidsbeeld.text.dates import find, gates, rules, times
from eenheidsbeeld.text.dates.find import find_dates
from eenheidsbeeld.text.lists import load
from eenheidsbeeld.text.redact import addresses, identifiers, names, plates
from eenheidsbeeld.text.redact.names import NameFinder
from eenheidsbeeld.text.tokens import Held, held_by, tokenise

WRITTEN = datetime(2024, 12, 4, 10, 0)
ANYTHING = re.compile("")
MANY = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


class Everything(frozenset):
    """A set of words that never says that a text lacks one."""

    def isdisjoint(self, other):
        return False

    def __contains__(self, word):
        return True


def holding_everything(text: str) -> Held:
    return Held(held_by(text).low, Everything(), frozenset(("50", "3", "2024", "123456")))


def texts_like(pattern: re.Pattern[str]) -> st.SearchStrategy[str]:
    """Texts in which the pattern stands; without what hypothesis cannot make a text for: two looks ahead, and groups
    that only hold the place of a name."""
    looser = pattern.pattern.replace(r"(?=[A-Z0-9]{0,8}\d)", "").replace("/(?!$)", "/")
    looser = re.sub(r"\(\?P<\w+>\(\?!\)\w?\)\?", "", looser)
    return st.from_regex(re.compile(looser, pattern.flags))


def patterns_of(*modules) -> list[re.Pattern[str]]:
    return [value for module in modules for value in vars(module).values() if isinstance(value, re.Pattern)]


# Some rules ask for more than their expression: "we may" is a month beside another one, "saturdays" counts beside a
# day and "eerste -" beside a word for time. These words give them that and open no gate.
BESIDE = "\nJanssen zette de wekker. Feestdag."


@pytest.mark.parametrize("number", range(len(rules.RULES)))
@MANY
@given(st.data())
def test_a_rule_for_dates_finds_the_same_with_all_gates_open(number, data):
    text = data.draw(texts_like(rules.RULES[number][1])) + BESIDE
    found = find_dates(text, WRITTEN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(find, "open_gates", lambda low, held: {gate for gate, _, _ in rules.RULES})
        assert find_dates(text, WRITTEN) == found


def test_each_rule_for_dates_has_a_gate():
    assert {gate for gate, _, _ in rules.RULES} == {gate.name for gate in gates._GATES}


@pytest.mark.parametrize("pattern", [p for p in patterns_of(times) if "\\" in p.pattern], ids=str)
@MANY
@given(st.data())
def test_the_times_are_the_same_with_all_gates_open(pattern, data):
    low = data.draw(texts_like(pattern)).lower()
    found = times.find_times(low, held_by(low))
    with pytest.MonkeyPatch.context() as patch:
        for sign in ("_CLOCK_SIGN", "_RANGE_SIGN", "_ENGLISH_SIGN"):
            patch.setattr(times, sign, ANYTHING)
        assert times.find_times(low, holding_everything(low)) == found


# The finders that ask for a point, a word for mail or eight digits keep doing so.
BESIDE_A_NUMBER = "\n1 1 1 1 1 1 1 1 at noon."


@pytest.mark.parametrize("pattern", patterns_of(identifiers, plates, addresses), ids=lambda p: p.pattern[:40])
@MANY
@given(st.data())
def test_the_identifiers_are_the_same_with_all_gates_open(pattern, data):
    text = data.draw(texts_like(pattern))
    numbered = text + BESIDE_A_NUMBER
    found = identifiers.find_identifiers(numbered, held_by(numbered)), in_addresses(text, held_by(text))
    with pytest.MonkeyPatch.context() as patch:
        for table in ("_FINDERS", "_FINDERS_OF_NUMBERS"):
            finders = [finder for _, finder in getattr(identifiers, table)]
            patch.setattr(identifiers, table, tuple((lambda text, held: True, finder) for finder in finders))
        patch.setattr(plates, "_DASHED", ANYTHING)
        patch.setattr(plates, "_CAPITAL_AND_DIGIT", ANYTHING)
        patch.setattr(addresses, "_BIRTH", ANYTHING)
        all_open = identifiers.find_identifiers(numbered, holding_everything(numbered))
        assert (all_open, in_addresses(text, holding_everything(text))) == found


@pytest.mark.parametrize("text", ["2024-12-03", "zaterdag 3.12", "op di 3.12"])
def test_what_chance_seldom_makes_is_found_behind_its_gate(text):
    assert find_dates(text, WRITTEN)


@pytest.mark.parametrize("text", ["NL91ABNA0417164300", "nl91 abna 0417 1643 00", "IBAN:BE68 5390 0754 7034"])
def test_an_account_number_is_found_behind_its_gate(text):
    assert identifiers.find_identifiers(text, held_by(text))


@MANY
@given(texts_like(plates._PLATE_WORD))
def test_each_word_for_a_vehicle_is_known_by_its_letters(text):
    assert not held_by(text).runs.isdisjoint(plates._VEHICLES)


def in_addresses(text: str, held: Held):
    return addresses.find_addresses(text, [], held), addresses.find_birthdates(text, held)


@pytest.mark.parametrize("pattern", patterns_of(plain_words), ids=lambda p: p.pattern[:40])
@MANY
@given(st.data())
def test_a_notice_is_given_whenever_its_expression_is_in_the_text(pattern, data):
    text = data.draw(texts_like(pattern))
    expected = [plain_words.NOTICE_PARTY, plain_words.NOTICE_COUNCILLOR, plain_words.NOTICE_JOURNALIST]
    order = (plain_words._PARTIES, plain_words._COUNCILLOR, plain_words._JOURNALIST)
    assert plain_words.find_notices(tokenise(text)) == [
        notice for notice, sought in zip(expected, order, strict=True) if sought.search(text)
    ]


PARTS_OF_NAMES = st.sampled_from(
    [
        "jan", "Jan", "jansen", "Jansen", "JANSEN", "de", "van", "der", "el", "Van", "idrissi", "yilmaz", "Li", "Wei", "mo", "bakker", "stam", "ali", "reza",
        "dhr", "mevrouw", "wethouder", "agent", "verdachte", "zegt", "met", "en", ".", ",", "(", ")", "'", "t", "j", "b", "J", "23", "jaar", "moskee", "de", "het",
        "Utrecht", "lopen", "huis", "al-hariri", "anne-marie", "O'Leary", "d'Ancona", "giovanni", "\n", "betreft", "kent", "Huis", "Volt", "Syrische", "verdachte van der Heijden", "Gisteren zegt verdachte ter Haar niets", "ß", "İ",
    ]
)  # fmt: skip


@settings(max_examples=1500, deadline=None)
@given(st.lists(PARTS_OF_NAMES, max_size=14).map(" ".join), st.booleans())
def test_names_are_the_same_when_each_word_is_asked(text, shout):
    text = text.upper() if shout else text
    found = names_in(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(NameFinder, "_beginnings", lambda self: [i for i, alpha in enumerate(self.alpha) if alpha])
        assert names_in(text) == found


def names_in(text: str) -> list[names.Found]:
    return NameFinder(tokenise(text), load(), places={}).find()
