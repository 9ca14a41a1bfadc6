"""Work that runs by itself: reading feeds, and ending what is compared no more."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from django.db import connection
from django.db.models import Q

from eenheidsbeeld.core import clock, endings, queue, retention
from eenheidsbeeld.core.endings import Ended
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.core.viewer import Actor, System
from eenheidsbeeld.signals import actions, queries, rules
from eenheidsbeeld.signals.actions.imports import ROLLED_BACK
from eenheidsbeeld.signals.actions.imports import roll_back_again as roll_back
from eenheidsbeeld.signals.intake import stories


@queue.task("signals.fetch_feed")
def fetch_feed(source: int) -> None:
    actions.fetch_source(source=source, by=System("feeds"), at=clock.now())


@queue.task("signals.fetch_due_feeds")
def fetch_due_feeds() -> None:
    """Queue a task per source that is due, so that one slow publisher holds up nobody."""
    for source in queries.due_sources(clock.now()):
        queue.enqueue("signals.fetch_feed", source=source.pk)


@queue.task("signals.forget_sketches")
def forget_sketches() -> None:
    stories.forget_before(clock.now() - stories.WINDOW)


@queue.task("signals.learn_phenomena")
def learn_phenomena(organisation: int) -> None:
    """One organisation at a time. Decisions that ended meanwhile may leave too few: then there is nothing to do."""
    with suppress(rules.NothingToLearnFrom):
        actions.learn_phenomena(organisation=organisation, by=System("learning"), at=clock.now())


@queue.task("signals.learn_all_phenomena")
def learn_all_phenomena() -> None:
    """Each week anew, so that what ended is not learned from for longer than that."""
    off = queries.switched_off(decided := queries.who_decided())
    for organisation in decided:
        if Suggestion.LEARNED_PHENOMENA.value not in off[organisation]:
            queue.enqueue("signals.learn_phenomena", organisation=organisation)


queue.recurring("signals.learn_all_phenomena", next_after=queue.every(days=7))
queue.recurring("signals.fetch_due_feeds", next_after=queue.every(minutes=5))
queue.recurring("signals.forget_sketches", next_after=queue.every(hours=24))


@endings.ends_again("signals")
def roll_back_again(ended: Sequence[Ended], by: Actor, at: datetime) -> int:
    """Signals of an import that was undone after the reserve copy was made."""
    keys = [one.key for one in ended if one.event == ROLLED_BACK]
    return roll_back(keys=keys, by=by, at=at)


def put_search_index_together() -> None:
    """On SQLite the index keeps the words of a destroyed text, marked as gone, until its parts are put together."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO signals_search(signals_search) VALUES ('optimize')")


retention.sweep("signals.search", put_search_index_together)
retention.found_by(
    "signals.signal",
    retention.Whereabouts(
        (("received_at", "received_at"), ("reported_at", "reported_at"), ("event_from", "event_to")),
        area="area_code", subject="phenomenon",
    ),
)  # fmt: skip
retention.found_by(
    "signals.nilreturn", retention.Whereabouts((("at", "at"),), area="area_code", owner="organisation")
)
# A story lives as long as its newest signal.
retention.ends_by("signals.story", retention.Ending(open_only=Q(signals=None)))
