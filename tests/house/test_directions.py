"""A room knows only rooms below it, the pure ones never see Django, and nothing happens behind anyone's back."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.conftest import PACKAGE, ROOT, shown

PURE = ("analysis", "text", "warehouse", "reference")
PASSED_ON = ("django.dispatch", "django.db.models.signals", "django.core.signals")


def test_every_import_contract_holds() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize("room", [room for room in PURE if (PACKAGE / room).is_dir()])
def test_a_pure_room_imports_without_django(room: str) -> None:
    script = f"""
import importlib, pkgutil, sys
import eenheidsbeeld.{room} as room
for found in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
    importlib.import_module(found.name)
sys.exit("django" in sys.modules)
"""
    outcome = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)

    assert outcome.returncode == 0, outcome.stderr or f"{room} brought Django in"


def test_nobody_listens_to_django_signals(our_python: list[Path]) -> None:
    """A reader follows one act by reading downward; a receiver somewhere else would act unseen (docs/adr/0003)."""
    found = [
        f"{shown(path)}:{node.lineno}"
        for path in our_python
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom) and _names(node) & set(PASSED_ON)
    ]

    assert found == []


def _names(node: ast.Import | ast.ImportFrom) -> set[str]:
    if isinstance(node, ast.ImportFrom):
        module = node.module or ""
        return {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return {alias.name for alias in node.names}


def test_the_clock_is_read_at_the_doors_only(our_python: list[Path]) -> None:
    """Rules, actions and queries get the moment passed in, so that a story can say when it happens."""
    inside = ("rules", "labels", "models", "queries", "actions")
    found = [
        f"{shown(path)}:{number}"
        for path in our_python
        if set(inside) & {path.stem, path.parent.name}
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if any(word in line for word in ("clock.now(", "timezone.now(", "datetime.now(", "date.today("))
    ]

    assert found == []
