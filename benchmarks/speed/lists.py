"""List, inbox, area page and search on PostgreSQL with a million signals.

    DATABASE_URL=postgresql://postgres@127.0.0.1:5432/bench_eb python benchmarks/speed/lists.py [signals]

The database is given and must be empty: the benchmark fills it and does not throw it away. Signals are made in the
database itself, with owners, groups, markings and regimes in the proportions of a whole country. Pages are asked for
through Django's test client, middleware and templates included; the median of 15 goes beside the goal of 150 ms.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from picture import surround  # noqa: E402
from place import HOME_UNIT, NOW, machine, median_ms, place, settle_country, someone  # noqa: E402

GOAL = 150.0
ROUNDS = 15
PAGES = {
    "list": "/signalen/",
    "list, second page": "/signalen/?na={after}",
    "list of one municipality": "/signalen/?gebied=GM0632",
    "search, a common word": "/signalen/?zoek=vuurwerk",
    "search, common, elsewhere": "/signalen/?zoek=protest",
    "search everything": "/zoeken/?zoek=vuurwerk",
    "search, two words": "/signalen/?zoek=vuurwerk+protest",
    "search, a rare word": "/signalen/?zoek=zeldzaamwoord",
    "inbox": "/inbox/",
    "area page of Woerden": "/gebieden/GM0632/",
    "start page": "/",
}
MAKE = """
INSERT INTO signals_signal (reference, fingerprint, channel, text, released_text, language, link, event_time_known,
    is_announced, reported_at, received_at, keep_from, area_code, area_year, place_name, place_precision,
    place_candidates, basis, source_grade, content_grade, admiralty, phenomenon, phenomenon_is_set, suggestions, masks,
    intake_notes, story_reason, state, state_reason, cannot_wait, is_hidden, purpose, ground, owner_id, marking,
    scope_id, regime, released_scope_id, practice_run)
SELECT upper(substr(md5('r' || n), 1, 10)), md5('a' || n) || md5('b' || n), 'import',
    words.text || ' Kenmerk ' || n || CASE WHEN n % 20011 = 0 THEN ' zeldzaamwoord' ELSE '' END,
    CASE WHEN slot.regime <> 'avg' AND n % 10 < 3 THEN words.text ELSE '' END, 'nl', '', false, false,
    moment, moment, moment, slot.area, 2025, '', 'municipality', '[]', '[]', 'unknown', 'unconfirmed', '',
    words.phenomenon, false, '[]', '[]', '[]', '{}',
    CASE WHEN n < %(number)s * 0.03 THEN 'received' WHEN n % 3 = 0 THEN 'attached' ELSE 'set_aside' END, '',
    n %% 5000 = 0, false, 'oov_picture', 'gemeentewet_172', slot.owner,
    CASE WHEN n % 25 = 1 THEN 'green' WHEN n % 33 = 1 THEN 'amber_strict' WHEN n % 100 = 3 THEN 'clear' ELSE 'amber' END,
    slot.scope, slot.regime,
    CASE WHEN slot.regime <> 'avg' AND n % 10 < 3 THEN slot.scope END, false
