"""What a person chose for a row while looking at it: which municipality, and which day.

Nothing chosen means: as it was read. What is chosen does not change which row it is, so that the same file twice
still adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.rules import Level, plain
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.refusals import Reason
from eenheidsbeeld.signals.imports.values import NotADate, read_moment, read_time
from eenheidsbeeld.signals.intake import SignalDraft
from eenheidsbeeld.signals.intake.moments import NO_DATE, moment_of

MOST_YEARS_AWAY = 5
NO_MUNICIPALITY = _("This is no municipality that we know. Choose one from the list.")
NO_DAY = _("This is not a date that can be read. Write it as 3-12-2026.")
TOO_FAR = _("This date is more than five years away. Mend the year.")
NO_TIME = _("This is not a time that can be read. Write it as 14.30.")
TIME_ALONE = _("Here stands a time without a day. Fill in the day too.")


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen. What was typed stays as it was typed: the page shows it again beside what is wrong."""

    place_code: str = ""
    found_from: datetime | None = None
    no_date: bool = False
    mended_from: datetime | None = None
    mended_time_known: bool = False
    municipality: str = field(default="", repr=False)
    day: str = field(default="", repr=False)
    hour: str = field(default="", repr=False)
    wrong: Mapping[str, Reason] = field(default_factory=dict)

    def put_on(self, draft: SignalDraft) -> SignalDraft:
        return replace(
            draft,
            place_code=self.place_code,
            found_from=self.found_from,
            no_date=self.no_date,
            mended_from=self.mended_from,
            mended_time_known=self.mended_time_known,
        )


AS_READ = Choice()


def choice_of(
    *, place: str, municipality: str, when: str, day: str, hour: str, names: Mapping[str, str], today: date
) -> Choice:
    """The choice as the page sent it; what was typed goes before what was ticked. `names` are codes by plain name."""
    municipality, day, hour = municipality.strip()[:80], day.strip()[:40], hour.strip()[:20]
    if not (place or municipality or when or day or hour):
        return AS_READ
    code, wrong_place = _municipality(municipality or place, names) if municipality or place else ("", {})
    mended, known, wrong_day = _mended(day, hour, today)
    return Choice(
        place_code=code,
        found_from=moment_of(when),
        no_date=when == NO_DATE and mended is None,
        mended_from=mended,
        mended_time_known=known,
        municipality=municipality,
        day=day,
        hour=hour,
        wrong={**wrong_place, **wrong_day},
    )


def municipalities() -> Iterable[str]:
    """The names to choose from."""
    return [name for _code, name in areas.options(Level.MUNICIPALITY)]


def _municipality(said: str, names: Mapping[str, str]) -> tuple[str, dict[str, Reason]]:
    found = names.get(plain(said.removeprefix("Gemeente ").removeprefix("gemeente ")), "")
    return found, {} if found else {"area": NO_MUNICIPALITY}


def _mended(day: str, hour: str, today: date) -> tuple[datetime | None, bool, dict[str, Reason]]:
    """The moment that was typed, and whether the hour is known."""
    try:
        clock = read_time(hour)
    except NotADate:
        return None, False, {"time": NO_TIME}
    if not day:
        return None, False, {"day": TIME_ALONE} if clock is not None else {}
    try:
        found = read_moment(day, today=today)
    except NotADate:
        found = None
    if found is None:
        return None, False, {"day": NO_DAY}
    if abs(found.at.year - today.year) > MOST_YEARS_AWAY:
        return None, False, {"day": TOO_FAR}
    at = datetime.combine(found.at.date(), clock if clock is not None else found.at.time() or time(), DUTCH_TIME)
    return at, clock is not None or found.time_known, {}
