"""`demo`: fill the demo region, make this week's OOV-beeld of West-Utrecht and serve the application."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import click

from eenheidsbeeld.cli.ready import is_port_free, start_django


@click.command()
@click.option("--port", envvar="EB_PORT", default=8017, show_default=True, help="Poort om op te luisteren.")
@click.option("--host", envvar="EB_HOST", default="127.0.0.1", show_default=True, help="Adres om op te luisteren.")
@click.option("--no-serve", is_flag=True, help="Vul de demo en maak de bestanden, maar start de toepassing niet.")
def command(port: int, host: str, no_serve: bool) -> None:
    """Vul de demoregio, maak het OOV-beeld van deze week en start de toepassing. Alle gegevens zijn verzonnen."""
    _choose_demo()
    _collect_seldom()
    start_django()
    if not no_serve and not is_port_free(host, port):
        raise click.ClickException(f"Poort {port} is al in gebruik. Kies een andere: make demo PORT={port + 1}")
    from eenheidsbeeld.cli.prepare import prepare

    prepare(say=click.echo)
    fill()
    files = write_this_week()
    _say_what_there_is(host, port, files, will_serve=not no_serve)
    if not no_serve:
        _serve_afresh(host, port)


def _serve_afresh(host: str, port: int) -> None:
    """Go on as `serve`, in a program that has drawn nothing yet.

    Drawing a PDF starts threads, and threads do not come along into the web processes that serving forks off: the
    first PDF there would wait for them for ever, and every page with it.
    """
    words = ["-m", "eenheidsbeeld.cli.main", "serve", "--host", host, "--port", str(port)]
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *words])  # noqa: S606  our own program with our own words


def _choose_demo() -> None:
    os.environ["EB_DEMO"] = "true"


def _collect_seldom() -> None:
    """Telling a year makes millions of objects that are soon done with: looking for circles among them takes a
    quarter of the time and finds next to nothing."""
    import gc

    gc.set_threshold(100_000, 50, 50)


def fill(now: datetime | None = None) -> None:
    """Tell the demo, or roll it on to this week; what was released stays as it is."""
    from django.conf import settings
    from django.db import transaction

    from eenheidsbeeld.cli.demo import rolling
    from eenheidsbeeld.cli.demo.telling import Telling
    from eenheidsbeeld.core import clock

    told = Telling(now=now or clock.now())
    with transaction.atomic():
        if not rolling.is_told():
            rolling.tell_everything(told, password=settings.DEMO_PASSWORD, progress=_progress)
        elif weeks := rolling.roll_on(told, progress=_progress):
            click.echo(f"De demo ging {weeks} {'week' if weeks == 1 else 'weken'} verder.")


def _progress(events: Iterable[Any]) -> Callable[[], None]:
    """A bar for people; silent where nobody watches."""
    from rich.console import Console
    from rich.progress import Progress

    total = len(list(events))
    if not Console().is_terminal:
        click.echo(f"De demoregio wordt verteld: {total} gebeurtenissen.")
        return lambda: None
    bar = Progress(transient=True)
    bar.start()
    task = bar.add_task("De demoregio wordt verteld", total=total)

    def step() -> None:
        bar.advance(task)
        if bar.finished:
            bar.stop()

    return step


def write_this_week() -> list[Path]:
    """The PDF and Word file of this week's edition, marked CONCEPT until somebody releases it.

    Drawn again only when its content, or the code that draws it, differs from what the files were made from.
    """
    from django.conf import settings

    from eenheidsbeeld.core import clock
    from eenheidsbeeld.pictures.queries import snapshot_now
    from eenheidsbeeld.publishing import blocks, files, render
    from eenheidsbeeld.publishing.models import Edition

    edition = Edition.objects.select_related("publication", "owner").order_by("-week", "number", "-version")[0]
    snapshot = snapshot_now(edition, at=clock.now())
    folder = Path(settings.DATA) / "demo"
    folder.mkdir(exist_ok=True)
    paths = {form: folder / files.file_name(edition, form) for form in files.FORMS}
    made_from = folder / "made-from"
    drawn = sha256(blocks.to_json(snapshot) + _newest_of(Path(render.__file__).parent).encode()).hexdigest()
    if made_from.exists() and made_from.read_text() == drawn and all(path.exists() for path in paths.values()):
        return list(paths.values())
    for form, path in paths.items():
        path.write_bytes(files.render(snapshot, form, area_year=edition.area_year))
    made_from.write_text(drawn)
    return list(paths.values())


def _newest_of(folder: Path) -> str:
    return str(max(path.stat().st_mtime_ns for path in folder.rglob("*") if path.suffix != ".pyc"))


def _say_what_there_is(host: str, port: int, files: list[Path], *, will_serve: bool) -> None:
    from django.conf import settings

    from eenheidsbeeld.accounts.demo import demo_email
    from eenheidsbeeld.cli.serve import address
    from eenheidsbeeld.reference import demo

    click.echo("\nAlle mensen, signalen en gebeurtenissen in de demo zijn verzonnen.\n")
    click.echo("OOV-beeld van deze week:")
    for path in files:
        click.echo(f"  {path}")
    click.echo(f"\nAccounts (wachtwoord: {settings.DEMO_PASSWORD}):")
    for person in demo.people():
        if person.featured:
            click.echo(f"  {demo_email(person.account):<36} {person.name}")
    if will_serve:
        click.echo(f"\nDe toepassing start op {address(host, port)}  (stoppen: Ctrl+C)")
