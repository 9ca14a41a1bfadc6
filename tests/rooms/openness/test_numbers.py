"""What a Woo decision makes public of an edition passes the way out for counts first."""

from __future__ import annotations

import re
from typing import Any

from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.openness import queries
from eenheidsbeeld.openness.rules import Kind
from eenheidsbeeld.outlook import actions
from eenheidsbeeld.outlook.actions.count import HistoryCount
from eenheidsbeeld.publishing import queries as publishing
from eenheidsbeeld.publishing.render import reading
from eenheidsbeeld.sharing.actions import scope_of
from eenheidsbeeld.sharing.rules import Marking
from tests.conftest import MONDAY, WEEK_12


def test_the_public_text_of_a_picture_tells_no_small_number(officers: Any, publication: Any, request: Any) -> None:
    scope = scope_of([officers.groups["west"].pk]).pk
    counts = [
        HistoryCount(WEEK_12.plus(-1), "GM0632", "riot", 62, scope),
        HistoryCount(WEEK_12, "GM0632", "riot", 3, scope),
    ]
    owner = officers.organisations["bureau"].pk
    actions.add_history(counts=counts, owner=owner, marking=Marking.AMBER, by=System("tests"), at=MONDAY)
    released, add = request.getfixturevalue("released"), request.getfixturevalue("add")
    inside = "\n".join(reading.texts(reading.read(publishing.snapshot_of(released))))
    assert "3 signalen" in inside and "62" in inside  # recipients read exact counts

    by = officers.viewer("woerden_privacy")
    public = "\n".join(one.text or "" for one in queries.paragraphs(by, add(Kind.EDITION, released)))
    assert not re.search(r"\b3 signa", public) and "62" not in public
    assert "0-4" in public and "60" in public
    assert "Niets gemeld" not in public  # beside an organisation it would tell zero from a few
