"""What the stories about the project itself read: the files that are tracked, and the rooms."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "eenheidsbeeld"
NOT_OURS = ("vendor", "node_modules", "fonts")


def tracked_files() -> list[Path]:
    """Every file of the project, as git lists them; without git, every file outside the installed folders."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=False
    ).stdout
    if listed:
        return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]
    outside = {".venv", ".git", "data", "node_modules"}
    return [path for path in ROOT.rglob("*") if path.is_file() and outside.isdisjoint(path.relative_to(ROOT).parts)]


def is_ours(path: Path) -> bool:
    return not any(part in NOT_OURS for part in path.relative_to(ROOT).parts)


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture(scope="session")
def tracked() -> list[Path]:
    return tracked_files()


@pytest.fixture(scope="session")
def our_python(tracked: list[Path]) -> list[Path]:
    """The Python of the product itself, migrations excepted: Django writes those."""
    inside = [path for path in tracked if path.suffix == ".py" and path.is_relative_to(PACKAGE)]
    return [path for path in inside if "migrations" not in path.parts and is_ours(path)]


@pytest.fixture(scope="session")
def our_templates(tracked: list[Path]) -> list[Path]:
    return [path for path in tracked if path.suffix == ".html" and "templates" in path.parts and is_ours(path)]
