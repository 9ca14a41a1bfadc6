"""What is written about the project is true: commands exist, links lead somewhere, versions agree."""

from __future__ import annotations

import re
import tomllib

import pytest
import yaml

from eenheidsbeeld.cli.main import COMMANDS
from tests.house.conftest import ROOT

DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "docs/glossary.md",
    "docs/adr/README.md",
    "docs/beheer.md",
    "docs/beveiliging.md",
]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/adr/0010-set-up.md"])
def test_every_make_command_in_the_text_exists(name: str) -> None:
    asked = set(re.findall(r"(?:^|`)make ([a-z][a-z-]+)", text_of(name), re.M))
    targets = set(re.findall(r"^([a-z][a-z-]*)(?: [a-z-]+)*:", text_of("Makefile"), re.M))

    assert asked
    assert asked <= targets


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_in_the_text_exists(name: str) -> None:
    asked = set(re.findall(r"(?:^|`)eenheidsbeeld ([a-z]+)", text_of(name), re.M))

    assert asked <= set(COMMANDS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_within_the_project_leads_somewhere(name: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text_of(name))
    broken = [link for link in links if not ((ROOT / name).parent / link).exists()]

    assert broken == []


def test_each_decision_is_listed() -> None:
    pages = {path.name for path in (ROOT / "docs" / "adr").glob("0*.md")}

    assert pages == set(re.findall(r"\((0[^)]+)\)", text_of("docs/adr/README.md")))


def test_publiccode_says_what_the_standard_asks() -> None:
    said = yaml.safe_load(text_of("publiccode.yml"))

    assert said["softwareVersion"] == PROJECT["version"]
    assert said["legal"]["license"] == PROJECT["license"] == "EUPL-1.2"
    assert {"name", "url", "platforms", "developmentStatus", "softwareType", "maintenance", "localisation"} <= set(
        said
    )
    for words in said["description"].values():
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert words["features"]


def test_the_changes_start_with_this_version() -> None:
    assert re.search(r"^## ([\d.]+)", text_of("CHANGELOG.md"), re.M)[1] == PROJECT["version"]  # type: ignore[index]


def test_every_dependency_stands_in_both_locks() -> None:
    wanted = {re.split(r"[\[<>=~ ;]", line)[0].lower() for line in PROJECT["dependencies"]}
    for name in ("runtime", "dev"):
        pinned = set(re.findall(r"^([a-z0-9][\w.-]*)==", text_of(f"requirements/{name}.txt"), re.M))

        assert wanted - pinned == set()


def test_every_setting_stands_in_the_table_of_the_readme() -> None:
    from eenheidsbeeld.config.env import Environment

    text = text_of("README.md")
    names = {"DATABASE_URL" if name == "database_url" else f"EB_{name.upper()}" for name in Environment.model_fields}

    assert {name for name in names if f"`{name}`" not in text} == set()
