"""Questions that every list of a page asks again: while one page is read, each is asked once.

Only for pages that are read. A write asks everything anew, so that it never decides on what was true before it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Answer = TypeVar("Answer")
_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def one_page() -> Iterator[None]:
    """Within this block an answer is kept; what comes after begins with none."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def once(question: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer of this page; outside a page it is asked each time."""
    kept = _answers.get()
    if kept is None:
        return ask()
    if question not in kept:
        kept[question] = ask()
    answer: Answer = kept[question]
    return answer
