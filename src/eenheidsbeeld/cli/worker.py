"""`worker`: does the queued and the recurring work, beside the web processes or on another machine."""

from __future__ import annotations

import signal
import threading
from types import FrameType

import click

from eenheidsbeeld.cli.ready import check_database, start_django


@click.command()
@click.option("--once", is_flag=True, help="Doe wat nu klaarstaat en stop dan.")
def command(once: bool) -> None:
    """Doe het werk dat in de wachtrij staat."""
    start_django()
    check_database()
    from eenheidsbeeld.core import queue

    if once:
        click.echo(f"{queue.run_due()} taken gedaan")
        return
    stop = threading.Event()

    def leave(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    click.echo("De werker draait. Stoppen: Ctrl+C")
    queue.work_until(stop)
    click.echo("Gestopt: de taak die liep is afgemaakt.")
