"""`audit`: prove that the log is whole, hand it over, and destroy what has ended."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import click

from eenheidsbeeld.cli.ready import check_database, start_django

FLAWS = {
    "altered": "Gewijzigd na het schrijven",
    "removed": "Verwijderd",
    "added": "Toegevoegd na het verzegelen",
    "rehashed": "Opnieuw geschreven, met nieuwe controlegetallen",
    "broken_chain": "Deze schakel klopt niet of past niet op de vorige",
    "truncated": "Het einde van de keten is weggehaald: een zegel dat eerder is genoteerd, staat er niet meer in",
    "destroyed_too_early": "Vernietigd voor het einde van de bewaartermijn",
    "not_destroyed": "Staat als vernietigd, maar is er nog",
    "uncertified": "Weg zonder geldig bewijs van vernietiging",
    "certificate_altered": "Een bewijs van vernietiging is gewijzigd of weggehaald",
}
MOST_NUMBERS = 20


@click.group()
def command() -> None:
    """Controleer het logboek, geef het door, en vernietig wat zijn termijn heeft gehad."""


@command.command()
@click.option(
    "--head", default="", metavar="ZEGEL", help="Een zegel dat u eerder noteerde: is het nog deel van de keten?"
)
def verify(head: str) -> None:
    """Zoek regels die zijn gewijzigd, verwijderd, toegevoegd of verplaatst. Uitgang 0: alles klopt; 1: niet."""
    start_django()
    check_database()
    from eenheidsbeeld.audit.models import AuditSeal
    from eenheidsbeeld.audit.verification import verify as verify_log

    found = verify_log()
    click.echo(
        f"{found.entries} regels in {found.seals} schakels gecontroleerd; {found.unsealed} nog niet verzegeld."
    )
    if found.destroyed_seals:
        click.echo(f"Van {found.destroyed_seals} schakels zijn de regels aan het einde van hun termijn vernietigd.")
    click.echo(f"{found.nights} nachten van vernietiging met hun bewijzen gecontroleerd.")
    click.echo(f"Laatste zegel: {found.head}")
    if head and not AuditSeal.objects.filter(seal=head).exists():
        raise click.ClickException("Het zegel dat u noteerde staat niet in de keten: het einde is weggehaald.")
    for finding in found.findings:
        where = f"schakel {finding.seal}" if finding.seal else "nog niet verzegeld deel"
        where = f"nacht {finding.night}" if finding.night else where
        numbers = ", ".join(str(number) for number in finding.entries[:MOST_NUMBERS])
        more = " en meer" if len(finding.entries) > MOST_NUMBERS else ""
        click.echo(f"  {where}: {FLAWS[finding.flaw]}{f': regel {numbers}{more}' if numbers else ''}")
    if not found.is_whole:
        raise click.ClickException("Het logboek is niet meer zoals het is geschreven. Bel de privacyfunctionaris.")
    click.echo("Het logboek klopt.")


DAY = click.DateTime(formats=["%Y-%m-%d"])


@command.command()
@click.option("--from", "first", type=DAY, required=True, metavar="JJJJ-MM-DD", help="Eerste dag.")
@click.option("--to", "last", type=DAY, required=True, metavar="JJJJ-MM-DD", help="Laatste dag, die telt mee.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, metavar="BESTAND")
def export(first: datetime, last: datetime, out: Path) -> None:
    """Schrijf het logboek in de vorm van de standaard Logboek dataverwerkingen, een regel JSON per verwerking."""
    start_django()
    check_database()
    from eenheidsbeeld.audit.processing_log import processing_log
    from eenheidsbeeld.core.periods import DUTCH_TIME

    if last < first:
        raise click.UsageError("De laatste dag ligt voor de eerste. Draai --from en --to om.")
    start = first.replace(tzinfo=DUTCH_TIME)
    end = last.replace(tzinfo=DUTCH_TIME) + timedelta(days=1)
    count = 0
    with out.open("w", encoding="utf-8") as file:
        for line in processing_log(start=start, end=end):
            file.write(line + "\n")
            count += 1
    click.echo(f"{count} regels geschreven naar {out}")


MOMENT = click.DateTime(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"])


@command.command()
@click.option(
    "--at", "moment", type=MOMENT, metavar="JJJJ-MM-DD[TUU:MM]",
    help="Alleen wat op dit eerdere moment zijn termijn al had gehad. Zonder: wat die nu heeft gehad.",
)  # fmt: skip
def destroy(moment: datetime | None) -> None:
    """Vernietig nu wat zijn bewaartermijn heeft gehad. Dit gebeurt anders elke nacht om 3.15 uur."""
    start_django()
    check_database()
    from django.db.models import Sum

    from eenheidsbeeld.audit.destruction import destroy_what_has_ended
    from eenheidsbeeld.audit.tasks import empty_the_write_ahead_log
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.core.periods import DUTCH_TIME
    from eenheidsbeeld.core.viewer import System

    now = clock.now()
    up_to = moment.replace(tzinfo=DUTCH_TIME) if moment else None
    if up_to is not None and up_to > now:
        raise click.UsageError("--at ligt in de toekomst. Wat zijn termijn nog niet heeft gehad, blijft staan.")
    night = destroy_what_has_ended(by=System("destruction"), at=now, up_to=up_to)
    empty_the_write_ahead_log()
    for kind, count in night.certificates.values_list("subject_kind").annotate(total=Sum("count")).order_by():
        click.echo(f"  {kind}: {count} vernietigd")
    for kind, count in sorted(night.held.items()):
        click.echo(f"  {kind}: {count} blijven, want iemand houdt ze vast")
    click.echo(f"Nacht {night.number} klaar. Zegel van het bewijs: {night.seal}")
    click.echo(f"Laatste zegel van het logboek: {night.log_head or 'nog geen'}")
    if night.failed:
        raise click.ClickException(
            f"Niet gelukt: {', '.join(sorted(night.failed))}. De volgende nacht gaat het verder."
        )
