"""`archive`: the archive package of a released picture, and checking a package that was kept somewhere."""

from __future__ import annotations

from pathlib import Path

import click

from eenheidsbeeld.cli.acting import as_account, viewer_for


@click.group()
def command() -> None:
    """Maak het archiefpakket van een vrijgegeven beeld, of controleer een pakket."""


@command.command()
@click.argument("reference", metavar="KENMERK")
@click.option(
    "--out",
    required=True,
    metavar="MAP",
    type=click.Path(file_okay=False, path_type=Path),
    help="Map voor het pakket.",
)
@as_account
def make(reference: str, out: Path, account: str) -> None:
    """Schrijf het archiefpakket: de bestanden, MDTO en controlegetallen (BagIt, in een zip)."""
    viewer = viewer_for(account)
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.core.references import tidy_reference
    from eenheidsbeeld.publishing import queries
    from eenheidsbeeld.publishing.actions.archive import make_package
    from eenheidsbeeld.publishing.archive.edition import package_name

    edition = queries.edition_to_read(viewer, tidy_reference(reference))
    content = make_package(edition=edition, by=viewer, at=clock.now())
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{package_name(edition)}.zip"
    path.write_bytes(content)
    click.echo(path)


@command.command()
@click.argument("package", metavar="PAKKET", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(package: Path) -> None:
    """Controleer een pakket: is er geen byte veranderd, en klopt de MDTO? Uitgang 0: alles klopt; 1: niet."""
    from eenheidsbeeld.publishing.archive.package import problems_of, unpack

    content = package.read_bytes()
    problems = problems_of(content)
    for problem in problems:
        click.echo(f"  {problem}")
    if problems:
        raise click.ClickException(f"{package.name} is niet meer zoals het is gemaakt, of het is geen archiefpakket.")
    click.echo(f"{package.name} klopt: {len(unpack(content))} bestanden gecontroleerd.")
