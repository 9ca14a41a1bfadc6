"""`serve`: the web application, with a thread in each web process that does the queued work.

HUP makes new web processes with the code of that moment and lets the old ones finish; TERM lets all finish and stops.
Started by systemd with a socket it listens on that one: while it is started anew, requests wait in the socket.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from typing import Any

import click

from eenheidsbeeld.cli.ready import is_port_free, look_in_another_process

LOOPBACK = ("127.0.0.1", "localhost", "::1")
MOST_PROCESSES = 9
NUMBERS = "PROMETHEUS_MULTIPROC_DIR"


@click.command()
@click.option("--host", envvar="EB_HOST", default="127.0.0.1", show_default=True, help="Adres om op te luisteren.")
@click.option("--port", envvar="EB_PORT", default=8017, show_default=True, help="Poort om op te luisteren.")
@click.option("--workers", default=0, help="Aantal webprocessen. 0: op SQLite een, anders kernen en een.")
@click.option("--threads", default=8, show_default=True, help="Aantal verzoeken tegelijk per proces.")
@click.option("--no-worker", is_flag=True, help="Laat het werk uit de wachtrij aan: eenheidsbeeld worker")
def command(host: str, port: int, workers: int, threads: int, no_worker: bool) -> None:
    """Start de webtoepassing."""
    serve(host=host, port=port, workers=workers or _usual_number(), threads=threads, with_worker=not no_worker)


def _usual_number() -> int:
    """One process works on one core at a time; one more, so that a long request does not hold up the short ones."""
    if look_in_another_process() == "sqlite":
        return 1
    return min((os.cpu_count() or 1) + 1, MOST_PROCESSES)


def serve(*, host: str, port: int, workers: int = 1, threads: int = 8, with_worker: bool = True) -> None:
    """Serve until somebody stops it. The address is printed once pages can be asked for."""
    if not given_a_socket() and not is_port_free(host, port):
        raise click.ClickException(f"Poort {port} is al in gebruik. Kies een andere: --port {port + 1}")
    options = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": threads,
        "timeout": 120,
        "graceful_timeout": 20,
        "keepalive": 5,
        "loglevel": "warning",
        # Which proxy is believed is ours to say (config.proxy); without this gunicorn believes this whole machine.
        "forwarded_allow_ips": "",
        "logger_class": "eenheidsbeeld.cli.serve_log.Lines",
        "when_ready": lambda _server: click.echo(f"Eenheidsbeeld staat klaar op {address(host, port)}"),
        "child_exit": _forget_process,
        "on_exit": _remove_numbers,
    }
    if with_worker:
        options |= {"post_worker_init": _start_queue, "worker_exit": _stop_queue}
    _close_connections()
    os.environ[NUMBERS] = tempfile.mkdtemp(prefix="eenheidsbeeld-")
    _Server(options).run()


def given_a_socket() -> bool:
    """systemd listens for us and hands the socket over."""
    return os.environ.get("LISTEN_PID") == str(os.getpid())


def _close_connections() -> None:
    """A forked process must not share the connections of this one; only `demo` has used any."""
    import sys

    if "django.db" in sys.modules:
        from django.db import connections

        connections.close_all()


def address(host: str, port: int) -> str:
    return f"http://{'localhost' if host in LOOPBACK else host}:{port}/"


def _forget_process(_server: Any, worker: Any) -> None:
    """What a web process counted stays in the sums; what it is doing now ends with it."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def _remove_numbers(_server: Any) -> None:
    shutil.rmtree(os.environ.get(NUMBERS, ""), ignore_errors=True)


_stop = threading.Event()
_threads: list[threading.Thread] = []


def _start_queue(_worker: Any) -> None:
    from eenheidsbeeld.core import queue

    thread = threading.Thread(target=queue.work_until, args=(_stop,), name="queue", daemon=True)
    _threads.append(thread)
    thread.start()


def _stop_queue(_server: Any, _worker: Any) -> None:
    """Let the task that runs come to its end; one that takes longer is taken up again at the next start."""
    _stop.set()
    for thread in _threads:
        thread.join(timeout=10)


class _Server:
    """gunicorn, started from here instead of from its own command line."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options

    def run(self) -> None:
        from gunicorn.app.base import BaseApplication

        chosen = self.options

        class Application(BaseApplication):  # type: ignore[misc]
            def load_config(self) -> None:
                for name, value in chosen.items():
                    self.cfg.set(name, value)

            def load(self) -> Any:
                from eenheidsbeeld.cli.ready import start_django

                start_django()
                from django.core.wsgi import get_wsgi_application
                from django.urls import get_resolver

                get_resolver().url_patterns  # noqa: B018  every room is read now, not at the first page
                return get_wsgi_application()

        Application().run()
