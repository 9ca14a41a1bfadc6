"""Each state that people can meet has a word, and each word has its Dutch."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator, Mapping
from enum import Enum, StrEnum
from typing import Any

import messages
import pytest
from django.apps import apps

from tests.house.conftest import PACKAGE

# States that nobody reads: they steer, and are never shown.
NEVER_SHOWN = {
    "accounts.Answer": "alone, with a second person or not; pages show its reason and its consequence",
    "areas.Reuse": "which year answered; pages say the year itself",
}


@pytest.fixture(scope="module")
def dutch() -> Any:
    return messages.merge_parts(sorted((PACKAGE / "locale" / "nl" / "parts").glob("*.po")))


def rooms() -> list[str]:
    return [config.name for config in apps.get_app_configs() if config.name.startswith("eenheidsbeeld.")]


def module(name: str) -> Any:
    return importlib.import_module(name) if importlib.util.find_spec(name) else None


def states() -> Iterator[type[StrEnum]]:
    """The states declared in rules of rooms, and the scales of core."""
    for name in [*(f"{room}.rules" for room in rooms()), "eenheidsbeeld.core.judgement"]:
        for value in vars(module(name) or object()).values() if module(name) else ():
            if isinstance(value, type) and issubclass(value, StrEnum) and value.__module__ == name:
                yield value


def labelled() -> set[Enum]:
    """Every state that is the key of some table of words."""
    places = [f"{room}.labels" for room in rooms()] + ["eenheidsbeeld.core.templatetags.words"]
    found: set[Enum] = set()
    for name in places:
        for value in vars(module(name)).values() if module(name) else ():
            if isinstance(value, Mapping):
                found |= {key for key in value if isinstance(key, Enum)}
    return found


@pytest.mark.parametrize(
    "state", list(states()), ids=lambda state: f"{state.__module__.split('.')[1]}.{state.__name__}"
)
def test_each_state_has_a_word(state: type[StrEnum]) -> None:
    if f"{state.__module__.split('.')[1]}.{state.__name__}" in NEVER_SHOWN:
        return
    without = [member.name for member in state if member not in labelled()]

    assert without == []


def test_every_message_has_its_dutch(dutch: Any) -> None:
    assert messages.missing(dutch, messages.asked_for()) == []


def test_no_two_parts_say_different_things(dutch: Any) -> None:
    assert dutch.problems == []


def test_the_dutch_does_not_shout(dutch: Any) -> None:
    """Calm words: no exclamation marks, and people are called "u"."""
    loud = [message.id for message in dutch.catalog if message.id and "!" in str(message.string)]

    assert loud == []
