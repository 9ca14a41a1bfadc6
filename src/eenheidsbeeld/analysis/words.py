"""What an alert says, as message ids and values; the Dutch sentences are made where the language is known.

Four things, always in this order: what was counted, what was expected, how often such a count comes by
itself, and why it may be nothing. Every value can be followed back to the counts.
"""

from dataclasses import dataclass, field

from .alarms.budget import WeeklyList
from .alarms.candidates import Source
from .alarms.events import Event
from .reasons import Reason

Value = str | int | float


@dataclass(frozen=True)
class Sentence:
    """A message id in plain English with named places, and what goes in them."""

    message_id: str
    values: dict[str, Value] = field(default_factory=dict)


COUNTED = "%(observed)d reports of %(phenomenon)s in %(area)s in %(weeks)d weeks."
COUNTED_ONE_WEEK = "%(observed)d reports of %(phenomenon)s in %(area)s in one week."
EXPECTED = "Usual for this place and season is about %(expected)s; more than %(upper)d is unusual."
EXPECTED_CLUSTER = "Usual for these %(areas)d municipalities together is about %(expected)s."
OFTEN_YEARS = "By itself this happens in a place like this about once in %(years)d years."
OFTEN_WEEKS = "By itself this happens in a place like this about once in %(weeks)d weeks."
OFTEN_RARE = "By itself this happens in a place like this less than once in a hundred years."
CLUSTER_RANK = "On %(percent)s percent of drawn maps where nothing is going on, something stands out as much."
FIRST_EVER = "Nothing was ever counted here before; the comparison rests on other areas."
FEW = "The numbers are small: one report more or less changes the picture."
MANY_SERIES = "So many places are compared that %(by_chance)s of these %(shown)d alerts would be there by chance."
SAME_EVENT = "The same event may have been reported more than once."
INCOMPLETE = "Reports for the last days are still coming in."
SMALL = 5
RAREST_YEARS = 100


def rounded(value: float) -> str:
    """A number as people say it: whole from ten on, else one decimal, and never 0 for what is not 0."""
    if value >= 9.95:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 0.05 else "0.1"


def how_often(p: float, weeks_per_year: float = 52.18) -> Sentence:
    """The return period of a count with this p, for one place."""
    weeks = 1 / max(p, 1e-300)
    if weeks > RAREST_YEARS * weeks_per_year:
        return Sentence(OFTEN_RARE)
    if weeks >= 2 * weeks_per_year:
        return Sentence(OFTEN_YEARS, {"years": round(weeks / weeks_per_year)})
    return Sentence(OFTEN_WEEKS, {"weeks": max(round(weeks), 1)})


def explain(event: Event, of: WeeklyList, reason: Reason = Reason.OK, *, incomplete: bool = False) -> list[Sentence]:
    """The sentences of one alert."""
    lead = event.lead
    weeks = lead.last_week - lead.first_week + 1
    named: dict[str, Value] = {
        "observed": int(lead.observed), "phenomenon": lead.phenomenon, "area": lead.area, "weeks": weeks,
    }  # fmt: skip
    out = [Sentence(COUNTED if weeks > 1 else COUNTED_ONE_WEEK, named)]
    if lead.source is Source.CLUSTER:
        out.append(Sentence(EXPECTED_CLUSTER, {"areas": len(lead.areas), "expected": rounded(lead.expected)}))
        out.append(Sentence(CLUSTER_RANK, {"percent": rounded(100 * lead.p)}))
    else:
        out.append(Sentence(EXPECTED, {"expected": rounded(lead.expected), "upper": int(lead.upper)}))
        out.append(how_often(lead.p))
    if reason is Reason.PRIOR_ONLY:
        out.append(Sentence(FIRST_EVER))
    if lead.observed < SMALL:
        out.append(Sentence(FEW))
    if lead.observed > 1:
        out.append(Sentence(SAME_EVENT))
    out.append(Sentence(MANY_SERIES, {"by_chance": rounded(of.by_chance), "shown": len(of.events)}))
    if incomplete:
        out.append(Sentence(INCOMPLETE))
    return out
