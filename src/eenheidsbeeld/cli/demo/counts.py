"""Six years of weekly counts: what the signals of the demo add up to, and history for all that came before."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.cli.demo.organisations import AREA_OF_GROUP, DEMO, WEST
from eenheidsbeeld.cli.demo.telling import BUREAU, Telling
from eenheidsbeeld.core import clock, queue
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.outlook import actions
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.reference import demo
from eenheidsbeeld.reference.demo.counts import unit_counts
from eenheidsbeeld.reference.demo.moments import week_of
from eenheidsbeeld.sharing.actions import scope_of
from eenheidsbeeld.sharing.rules import Marking
from eenheidsbeeld.signals.models import Signal

WEEKS_OF_A_YEAR = 52
FIRST_ELSEWHERE, EACH_ELSEWHERE = timedelta(minutes=3), timedelta(seconds=20)


def count_signals(told: Telling) -> None:
    """Count each week in which a signal of the demo was reported."""
    weeks = {Week.of(at) for at in Signal.objects.values_list("reported_at", flat=True)}
    for week in sorted(weeks):
        actions.count_week(week=week, by=DEMO, at=told.now)


def add_history_first(told: Telling) -> None:
    """For every past week the invented counts less the texts that will be told, so that both agree."""
    counts = unit_counts(told.now.date())
    texts, scopes, this_week = _texts_to_come(told), _scopes(told), Week.of(told.now)
    rows = []
    for name, of_week in zip(counts.weeks, counts.values.tolist(), strict=True):
        week = Week.parse(name)
        if week >= this_week:
            continue
        for area, of_area in zip(counts.areas, of_week, strict=True):
            for phenomenon, count in zip(counts.phenomena, of_area, strict=True):
                rest = count - texts[(name, area, phenomenon)] if count else 0
                if rest > 0:
                    rows.append(actions.HistoryCount(week, area, phenomenon, rest, scopes[area]))
    actions.add_history(counts=rows, owner=told.organisations[BUREAU].pk, marking=Marking.AMBER, by=DEMO, at=told.now)


def look_in_the_background() -> None:
    """Queue the looks and forecasts of this week, and of the past year for the score; pages do not wait for them.

    Looks only where somebody of the demo looks; forecasts for every district, a year back where editions are made.
    """
    bureau = Organisation.objects.get(slug=BUREAU)
    watched = Organisation.objects.filter(slug__in={one.organisation for one in demo.people() if one.featured})
    for organisation in [bureau, *watched.exclude(pk=bureau.pk).order_by("pk")]:
        queue.enqueue("outlook.look", organisation=organisation.pk)
    for phenomenon in phenomena.codes():
        queue.enqueue("outlook.expect", area=WEST, phenomenon=phenomenon, back=WEEKS_OF_A_YEAR)
    queue.enqueue("outlook.fill_in_outcomes", area=WEST)
    queue.enqueue("outlook.look_back", organisation=bureau.pk, weeks=WEEKS_OF_A_YEAR)
    elsewhere = [(area, one) for area in sorted(set(AREA_OF_GROUP.values()) - {WEST}) for one in phenomena.codes()]
    for number, (area, phenomenon) in enumerate(elsewhere):
        # Spread over the first half hour, so that who looks around meanwhile does not wait for sums.
        after = clock.now() + FIRST_ELSEWHERE + number * EACH_ELSEWHERE
        queue.enqueue("outlook.expect", after=after, area=area, phenomenon=phenomenon, back=0)


def _texts_to_come(told: Telling) -> Counter[tuple[str, str, str]]:
    return Counter(
        (week_of(one.at.before(told.now).date()), one.municipality or "", one.phenomenon or "")
        for one in demo.signals()
        if one.fits_season(told.now)
    )


def _scopes(told: Telling) -> dict[str, int]:
    found: dict[str, int] = {}
    for group, district in AREA_OF_GROUP.items():
        scope = scope_of([told.groups[group].pk]).pk
        found |= {one.code: scope for one in areas.municipalities_of(district)}
    return found
