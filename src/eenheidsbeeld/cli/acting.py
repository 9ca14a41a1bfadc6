"""`--as ACCOUNT`: for whom a command looks or acts. Whoever can start commands here has the whole machine;
the option makes that the same rules hold as on the pages, and that the log says for whom it was done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from eenheidsbeeld.cli.ready import check_database, start_django

as_account = click.option(
    "--as",
    "account",
    required=True,
    metavar="ACCOUNT",
    help="Voor wie u kijkt of handelt: een e-mailadres, of het deel voor het apenstaartje. "
    "Met meer functies: account:organisatie.",
)

into_folder = click.option(
    "--out",
    required=True,
    metavar="MAP",
    type=click.Path(file_okay=False, path_type=Path),
    help="Map voor de bestanden.",
)


def viewer_for(account: str) -> Any:
    """The viewer behind `analist`, `analist@voorbeeld.invalid` or `analist:regionaal-bureau`."""
    start_django()
    check_database()
    from eenheidsbeeld.accounts.queries import running_memberships
    from eenheidsbeeld.sharing.queries import viewer_of

    name, _, organisation = account.partition(":")
    memberships = [
        membership
        for membership in running_memberships(_person(name))
        if not organisation or membership.organisation.slug == organisation
    ]
    if not memberships:
        raise click.ClickException(f"Account {account} heeft geen functie bij een organisatie.")
    if len(memberships) > 1:
        choices = ", ".join(f"{name}:{membership.organisation.slug}" for membership in memberships)
        raise click.ClickException(f"Account {account} heeft meer functies. Kies er een: {choices}")
    return viewer_of(memberships[0])


def _person(name: str) -> Any:
    from eenheidsbeeld.accounts.models import Person

    wanted = {"email__iexact": name} if "@" in name else {"email__istartswith": f"{name}@"}
    found = list(Person.objects.filter(**wanted, is_active=True).order_by("pk")[:2])
    if not found:
        raise click.ClickException(f"Account {name} bestaat niet.")
    if len(found) > 1:
        raise click.ClickException(f"Er zijn meer accounts die met {name} beginnen. Geef het hele e-mailadres.")
    return found[0]
