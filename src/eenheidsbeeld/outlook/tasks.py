"""Counting after changes; and on Monday night the look at the week before and what the weeks ahead may bring."""

from __future__ import annotations

from datetime import datetime, timedelta

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.core import clock, queue
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.outlook import actions
from eenheidsbeeld.outlook.actions.look import look_back as look_back_at
from eenheidsbeeld.outlook.rules import HORIZONS
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.sharing.models import SharingGroup
from eenheidsbeeld.sharing.queries import groups_for_areas

OUTLOOK = System("outlook")
# Reports that come in late are counted once a night, for as long as they count in the week of the event.
LATE_WEEKS = 12


@queue.task("outlook.count_week")
def count_week(*, week: str) -> None:
    actions.count_week(week=Week.parse(week), by=OUTLOOK, at=clock.now())


@queue.task("outlook.count_recent_weeks")
def count_recent_weeks() -> None:
    """This week and the three before it: late reports and corrections are counted within the hour."""
    _count_back(4)


@queue.task("outlook.count_late_weeks")
def count_late_weeks() -> None:
    _count_back(LATE_WEEKS)


def _count_back(weeks: int) -> None:
    now = clock.now()
    for back in range(weeks):
        actions.count_week(week=Week.of(now).plus(-back), by=OUTLOOK, at=now)


@queue.task("outlook.look_at_the_week")
def look_at_the_week() -> None:
    """Queue the work of the week in small pieces, so that no worker holds one for long."""
    for organisation in Organisation.objects.filter(left_at=None).order_by("pk"):
        queue.enqueue("outlook.look", organisation=organisation.pk)
    for area in sorted(groups_for_areas()):
        queue.enqueue("outlook.fill_in_outcomes", area=area)
        for phenomenon in phenomena.codes():
            queue.enqueue("outlook.expect", area=area, phenomenon=phenomenon)


@queue.task("outlook.look")
def look(*, organisation: int) -> None:
    from eenheidsbeeld.outlook.queries.panels import last_complete_week

    now = clock.now()
    week = last_complete_week(now)
    found = Organisation.objects.get(pk=organisation)
    actions.look_at_week(organisation=found, week=week, open_weeks=_open(week, now), by=OUTLOOK, at=now)


def _open(week: Week, now: datetime) -> int:
    return (Week.of(now).plus(-1).monday - week.monday).days // 7


@queue.task("outlook.look_back")
def look_back(*, organisation: int, weeks: int) -> None:
    """The looks of the past year, for who begins: said afterwards, and marked as such."""
    from eenheidsbeeld.outlook.queries.panels import last_complete_week

    now = clock.now()
    look_back_at(
        organisation=Organisation.objects.get(pk=organisation), weeks=weeks, until=last_complete_week(now),
        by=OUTLOOK, at=now,
    )  # fmt: skip


@queue.task("outlook.expect")
def expect(*, area: str, phenomenon: str, back: int = 0) -> None:
    """The weeks ahead; with `back` also what would have been said in the weeks before, one week ahead."""
    from eenheidsbeeld.outlook.queries.panels import last_complete_week

    now, group = clock.now(), _group(area)
    last = last_complete_week(now)
    for horizons, weeks in ((HORIZONS[:1], back), (HORIZONS[1:], 0)):
        actions.expect(
            group=group, phenomenon=phenomenon, last=last, horizons=horizons, back=weeks, by=OUTLOOK, at=now
        )  # fmt: skip


@queue.task("outlook.fill_in_outcomes")
def fill_in_outcomes(*, area: str) -> None:
    from eenheidsbeeld.outlook.queries.panels import last_complete_week

    now = clock.now()
    actions.fill_in_outcomes(group=_group(area), last=last_complete_week(now), by=OUTLOOK, at=now)


def _group(area: str) -> SharingGroup:
    return groups_for_areas()[area]


def monday_night(moment: datetime) -> datetime:
    """The next Monday at four: the week is over, and nobody waits for a page."""
    this = Week.of(moment).at(1, 4)
    return this if moment < this else Week.of(moment).plus(1).at(1, 4)


def each_night(moment: datetime) -> datetime:
    today = moment.replace(hour=2, minute=30, second=0, microsecond=0)
    return today if moment < today else today + timedelta(days=1)


queue.recurring("outlook.count_recent_weeks", next_after=queue.every(minutes=15))
queue.recurring("outlook.count_late_weeks", next_after=each_night)
queue.recurring("outlook.look_at_the_week", next_after=monday_night)
