"""Codes of areas as signals keep them."""

from __future__ import annotations

from eenheidsbeeld.areas.rules import level_of


def municipality_of(code: str) -> str:
    """The code under which a signal is stored: never finer than a municipality, so no list can be either.

    A place outside the country has no code of an area and gives nothing.
    """
    if code[:2] in ("WK", "BU"):
        return f"GM{code[2:6]}"
    return code if level_of(code) else ""
