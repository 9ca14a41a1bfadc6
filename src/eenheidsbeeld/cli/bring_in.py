"""`import`: bringing in what stands in a file, through the same intake as the pages."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.progress import Progress

from eenheidsbeeld.cli.acting import as_account, viewer_for
from eenheidsbeeld.cli.looking import Looking

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
SHOWN_PROBLEMS = 200


@click.group()
def command() -> None:
    """Breng in wat in een bestand staat."""


@command.command()
@click.argument("file", type=FILE, metavar="BESTAND")
@click.option("--check", is_flag=True, help="Kijk alleen wat fout is en wat wordt afgedekt; breng niets in.")
@click.option("--yes", is_flag=True, help="Vraag niets: laat de maskers zoals ze zijn. Voor scripts.")
@click.option(
    "--restore", multiple=True, metavar="RIJ:NR", help="Zet masker NR van rij RIJ terug, zoals --check het nummert."
)
@as_account
def signals(file: Path, check: bool, yes: bool, restore: tuple[str, ...], account: str) -> None:
    """Breng de signalen uit een spreadsheet in (CSV of XLSX).

    Persoonsgegevens gaan eruit voordat iets wordt bewaard. Per 200 rijen ziet u wat is afgedekt en waarom. U kunt
    maskers weghalen en woorden toevoegen, en dan zegt u of het deel erin mag. Rijen met een fout blijven achter en
    worden genoemd; de rest gaat mee. Hetzelfde bestand twee keer voegt niets toe.

    Eindigt met 0 als alles erin is, met 1 als er rijen achterbleven of als u stopte, en met 2 als de opdracht niet
    klopt of als er niemand is om te antwoorden.
    """
    sheet = _read(file, viewer_for(account))
    _check_rows(sheet, restore)
    if check:
        _check(sheet, restore)
    elif yes:
        _take_in_unseen(sheet, restore)
    else:
        _walk(sheet, restore)


@dataclass(frozen=True, slots=True)
class _Sheet:
    content: bytes
    name: str
    table: Any
    columns: Any
    sender: Any
    viewer: Any
    at: Any


def _read(file: Path, viewer: Any) -> _Sheet:
    """The rows of the file. Columns are guessed from their heads; on the page a person can choose them."""
    from eenheidsbeeld.accounts.models import Organisation
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.signals.imports.columns import check_columns, guess_columns
    from eenheidsbeeld.signals.imports.files import read_table
    from eenheidsbeeld.signals.imports.rows import Sender

    content = file.read_bytes()
    table = read_table(content, file.name)
    for remark in table.remarks:
        click.echo(f"Let op: {remark}")
    columns = guess_columns(table)
    check_columns(columns)
    area = Organisation.objects.get(pk=viewer.organisation).area_code
    sender = Sender(viewer.organisation, viewer.membership, area)
    return _Sheet(content, file.name, table, columns, sender, viewer, clock.now())


def _tell(problems: Iterable[Any]) -> None:
    """What is wrong, by row and column; the cell itself is not repeated."""
    told = list(problems)
    for problem in told[:SHOWN_PROBLEMS]:
        column = f", kolom {problem.column}" if problem.column else ""
        click.echo(f"Rij {problem.row}{column}: {problem.reason}", err=True)
    if len(told) > SHOWN_PROBLEMS:
        click.echo(f"… en nog {len(told) - SHOWN_PROBLEMS} opmerkingen", err=True)


def _parts(sheet: _Sheet) -> Iterable[Any]:
    """The file part by part; what stands in a part can be taken in before the next is asked for."""
    from eenheidsbeeld.signals.imports.parts import next_part

    rest = sheet.table
    while rest.rows:
        part = next_part(rest, sheet.columns, sender=sheet.sender, at=sheet.at)
        _tell(problem for one in part.reads if one.draft is None for problem in one.problems)
        yield part
        rest = part.rest


def _check(sheet: _Sheet, restore: tuple[str, ...]) -> None:
    """Show what would happen, and store nothing."""
    from eenheidsbeeld.signals.imports.mending import Mends

    good, bad = 0, 0
    for part in _parts(sheet):
        good += len(part.fresh)
        bad += sum(1 for one in part.reads if one.draft is None)
        if part.fresh:
            looking = Looking(part.fresh, sheet.sender, Mends())
            _restored(looking, restore, part)
            looking.show()
    click.echo(f"{good} rijen zijn goed en nieuw, {bad} niet goed. Er is niets ingebracht.")
    sys.exit(1 if bad else 0)


def _check_rows(sheet: _Sheet, restore: tuple[str, ...]) -> None:
    rows = {str(row.number) for row in sheet.table.rows}
    for where in restore:
        if where.partition(":")[0] not in rows:
            raise click.UsageError(f"Bij --restore {where}: deze rij staat niet in het bestand.")


def _restored(looking: Looking, restore: tuple[str, ...], part: Any) -> None:
    """Put back what was asked for in the rows of this part."""
    rows = {str(one.number) for one in part.fresh}
    for where in restore:
        if where.partition(":")[0] in rows:
            try:
                looking.restore(where)
            except ValueError:
                raise click.UsageError(f"Masker {where} is er niet. Met --check ziet u de nummers.") from None
    looking.look()


def _walk(sheet: _Sheet, restore: tuple[str, ...]) -> None:
    """Show each part, ask, and take it in: who stops keeps what is in."""
    from eenheidsbeeld.signals.actions import Counts
    from eenheidsbeeld.signals.imports.mending import Mends

    counts, mends, answer = Counts(), Mends(), "j"
    for part in _parts(sheet):
        if part.fresh and answer != "rest":
            looking = Looking(part.fresh, sheet.sender, mends)
            _restored(looking, restore, part)
            looking.show()
            answer = looking.ask()
            if answer == "n":
                click.echo(f"Gestopt. {_in_words(counts)}")
                sys.exit(1)
            counts += _take_in(sheet, part, looking.mends, counts, looked_at=True)
            mends = looking.mends.for_every_row()
        else:
            counts += _take_in(sheet, part, mends, counts, looked_at=answer != "rest")
    click.echo(_in_words(counts))
    sys.exit(1 if counts.refused else 0)


def _take_in(sheet: _Sheet, part: Any, mends: Any, before: Any, *, looked_at: bool) -> Any:
    from eenheidsbeeld.signals import actions
    from eenheidsbeeld.signals.imports.mending import drafts_of, mended_rows

    _batch, counts = actions.import_part(
        drafts=drafts_of(mended_rows(part.reads, mends)), digest=actions.digest_of(sheet.content),
        file_name=sheet.name, by=sheet.viewer, at=sheet.at, before=before, looked_at=looked_at,
        left_behind=sum(1 for one in part.reads if one.draft is None),
    )  # fmt: skip
    return counts


def _take_in_unseen(sheet: _Sheet, restore: tuple[str, ...]) -> None:
    """Bring everything in at once: nobody looks, and the import says so."""
    from eenheidsbeeld.signals import actions
    from eenheidsbeeld.signals.imports.rows import read_rows

    reads = list(read_rows(sheet.table, sheet.columns, sender=sheet.sender, at=sheet.at))
    _tell(problem for one in reads for problem in one.problems)
    good = [one for one in reads if one.draft is not None]
    became: dict[str, int] = {"added": 0, "known": 0, "refused": len(reads) - len(good)}
    with Progress(transient=True) as progress:
        task = progress.add_task("Signalen inbrengen", total=len(good))

        def note(received: Any) -> None:
            became[received.outcome.value] += 1
            progress.advance(task)

        actions.import_signals(
            drafts=_with_restored(sheet, good, restore), content=sheet.content, file_name=sheet.name,
            organisation=sheet.viewer.organisation, membership=sheet.viewer.membership, by=sheet.viewer, at=sheet.at,
            left_behind=len(reads) - len(good), progress=note,
        )  # fmt: skip
    click.echo(_in_words(actions.Counts(became["added"], became["known"], 0, became["refused"])))
    sys.exit(1 if became["refused"] else 0)


def _with_restored(sheet: _Sheet, good: list[Any], restore: tuple[str, ...]) -> list[Any]:
    """The drafts; only rows in which a mask was put back are looked at first."""
    from eenheidsbeeld.signals.imports.mending import Mends, drafts_of, mended_rows

    wanted = {where.partition(":")[0] for where in restore}
    some = [one for one in good if str(one.number) in wanted]
    if len(some) < len(wanted):
        raise click.UsageError("Een rij bij --restore kan niet worden ingebracht. Met --check ziet u waarom.")
    looking = Looking(some, sheet.sender, Mends())
    for where in restore:
        try:
            looking.restore(where)
        except ValueError:
            raise click.UsageError(f"Masker {where} is er niet. Met --check ziet u de nummers.") from None
    changed = {one.number: one for one in mended_rows(some, looking.mends)}
    return drafts_of(changed.get(one.number, one) for one in good)


def _in_words(counts: Any) -> str:
    known = counts.known + counts.here_through_this_file
    return f"{counts.added} nieuwe signalen, {known} waren er al, {counts.refused} rijen bleven achter."
