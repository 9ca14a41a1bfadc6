"""An alert in plain words: what was counted and expected, how often that comes by itself, why it may be nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import nan

from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eenheidsbeeld.analysis.alarms.budget import WeeklyList
from eenheidsbeeld.analysis.alarms.candidates import Candidate, Level, Source
from eenheidsbeeld.analysis.alarms.events import Event
from eenheidsbeeld.analysis.reasons import Reason
from eenheidsbeeld.analysis.words import MANY_SERIES, Sentence, Value, explain, rounded
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.outlook.models import Alert
from eenheidsbeeld.phenomena import queries as phenomena


def place_names(alerts: Sequence[Alert]) -> dict[str, str]:
    """The names of all places that these alerts speak of, in one question."""
    codes = {code for one in alerts for code in (one.area_code, *one.areas, *(other["area"] for other in one.also))}
    return areas.names_of(codes) if codes else {}


def place_of(alert: Alert, names: Mapping[str, str]) -> str:
    """Where it is: a municipality, an area above it, or a municipality with its neighbours."""
    name = names.get(alert.area_code, alert.area_code)
    others = len(alert.areas) - 1
    if alert.source != Source.CLUSTER.value:
        return name
    words = {"place": name, "number": others}
    return (
        ngettext(
            "%(place)s with %(number)d municipality beside it",
            "%(place)s with %(number)d municipalities around it",
            others,
        )
        % words
    )


def headline(alert: Alert, names: Mapping[str, str]) -> str:
    words = {"phenomenon": phenomena.label(alert.phenomenon), "place": place_of(alert, names)}
    return _("%(phenomenon)s: unusually many signals in %(place)s") % words


def sentences(alert: Alert, names: Mapping[str, str]) -> list[str]:
    """The sentences of one alert; how many are there by chance is said once, above the list."""
    said = explain(_event(alert), WeeklyList((), 0.0, 0, 0), Reason(alert.reason), incomplete=False)
    return [_in_words(one, alert, names) for one in said if one.message_id != MANY_SERIES]


def _in_words(said: Sentence, alert: Alert, names: Mapping[str, str]) -> str:
    values = dict(said.values)
    if "area" in values:
        values["area"] = place_of(alert, names)
    if "phenomenon" in values:
        values["phenomenon"] = f"“{phenomena.label(alert.phenomenon)}”"
    return _(said.message_id) % {name: _with_comma(one) for name, one in values.items()}


def _with_comma(value: Value) -> Value:
    """Numbers come rounded, with a point; the page has the decimal sign of its language."""
    is_number = isinstance(value, str) and value.replace(".", "", 1).isdigit()
    return str(value).replace(".", get_format("DECIMAL_SEPARATOR")) if is_number else value


def in_words(number: float) -> str:
    """A number as people say it, with the decimal sign of the language."""
    return str(_with_comma(rounded(number)))


def _event(alert: Alert) -> Event:
    """The alert as the list kept it, for the words that belong to it."""
    last = Week.parse(alert.look.week)
    weeks = (last.monday - Week.parse(alert.first_week).monday).days // 7
    lead = Candidate(
        key=alert.reference, phenomenon=alert.phenomenon, level=Level(alert.level), areas=frozenset(alert.areas),
        first_week=0, last_week=weeks, observed=alert.observed, expected=alert.expected,
        upper=nan if alert.upper is None else alert.upper, p=min(alert.p, 1.0), source=Source(alert.source),
        area=alert.area_code,
    )  # fmt: skip
    return Event(lead, ())
