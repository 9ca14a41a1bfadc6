"""`prepare`: tables, areas and word lists. Done twice, the second time changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

import click

from eenheidsbeeld.cli.ready import start_django


@click.command()
@click.option("--quiet", is_flag=True, help="Zeg alleen wat er misgaat.")
def command(quiet: bool) -> None:
    """Maak de database en de gebieden klaar."""
    start_django()
    prepare(say=(lambda _text: None) if quiet else click.echo)


def prepare(*, say: Callable[[str], None]) -> None:
    """Everything that must be there before the first page; safe to do at each start."""
    _make_data_folder()
    _compile_word_lists()
    say(f"Bestanden voor de pagina's: {_collect_static()}")
    say(f"Database: {_migrate()}")
    say(f"Gebieden: {_load_areas()}")


def _make_data_folder() -> None:
    from django.conf import settings

    settings.DATA.mkdir(parents=True, exist_ok=True)
    settings.DATA.chmod(0o700)
    settings.STATIC_ROOT.mkdir(exist_ok=True)


def _collect_static() -> str:
    """In production each file gets a name with its hash, and compressed forms beside it. What an earlier version has
    there stays: its pages may still be open in a browser."""
    from django.conf import settings
    from django.core.management import call_command

    if not settings.PRODUCTION:
        return "rechtstreeks uit het pakket"
    call_command("collectstatic", verbosity=0, interactive=False)
    return "klaargezet"


def _migrate() -> str:
    from django.core.management import call_command

    from eenheidsbeeld.cli.ready import migrations_waiting

    waiting = migrations_waiting()
    if waiting:
        call_command("migrate", verbosity=0, interactive=False)
    return f"{waiting} stappen gedaan" if waiting else "is bij"


def _load_areas() -> str:
    from eenheidsbeeld.areas import actions
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.core.viewer import System

    outcome = actions.load_reference(by=System("prepare"), at=clock.now())
    if outcome.created or outcome.changed:
        return f"{outcome.created} nieuw, {outcome.changed} gewijzigd"
    return f"{outcome.unchanged} geladen"


def _compile_word_lists() -> None:
    """The lists of names that redaction reads, in one file; without it each start reads them from the package."""
    if find_spec("eenheidsbeeld.text") and find_spec("eenheidsbeeld.text.lists"):
        from django.conf import settings

        from eenheidsbeeld.text import lists  # type: ignore[attr-defined,unused-ignore]

        folder = settings.DATA / "text"
        if not (folder / lists.CACHE_NAME).exists():
            lists.prepare(folder)
