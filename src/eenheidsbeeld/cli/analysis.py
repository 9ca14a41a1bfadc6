"""`eenheidsbeeld analysis`: the statistics from the command line. Needs no Django; help texts are Dutch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)
METHODS = ("farrington-flexible", "farrington", "ears-c1", "ears-c2", "ears-c3")
YES = {"true", "t", "1", "yes", "ja", "waar"}
NO = {"false", "f", "0", "no", "nee", "onwaar"}


class Switch(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """Aan of uit, geschreven als TRUE of FALSE zoals in R."""

    name = "TRUE|FALSE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> bool:
        if isinstance(value, bool):
            return value
        if str(value).lower() in YES | NO:
            return str(value).lower() in YES
        raise click.BadParameter(f"{value!r} is geen TRUE of FALSE", ctx, param)


class Pair(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """Twee gehele getallen, zoals 5,4 of c(5,4)."""

    name = "AANTAL,WEKEN"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        try:
            first, second = str(value).strip("c() ").replace(",", " ").split()
            return int(first), int(second)
        except ValueError:
            raise click.BadParameter(f"{value!r} zijn geen twee getallen", ctx, param) from None


class Numbers(click.Command):
    """Een opdracht die `--limit54 5 4` ook met een spatie begrijpt en fouten in de gegevens gewoon meldt."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if "--limit54" in args:
            at = args.index("--limit54") + 1
            if len(args) > at + 1 and args[at].isdigit() and args[at + 1].isdigit():
                args = [*args[:at], f"{args[at]},{args[at + 1]}", *args[at + 2 :]]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (ValueError, OSError) as problem:  # BadCounts is a ValueError; it names row and column
            raise click.ClickException(str(problem)) from problem


def switch(*names: str, help: str) -> Callable[[Any], Any]:
    """Een optie die alleen `--naam` mag zijn, of `--naam FALSE`."""
    return click.option(*names, type=Switch(), is_flag=False, flag_value="TRUE", default=None, help=help)


def common(run: Callable[..., Any]) -> Callable[..., Any]:
    """De opties die elke opdracht heeft."""
    run = click.option(
        "--incomplete", type=click.IntRange(min=0), default=0, show_default=True,
        help="Laatste weken die nog niet volledig zijn.",
    )(run)  # fmt: skip
    run = click.option("--out", type=OUT, help="Bestand voor het antwoord (.csv, .parquet of .json).")(run)
    run = click.option(
        "--absent", type=click.Choice(["missing", "zero"]), default="missing",
        help="Wat een ontbrekende regel in een lange tabel betekent. Standaard: onbekend.",
    )(run)  # fmt: skip
    return click.option("--counts", type=FILE, required=True, help="Tellingen (.csv of .parquet).")(run)


def period(run: Callable[..., Any]) -> Callable[..., Any]:
    """Van welke tot en met welke rij; rijen tellen vanaf 1."""
    run = click.option("--to", "last", type=int, help="Laatste rij (vanaf 1). Standaard: de laatste.")(run)
    return click.option("--from", "first", type=int, help="Eerste rij (vanaf 1). Standaard: de laatste.")(run)


def answer(columns: dict[str, Any], out: Path | None) -> None:
    """Schrijf het antwoord naar het bestand, of naar het scherm."""
    from ..analysis.tables import write_table

    click.echo(write_table(columns, out), nl=False)


@click.group()
def command() -> None:
    """Statistiek op tellingen: wat is gewoon, wat valt op, wat kan komen."""


@command.command(cls=Numbers)
@common
@period
@click.option("--method", type=click.Choice(METHODS), default="farrington-flexible", help="De methode.")
@click.option("--reference", is_flag=True, help="Reken precies zoals het R-pakket surveillance.")
@click.option("--calendar", type=click.Choice(["index", "date"]), default="index", help="Jaar in rijen of in data.")
@click.option("--frequency", type=int, help="Rijen per jaar (52).")
@click.option("--b", type=int, help="Aantal jaren terug.")
@click.option("--w", type=int, help="Halve breedte van het venster, in weken.")
@click.option("--noPeriods", "no_periods", type=int, help="Aantal seizoensniveaus.")
@click.option("--pastWeeksNotIncluded", "past_weeks_not_included", type=int, help="Laatste weken die niet meetellen.")
@click.option("--alpha", type=float, help="Kans op een vals alarm per vergelijking.")
@switch("--trend", help="Met trend.")
@click.option("--no-trend", "no_trend", is_flag=True, help="Zonder trend.")
@click.option("--pThresholdTrend", "p_threshold_trend", type=float, help="Grens voor de trend; 1 is altijd.")
@click.option(
    "--thresholdMethod",
    "threshold_method",
    type=click.Choice(["delta", "nbPlugin", "muan"]),
    help="Bovengrens.",
)
@click.option("--weightsThreshold", "weights_threshold", type=float, help="Vanaf welk residu een week minder telt.")
@click.option("--powertrans", type=click.Choice(["2/3", "1/2", "none"]), help="Transformatie bij delta.")
@click.option("--limit54", type=Pair(), help="Minstens zoveel meldingen in zoveel weken, zoals 5,4.")
@switch("--reweight", help="Eerdere uitschieters minder laten tellen.")
@click.option("--no-reweight", "no_reweight", is_flag=True, help="Alle weken even zwaar.")
@switch("--populationOffset", "population_offset", help="Reken per inwoner; vraagt --population.")
@click.option("--population", type=FILE, help="Inwoners per rij (t,population) of per reeks.")
@click.option("--baseline", type=int, default=7, show_default=True, help="EARS: aantal weken ervoor.")
@click.option("--minSigma", "min_sigma", type=float, help="EARS: kleinste spreiding (0,2; met --reference 0).")
@click.option("--engine", type=click.Choice(["auto", "numpy", "numba"]), default="auto", help="Rekenmotor.")
def expected(counts: Path, out: Path | None, absent: Any, **options: Any) -> None:
    """Wat is gewoon voor deze weken, en welke tellingen liggen erboven."""
    from ..analysis.answers import expected_columns
    from ..analysis.tables import read_panel

    answer(expected_columns(read_panel(counts, absent), options), out)