FROM generate_series(1, %(number)s) AS n
JOIN bench_slot AS slot ON slot.number = (n::bigint * 7919) % 10007
JOIN bench_words AS words ON words.number = (n::bigint * 104729) % 20000
CROSS JOIN LATERAL (SELECT %(now)s::timestamptz - n * interval '15.7 seconds' AS moment) AS at
ORDER BY n DESC
""".replace(" % ", " %% ")


def fill(number: int, made: dict[str, Any]) -> None:
    from django.db import connection

    from eenheidsbeeld.reference import geo
    from eenheidsbeeld.reference.demo.country_week import week_of_the_country
    from eenheidsbeeld.signals.intake.rights import Sharing

    choose, rows = random.Random(1), geo.municipalities()  # noqa: S311, invented data
    sharing = Sharing.of(one.pk for one in made.values())
    weights = [row.population**0.8 for row in rows]
    slots = []
    for slot, row in enumerate(choose.choices(rows, weights, k=10_007)):
        owner = made[f"police:{row.unit}"] if choose.random() < 0.2 else made[row.code]
        rights = sharing.rights(owner.pk, row.code)
        slots.append((slot, owner.pk, row.code, rights.scope, rights.regime))
    texts = [(place, one.text, one.phenomenon) for place, one in enumerate(week_of_the_country(NOW.date()))]
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE bench_slot (number int, owner bigint, area text, scope bigint, regime text)"
        )
        cursor.execute("CREATE TEMP TABLE bench_words (number int, text text, phenomenon text)")
        for table, values in (("bench_slot", slots), ("bench_words", texts)):
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for one in values:
                    copy.write_row(one)
        for index in ("signals_text_words", "signals_released_words"):
            cursor.execute(f"ALTER INDEX {index} SET (fastupdate = on)")
        cursor.execute("ANALYZE bench_slot")
        cursor.execute("ANALYZE bench_words")
        cursor.execute(MAKE, {"number": number, "now": NOW})
        cursor.execute("VACUUM ANALYZE")


def client_of(membership: Any) -> Any:
    from django.test import Client

    client = Client()
    client.force_login(membership.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["membership"] = membership.reference
    session.save()
    return client


def backend_seconds(process: int) -> float:
    """Processor time of the database process that serves us, when it runs on this machine; else 0."""
    try:
        spent = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
    except OSError:
        return 0.0
    return sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")


def without_rights() -> Any:
    """The list as `list_signals` makes it, columns and order alike, without asking who is looking."""
    from django.db.models import F, Value

    from eenheidsbeeld.signals.models import Signal
    from eenheidsbeeld.signals.queries.reading import page_of
    from eenheidsbeeld.signals.rules import SignalState

    everything = Signal.objects.exclude(state=SignalState.WITHDRAWN.value).defer("text", "released_text")
    return page_of(everything.annotate(shown_text=F("text"), reads_released=Value(False)), 50)


def in_turns(works: list[Callable[[], Any]], rounds: int) -> list[tuple[float, float, float]]:
    """Median of the clock, of the page and mean of the database; in turns, so that both meet the same other work."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    clock: list[list[float]] = [[] for _ in works]
    own: list[list[float]] = [[] for _ in works]
    for _round in range(rounds):
        for place_in_row, work in enumerate(works):
            start, before = time.perf_counter(), time.process_time()
            work()
            clock[place_in_row].append((time.perf_counter() - start) * 1000)
            own[place_in_row].append((time.process_time() - before) * 1000)
    found = []
    for place_in_row, work in enumerate(works):
        before = backend_seconds(backend)
        for _round in range(
            rounds
        ):  # a processor is counted in hundredths of a second: only many rounds say something
            work()
        theirs = (backend_seconds(backend) - before) / rounds * 1000
        found.append((statistics.median(clock[place_in_row]), statistics.median(own[place_in_row]), theirs))
    return found


def main(number: int) -> int:
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        print("not measured: set DATABASE_URL to an empty PostgreSQL database")
        return 0
    with place(url):
        from django.conf import settings
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        from eenheidsbeeld.accounts.models import Membership
        from eenheidsbeeld.core import clock
        from eenheidsbeeld.core.periods import Week
        from eenheidsbeeld.sharing.queries import viewer_of
        from eenheidsbeeld.signals import queries
        from eenheidsbeeld.signals.models import Signal

        settings.ALLOWED_HOSTS = ["*"]
        clock.now = lambda: NOW + timedelta(minutes=1)
        if not Signal.objects.exists():
            made = settle_country()
            analyst = someone(made[f"bureau:{HOME_UNIT}"], "analyst", "editor", "contributor")
            someone(made["GM0632"], "contributor", "reader")
            surround(made, analyst, before=Week.of(NOW))
            fill(number, made)
        people = {one.person.email.split("@")[0].rsplit(".", 1)[1]: one for one in Membership.objects.all()}
        print(f"{machine()}; {Signal.objects.count()} signals")
        slow = 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            backend = cursor.fetchone()[0]
        for who, membership in sorted(people.items()):
            client, viewer = client_of(membership), viewer_of(membership)
            after = queries.list_signals(viewer).next_after
            print(f"-- {who} ({', '.join(sorted(viewer.roles))})")
            for name, address in PAGES.items():
                if name == "inbox" and "analyst" not in viewer.roles:
                    continue
                path = address.format(after=after)
                with CaptureQueriesContext(connection) as asked:
                    answer = client.get(path)
                slowest = max(float(one["time"]) for one in asked.captured_queries) * 1000
                questions = len(asked)
                assert answer.status_code == 200, (path, answer.status_code)
                before = backend_seconds(backend)
                clock_ms, own = median_ms(lambda path=path, client=client: client.get(path), ROUNDS)
                theirs = (backend_seconds(backend) - before) / (ROUNDS + 1) * 1000
                slow += clock_ms > GOAL
                print(f"{name:<26} {clock_ms:7.1f} ms (processor: {own:5.1f} page + {theirs:5.1f} database)  {questions:3} questions, "
                      f"slowest {slowest:6.1f} ms  ratio to goal {clock_ms / GOAL:.2f}")  # fmt: skip
            free, bound = in_turns([without_rights, lambda viewer=viewer: queries.list_signals(viewer)], ROUNDS * 7)
            print(f"list with rights {bound[0]:.1f} ms ({bound[1]:.1f} page + {bound[2]:.1f} database), the same list "
                  f"without {free[0]:.1f} ms ({free[1]:.1f} + {free[2]:.1f}): ratio {bound[0] / free[0]:.2f}, "
                  f"of processor time {sum(bound[1:]) / sum(free[1:]):.2f}")  # fmt: skip
        print(f"{slow} pages above {GOAL:.0f} ms")
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
