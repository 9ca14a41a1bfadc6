"""The whole intake on real news texts: `make check-real`, with EB_SHARED naming the folder that holds them.

The texts are served as RSS on loopback, with dates of the last week added, and fetched, cleaned, placed, dated and
put in stories like any feed. Everything happens in a folder that is removed at the end: nothing stays, and no text
is printed, only counts. Exit code 1 when anything went wrong.
"""

from __future__ import annotations

import gzip
import json
import logging
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from datetime import datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
FILE = Path("data") / "text" / "ntrex_nl_nieuws.jsonl.gz"
NOW = datetime(2026, 3, 18, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
LONGEST = 3500


def main() -> int:
    shared = os.environ.get("EB_SHARED", "")
    if not shared:
        print("Zet EB_SHARED op de map met de teksten, en typ opnieuw: EB_SHARED=… make check-real", file=sys.stderr)
        return 1
    file = Path(shared) / FILE
    if not file.is_file():
        print(f"In die map staat {FILE} niet.", file=sys.stderr)
        return 1
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    feeds = by_publisher(documents)
    with tempfile.TemporaryDirectory(prefix="eb-echt-") as folder:
        prepare(folder)
        with serving({f"/{name}.rss": rss(name, items) for name, items in feeds.items()}) as port:
            return take_in(feeds, port, len(documents))


def by_publisher(documents: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    feeds: dict[str, list[dict[str, Any]]] = {}
    for one in documents:
        name = str(one["doc_id"]).rsplit(".", 1)[0]
        feeds.setdefault("".join(sign for sign in name if sign.isalnum()), []).append(one)
    return feeds


def rss(name: str, items: list[dict[str, Any]]) -> bytes:
    """Hourly items, the newest an hour ago, as a publisher would have them."""
    parts = ['<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>', f"<title>{escape(name)}</title>"]
    for number, one in enumerate(items, start=1):
        text = " ".join(one["zinnen"][1:])[:LONGEST]
        moment = format_datetime(NOW - timedelta(hours=number))
        parts.append(
            f"<item><title>{escape(one['titel'])}</title><description>{escape(text)}</description>"
            f"<link>https://nieuws.invalid/{escape(one['doc_id'])}</link><guid>{escape(one['doc_id'])}</guid>"
            f"<pubDate>{moment}</pubDate></item>"
        )
    return "".join([*parts, "</channel></rss>"]).encode()


class serving:
    """A web server on loopback for as long as the block lasts."""

    def __init__(self, pages: dict[str, bytes]) -> None:
        class Door(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found = pages.get(self.path)
                self.send_response(200 if found else 404)
                self.send_header("Content-Type", "application/rss+xml")
                self.end_headers()
                self.wfile.write(found or b"")

            def log_message(self, *_what: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)

    def __enter__(self) -> int:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return int(self.server.server_address[1])

    def __exit__(self, *_problem: object) -> None:
        self.server.shutdown()


class Counting(logging.Handler):
    """How many errors were logged; the pages of a log hold no text, but the count says that something broke."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen = 0

    def emit(self, _record: logging.LogRecord) -> None:
        self.seen += 1


def prepare(folder: str) -> None:
    os.environ |= {"EB_DATA": folder, "DATABASE_URL": "", "EB_DEMO": "false"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "eenheidsbeeld.config.settings"
    sys.path.insert(0, str(ROOT / "src"))
    import django

    django.setup()
    from django.conf import settings

    from eenheidsbeeld.cli.prepare import prepare as prepare_all

    settings.FEEDS_MAY_USE_LOOPBACK = True
    prepare_all(say=lambda _text: None)


def take_in(feeds: dict[str, list[dict[str, Any]]], port: int, documents: int) -> int:
    from eenheidsbeeld.accounts import actions as accounts
    from eenheidsbeeld.accounts.rules import OrganisationKind
    from eenheidsbeeld.core.viewer import System
    from eenheidsbeeld.signals.actions import sources
    from eenheidsbeeld.signals.models import Signal

    by, errors = System("check-real"), Counting()
    logging.getLogger().addHandler(errors)
    bureau = accounts.join_organisation(
        slug="bureau", name="Bureau", kind=OrganisationKind.REGIONAL_BUREAU, unit_code="PU-midden-nederland",
        area_code="PU-midden-nederland", legal_task="Gemeentewet art. 172", by=by, at=NOW,
    )  # fmt: skip
    started, outcomes = time.perf_counter(), Counter[str]()
    for name in feeds:
        source = sources.add_source(
            organisation=bureau.pk, name=name, address=f"http://127.0.0.1:{port}/{name}.rss", publisher=name,
            purpose="Proef met echte teksten", ground="Art. 172 Gemeentewet: algemeen beeld", by=by, at=NOW,
        )  # fmt: skip
        read = sources.fetch_source(source=source.pk, by=by, at=NOW)
        outcomes[read.last_outcome] += 1
    seconds = time.perf_counter() - started
    stored = list(Signal.objects.all())
    masks = Counter({"": 0})
    for one in stored:
        masks.update({mask["kind"]: mask["count"] for mask in one.masks})
    lines = {
        "teksten": documents,
        "bronnen gelezen": ", ".join(f"{key} {count}" for key, count in sorted(outcomes.items())),
        "opgeslagen": len(stored),
        "geweigerd of niet gelezen": documents - len(stored),
        "met iets weggehaald": sum(bool(one.masks) for one in stored),
        "weggehaald in alles": ", ".join(f"{kind} {count}" for kind, count in sorted(masks.items()) if count),
        "met een plaats": sum(bool(one.area_code) for one in stored),
        "met een datum": sum(one.event_from is not None for one in stored),
        "in een verhaal": sum(one.story_id is not None for one in stored),
        "met een voorstel voor een fenomeen": sum(bool(one.phenomenon) for one in stored),
        "fouten": errors.seen,
        "seconden": f"{seconds:.1f}",
    }
    for name, value in lines.items():
        print(f"{name:<36} {value}")
    went_wrong = errors.seen or set(outcomes) - {"read"} or len(stored) < documents
    return 1 if went_wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
