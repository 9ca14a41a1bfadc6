"""Kinds of unrest, from the list that ships with the product. Public reference data: no viewer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext

from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.reference import codelists


@dataclass(frozen=True, slots=True)
class Phenomenon:
    """A kind of unrest, in the language of who reads: its name, what it is, and what it is not."""

    code: str
    label: str
    definition: str
    is_not: str


@cache
def codes() -> tuple[str, ...]:
    """All codes, in the order of the list."""
    return tuple(row.code for row in codelists.phenomena())


def is_known(code: str) -> bool:
    return code in codes()


def phenomena() -> list[Phenomenon]:
    """The whole list, in its order."""
    return [_in_words(row) for row in codelists.phenomena()]


def phenomenon(code: str) -> Phenomenon:
    for row in codelists.phenomena():
        if row.code == code:
            return _in_words(row)
    raise NotThere()


def label(code: str) -> str:
    """The name of a kind of unrest; an unknown code stands for itself, and no code for nothing."""
    return next((gettext(row.label) for row in codelists.phenomena() if row.code == code), code)


def labels() -> dict[str, str]:
    return {row.code: gettext(row.label) for row in codelists.phenomena()}


def choices(*, empty: str = "") -> list[tuple[str, str]]:
    """For a choice in a form; `empty` is the label of choosing nothing."""
    return [*([("", empty)] if empty else []), *((row.code, gettext(row.label)) for row in codelists.phenomena())]


def _in_words(row: codelists.PhenomenonRow) -> Phenomenon:
    return Phenomenon(row.code, gettext(row.label), gettext(row.definition), gettext(row.is_not))
