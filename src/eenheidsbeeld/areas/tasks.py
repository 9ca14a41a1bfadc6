"""Which codes lie within an area, told to the rooms below: a hold on a district keeps its municipalities too."""

from __future__ import annotations

from collections.abc import Iterable

from eenheidsbeeld.areas import queries
from eenheidsbeeld.areas.rules import Level, NotKnown
from eenheidsbeeld.core import retention

LEVELS = (Level.MUNICIPALITY, Level.BASIC_TEAM, Level.DISTRICT)


def codes_within(code: str, years: Iterable[int]) -> set[str]:
    """In the divisions of these years together, since records keep the code of their own year."""
    found = {code}
    for year in years:
        try:
            found |= queries.codes_in(code, year=year)
            found.update(
                one.code for level in LEVELS for one in queries.areas_of_level(level, within=code, year=year)
            )
        except NotKnown:
            continue
    return found


retention.areas_within_by(codes_within)
