"""The long history as one viewer may count it, for the weekly look and for forecasts. Loads numpy: not for pages."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Looker
from eenheidsbeeld.outlook.columns import table_of_counts, visible_counts
from eenheidsbeeld.outlook.panel import Panel, panel_of, places_of
from eenheidsbeeld.outlook.queries.counts import weeks_up_to
from eenheidsbeeld.outlook.rules import LATEST_REPORT
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.signals.models import Signal

# Six years: five of reference weeks, and what stands between them and the week that is looked at.
WEEKS_OF_HISTORY = 313
MOST_OPEN = 2
# Fewer reports with a day of the event say nothing of how late reports come: then only the running week is open.
DELAYS_ASKED, FEWEST_DELAYS = 2000, 100


def panel_seen_by(looker: Looker, *, within: str, until: Week) -> Panel:
    """Counts of the municipalities in an area, up to and including that week, as this viewer may see them."""
    return panel_from(looker, areas.codes_in(within), until=until)


def panel_from(looker: Looker, codes: Collection[str], *, until: Week) -> Panel:
    weeks = weeks_up_to(until, WEEKS_OF_HISTORY)
    places = places_of(sorted(codes))
    table = table_of_counts([place.code for place in places], since=weeks[0].starts_at)
    found = visible_counts(looker, table).to_pydict()
    keys = zip(found["area_code"], found["phenomenon"], found["week"], strict=True)
    totals = dict(zip(keys, found["total"], strict=True))
    return panel_of(totals, places, phenomena.codes(), weeks)


def weeks_open(at: datetime) -> int:
    """How many of the last whole weeks have not nearly all of their reports yet, by how late reports came before."""
    from eenheidsbeeld.analysis.reporting import weeks_incomplete

    since = at - 52 * (Week.of(at).ends_at - Week.of(at).starts_at)
    rows = Signal.objects.filter(event_from__isnull=False, received_at__gte=since).order_by("-received_at", "-pk")
    found = rows.values_list("event_from", "received_at")[:DELAYS_ASKED]
    moments = [(happened, received) for happened, received in found if happened is not None]
    delays = [
        (received - happened).days for happened, received in moments
        if happened <= received <= happened + LATEST_REPORT
    ]  # fmt: skip
    return min(weeks_incomplete(delays), MOST_OPEN) if len(delays) >= FEWEST_DELAYS else 0


def last_complete_week(at: datetime) -> Week:
    """The newest week that can be looked at: over, and with nearly all of its reports in."""
    return Week.of(at).plus(-1 - weeks_open(at))
