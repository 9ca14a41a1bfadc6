"""Which signals are worth comparing with a text: those that share most bands with it, straight from an index."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import connection

from eenheidsbeeld.signals.models import Signal

MOST_COMPARED = 6
TOO_COMMON = 40

# The newest of each band only, straight from the index: a flood of the same text cannot make this long. One row per
# band, because a row for each of forty holders costs more to fetch than to find.
HOLDERS_OF_ALL_BANDS = {
    "postgresql": """SELECT asked.band, ARRAY(
            SELECT signal_id FROM signals_signalband AS held WHERE held.band = asked.band AND signal_id >= %s
            ORDER BY signal_id DESC LIMIT %s)
        FROM unnest(%s::bigint[]) AS asked(band)""",
    "sqlite": """SELECT asked.value, (SELECT group_concat(signal_id) FROM (
            SELECT signal_id FROM signals_signalband WHERE band = asked.value AND signal_id >= %s
            ORDER BY signal_id DESC LIMIT %s))
        FROM json_each(%s) AS asked""",
}


def stored_candidates(texts: Sequence[Iterable[int]], *, received_from: datetime) -> list[list[int]]:
    """For each text, given as its bands: the stored signals to compare it with. One question for all of them."""
    first = (
        Signal.objects.filter(received_at__gte=received_from)
        .order_by("received_at", "pk")
        .values_list("pk", flat=True)
        .first()
    )
    if first is None:
        return [[] for _bands in texts]
    holders = _newest_holders(sorted({band for bands in texts for band in bands}), first)
    return [most_shared(bands, holders) for bands in texts]


def _newest_holders(bands: list[int], since: int) -> dict[int, list[int]]:
    on_postgresql = connection.vendor == "postgresql"
    asked = bands if on_postgresql else json.dumps(bands)
    with connection.cursor() as cursor:
        cursor.execute(HOLDERS_OF_ALL_BANDS[connection.vendor], [since, TOO_COMMON, asked])
        rows = [(band, held) for band, held in cursor.fetchall() if held]
    if on_postgresql:
        return dict(rows)
    return {band: [int(key) for key in held.split(",")] for band, held in rows}


def most_shared(bands: Iterable[int], holders: Mapping[int, Sequence[int]]) -> list[int]:
    """The few that share most bands; of those that share as many, the one met first."""
    counted: Counter[int] = Counter()
    for band in bands:
        if held := holders.get(band):
            counted.update(held[:TOO_COMMON])
    if len(counted) <= MOST_COMPARED:
        return list(counted)
    return [key for key, _shared in counted.most_common(MOST_COMPARED)]
