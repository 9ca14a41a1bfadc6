"""What the software lays beside a section that an editor writes. It fills in nothing: the editor writes, or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.viewer import Audience, Viewer
from eenheidsbeeld.outlook.queries.ahead import Expected, expected_in
from eenheidsbeeld.outlook.queries.looks import AlertRow, unusual_now
from eenheidsbeeld.outlook.queries.standing import known_to
from eenheidsbeeld.publishing.models import Edition

MOST = 4
NOTEWORTHY = 0.10


@dataclass(frozen=True, slots=True)
class Suggested:
    """One suggestion: what, why, where the numbers stand, and what to mind before it is used."""

    title: str
    reason: str
    href: str
    mind: str = ""


def suggested(viewer: Viewer, edition: Edition, audience: Audience, at: datetime) -> dict[str, list[Suggested]]:
    """Per section what may be worth a sentence: the unusual beside the changes, the expected beside the outlook."""
    codes = areas.codes_in(edition.area_code, year=edition.area_year)
    alerts = unusual_now(viewer, at=at, areas=codes, most=MOST)
    expected = [one for one in expected_in(viewer, areas=codes, at=at) if one.differs >= NOTEWORTHY][:MOST]
    names = areas.names_of({one.area_code for one in expected}, year=edition.area_year)
    return {
        "changes": [_unusual(row, known_to(audience, row.alert)) for row in alerts],
        "outlook": [_expected(one, names.get(one.area_code, one.area_code)) for one in expected],
    }


def _unusual(row: AlertRow, known: int) -> Suggested:
    """Readers may know less than the editor; then it says so, and the number cannot be told."""
    mind = ""
    if known < row.alert.observed:
        said = _("Of these signals all readers together may see %(number)d. Do not write the number.")
        mind = said % {"number": known}
    return Suggested(row.title, " ".join(row.why[:3]), reverse("outlook:alert", args=[row.alert.reference]), mind)


def _expected(one: Expected, place: str) -> Suggested:
    words = {
        "subject": one.label, "place": place, "week": one.week.number, "chance": f"{round(100 * one.p_any)}%",
        "usual": f"{round(100 * one.usual_p_any)}%", "low": one.low, "high": one.high,
    }  # fmt: skip
    title = _("%(subject)s in %(place)s, week %(week)d: chance of a signal %(chance)s") % words
    reason = _("Looking back only it would be %(usual)s; between %(low)d and %(high)d signals.") % words
    return Suggested(title, reason, f"{reverse('outlook:expected')}?gebied={one.area_code}")
