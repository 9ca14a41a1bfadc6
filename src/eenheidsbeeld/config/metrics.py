"""Numbers for a watchman (Prometheus): how many requests, how fast, what waits, what fails. Names of routes and
states only: never an address, a person or a word that somebody wrote.

With several web processes each counts in files that they share; gunicorn says where (cli.serve).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from time import perf_counter

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from eenheidsbeeld.audit import nights
from eenheidsbeeld.cli.backup.keeping import newest_moment
from eenheidsbeeld.config.gate import is_open
from eenheidsbeeld.core import clock, readiness
from eenheidsbeeld.core.models import QueuedTask
from eenheidsbeeld.signals.models import Source

COUNTED = CollectorRegistry()
SECONDS = (0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4)
METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}

requests_total = Counter("eb_requests", "Requests", ["route", "method", "status"], registry=COUNTED)
request_seconds = Histogram("eb_request_seconds", "Time to answer", ["route"], registry=COUNTED, buckets=SECONDS)


def count_requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def counted(request: HttpRequest) -> HttpResponse:
        begun = perf_counter()
        response = get_response(request)
        route = route_of(request)
        method = request.method if request.method in METHODS else "other"
        requests_total.labels(route, method, response.status_code).inc()
        request_seconds.labels(route).observe(perf_counter() - begun)
        return response

    return counted


def route_of(request: HttpRequest) -> str:
    """The name of the page, never its address: an address holds references, and strangers make up addresses."""
    match = request.resolver_match
    if match is not None:
        return match.view_name or "unnamed"
    return "static" if request.path.startswith(settings.STATIC_URL) else "none"


def everything() -> bytes:
    """All numbers, in the form that Prometheus reads."""
    counted = COUNTED
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        counted = CollectorRegistry()
        multiprocess.MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    asked = CollectorRegistry()
    asked.register(_AskedNow())
    return generate_latest(counted) + generate_latest(asked)


class _AskedNow(Collector):
    """What stands in the database and on the disk at this moment, the same whichever web process is asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        now = clock.now()
        yield _gauge("eb_disk_free_megabytes", "Free where the data lie", readiness.free_mb(settings.DATA))
        if (made := newest_moment(settings.BACKUP_FOLDER)) is not None:
            yield _gauge("eb_backup_age_seconds", "Since the newest backup", (now - made).total_seconds())
        try:
            yield from [*_of_the_database()]
            yield _gauge("eb_database_up", "1 when the database answers", 1)
        except DatabaseError:
            yield _gauge("eb_database_up", "1 when the database answers", 0)


def _of_the_database() -> Iterator[GaugeMetricFamily]:
    now = clock.now()
    for need in readiness.needs(folder=settings.DATA, least_mb=settings.LEAST_DISK_MB, now=now):
        yield _gauge(f"eb_ready_{need.name}", "1 when this is in order", need.is_met)
    waiting = QueuedTask.objects.filter(finished_at=None, failed_at=None, run_after__lte=now)
    oldest = waiting.aggregate(oldest=Min("run_after"))["oldest"]
    yield _gauge("eb_queue_waiting", "Tasks that could be done now", waiting.count())
    yield _gauge("eb_queue_oldest_seconds", "How long the oldest of them waits", _since(oldest, now))
    yield _gauge("eb_queue_failed", "Tasks that were given up", QueuedTask.objects.exclude(failed_at=None).count())
    sources = Source.objects.filter(is_active=True)
    yield _gauge("eb_sources_active", "Feeds that are read", sources.exclude(address="").count())
    yield _gauge("eb_sources_failing", "Feeds that failed the last time", sources.filter(failures__gt=0).count())
    if (age := nights.age_of_the_last_night(now)) is not None:
        yield _gauge("eb_destruction_age_seconds", "Since a night of destruction ended", age)
    yield _gauge("eb_log_unsealed", "Entries of the log that wait for their seal", nights.entries_not_sealed())
    yield _gauge("eb_sessions", "Sessions that have not ended", Session.objects.filter(expire_date__gt=now).count())
    yield _gauge("eb_open", "1 when the product is open to its users", is_open())


def _since(moment: object, now: object) -> float:
    return (now - moment).total_seconds() if moment else 0  # type: ignore[operator,no-any-return]


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, words, value=float(value))
