"""What official documents say of the product is true: each suggestion has its entry, each named test exists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eenheidsbeeld.accountability.labels import RECORD_LABELS
from eenheidsbeeld.accountability.official_texts import official_text
from eenheidsbeeld.accountability.queries.going_live import CHECKS
from eenheidsbeeld.core.processing import our_models
from eenheidsbeeld.core.suggestions import Suggestion
from tests.house.conftest import ROOT

# As the publication standard 1.0.0 of the Algoritmeregister limits them.
LONGEST = {
    "naam": 100, "omschrijving": 350, "doel": 2500, "afwegingen": 2500, "mens": 2500, "risico": 2500, "werking": 4800,
}  # fmt: skip


def test_each_suggestion_has_an_entry_and_no_entry_is_left_over() -> None:
    entries = set(official_text("algoritmes")) - {"shared"}

    assert entries == {kind.value for kind in Suggestion}


@pytest.mark.parametrize("kind", [kind.value for kind in Suggestion])
def test_an_entry_keeps_within_the_standard(kind: str) -> None:
    entry = official_text("algoritmes")[kind]

    for field, longest in LONGEST.items():
        assert 20 <= len(entry[field]) < longest, field


def named_tests() -> list[str]:
    entries: list[dict[str, Any]] = [*official_text("algoritmes").values(), *official_text("dpia")["risk"]]
    return sorted({path for entry in entries for path in entry.get("tested", ())})


@pytest.mark.parametrize("path", named_tests())
def test_a_test_that_is_named_exists(path: str) -> None:
    assert (ROOT / path).is_file()


def test_each_kind_of_record_has_a_name_for_people() -> None:
    assert {model._meta.label_lower for model in our_models()} == set(RECORD_LABELS)


def test_each_item_before_going_live_is_complete_and_its_check_exists() -> None:
    items = official_text("livegang")["item"]

    assert len({one["key"] for one in items}) == len(items)
    for one in items:
        assert one["title"] and one["about"] and one["role"] in ("privacy_officer", "administrator")
        assert one.get("check", "controller_known") in CHECKS


def test_official_texts_do_not_shout() -> None:
    folder = Path(ROOT / "src/eenheidsbeeld/accountability/texts")

    assert [path.name for path in folder.glob("*.toml") if "!" in path.read_text("utf-8")] == []
