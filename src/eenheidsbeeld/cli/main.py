"""`eenheidsbeeld`: the group of commands. Exit codes: 0 done, 1 refused or failed, 2 not understood."""

from __future__ import annotations

import gettext
import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

COMMANDS = {
    "demo": "eenheidsbeeld.cli.demo:command",
    "serve": "eenheidsbeeld.cli.serve:command",
    "worker": "eenheidsbeeld.cli.worker:command",
    "prepare": "eenheidsbeeld.cli.prepare:command",
    "import": "eenheidsbeeld.cli.bring_in:command",
    "feeds": "eenheidsbeeld.cli.feeds:command",
    "picture": "eenheidsbeeld.cli.picture:command",
    "backup": "eenheidsbeeld.cli.backup.make:command",
    "restore": "eenheidsbeeld.cli.backup.bring_back:command",
    "accounts": "eenheidsbeeld.cli.accounts:command",
    "archive": "eenheidsbeeld.cli.archive:command",
    "audit": "eenheidsbeeld.cli.audit:command",
    "doctor": "eenheidsbeeld.cli.doctor:command",
    "text": "eenheidsbeeld.cli.text:command",
    "analysis": "eenheidsbeeld.cli.analysis:command",
    "counts": "eenheidsbeeld.cli.counts:command",
}


class Commands(click.Group):
    """Loads a command when it is asked for: `--help` of one command does not wait for all the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, where in COMMANDS.items() if find_spec(where.split(":")[0])]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module, attribute = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        command.options_metavar = "[OPTIES]"
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """A refusal by a rule is told in words, like on a page, and ends with exit code 1."""
        try:
            return super().invoke(ctx)
        except Exception as problem:
            told = _in_words(problem)
            if told is None:
                raise
            raise click.ClickException(told) from problem


def _in_words(problem: Exception) -> str | None:
    if "eenheidsbeeld.core.refusals" not in sys.modules:
        return None
    from eenheidsbeeld.core.refusals import NotThere, Refusal

    if isinstance(problem, NotThere):
        return "Dit bestaat niet, of het is niet voor dit account."
    return str(problem.reason) if isinstance(problem, Refusal) else None


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[OPTIES]",
    subcommand_metavar="OPDRACHT ...",
)
@click.version_option(package_name="eenheidsbeeld", prog_name="eenheidsbeeld", help="Laat de versie zien.")
@click.option(
    "--data", metavar="MAP", type=click.Path(file_okay=False, path_type=Path), help="Map waarin alles wordt bewaard."
)
def command(data: Path | None) -> None:
    """Eén gedeeld beeld van maatschappelijke onrust voor een politie-eenheid.

    Voor het eerst hier? Typ: eenheidsbeeld demo
    """
    chosen = data or os.environ.get("EB_DATA")
    if chosen:
        os.environ["EB_DATA"] = str(Path(chosen).expanduser().resolve())


def main() -> None:
    _speak_dutch()
    command(prog_name="eenheidsbeeld")


def _speak_dutch() -> None:
    """Let click say its own words in Dutch, whatever the language of the terminal."""
    os.environ["LANGUAGE"] = "nl"
    gettext.bindtextdomain("click", str(Path(__file__).resolve().parents[1] / "locale"))
    gettext.textdomain("click")


if __name__ == "__main__":
    main()
