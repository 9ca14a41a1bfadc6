"""Searching in what a viewer may read: one question, answered by FTS5 on SQLite and by tsvector on PostgreSQL.

The index holds a signal's own text and its released wording apart, so that a word in a police text never makes
a signal turn up for somebody who reads only what was released.
"""

from __future__ import annotations

import re
from typing import Any

from django.db import connection
from django.db.models import Lookup, Q, QuerySet, TextField

from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing.queries import reads_own
from eenheidsbeeld.signals.models import Signal

MOST_WORDS = 12
COMMON = 8000
WITH_THESE_WORDS = "SELECT 1 FROM signals_signal WHERE text_words @@ to_tsquery('dutch', %s)"
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
        return f'"{table}"."{column}" @@ to_tsquery(\'dutch\', %s)', (_as_tsquery(self.rhs),)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        raise NotImplementedError(f"no search on {connection.vendor}")


@TextField.register_lookup
class HasCommonWords(HasWords):
    """The same for words that stand in very many signals: read from the newest on, not looked up in the index."""

    lookup_name = "has_common_words"

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        # "IS TRUE" changes no answer; PostgreSQL does not use the index of words for it.
        question, words = super().as_postgresql(compiler, connection)
        return f"({question}) IS TRUE", words


def words_in(typed: str) -> list[str]:
    """The words that somebody typed; signs and operators are not passed on to the database."""
    return [word.lower() for word in _WORD.findall(str(typed)[:400])][:MOST_WORDS]


def _as_tsquery(typed: str) -> str:
    return " & ".join(f"{word}:*" for word in words_in(typed))


def matching(viewer: Viewer, signals: QuerySet[Signal], typed: str) -> QuerySet[Signal]:
    """Those signals in whose text, as this viewer reads it, all words occur."""
    if not words_in(typed):
        return signals.none() if typed.strip() else signals
    has_words = "has_common_words" if _are_common(typed) else "has_words"
    own = reads_own(viewer)
    in_text = Q(**{f"text__{has_words}": typed})
    in_released = ~Q(released_text="") & Q(**{f"released_text__{has_words}": typed})
    # Said once: said twice, PostgreSQL expects far too few and gathers all that hold a common word before sorting.
    return signals.filter((own & in_text) | (~own & in_released))


def _are_common(typed: str) -> bool:
    """Whether PostgreSQL expects so many signals with these words that looking them all up costs more than reading.

    Its own estimate, from the statistics it keeps of the words; nothing is counted.
    """
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {WITH_THESE_WORDS}", [_as_tsquery(typed)])
        (answer,) = cursor.fetchone()
    return bool(answer[0]["Plan"]["Plan Rows"] > COMMON)
