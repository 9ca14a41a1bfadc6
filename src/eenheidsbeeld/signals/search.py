"""Searching in what a viewer may read: one question, answered by FTS5 on SQLite and by tsvector on PostgreSQL.

The index holds a signal's own text and its released wording apart, so that a word in a police text never makes
a signal turn up for somebody who reads only what was released.
"""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Lookup, Q, QuerySet, TextField

from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing.queries import OWN_WORDING
from eenheidsbeeld.signals.models import Signal

MOST_WORDS = 12
WORDS_OF = {"text": "text_words", "released_text": "released_words"}
_WORD = re.compile(r"[^\W_]+", re.UNICODE)


@TextField.register_lookup
class HasWords(Lookup):  # type: ignore[type-arg]
    """`text__has_words="vuurwerk plein"`: all words, each also as the beginning of a longer one."""

    lookup_name = "has_words"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        # The table that is searched has the columns text and released_text, by the number of the signal.
        table, column = self.lhs.alias, self.lhs.target.column
        words = " ".join(f'"{word}"*' for word in words_in(self.rhs))
        # The names come from our own model, the words go in as a parameter.
        return (
            f'"{table}"."id" IN (SELECT rowid FROM signals_search WHERE signals_search MATCH %s)',  # noqa: S608
            (f"{{{column}}} : ({words})",),
        )

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        # The words of a text stand beside it in a column of their own, so that no row is taken apart while asking.
        table, column = self.lhs.alias, WORDS_OF[self.lhs.target.column]
        asked = " & ".join(f"{word}:*" for word in words_in(self.rhs))
        return f'"{table}"."{column}" @@ to_tsquery(\'dutch\', %s)', (asked,)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        raise NotImplementedError(f"no search on {connection.vendor}")


def words_in(typed: str) -> list[str]:
    """The words that somebody typed; signs and operators are not passed on to the database."""
    return [word.lower() for word in _WORD.findall(str(typed)[:400])][:MOST_WORDS]


def matching(viewer: Viewer, signals: QuerySet[Signal], typed: str) -> QuerySet[Signal]:
    """Those signals in whose text, as this viewer reads it, all words occur."""
    if not words_in(typed):
        return signals.none() if typed.strip() else signals
    reads_own = Q(owner_id=viewer.organisation) | ~Q(regime__in=OWN_WORDING)
    in_text = Q(text__has_words=typed)
    in_released = ~Q(released_text="") & Q(released_text__has_words=typed)
    # Said once: said twice, PostgreSQL expects far too few and gathers all that hold a common word before sorting.
    return signals.filter((reads_own & in_text) | (~reads_own & in_released))
