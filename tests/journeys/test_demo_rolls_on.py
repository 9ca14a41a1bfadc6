"""The demo started again in a later week goes on where it was: what was released stays, nothing is told twice."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from eenheidsbeeld.areas import actions as areas
from eenheidsbeeld.cli import demo
from eenheidsbeeld.core.periods import DUTCH_TIME, Week
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.outlook.models import WeeklyCount
from eenheidsbeeld.publishing.actions import edit
from eenheidsbeeld.publishing.models import Edition, Publication, SignOff
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.situations.models import AreaLevel, Attachment, InboxStep

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.django_db]

WEDNESDAY = datetime(2026, 3, 18, 10, 0, tzinfo=DUTCH_TIME)
TWO_WEEKS_LATER = WEDNESDAY + timedelta(weeks=2)
ODD_MOMENTS = {
    "monday at seven": datetime(2026, 3, 16, 7, 0, tzinfo=DUTCH_TIME),
    "sunday at eleven in the evening": datetime(2026, 3, 22, 23, 0, tzinfo=DUTCH_TIME),
    "the first of January": datetime(2027, 1, 1, 9, 0, tzinfo=DUTCH_TIME),
    "the last week of a year of 53 weeks": datetime(2026, 12, 30, 12, 0, tzinfo=DUTCH_TIME),
}


@pytest.fixture(autouse=True)
def ready(settings: Any) -> Iterator[None]:
    settings.DEMO = True
    areas.load_reference(by=System("tests"), at=WEDNESDAY)
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    yield
    gc.set_threshold(*usual)


def released() -> dict[str, str]:
    frozen = Edition.objects.exclude(snapshot="")
    return dict(frozen.values_list("reference", "snapshot"))


def numbers() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Signal, Edition, Attachment, InboxStep, AreaLevel)}


def the_waiting_edition() -> Edition:
    return Edition.objects.exclude(state__in=["released", "superseded", "withdrawn"]).get()


def test_two_weeks_later_the_demo_goes_on_and_what_was_released_stays(settings):
    demo.fill(now=WEDNESDAY)
    frozen, waited = released(), the_waiting_edition()
    assert waited.week == str(Week.of(WEDNESDAY))
    assert waited.state == "in_agreement"
    # The running application opens the edition of a new week by itself; the demo still has to tell that week.
    publication = Publication.objects.get()
    opened = edit.open_edition(
        publication=publication, week=Week.of(TWO_WEEKS_LATER), area_year=2026, by=System("publishing"),
        at=TWO_WEEKS_LATER - timedelta(days=2),
    )  # fmt: skip

    demo.fill(now=TWO_WEEKS_LATER)

    assert {key: text for key, text in released().items() if key in frozen} == frozen
    left = Edition.objects.get(pk=waited.pk)
    assert left.state == "released"
    assert left.snapshot_hash == sha256(left.snapshot.encode()).hexdigest()
    assert SignOff.objects.get(edition=left, party="om").agreement == "left_out"
    between = Edition.objects.get(week=str(Week.of(WEDNESDAY).plus(1)), number=0)
    assert between.state == "released"
    waits = the_waiting_edition()
    assert (waits.pk, waits.week, waits.state) == (opened.pk, str(Week.of(TWO_WEEKS_LATER)), "in_agreement")
    assert Signal.objects.filter(reported_at__gte=Week.of(TWO_WEEKS_LATER).starts_at).count() > 5

    before, still = numbers(), released()
    demo.fill(now=TWO_WEEKS_LATER + timedelta(hours=30))
    assert numbers() == before
    assert released() == still


@pytest.mark.parametrize("moment", ODD_MOMENTS.values(), ids=ODD_MOMENTS)
def test_the_demo_can_begin_at_any_moment(settings, moment):
    demo.fill(now=moment)

    waits = the_waiting_edition()
    assert (waits.week, waits.state) == (str(Week.of(moment)), "in_agreement")
    last_week = Edition.objects.get(week=str(Week.of(moment).plus(-1)), number=0, state="released")
    assert last_week.released_at < moment
    assert not Signal.objects.filter(received_at__gt=moment).exists()
    assert WeeklyCount.objects.filter(week=waits.week, is_history=False).exists()
