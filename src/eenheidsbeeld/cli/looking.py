"""Looking through a file on the command line: masks per row with their reason, mended before anything is stored.

What stood under a mask is shown on a screen only, never written where output is kept. Words are typed at a question
and not given as an option: options end up in the history of the terminal.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import click
from rich.console import Console
from rich.table import Table as Drawn
from rich.text import Text

HELP = """  j         dit deel inbrengen
  n         stoppen; wat al is ingebracht, blijft
  rest      dit deel inbrengen, en al het andere zonder te kijken
  rijen     de tekst van alle rijen van dit deel laten zien
  rij 14    de tekst van rij 14 laten zien
  terug 14:2          masker 2 van rij 14 weghalen: de woorden blijven staan
  weg 14:die woorden  deze woorden uit rij 14 halen
  weg alle:die woorden  deze woorden uit elke rij halen"""


def is_on_screen() -> bool:
    return sys.stdout.isatty()


def harmless(text: str) -> str:
    """Words of a file on a terminal: what would steer it is left out."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


class Looking:
    """One part of a file, with what was mended in it so far."""

    def __init__(self, reads: Any, sender: Any, mends: Any) -> None:
        self.reads, self.sender, self.mends = reads, sender, mends
        self.look()

    def look(self) -> None:
        from eenheidsbeeld.signals.imports.preview import look_at

        self.seen = look_at(self.reads, sender=self.sender, mends=self.mends)
        self.by_number = {row.number: row for row in self.seen.rows}

    def show(self) -> None:
        """The masks of this part in a table, by row and number."""
        words = is_on_screen()
        drawn = Drawn("Rij", "Nr", "Masker", *(["Wat er stond"] if words else []), "Waarom")
        for row in self.seen.rows:
            for number, mask in enumerate(row.masks, start=1):
                state = mask.label if mask.holds else f"{mask.label} (teruggezet)"
                under = [Text(harmless(mask.original))] if words else []
                drawn.add_row(str(row.number), str(number), state, *under, _in_dutch(mask.reason))
        if drawn.row_count:
            Console(width=None if words else 100).print(drawn)
        without = sum(1 for row in self.seen.rows if not row.masks)
        click.echo(f"{len(self.seen.rows)} rijen, waarvan {without} zonder masker.")
        for row in self.seen.rows:
            for remark in row.remarks:
                click.echo(f"Rij {row.number}{_column(remark.column)}: {remark.reason}", err=True)

    def show_text(self, numbers: list[int]) -> None:
        if not is_on_screen():
            click.echo("De tekst is alleen op een scherm te zien.", err=True)
            return
        for number in numbers:
            parts = self.by_number[number].parts
            shown = (f"[{one.label}]" if one.original and one.holds else one.original or one.text for one in parts)
            click.echo(f"Rij {number}: {harmless(''.join(shown))}")

    def restore(self, where: str) -> None:
        """`14:2`: what stands under mask 2 of row 14 may stay."""
        from eenheidsbeeld.signals.imports.mending import Mend

        row, _colon, number = where.partition(":")
        masks = self.by_number[_number(row, self.by_number)].masks
        mask = masks[_number(number, range(1, len(masks) + 1)) - 1]
        before = self.mends.rows.get(int(row), Mend())
        lifted = replace(before, lifts=(*before.lifts, mask.value.partition(":")[2]))
        self.mends = replace(self.mends, rows={**self.mends.rows, int(row): lifted})

    def mask(self, where: str) -> None:
        """`14:words` or `alle:words`: these words go too."""
        from eenheidsbeeld.signals.imports.mending import Mend

        row, _colon, words = where.partition(":")
        if not words.strip():
            raise ValueError("Zet achter de dubbele punt de woorden die weg moeten.")
        if row.strip() == "alle":
            self.mends = replace(self.mends, everywhere=(*self.mends.everywhere, words.strip()))
            return
        number = _number(row, self.by_number)
        before = self.mends.rows.get(number, Mend())
        self.mends = replace(
            self.mends, rows={**self.mends.rows, number: replace(before, words=(*before.words, words.strip()))}
        )

    def ask(self) -> str:
        """Mend until the answer is `j`, `n` or `rest`."""
        while True:
            click.echo("Inbrengen? [j/n, ? voor meer] ", nl=False)
            try:
                what, _blank, where = input().strip().partition(" ")
            except EOFError:
                raise click.UsageError(
                    "Er is niemand die antwoord geeft. Voeg --yes toe om de maskers zo te laten."
                ) from None
            if what in ("j", "ja", "n", "nee", "rest"):
                return what[:1] if what != "rest" else what
            try:
                self._obey(what, where.strip())
            except ValueError as problem:
                click.echo(str(problem), err=True)

    def _obey(self, what: str, where: str) -> None:
        if what == "rijen":
            self.show_text(sorted(self.by_number))
        elif what == "rij":
            self.show_text([_number(where, self.by_number)])
        elif what in ("terug", "weg"):
            (self.restore if what == "terug" else self.mask)(where)
            self.look()
            self.show()
        else:
            click.echo(HELP)


def _number(typed: str, known: Any) -> int:
    number = int(typed) if typed.strip().isdecimal() and len(typed) < 9 else 0
    if number not in known:
        raise ValueError("Dit nummer staat er niet bij. Typ bijvoorbeeld: terug 14:2")
    return number


def _column(name: str) -> str:
    return f", kolom {name}" if name else ""


def _in_dutch(reason: str) -> str:
    from django.utils.translation import gettext

    return gettext(reason)
