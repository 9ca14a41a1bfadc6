"""`picture`: the OOV-beeld of an area and a week as PDF and Word file, drawn from one snapshot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from eenheidsbeeld.cli.acting import as_account, into_folder, viewer_for


@click.command()
@click.option("--area", required=True, metavar="CODE", help="Code van het gebied, zoals PD-west-utrecht.")
@click.option("--week", metavar="WEEK", help="Week, zoals 2026-W48. Gewoonlijk: deze week.")
@into_folder
@as_account
def command(area: str, week: str | None, out: Path, account: str) -> None:
    """Schrijf het OOV-beeld van een gebied en een week als PDF en als Word-bestand.

    Een vrijgegeven beeld is het bestand zoals het is vrijgegeven. Een beeld dat nog in de maak is, wordt nu
    samengesteld en draagt het woord CONCEPT.
    """
    viewer = viewer_for(account)
    edition = _edition(viewer, area, _week(week))
    out.mkdir(parents=True, exist_ok=True)
    for path in write(edition, viewer, out):
        click.echo(path)


def _week(text: str | None) -> str:
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.core.periods import NotAWeek, Week

    try:
        return str(Week.parse(text) if text else Week.of(clock.now()))
    except NotAWeek as problem:
        raise click.BadParameter(
            f"{text} is geen week. Schrijf bijvoorbeeld 2026-W48.", param_hint="--week"
        ) from problem


def _edition(viewer: Any, area: str, week: str) -> Any:
    """The newest released edition that this viewer may read, else the one in the making that it works on."""
    from eenheidsbeeld.publishing import queries

    wanted = {"area_code": area, "week": week, "number": 0}
    released = queries.released_editions(viewer).filter(**wanted).order_by("-version").first()
    edition = released or queries.editions_in_the_making(viewer).filter(**wanted).order_by("-version").first()
    if edition is None:
        raise click.ClickException(f"Er is geen OOV-beeld van {area} voor week {week} dat dit account kan lezen.")
    return edition


def write(edition: Any, viewer: Any, out: Path) -> list[Path]:
    """The files of an edition in a folder; a released one is noted as received."""
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.pictures.queries import snapshot_now
    from eenheidsbeeld.publishing import files
    from eenheidsbeeld.publishing.actions import release

    at = clock.now()
    made = []
    for form in files.FORMS:
        if edition.snapshot:
            path, content = out / files.file_name(edition, form), files.released_file(edition, form, at=at)
            release.note_receipt(edition=edition, form=form, by=viewer, at=at)
        else:
            snapshot = snapshot_now(edition, at=at)
            path = out / f"CONCEPT-{files.file_name(edition, form)}"
            content = files.render(snapshot, form, area_year=edition.area_year)
        path.write_bytes(content)
        made.append(path)
    return made
