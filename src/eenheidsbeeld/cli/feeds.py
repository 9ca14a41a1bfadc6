"""`feeds`: reading the publishers on the allow-list, and their health."""

from __future__ import annotations

import sys
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from eenheidsbeeld.cli.acting import as_account, viewer_for
from eenheidsbeeld.cli.ready import check_database, start_django


@click.group()
def command() -> None:
    """Lees de feeds van uitgevers op de lijst."""


@command.command()
@click.option("--all", "everyone", is_flag=True, help="Ook feeds die nog niet aan de beurt zijn.")
def fetch(everyone: bool) -> None:
    """Haal op wat er nieuw is. Eindigt met 1 als een feed niet lukte."""
    start_django()
    check_database()
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.core.viewer import System
    from eenheidsbeeld.signals import actions, queries
    from eenheidsbeeld.signals.models import Source

    now = clock.now()
    active = Source.objects.filter(is_active=True).exclude(address="").order_by("name", "pk")
    waiting = list(active) if everyone else queries.due_sources(now)
    read = []
    with Progress(transient=True) as progress:
        for source in progress.track(waiting, description="Feeds lezen"):
            read.append(actions.fetch_source(source=source.pk, by=System("feeds"), at=clock.now()))
    failed = [source for source in read if source.failures]
    for source in read:
        click.echo(f"{source.name}: {_told(source)}")
    click.echo(f"{len(read)} feeds gelezen, {sum(source.last_new for source in read)} nieuwe signalen")
    sys.exit(1 if failed else 0)


@command.command()
@as_account
def health(account: str) -> None:
    """Laat zien hoe het met de feeds van uw organisatie gaat."""
    viewer = viewer_for(account)
    from eenheidsbeeld.signals import queries

    table = Table("Feed", "Laatst gelukt", "Laatste keer", box=None)
    for source in queries.sources(viewer):
        succeeded = source.succeeded_at
        table.add_row(source.name, f"{succeeded:%d-%m-%Y %H:%M}" if succeeded else "nog niet", _told(source))
    Console().print(table)


def _told(source: Any) -> str:
    """What the last reading came to, in words; the reason of a failure as the pages say it."""
    from eenheidsbeeld.signals import labels

    words = getattr(labels, "FETCH_OUTCOME_LABELS", {})
    outcome = str(words.get(source.last_outcome, source.last_outcome or "nog niet gelezen"))
    return outcome if source.failures else f"{outcome}, {source.last_new} nieuw"
