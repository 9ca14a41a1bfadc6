"""`serve`: the web application, with a thread in each web process that does the queued work."""

from __future__ import annotations

import threading
from typing import Any

import click

from eenheidsbeeld.cli.ready import check_database, is_port_free, start_django

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.option("--host", envvar="EB_HOST", default="127.0.0.1", show_default=True, help="Adres om op te luisteren.")
@click.option("--port", envvar="EB_PORT", default=8017, show_default=True, help="Poort om op te luisteren.")
@click.option("--workers", default=0, help="Aantal webprocessen. 0: een op SQLite, twee op PostgreSQL.")
@click.option("--threads", default=8, show_default=True, help="Aantal verzoeken tegelijk per proces.")
@click.option("--no-worker", is_flag=True, help="Laat het werk uit de wachtrij aan: eenheidsbeeld worker")
def command(host: str, port: int, workers: int, threads: int, no_worker: bool) -> None:
    """Start de webtoepassing."""
    start_django()
    check_database()
    serve(host=host, port=port, workers=workers, threads=threads, with_worker=not no_worker)


def serve(*, host: str, port: int, workers: int = 0, threads: int = 8, with_worker: bool = True) -> None:
    """Serve until somebody stops it. The address is printed once pages can be asked for."""
    if not is_port_free(host, port):
        raise click.ClickException(f"Poort {port} is al in gebruik. Kies een andere: --port {port + 1}")
    from django.db import connection, connections

    workers = workers or (1 if connection.vendor == "sqlite" else 2)
    connections.close_all()  # a forked process must not share the connections of this one
    options = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": threads,
        "timeout": 120,
        "graceful_timeout": 20,
        "keepalive": 5,
        "loglevel": "warning",
        "when_ready": lambda _server: click.echo(f"Eenheidsbeeld staat klaar op {address(host, port)}"),
    }
    if with_worker:
        options |= {"post_worker_init": _start_queue, "worker_exit": _stop_queue}
    _Server(options).run()


def address(host: str, port: int) -> str:
    return f"http://{'localhost' if host in LOOPBACK else host}:{port}/"


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
                from django.core.wsgi import get_wsgi_application
                from django.urls import get_resolver

                get_resolver().url_patterns  # noqa: B018  every room is read now, not at the first page
                return get_wsgi_application()

        Application().run()
