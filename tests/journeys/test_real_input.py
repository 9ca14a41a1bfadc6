"""Input as it really comes: the list that a municipality keeps, and a thousand signals of a country's week."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.reference.demo.country_week import country_signals
from eenheidsbeeld.signals.actions.imports import import_signals
from eenheidsbeeld.signals.imports.columns import check_columns, guess_columns
from eenheidsbeeld.signals.imports.files import read_table
from eenheidsbeeld.signals.imports.mending import drafts_of
from eenheidsbeeld.signals.imports.rows import Sender, read_rows
from eenheidsbeeld.signals.intake import SignalDraft
from eenheidsbeeld.signals.intake.receive import receive_all
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.queries import list_signals
from eenheidsbeeld.signals.rules import Channel
from eenheidsbeeld.signals.search import matching
from tests.conftest import WEDNESDAY

pytestmark = pytest.mark.django_db

ROWS = [
    # date, time, municipality, place, text, remarks
    (
        date(2026, 3, 14),
        "20.30",
        "Woerden",
        "Kerkplein",
        "Groep van 20 jongeren met vuurwerk.",
        "Ongeveer 2,5 uur lang.",
    ),
    ("za 14-3-2026", "21,30", None, "Kerkplein", "Weer vuurwerk, meldt de heer Van Oudewaal (06-12345678).", ""),
    (
        "15 maart 2026",
        None,
        None,
        "Snel en Polanen",
        "Bewoners praten over een actie bij de opvang.",
        "Schade: 1.250,50",
    ),
    (datetime(2026, 3, 16, 19, 0), None, "Houten", "Het Rond", "Oproep om zaterdag te komen demonstreren.", None),
    ("32-3-2026", "20.00", "Houten", "", "Onrust na een bericht op sociale media over de wijk.", ""),
    ("17-03-2026", "20.00", "Houtten", "", "De wijkagent hoort onrust in twee straten.", ""),
]


def the_list() -> bytes:
    """A title over the whole width, an empty row, heads, and one cell for three rows of the same municipality."""
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "Weeklijst openbare orde (week 11 en 12)"
    sheet.merge_cells("A1:F1")
    sheet.append([])
    sheet.append(["Datum", "Tijd", "Gemeente", "Locatie", "Omschrijving", "Bijzonderheden"])
    for row in ROWS:
        sheet.append(row)
    sheet.merge_cells("C4:C6")
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def taken_in(region: Any, content: bytes) -> tuple[Any, list[Any]]:
    table = read_table(content, "weeklijst.xlsx")
    columns = guess_columns(table)
    check_columns(columns)
    membership = region.membership("woerden_oov")
    sender = Sender(membership.organisation_id, membership.pk, "GM0632")
    reads = list(read_rows(table, columns, sender=sender, at=WEDNESDAY))
    batch = import_signals(
        drafts=drafts_of(reads), content=content, file_name="weeklijst.xlsx", organisation=membership.organisation_id,
        membership=membership.pk, by=region.viewer("woerden_oov"), at=WEDNESDAY,
    )  # fmt: skip
    return batch, reads


def test_a_list_as_a_municipality_keeps_it_goes_in_and_says_what_does_not(region, real_areas):
    content = the_list()
    batch, reads = taken_in(region, content)

    wrong = [one.number for one in reads if one.draft is None]
    assert wrong == [8, 9]
    assert all(one.problems for one in reads if one.draft is None)
    assert (batch.added, batch.refused) == (4, 0)
    stored = list(Signal.objects.order_by("event_from"))
    assert [one.area_code for one in stored] == ["GM0632", "GM0632", "GM0632", "GM0321"]
    assert [one.event_from.astimezone(DUTCH_TIME).strftime("%d-%m %H.%M") for one in stored] == [
        "14-03 20.30", "14-03 21.30", "15-03 00.00", "16-03 19.00",
    ]  # fmt: skip
    assert [one.event_time_known for one in stored] == [True, True, False, True]
    whole = " ".join(one.text for one in stored)
    assert "2,5 uur" in whole
    assert "1.250,50" in whole
    assert "Oudewaal" not in whole
    assert "12345678" not in whole

    again, _reads = taken_in(region, content)
    assert again.added == 4
    assert Signal.objects.count() == 4


def test_a_thousand_signals_of_the_country_each_end_in_one_place_and_are_found(region, real_areas):
    owner = region.organisations["woerden"]
    signals = list(country_signals(1000, week=date(2026, 3, 18)))
    drafts = [
        SignalDraft(
            text=one.text, organisation=owner.pk, channel=Channel(one.channel), source_key=f"test:{one.id}",
            reported_at=one.at, area_code=one.municipality,
        )
        for one in signals
    ]  # fmt: skip

    outcomes = Counter(one.outcome for one in receive_all(iter(drafts), by=System("tests"), at=WEDNESDAY))

    assert outcomes == {"added": 1000}
    assert dict(Counter(Signal.objects.values_list("area_code", flat=True))) == Counter(
        one.municipality for one in signals
    )
    repeated = {one.text for one in signals if one.same_report}
    together = Signal.objects.exclude(story=None).count()
    assert together >= len(repeated)
    viewer = region.viewer("woerden_oov")
    found = matching(viewer, Signal.objects.all(), "vuurwerk").count()
    assert 0 < found < 1000
    assert len(list_signals(viewer).signals) == 50
    assert Counter(one.outcome for one in receive_all(iter(drafts), by=System("tests"), at=WEDNESDAY)) == {
        "known": 1000
    }
