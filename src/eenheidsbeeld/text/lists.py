"""The word and name lists, read once: ours from the package, Dutch names from the installed `deduce` wheel.

The wheel's lists (LGPL) are read as data of an installed dependency and never copied into this project.
`prepare` writes them into one cache file at set-up; without it they are read from the wheel, which takes
a tenth of a second. Without the wheel only our own lists are left, and `Lists.complete` says so.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

CACHE_NAME = "text-names-2.txt"
_WHEEL_LISTS = {
    "first": ("names/lst_first_name/items.txt",),
    "surname": ("names/lst_surname/items.txt",),
    "after_prefix": ("names/lst_interfix_surname/items.txt",),
    "plain": ("names/lst_first_name/exceptions.txt", "names/lst_surname/exceptions.txt"),
    "street": ("locations/lst_street/streets_bag.txt",),
}


@dataclass(frozen=True, slots=True)
class Lists:
    """All lower case. `words` are ordinary Dutch words, many of which are names as well."""

    first_names: frozenset[str]
    surnames: frozenset[str]
    surnames_after_prefix: frozenset[str]
    streets: frozenset[str]
    words: frozenset[str]
    complete: bool


def read_shipped(name: str) -> list[str]:
    """Lines of a list that ships with the package, without remarks."""
    text = resources.files("eenheidsbeeld.reference.text").joinpath(name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def _word_groups() -> dict[str, frozenset[str]]:
    pairs = (line.split("\t") for line in read_shipped("word_groups.tsv"))
    return {key: frozenset(words.split(" ")) for key, words in pairs}


def word_group(key: str) -> frozenset[str]:
    """A group of words that a rule leans on, kept in the word list so that others can read and mend it."""
    return _word_groups()[key]


def cache_folder() -> Path | None:
    """Where the compiled lists stand: EB_DATA when set."""
    folder = os.environ.get("EB_DATA")
    return Path(folder) / "text" if folder else None


def prepare(folder: Path | None = None) -> Path | None:
    """Compile the lists of the wheel into one file, at set-up; gives the file or None when there is no wheel."""
    target = folder or cache_folder()
    found = _read_wheel()
    if target is None or found is None:
        return None
    target.mkdir(parents=True, exist_ok=True)
    file = target / CACHE_NAME
    part = file.with_suffix(".part")
    part.write_text("\n".join("\t".join([key, *sorted(names)]) for key, names in found.items()), "utf-8")
    part.replace(file)
    return file


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> Lists:
    """The lists, from the cache when it is there."""
    found = _read_cache(folder or cache_folder()) or _read_wheel()
    named = found or {key: set() for key in _WHEEL_LISTS}
    first = named["first"] | {n.lower() for n in read_shipped("first_names_world.txt")}
    first |= {n.lower() for n in read_shipped("first_names_own.txt")}
    surnames = named["surname"] | {n.lower() for n in read_shipped("surnames_world.txt")}
    surnames |= {n.lower() for n in read_shipped("surnames_own.txt")}
    # The wheel's own exceptions are mostly words, but places and names of diseases stand among them too.
    places = {line.split("\t")[0].lower() for line in read_shipped("places_nl.tsv")}
    words = frozenset(read_shipped("words_nl.txt")) | (named["plain"] - places - word_group("lists.no_words"))
    return Lists(
        frozenset(n for n in first if len(n) > 1),
        frozenset(n for n in surnames if len(n) > 1),
        frozenset(named["after_prefix"]),
        frozenset(named["street"]),
        words,
        found is not None,
    )


def _read_cache(folder: Path | None) -> dict[str, set[str]] | None:
    if folder is None or not (folder / CACHE_NAME).is_file():
        return None
    found: dict[str, set[str]] = {}
    for line in (folder / CACHE_NAME).read_text("utf-8").splitlines():
        key, *names = line.split("\t")
        found[key] = set(names)
    return found if set(found) == set(_WHEEL_LISTS) else None


def _read_wheel() -> dict[str, set[str]] | None:
    spec = find_spec("deduce")
    if spec is None or not spec.submodule_search_locations:
        return None
    base = Path(next(iter(spec.submodule_search_locations))) / "data/lookup/src"
    try:
        return {key: set(_lower_lines(base / name for name in names)) for key, names in _WHEEL_LISTS.items()}
    except OSError:
        return None


def _lower_lines(files: Iterable[Path]) -> Iterable[str]:
    for file in files:
        for line in file.read_text("utf-8").lower().splitlines():
            if line := line.strip():
                yield line.replace("’", "'")
