"""An editor is offered what a picture may use; what is held for another purpose is refused with what to do."""

from __future__ import annotations

import pytest

from eenheidsbeeld.pictures.queries import evidence_key, material_for
from eenheidsbeeld.sharing.rules import OtherPurpose, Purpose
from tests.conftest import MONDAY
from tests.rooms.publishing.conftest import draft, publication, section, written  # noqa: F401
from tests.rooms.situations.conftest import analyst, make_signal, start  # noqa: F401


def test_what_is_held_for_another_purpose_is_not_offered(region, written, make_signal, start):  # noqa: F811
    """Offered and then refused, the sentence that was typed beside it was lost too."""
    usable = make_signal("Drukte op de markt", received=MONDAY)
    other = make_signal("Uit de evaluatie", purpose=Purpose.LEARNING.value, received=MONDAY)
    running = start([usable], title="Opvang")
    stopped = start([make_signal("Nog een")], title="Oefening")
    stopped.purpose = Purpose.LEARNING.value
    stopped.save()
    editor = region.viewer("editor")

    offered = material_for(editor, written)
    assert usable in offered.signals and other not in offered.signals
    assert running in offered.situations and stopped not in offered.situations
    for kind, record in (("signal", other), ("situation", stopped)):
        with pytest.raises(OtherPurpose) as refused:
            evidence_key(editor, kind, record.reference)
        assert "Vraag de eigenaar" in str(refused.value.reason)
