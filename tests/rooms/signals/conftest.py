"""What every story about signals needs: the areas of the Netherlands, and a way to bring something in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.conftest import MONDAY, TUESDAY, Region

SECRET = "Bron meldt een geheime samenkomst in café De Kroon aan de Rijnstraat in Woerden."


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """What a process remembers of areas and sketches outlives the rollback of a test."""
    from eenheidsbeeld.areas import queries
    from eenheidsbeeld.signals.intake import stories

    queries.forget()
    stories.forget_all()
    yield
    queries.forget()
    stories.forget_all()


@pytest.fixture
def areas(db: None) -> None:
    from eenheidsbeeld.areas import actions
    from eenheidsbeeld.core.viewer import System

    actions.load_reference(by=System("tests"), at=MONDAY)


@pytest.fixture
def region(region: Region, areas: None) -> Region:
    """The same region as everywhere, with its areas loaded."""
    return region


@pytest.fixture
def draft() -> Callable[..., Any]:
    """A draft of a viewer's own organisation: `draft(owner, "tekst", area_code="GM0632")`."""
    from eenheidsbeeld.signals.intake import SignalDraft
    from eenheidsbeeld.signals.rules import Channel

    def make(viewer: Any, text: str, at: datetime = MONDAY, **changes: Any) -> SignalDraft:
        made = SignalDraft(
            text=text, organisation=viewer.organisation, channel=Channel.FORM,
            source_key=f"form:{viewer.organisation}", reported_at=at, brought_in_by=viewer.membership,
        )  # fmt: skip
        return replace(made, **changes)

    return make


@pytest.fixture
def bring_in(draft: Callable[..., Any]) -> Callable[..., Any]:
    """Bring a text in and answer the stored signal, with all its fields."""
    from eenheidsbeeld.signals import actions
    from eenheidsbeeld.signals.models import Signal

    def bring(viewer: Any, text: str, at: datetime = MONDAY, **changes: Any) -> Signal:
        received = actions.bring_in(draft=draft(viewer, text, at, **changes), by=viewer, at=at)
        return Signal.objects.get(reference=received.reference)

    return bring


@pytest.fixture
def released(region: Region, draft: Any, bring_in: Any) -> Any:
    """A police signal of which a wording was released to the district."""
    from eenheidsbeeld.signals import actions

    police = region.viewer("police_desk")
    signal = bring_in(police, SECRET, area_code="GM0632", link="https://voorbeeld.invalid/geheim")
    actions.release_wording(
        reference=signal.reference, draft=draft(police, "Er is een oproep om samen te komen in Woerden."),
        groups=[region.groups["west"].pk], by=police, at=TUESDAY,
    )  # fmt: skip
    return signal
