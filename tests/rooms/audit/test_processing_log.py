"""The log can be handed over in the form of the Dutch standard, with the fields that its description asks for."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit.processing_log import processing_log
from eenheidsbeeld.core.viewer import System
from tests.conftest import MONDAY

ASKED = {"trace_id", "span_id", "status_code", "name", "start_time", "end_time", "attributes"}


@pytest.mark.django_db
def test_each_entry_becomes_a_line_with_the_fields_of_the_standard() -> None:
    for key, at in ((1, MONDAY - timedelta(days=1)), (2, MONDAY), (3, MONDAY + timedelta(days=1))):
        audit.record_many(
            event="signal_received", kind="signals.signal", keys=[key], by=System("t"), at=at, details={}
        )

    lines = [json.loads(line) for line in processing_log(start=MONDAY, end=MONDAY + timedelta(days=1))]

    assert [line["attributes"]["eenheidsbeeld.subject_key"] for line in lines] == ["2"]
    line = lines[0]
    assert set(line) >= ASKED
    assert len(bytes.fromhex(line["trace_id"])) == 16
    assert len(bytes.fromhex(line["span_id"])) == 8
    assert line["start_time"] == round(MONDAY.timestamp() * 1000)
    assert line["attributes"]["dpl.core.processing_activity_id"].endswith("signals.signal")
    assert "dpl.core.data_subject_id" not in line["attributes"], "no record is about a person"
