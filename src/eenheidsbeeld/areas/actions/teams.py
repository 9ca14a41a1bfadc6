"""Fill in the basic team of a municipality where no public source names one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.areas import queries, rules
from eenheidsbeeld.areas.models import AreaVersion
from eenheidsbeeld.areas.rules import Certainty, Level, NotKnown, NotMendable
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Actor, Viewer

LONGEST_NAME = 80


@transaction.atomic
def set_basic_team(*, area: str, team: str, by: Actor, at: datetime) -> AreaVersion:
    """Say in which basic team municipality `area` lies: the name or code of a team, new names make a team.

    An empty `team` makes it unknown again. Holds for the newest division.
    """
    municipality = _for_change(area)
    if isinstance(by, Viewer):
        rules.check_may_set_team(by.roles, by.unit, municipality.unit, Certainty(municipality.basic_team_certainty))
    else:
        rules.check_team_is_open(Certainty(municipality.basic_team_certainty))
    before = municipality.basic_team
    municipality.basic_team = _team(team.strip(), municipality).code if team.strip() else ""
    municipality.basic_team_certainty = (Certainty.ENTERED if team.strip() else Certainty.UNKNOWN).value
    municipality.save(update_fields=["basic_team", "basic_team_certainty"])
    details = {"before": before, "after": municipality.basic_team}
    audit.record(event="basic_team_set", subject=municipality, by=by, at=at, details=details)
    queries.forget()
    transaction.on_commit(queries.forget)
    return municipality


def _for_change(code: str) -> AreaVersion:
    found = (
        AreaVersion.objects.select_for_update()
        .filter(code=code, year=queries.newest_year(), level=Level.MUNICIPALITY)
        .first()
    )
    if found is None:
        raise NotKnown(code, _("This is not a municipality of the newest division."))
    return found


def _team(named: str, municipality: AreaVersion) -> AreaVersion:
    """The team with this name or code, made when it is new; a team lies in one district."""
    if len(named) > LONGEST_NAME:
        raise NotMendable(_("The name of a basic team has at most 80 characters."))
    code = named if rules.level_of(named) == Level.BASIC_TEAM else rules.team_code(named)
    if rules.level_of(code) != Level.BASIC_TEAM:
        raise NotMendable(_("The name of a basic team has at least one letter."))
    known = AreaVersion.objects.filter(code=code, year=municipality.year).first()
    if known is None:
        return AreaVersion.objects.create(
            level=Level.BASIC_TEAM.value,
            code=code,
            year=municipality.year,
            name=named,
            unit=municipality.unit,
            district=municipality.district,
        )
    if (known.unit, known.district) != (municipality.unit, municipality.district):
        raise NotMendable(_("This basic team lies in another police district."))
    return known
