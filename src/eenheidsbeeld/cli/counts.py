"""`counts`: the counts behind alerts and forecasts as files, for who wants to compute a number of a page again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from eenheidsbeeld.cli.acting import as_account, into_folder, viewer_for


@click.command()
@click.option("--area", default="", metavar="CODE", help="District van de verwachtingen. Zonder: van de meldingen.")
@click.option("--until", metavar="WEEK", help="Laatste week, zoals 2026-W47. Gewoonlijk: de laatste die vol is.")
@into_folder
@as_account
def command(area: str, until: str | None, out: Path, account: str) -> None:
    """Schrijf de tellingen achter opvallende tellingen en verwachtingen, om een getal zelf na te rekenen.

    Alleen voor een analist, en alleen wat diens organisatie mag tellen. De getallen zijn precies: TLP:AMBER. Reken ze
    na met: eenheidsbeeld analysis pooled, expected, scan, forecast of score.
    """
    viewer = viewer_for(account)
    out.mkdir(parents=True, exist_ok=True)
    for path in write(viewer, area, until, out):
        click.echo(path)


def write(viewer: Any, area: str, until: str | None, out: Path) -> list[Path]:
    from eenheidsbeeld.analysis.tables import write_table
    from eenheidsbeeld.audit import actions as audit
    from eenheidsbeeld.core import clock
    from eenheidsbeeld.core.periods import NotAWeek, Week
    from eenheidsbeeld.outlook.queries import checking
    from eenheidsbeeld.outlook.queries.panels import last_complete_week

    at = clock.now()
    try:
        last = Week.parse(until) if until else last_complete_week(at)
    except NotAWeek as problem:
        raise click.BadParameter(
            f"{until} is geen week. Schrijf bijvoorbeeld 2026-W47.", param_hint="--until"
        ) from problem
    if area:
        found = checking.behind_forecasts(viewer, area=area, until=last)
    else:
        found = checking.behind_alerts(viewer, until=last)
    keys = [
        f"{area}:{week}"
        for area, week in zip(*(found["tellingen.csv"][name] for name in ("area", "week")), strict=True)
    ]
    audit.record_list(
        kind="outlook.weeklycount", keys=keys, filters={"page": "counts", "area": area, "week": str(last)}, by=viewer,
        at=at,
    )  # fmt: skip
    made = [out / name for name in found]
    for path, columns in zip(made, found.values(), strict=True):
        write_table(columns, path)
    return made
