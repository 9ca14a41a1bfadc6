"""What can be shared wider: each room above says how its records are found, named and rest on each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eenheidsbeeld.core.refusals import NotThere, Reason
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing.models import Shared


@dataclass(frozen=True, slots=True)
class Holding:
    """A released edition that holds words about a record; what is released stays as it is."""

    title: str
    reference: str
    released_at: datetime | None


def _nothing(_record: Shared) -> Sequence[Shared]:
    return ()


def _nowhere(_record: Shared) -> Sequence[Holding]:
    return ()


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of record: its word in addresses, and what the room knows of it.

    `find` answers only what the viewer may see. `rests_on`: what it is built on, whose owners have a say as well,
    each with the moment from which it is (`lies_under_since`).
    `held_by`: the released editions that hold words about it.
    """

    slug: str
    model: type[Shared]
    word: Reason
    find: Callable[[Viewer, str], Shared]
    title: Callable[[Viewer, Shared], str]
    address: Callable[[Shared], str]
    rests_on: Callable[[Shared], Sequence[Shared]] = _nothing
    held_by: Callable[[Shared], Sequence[Holding]] = _nowhere

    @property
    def kind(self) -> str:
        return self.model._meta.label_lower


_subjects: dict[str, Subject] = {}
# What a room does when a record became narrower: the record as it is now, and its sharing fields from before.
Follow = Callable[[Shared, Mapping[str, Any]], None]
_followers: dict[str, list[Follow]] = {}


def register(subject: Subject) -> None:
    _subjects[subject.slug] = subject


def called(slug: str) -> Subject:
    if slug not in _subjects:
        raise NotThere()
    return _subjects[slug]


def every() -> list[Subject]:
    return list(_subjects.values())


def of_kind(kind: str) -> Subject:
    return next(subject for subject in _subjects.values() if subject.kind == kind)


def locked(subject: Subject, key: int) -> Shared:
    """The record, held until the transaction ends."""
    return subject.model._default_manager.select_for_update(of=("self",)).select_related("owner").get(pk=key)


def after_narrowing(kind: str, follow: Follow) -> None:
    """What is built on a record of this kind, in a room above, becomes narrower with it."""
    _followers.setdefault(kind, []).append(follow)


def was_narrowed(record: Shared, before: Mapping[str, Any]) -> None:
    for follow in _followers.get(record._meta.label_lower, ()):
        follow(record, before)
