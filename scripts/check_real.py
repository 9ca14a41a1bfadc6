"""Run the whole intake on real news texts, served as a feed on loopback; nothing of it is kept.

    EB_SHARED=<folder with data/text> make check-real

The texts have no dates of their own; each gets one of the last seven days. Everything is stored in a database that
exists for the time of this check. Afterwards it says what was found, and fails when the second reading adds
something, when an item was lost, or when the original of a text that was cleaned lies anywhere in the data folder.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

SOURCE = Path(os.environ.get("EB_SHARED", "")) / "data" / "text" / "ntrex_nl_nieuws.jsonl.gz"


def main() -> int:
    if not os.environ.get("EB_SHARED") or not SOURCE.is_file():
        print("Set EB_SHARED to the folder that holds data/text, and start again.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(EB_DATA=folder, EB_MODE="local", DATABASE_URL="")
        os.environ["DJANGO_SETTINGS_MODULE"] = "eenheidsbeeld.config.settings"
        texts = [" ".join(document["zinnen"]) for document in documents()]
        with serving(feed(documents())) as address:
            problems = check(address, texts, Path(folder))
    print("\n".join(problems) or "In order: nothing was lost, nothing came in twice, no cleaned original was kept.")
    return 1 if problems else 0


def documents() -> list[dict[str, Any]]:
    with gzip.open(SOURCE, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def feed(found: list[dict[str, Any]]) -> bytes:
    """The documents as RSS, as a publisher would write it."""
    newest = datetime.now(UTC).replace(microsecond=0)
    items = []
    for number, document in enumerate(found):
        at = newest - timedelta(minutes=number * 7 * 24 * 60 // len(found))
        title, *sentences = document["zinnen"]
        items.append(
            f"<item><title>{escape(title)}</title><description>{escape(' '.join(sentences))}</description>"
            f"<link>https://nieuws.voorbeeld.invalid/{escape(document['doc_id'])}</link>"
            f"<pubDate>{format_datetime(at)}</pubDate></item>"
        )
    head = "<title>Nieuws</title><link>https://nieuws.voorbeeld.invalid/</link><description>Proef</description>"
    channel = f"<channel>{head}{''.join(items)}</channel>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0">{channel}</rss>'.encode()


class serving:
    """A publisher on loopback that always answers with the same feed."""

    def __init__(self, content: bytes) -> None:
        class Publisher(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_args: Any) -> None:
                """Silent."""

        self.server = HTTPServer(("127.0.0.1", 0), Publisher)

    def __enter__(self) -> str:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}/rss"

    def __exit__(self, *_problem: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def check(address: str, texts: list[str], folder: Path) -> list[str]:
    source = source_at(address)
    started = time.perf_counter()
    first = read(source)
    seconds = time.perf_counter() - started
    second = read(source)
    report(first, seconds)
    return list(problems_of(first, second, texts, folder))


def source_at(address: str) -> Any:
    """A prepared database with one organisation and this feed on its list."""
    import django

    django.setup()
    from django.conf import settings

    from eenheidsbeeld.accounts import actions as accounts
    from eenheidsbeeld.accounts.rules import OrganisationKind
    from eenheidsbeeld.cli.prepare import prepare
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.core.viewer import System
    from eenheidsbeeld.sharing import actions as sharing
    from eenheidsbeeld.signals import actions

    settings.FEEDS_MAY_USE_LOOPBACK = True
    prepare(say=lambda _text: None)
    by, at, unit = System("check"), clock.now(), "PU-midden-nederland"
    bureau = accounts.join_organisation(
        slug="bureau", name="Bureau", kind=OrganisationKind.REGIONAL_BUREAU, unit_code=unit, area_code=unit,
        legal_task="proef", by=by, at=at,
    )  # fmt: skip
    group = sharing.start_group(slug="unit", name="Eenheid", area_code=unit, by=by, at=at)
    sharing.join_group(group=group, organisations=[bureau], by=by, at=at)
    return actions.add_source(
        organisation=bureau.pk, name="Nieuws", address=address, publisher="Proef", purpose="proef van de intake",
        ground="proef, niets wordt bewaard", by=by, at=at,
    )  # fmt: skip


def read(source: Any) -> Any:
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.core.viewer import System
    from eenheidsbeeld.signals import actions

    return actions.fetch_source(source=source.pk, by=System("check"), at=clock.now())


def report(first: Any, seconds: float) -> None:
    from eenheidsbeeld.signals.models import Signal

    signals = list(Signal.objects.order_by("pk"))
    masks: Counter[str] = Counter()
    for signal in signals:
        masks.update({mask["kind"]: mask["count"] for mask in signal.masks})
    print(f"{first.last_seen} items read ({first.last_outcome}), {first.last_new} taken in, {seconds:.1f} s")
    print(f"masks: {', '.join(f'{count} {kind}' for kind, count in masks.most_common()) or 'none'}")
    print(f"texts with a mask: {sum(bool(signal.masks) for signal in signals)}")
    print(f"texts with an area: {sum(bool(signal.area_code) for signal in signals)}")
    print(f"texts with a date: {sum(signal.event_from is not None for signal in signals)}")
    print(f"texts in a story with another: {sum(signal.story_id is not None for signal in signals)}")
    print(f"phenomena: {dict(Counter(signal.phenomenon for signal in signals if signal.phenomenon))}")


def problems_of(first: Any, second: Any, texts: list[str], folder: Path) -> Iterator[str]:
    from eenheidsbeeld.signals.models import Signal

    if first.failures:
        yield f"the feed was not read: {first.last_outcome}"
    if first.last_seen != len(texts) or first.last_new != Signal.objects.count():
        yield f"{len(texts)} items were sent, {first.last_seen} seen, {first.last_new} taken in"
    if second.last_new:
        yield f"the second reading added {second.last_new}"
    yield from kept_originals(texts, folder)


def kept_originals(texts: list[str], folder: Path) -> Iterator[str]:
    """Sentences of which a piece was masked must lie nowhere on the disk."""
    from eenheidsbeeld.signals.models import Signal

    stored = "\n".join(Signal.objects.values_list("text", flat=True))
    content = b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    for number, text in enumerate(texts):
        masked = [sentence for sentence in text.split(". ") if len(sentence) > 40 and sentence not in stored]
        if any(sentence.encode() in content for sentence in masked):
            yield f"the original of item {number} lies in the data folder"


if __name__ == "__main__":
    sys.exit(main())
