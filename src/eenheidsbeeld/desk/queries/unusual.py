"""What the start page, an area page and the editor's desk show of alerts and forecasts; always with the reason."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.desk.queries.lines import Ground, Line
from eenheidsbeeld.outlook.queries.ahead import Expected, expected_in
from eenheidsbeeld.outlook.queries.looks import AlertRow, unusual_now

MOST_ALERTS, MOST_EXPECTED = 3, 4


def unusual_lines(viewer: Viewer, ground: Ground, at: datetime) -> list[Line]:
    """The most unusual things around somebody that nobody judged yet; the whole list is one step away."""
    rows = unusual_now(viewer, at=at, areas=ground.around or None, most=MOST_ALERTS)
    return [_line(row) for row in rows if row.judgement is None]


def _line(row: AlertRow) -> Line:
    return Line(
        title=row.title, href=reverse("outlook:alert", args=[row.alert.reference]), note=" ".join(row.why[:3])
    )


@dataclass(frozen=True, slots=True)
class AheadOfArea:
    """What stands out in an area, and what next week may bring there."""

    unusual: list[Line]
    expected: list[Expected]
    sentences: list[str]

    def __bool__(self) -> bool:
        return bool(self.unusual or self.expected)


def ahead_of_area(viewer: Viewer, codes: Collection[str], at: datetime) -> AheadOfArea:
    """For a page of one area: forecasts only of a single municipality, alerts of all that lies in it."""
    unusual = [_line(row) for row in unusual_now(viewer, at=at, areas=codes, most=MOST_ALERTS)]
    expected = expected_in(viewer, areas=codes, at=at)[:MOST_EXPECTED] if len(codes) == 1 else []
    return AheadOfArea(unusual, expected, [_in_words(one) for one in expected])


def _in_words(one: Expected) -> str:
    """A forecast as a sentence, with looking back beside it."""
    words = {
        "subject": one.label, "week": one.week.number, "chance": _percent(one.p_any),
        "usual": _percent(one.usual_p_any), "low": one.low, "high": one.high,
    }  # fmt: skip
    if one.high == 0:
        return _("%(subject)s: most likely none in week %(week)d (chance of one or more %(chance)s).") % words
    said = _("%(subject)s: between %(low)d and %(high)d in week %(week)d; chance of one or more %(chance)s.") % words
    looking_back = _("Looking back only: %(usual)s.") % words
    return f"{said} {looking_back}"


def _percent(share: float) -> str:
    return f"{min(max(round(100 * share), 1), 99)}%"
