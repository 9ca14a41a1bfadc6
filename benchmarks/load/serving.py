"""The product as deploy/ runs it: web processes and a worker apart, on a PostgreSQL of our own, until the block ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from cluster import Cluster, children_of, until  # noqa: E402

from tests.journeys.deployed import SECRETS, Browser, Server  # noqa: E402

WEB, WORKER = "eenheidsbeeld-web.service", "eenheidsbeeld-worker@.service"
DATABASE = "eenheidsbeeld"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Place:
    """One installation with its own database server, filled, with people who can come in."""

    folder: Path
    cluster: Cluster
    server: Server
    people: list[dict[str, str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def database(self) -> str:
        return f"{self.cluster.server}/{DATABASE}"

    def web_processes(self) -> list[int]:
        return children_of(self.server.running[WEB].pid)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.server.run(WEB, *words)

    def program(self, path: Path, *words: str) -> str:
        """A program of ours with the settings of the server; answers what it printed last."""
        environment = self.server.environment(WEB) | {
            "DJANGO_SETTINGS_MODULE": "eenheidsbeeld.config.settings", "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }  # fmt: skip
        ran = subprocess.run(
            [sys.executable, str(path), *words], env=environment, capture_output=True, text=True, check=False
        )
        if ran.returncode:
            raise RuntimeError(ran.stderr[-3000:])
        return ran.stdout.splitlines()[-1]


@contextmanager
def running(signals: int) -> Iterator[Place]:
    """Fill, confirm the list for going live, start web and worker, wait until the server says that it is ready."""
    with tempfile.TemporaryDirectory(prefix="eb-load-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # the account of PostgreSQL passes through, and reads nothing else
        cluster = Cluster(folder / "postgres")
        cluster.start()
        place = None
        try:
            database, scratch = cluster.create(DATABASE), cluster.create("scratch")
            (folder / "server").mkdir()
            place = Place(folder, cluster, Server(folder / "server", database, scratch))
            _fill(place, signals)
            place.server.start(WEB, with_socket=True)
            place.server.start(WORKER)
            _wait_until_ready(place)
            yield place
        finally:
            if place is not None:
                place.server.stop()
            cluster.stop()


def _fill(place: Place, signals: int) -> None:
    prepared = place.server.run("eenheidsbeeld-prepare.service")
    if prepared.returncode:
        raise RuntimeError(prepared.stderr)
    start = time.perf_counter()
    world = json.loads(place.program(Path(__file__).with_name("world.py"), str(signals)))
    place.people, place.texts = world["people"], world["texts"]
    _confirm_everything(place)
    print(f"filled with {signals} signals in {time.perf_counter() - start:.0f} s", flush=True)


def _wait_until_ready(place: Place) -> None:
    """As whoever keeps the server: people are let in when it says that web and worker are there."""
    watch = {"Authorization": f"Bearer {SECRETS['metrics_token']}"}
    until(lambda: Browser(place.server.port).get("/gereed/", headers=watch).status_code == 200, every=0.5)


def _confirm_everything(place: Place) -> None:
    """The list for going live, item by item: closed is no state to be measured in."""
    import psycopg

    from eenheidsbeeld.accountability.official_texts import official_text

    with psycopg.connect(place.database, autocommit=True) as database:
        for item in official_text("livegang")["item"]:
            database.execute(
                "INSERT INTO accountability_confirmation (item, note, by_id, at)"
                " SELECT %s, 'Meting', min(id), now() FROM accounts_membership",
                [item["key"]],
            )


def processor_seconds(place: Place) -> dict[str, float]:
    """Processor time so far, per kind of process; children that ended count with their parent."""
    web, worker = place.server.running[WEB].pid, place.server.running[WORKER].pid
    found = {f"web {number}": _spent(pid) for number, pid in enumerate(sorted(children_of(web)), start=1)}
    found |= {"web, first process": _spent(web), "worker": _spent(worker)}
    found["PostgreSQL"] = sum(map(_spent, [place.cluster.pid, *children_of(place.cluster.pid)]))
    return found


def _spent(pid: int) -> float:
    """Own time and that of children who ended."""
    try:
        numbers = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:15]
    except OSError:
        return 0.0
    return sum(map(int, numbers)) / TICKS


def memory_mb(pid: int) -> float:
    """What the process keeps for itself alone, in MB: shared pages are not counted twice."""
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(row.split()[1]) for row in rows if row.startswith("Private_")) / 1024


def machine_used() -> tuple[float, float]:
    """Processor time of the whole machine so far that was used, and that was idle: what else ran beside us."""
    numbers = [int(word) / TICKS for word in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    idle = numbers[3] + numbers[4]
    return sum(numbers) - idle, idle
