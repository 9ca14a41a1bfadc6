"""The same texts through others: deduce for redaction, dateparser for dates, a bare list of names for places."""

# ruff: noqa: DTZ001
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from measure import Answer, name_codes

DEDUCE_KINDS = {
    "persoon": "person",
    "patient": "person",
    "telefoonnummer": "phone",
    "emailadres": "email",
    "bsn": "bsn",
    "url": "url",
    "id": "id",
}


def deduce(rows: Sequence[dict[str, Any]]) -> list[Answer]:
    """All groups run; what it calls a place or a date is kept readable, as we do (see text-yardsticks)."""
    from deduce import Deduce

    engine = Deduce()
    answers = []
    for row in rows:
        found = engine.deidentify(row["text"]).annotations
        masks = [
            (a.start_char, a.end_char, DEDUCE_KINDS.get(a.tag, a.tag))
            for a in found
            if a.tag not in ("locatie", "datum", "ziekenhuis", "zorginstelling", "leeftijd")
        ]
        answers.append(Answer(masks=masks))
    return answers


def dateparser(rows: Sequence[dict[str, Any]]) -> list[Answer]:
    from dateparser.search import search_dates

    answers = []
    for row in rows:
        base = datetime.fromisoformat(row["published"])
        found = search_dates(row["text"], languages=["nl"], settings={"RELATIVE_BASE": base}) or []
        spans, position = [], 0
        for words, moment in found:
            start = row["text"].find(words, position)
            if start >= 0:
                day = moment.date().isoformat()
                spans.append((start, start + len(words), day, day))
                position = start + len(words)
        answers.append(Answer(dates=spans))
    return answers


def bare_gazetteer(rows: Sequence[dict[str, Any]]) -> list[Answer]:
    """Every name of the list that stands in the text as whole words with a capital; the largest place of that name."""
    import ahocorasick_rs

    codes = name_codes()
    names = sorted(
        {n.title() for n in codes} | {n.capitalize() for n in codes} | {n for n in codes if n[0].isupper()}
    )
    automaton = ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    answers = []
    for row in rows:
        text = row["text"]
        spans = []
        for index, start, end in automaton.find_matches_as_indexes(text):
            alone = (start == 0 or not text[start - 1].isalnum()) and (end == len(text) or not text[end].isalnum())
            if alone:
                spans.append((start, end, codes[names[index].lower()]))
        answers.append(Answer(places=spans))
    return answers


def speed_of(tool: Any, rows: Sequence[dict[str, Any]]) -> float:
    import time

    start = time.process_time()
    tool(rows)
    return len(rows) / max(time.process_time() - start, timedelta(milliseconds=1).total_seconds())
