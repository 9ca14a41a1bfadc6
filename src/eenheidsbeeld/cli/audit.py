"""`audit`: prove that the log is whole."""

from __future__ import annotations

import click

from eenheidsbeeld.cli.ready import check_database, start_django

FLAWS = {
    "altered": "Gewijzigd na het schrijven",
    "removed": "Verwijderd",
    "added": "Toegevoegd na het verzegelen",
    "rehashed": "Opnieuw geschreven, met nieuwe controlegetallen",
    "broken_chain": "Deze schakel klopt niet of past niet op de vorige",
    "destroyed_too_early": "Vernietigd voor het einde van de bewaartermijn",
}
MOST_NUMBERS = 20


@click.group()
def command() -> None:
    """Controleer het logboek."""


@command.command()
def verify() -> None:
    """Zoek regels die zijn gewijzigd, verwijderd, toegevoegd of verplaatst. Uitgang 0: alles klopt; 1: niet."""
    start_django()
    check_database()
    from eenheidsbeeld.audit.verification import verify as verify_log

    found = verify_log()
    click.echo(
        f"{found.entries} regels in {found.seals} schakels gecontroleerd; {found.unsealed} nog niet verzegeld."
    )
    if found.destroyed_seals:
        click.echo(f"Van {found.destroyed_seals} schakels zijn de regels aan het einde van hun termijn vernietigd.")
    click.echo(f"Laatste zegel: {found.head}")
    for finding in found.findings:
        where = f"schakel {finding.seal}" if finding.seal else "nog niet verzegeld deel"
        numbers = ", ".join(str(number) for number in finding.entries[:MOST_NUMBERS])
        more = " en meer" if len(finding.entries) > MOST_NUMBERS else ""
        click.echo(f"  {where}: {FLAWS[finding.flaw]}{f': regel {numbers}{more}' if numbers else ''}")
    if not found.is_whole:
        raise click.ClickException("Het logboek is niet meer zoals het is geschreven. Bel de privacyfunctionaris.")
    click.echo("Het logboek klopt.")
