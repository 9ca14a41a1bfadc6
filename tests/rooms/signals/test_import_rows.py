"""Rows as people type them: what is wrong is told by row and column with what to do; nothing is left out in silence."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from eenheidsbeeld.signals.imports.columns import guess_columns
from eenheidsbeeld.signals.imports.files import read_table
from eenheidsbeeld.signals.imports.mending import Mend, Mends, mended_rows
from eenheidsbeeld.signals.imports.rows import Sender, read_rows
from eenheidsbeeld.signals.imports.tables import Broken, NotReadable, Row, Table
from eenheidsbeeld.signals.imports.travel import Sending, packed, unpacked
from tests.conftest import TUESDAY

SENDER = Sender(1, 1, "GM0632")


def read(content: str, encoding: str = "utf-8"):
    table = read_table(content.encode(encoding), "x.csv")
    return list(read_rows(table, guess_columns(table), sender=SENDER, at=TUESDAY))


@pytest.mark.parametrize(
    ("head", "cell", "column", "is_error"),
    [
        ("Datum", "morgen", "Datum", True),
        ("Datum", "3-12-1999", "Datum", True),
        ("Datum", "do 17-3-2026", "Datum", False),
        ("Tijd", "avond", "Tijd", False),
        ("Tijd", "14.30", "Tijd", False),
        ("Gemeente", "Woerdne", "Gemeente", True),
        ("Gemeente", "GM9999", "Gemeente", True),
        ("Gemeente", "#REF!", "Gemeente", True),
        ("Fenomeen", "onweer", "Fenomeen", False),
        ("Grond", "gevoel", "Grond", False),
        ("Betrouwbaarheid", "heel erg", "Betrouwbaarheid", False),
        ("Waardering", "misschien", "Waardering", False),
        ("Link", "www.voorbeeld.invalid", "Link", False),
        ("Toelichting", "caf\u00c3\u00a9 De Hoek", "Toelichting", False),
        ("Toelichting", "caf\ufffd De Hoek", "Toelichting", False),
    ],
)
def test_what_cannot_be_used_is_told_with_what_to_do(areas, head, cell, column, is_error):
    rows = read(f"{head};Omschrijving\n{cell};Onrust op het plein\n")

    [told] = rows[0].problems
    assert (told.row, told.column, told.is_error) == (2, column, is_error)
    assert len(str(told.reason)) > 20
    assert cell not in str(told.reason)
    assert (rows[0].draft is None) is is_error


@pytest.mark.parametrize("cell", ["Woerden", "gemeente Woerden", "GM0632", "gm0632", "WK063201", "WOERDEN"])
def test_a_municipality_is_known_by_name_or_code(areas, cell):
    assert read(f"Gemeente;Omschrijving\n{cell};Onrust\n")[0].draft.area_code == "GM0632"


def test_a_separator_in_the_text_is_noticed(areas):
    rows = read("Gemeente;Omschrijving\nWoerden;Onrust op het plein; ook in de wijk\nWoerden;Rustig\n")

    assert [bool(one.problems) for one in rows] == [True, False]
    assert "aanhalingstekens" in str(rows[0].problems[0].reason) or "quotation" in str(rows[0].problems[0].reason)


def test_the_day_tells_the_same_words_apart_in_a_file(areas):
    rows = read(
        "Datum;Gemeld op;Omschrijving\n2-3-2026;;Rustig\n9-3-2026;;Rustig\n;2-3-2026;Rustig\n;9-3-2026;Rustig\n;;Rustig\n"
        "9-3-2026;;Rustig\n"
    )
    prints = [one.draft.fingerprint() for one in rows]

    assert len(set(prints)) == 5
    assert prints[1] == prints[5]


def test_the_same_file_tomorrow_is_the_same_input(areas):
    content = "Omschrijving;x\nOnrust op het plein;1\n"
    table = read_table(content.encode(), "x.csv")
    today, tomorrow = (
        next(iter(read_rows(table, guess_columns(table), sender=SENDER, at=TUESDAY.replace(day=day))))
        for day in (17, 18)
    )

    assert today.draft.fingerprint() == tomorrow.draft.fingerprint()


def test_a_table_comes_back_from_the_page_as_it_went():
    values = ("=1+1", 3, 2.5, True, datetime(2026, 3, 1, 14, 30), date(2026, 3, 1), time(9, 5), Broken.FORMULA, None)
    table = Table(tuple("abcdefghi"), (Row(7, values),), ("Gelezen als UTF-8.",))
    sending = Sending(table, "d" * 64, "*.csv", organisation=4, rows=1)

    assert unpacked(packed(sending), organisation=4) == sending
    with pytest.raises(NotReadable):
        unpacked(packed(sending), organisation=5)


def test_a_file_too_large_for_a_page_is_refused_with_what_to_do(monkeypatch):
    from eenheidsbeeld.signals.imports import travel

    monkeypatch.setattr(travel, "MOST_IN_PAGE", 100)
    table = Table(("a",), (Row(2, ("x",)),))
    with pytest.raises(NotReadable) as refused:
        packed(Sending(table, "d" * 64, "", organisation=4, rows=1))

    assert "plits" in str(refused.value.reason) or "Split" in str(refused.value.reason)


def test_a_word_put_back_in_one_row_stays_although_it_goes_in_every_other(areas, region):
    sender = Sender(region.organisations["woerden"].pk, 1, "GM0632")
    table = read_table(b"Omschrijving;x\nOnrust bij de snackbar;1\nRustig bij de snackbar;2\n", "x.csv")
    rows = list(read_rows(table, guess_columns(table), sender=sender, at=TUESDAY))
    words = ("snackbar",)
    script = Mends(rows={2: Mend(holding="[]")}, everywhere=words, applied=frozenset(words))
    ticks = Mends(rows={2: Mend(lifts=("14-22",))}, everywhere=words)

    for mends in (script, ticks):
        first, second = mended_rows(rows, mends)
        assert first.draft.added == ()
        assert [second.draft.text[start:end] for start, end in second.draft.added] == ["snackbar"]