@command.command(cls=Numbers)
@common
@period
@click.option("--population", type=FILE, help="Inwoners per gebied (area,population).")
@click.option("--groups", type=FILE, help="Regio of eenheid per gebied (area,group).")
@click.option("--alpha", type=float, default=0.005, show_default=True, help="Kans op een vals alarm.")
@click.option(
    "--referenceFrom", "reference_from", type=int, default=286, show_default=True, help="Eerste week terug."
)
@click.option("--referenceTo", "reference_to", type=int, default=26, show_default=True, help="Laatste week terug.")
def pooled(counts: Path, out: Path | None, absent: Any, **options: Any) -> None:
    """Wat is gewoon waar bijna alle weken nul zijn: gebieden helpen elkaar."""
    from ..analysis.answers_places import pooled_columns
    from ..analysis.tables import read_panel

    answer(pooled_columns(read_panel(counts, absent), options), out)


@command.command(cls=Numbers)
@common
@click.option("--areas", type=FILE, required=True, help="Gebieden (area,x_km,y_km,population).")
@click.option("--expected", "expected_file", type=FILE, help="Verwachte tellingen, breed zoals de tellingen.")
@click.option(
    "--model",
    type=click.Choice(["expectation", "kulldorff", "permutation"]),
    default="expectation",
    help="Model.",
)
@click.option(
    "--neighbours",
    "k",
    type=int,
    default=20,
    show_default=True,
    help="Hoogste aantal gebieden in een cluster.",
)
@click.option("--share", type=float, help="Hoogste deel van de inwoners in een cluster, in plaats van een aantal.")
@click.option("--adjacency", type=FILE, help="Welke gebieden aan elkaar grenzen, in plaats van afstand.")
@click.option("--maxWeeks", "max_weeks", type=int, default=8, show_default=True, help="Hoogste aantal weken terug.")
@click.option(
    "--null",
    "null_kind",
    type=click.Choice(["nb", "poisson"]),
    default="nb",
    help="Hoe toeval wordt nagebootst.",
)
@click.option("--phi", type=float, help="Variantie gedeeld door gemiddelde; standaard geschat.")
@click.option("--replicates", type=int, default=999, show_default=True, help="Aantal nagebootste kaarten.")
@click.option("--seed", type=int, default=0, show_default=True, help="Begin van het toeval.")
@click.option(
    "--minCases", "min_cases", type=int, default=2, show_default=True, help="Kleinste aantal in een cluster."
)
@click.option("--maxP", "max_p", type=float, default=0.05, show_default=True, help="Hoogste p-waarde; 1 geeft alle.")
@click.option("--engine", type=click.Choice(["auto", "numpy", "numba"]), default="auto", help="Rekenmotor.")
def scan(counts: Path, out: Path | None, absent: Any, **options: Any) -> None:
    """Zoek groepen van gebieden en weken die samen opvallen."""
    from ..analysis.answers_places import scan_columns
    from ..analysis.tables import read_panel

    answer(scan_columns(read_panel(counts, absent), options), out)


@command.command(cls=Numbers)
@common
@period
@click.option("--horizon", default="1", show_default=True, help="Weken vooruit: 1 tot en met 4, ook als 1,2,3,4.")
@click.option("--models", help="Modellen die mogen meedoen, met komma's ertussen.")
@click.option("--adjacency", type=FILE, help="Welke gebieden aan elkaar grenzen.")
@click.option("--announced", type=FILE, help="Agenda: kind,area,week,count.")
def forecast(counts: Path, out: Path | None, absent: Any, **options: Any) -> None:
    """Wat kan komen: een hele kansverdeling per gebied en week, met wat gewoon is ernaast."""
    from ..analysis.answers_ahead import forecast_columns
    from ..analysis.tables import read_panel

    answer(forecast_columns(read_panel(counts, absent), options), out)


@command.command(cls=Numbers)
@common
@click.option("--forecasts", type=FILE, required=True, help="Antwoord van `forecast`.")
@click.option("--block", type=int, default=4, show_default=True, help="Weken per blok bij het vergelijken.")
def score(counts: Path, out: Path | None, absent: Any, **options: Any) -> None:
    """Houd voorspellingen naast wat er kwam."""
    from ..analysis.answers_ahead import score_columns
    from ..analysis.tables import read_panel

    answer(score_columns(read_panel(counts, absent), options), out)


@command.command(cls=Numbers)
@common
@click.option(
    "--area",
    type=click.Choice(["municipality", "district", "unit", "country"]),
    default="municipality",
    help="Soort gebied.",
)
@click.option(
    "--period",
    type=click.Choice(["week", "quarter", "year"]),
    default="week",
    help="Per week, kwartaal of jaar.",
)
def protect(counts: Path, out: Path | None, absent: Any, **options: Any) -> None:
    """Maak tellingen geschikt om te publiceren: 0-4, vijftallen, en geen herleidbare totalen."""
    from ..analysis.answers_ahead import protect_columns
    from ..analysis.tables import read_panel

    answer(protect_columns(read_panel(counts, absent), options), out)
