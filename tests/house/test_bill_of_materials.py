"""The bill of materials follows the standard, names everything we ship, and says under which licence."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import sbom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tests.house.conftest import ROOT, shown

# Fonts and browser files carry their own licences; these go with a product under the EUPL.
COPYLEFT = re.compile(r"\b(AGPL|GPL-\d)", re.I)


@pytest.fixture(scope="module")
def bill() -> Any:
    return sbom.bill_of_materials()


def test_it_follows_the_schema_of_cyclonedx(tmp_path: Path) -> None:
    sbom.main(tmp_path)
    text = (tmp_path / "eenheidsbeeld.cdx.json").read_text("utf-8")

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert "://" not in text


def test_every_locked_package_is_in_it_with_hashes(bill: Any) -> None:
    lock = (ROOT / "requirements" / "runtime.txt").read_text("utf-8")
    listed = [one for one in bill["components"] if one["type"] == "library"]

    assert {one["name"] for one in listed} == set(re.findall(r"^([a-z0-9][\w.-]*)==", lock, re.M))
    assert all(one["externalReferences"] for one in listed)
    hashes = {one["content"] for package in listed for one in package["externalReferences"][0]["hashes"]}
    assert hashes == set(re.findall(r"sha256:(\w+)", lock))


def test_every_file_that_is_not_ours_is_in_it(bill: Any, tracked: list[Path]) -> None:
    listed = {one["bom-ref"] for one in bill["components"] if one["type"] == "file"}
    foreign = {
        shown(path)
        for path in tracked
        if path.is_relative_to(ROOT / "src") and {"vendor", "fonts"} & set(path.parts) and "LICENSE" not in path.name
        and not path.name.startswith("OFL")
    }  # fmt: skip

    assert listed == foreign


def test_each_component_states_a_licence_that_goes_with_ours(bill: Any) -> None:
    said = {one["name"]: json.dumps(one["licenses"]) for one in bill["components"]}

    assert [name for name, licence in said.items() if "not stated" in licence] == []
    assert [name for name, licence in said.items() if COPYLEFT.search(licence.replace("LGPL", ""))] == []


def test_the_same_source_gives_the_same_bytes(bill: Any) -> None:
    assert sbom.bill_of_materials() == bill
