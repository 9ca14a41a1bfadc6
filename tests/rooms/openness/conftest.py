"""A Woo dossier at Woerden: its own signal, a police wording, a situation with words of the bureau, an edition."""

from __future__ import annotations

from typing import Any

import pytest

from eenheidsbeeld.openness import actions
from eenheidsbeeld.openness.rules import Kind
from tests.conftest import MONDAY, THURSDAY, TUESDAY, WEDNESDAY
from tests.rooms.publishing.conftest import draft, publication, section, written  # noqa: F401
from tests.rooms.rights.conftest import officers  # noqa: F401
from tests.rooms.situations.conftest import analyst, make_signal, start  # noqa: F401


@pytest.fixture
def own_signal(make_signal: Any) -> Any:  # noqa: F811
    return make_signal("Het was druk op de markt. [naam] riep iets over de opvang.", received=TUESDAY)


@pytest.fixture
def dossier(officers: Any) -> Any:  # noqa: F811
    return actions.open_request(
        subject="Onrust over de opvang", received_on=MONDAY.date(), by=officers.viewer("woerden_privacy"), at=THURSDAY
    )


@pytest.fixture
def released(officers: Any, written: Any, settings: Any, tmp_path: Any) -> Any:  # noqa: F811
    """The edition of the district, signed by the police, released to the group."""
    from eenheidsbeeld.publishing.actions import agree, release

    settings.DATA = tmp_path
    editor = officers.viewer("editor")
    agree.send_round(edition=written, answer_before=WEDNESDAY, by=editor, at=TUESDAY)
    agree.agree_to_part(edition=written, by=officers.viewer("police_chief"), at=TUESDAY)
    release.adopt(edition=written, by=editor, at=THURSDAY)
    return release.release(edition=written, by=editor, at=THURSDAY)


@pytest.fixture
def add(officers: Any, dossier: Any) -> Any:  # noqa: F811
    """Add one record and answer its document: `add(Kind.SIGNAL, signal)`."""

    def collect(kind: Kind, record: Any) -> Any:
        by = officers.viewer("woerden_privacy")
        actions.collect(reference=dossier.reference, chosen=[(kind, record.reference)], by=by, at=THURSDAY)
        return dossier.documents.get(key=record.reference)

    return collect
