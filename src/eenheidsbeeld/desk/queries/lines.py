"""One line in a list of the start page, and the ground a membership stands on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.rules import OrganisationKind
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.rules import Level, NotKnown
from eenheidsbeeld.core.periods import Week


@dataclass(frozen=True, slots=True)
class Line:
    """A title that says what it is, a note, and where it leads; or a button that does it at once."""

    title: str
    href: str = ""
    note: str = ""
    urgent: bool = False
    # A level is shown only when there is one to show; `shows_level` tells 'not established' from 'not about levels'.
    shows_level: bool = False
    level: int | None = None
    direction: str = ""
    phone: str = ""
    action: str = ""
    button: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where somebody works: the own municipality if there is one, the own area, and what lies around it."""

    organisation: Organisation
    municipality: str
    area: str
    codes: frozenset[str]
    around: frozenset[str]

    def is_home(self, codes: Iterable[str]) -> bool:
        """Whether something plays in the own area, and not only near it."""
        return not self.codes.isdisjoint(codes)


def ground_of(organisation: Organisation) -> Ground:
    """A municipality looks at itself and its district; others at the area they work for."""
    is_municipality = organisation.kind == OrganisationKind.MUNICIPALITY.value
    municipality = organisation.area_code if is_municipality else ""
    try:
        codes = areas.codes_in(organisation.area_code)
        wider = [one.code for one in areas.parents(organisation.area_code) if one.level == Level.DISTRICT]
    except NotKnown:
        return Ground(organisation, municipality, organisation.area_code, frozenset(), frozenset())
    around = areas.codes_in(wider[0]) if is_municipality and wider else codes
    return Ground(organisation, municipality, organisation.area_code, codes, around)


def day_and_hour(at: datetime) -> str:
    """`woensdag 25 november, 17.00 uur`, in the language of the page."""
    local = localtime(at)
    parts = {"day": formats.date_format(local, "l j F"), "time": formats.time_format(local)}
    return _("%(day)s at %(time)s") % parts


def day(at: datetime) -> str:
    return formats.date_format(localtime(at), "l j F")


def week_number(week: Week | str) -> int:
    return (Week.parse(week) if isinstance(week, str) else week).number
