"""`import`: bringing in what stands in a file, through the same intake as the pages."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from rich.progress import Progress

from eenheidsbeeld.cli.acting import as_account, viewer_for

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
SHOWN_PROBLEMS = 200


@click.group()
def command() -> None:
    """Breng in wat in een bestand staat."""


@command.command()
@click.argument("file", type=FILE, metavar="BESTAND")
@click.option("--check", is_flag=True, help="Kijk alleen wat er goed en fout is; breng niets in.")
@as_account
def signals(file: Path, check: bool, account: str) -> None:
    """Breng de signalen uit een spreadsheet in (CSV of XLSX).

    Persoonsgegevens gaan eruit voordat iets wordt bewaard. Rijen met een fout blijven achter en worden genoemd; de
    rest gaat mee. Hetzelfde bestand twee keer voegt niets toe. Eindigt met 1 als er rijen achterbleven.
    """
    viewer = viewer_for(account)
    content = file.read_bytes()
    reads = _read(content, file.name, viewer)
    problems = [problem for one in reads for problem in one.problems]
    _tell(problems)
    good = [one.draft for one in reads if one.draft is not None]
    if check:
        click.echo(f"{len(good)} rijen zijn goed, {len(reads) - len(good)} niet. Er is niets ingebracht.")
    else:
        became = _take_in(good, content, file.name, viewer)
        left = len(reads) - len(good) + became["refused"]
        click.echo(f"{became['added']} nieuwe signalen, {became['known']} waren er al, {left} rijen bleven achter.")
    sys.exit(1 if len(good) < len(reads) else 0)


def _read(content: bytes, name: str, viewer: Any) -> list[Any]:
    """The rows as drafts. Columns are guessed from their heads; on the page a person can choose them."""
    from eenheidsbeeld.accounts.models import Organisation
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.signals.imports.columns import check_columns, guess_columns
    from eenheidsbeeld.signals.imports.rows import Sender, read_rows
    from eenheidsbeeld.signals.imports.tables import read_table

    table = read_table(content, name)
    for remark in table.remarks:
        click.echo(f"Let op: {remark}")
    columns = guess_columns(table)
    check_columns(columns)
    area = Organisation.objects.get(pk=viewer.organisation).area_code
    sender = Sender(viewer.organisation, viewer.membership, area)
    return list(read_rows(table, columns, sender=sender, at=clock.now()))


def _tell(problems: Iterable[Any]) -> None:
    """What is wrong, by row and column; the cell itself is not repeated."""
    told = list(problems)
    for problem in told[:SHOWN_PROBLEMS]:
        column = f", kolom {problem.column}" if problem.column else ""
        click.echo(f"Rij {problem.row}{column}: {problem.reason}", err=True)
    if len(told) > SHOWN_PROBLEMS:
        click.echo(f"… en nog {len(told) - SHOWN_PROBLEMS} opmerkingen", err=True)


def _take_in(drafts: list[Any], content: bytes, name: str, viewer: Any) -> Counter[str]:
    """Bring the drafts in, and count what became of them."""
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.signals import actions

    became: Counter[str] = Counter()
    with Progress(transient=True) as progress:
        task = progress.add_task("Signalen inbrengen", total=len(drafts))

        def note(received: Any) -> None:
            became[received.outcome.value] += 1
            progress.advance(task)

        actions.import_signals(
            drafts=drafts, content=content, file_name=name, organisation=viewer.organisation,
            membership=viewer.membership, by=viewer, at=clock.now(), progress=note,
        )  # fmt: skip
    return became
