"""What can be held and on which ground: one record, or all that belongs to an area or a subject in a period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.refusals import Refusal

AREA, SUBJECT = "area", "subject"


class HeldAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This is held already. Lift the hold that runs first, or leave it as it is."))


class HoldEnded(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This hold was lifted already. Open the page again to see how it stands."))


class HoldNeeded(Refusal):
    """Something else that runs rests on this hold."""

    def __init__(self) -> None:
        super().__init__(
            _("A Woo request that runs still needs what this holds. Lift the hold once that request is closed.")
        )


class KeptByHold(Refusal):
    """A hold stands in the way of destroying by hand."""

    def __init__(self) -> None:
        super().__init__(_("A hold keeps this. The privacy officer who placed it has to lift it first."))


class PeriodBackwards(Refusal):
    def __init__(self) -> None:
        super().__init__(_("The last day lies before the first. Turn them round."))


@dataclass(frozen=True, slots=True)
class HeldPeriod:
    """An area or a subject with its days, both included. The key says all of it, so the log can bring it back."""

    code: str
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise PeriodBackwards()

    @property
    def key(self) -> str:
        return f"{self.code}:{self.first:%Y%m%d}-{self.last:%Y%m%d}"

    @classmethod
    def parse(cls, key: str) -> HeldPeriod:
        code, _colon, days = key.rpartition(":")
        first, _dash, last = days.partition("-")
        return cls(code, _day(first), _day(last))

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.first, time(), DUTCH_TIME)

    @property
    def ends_at(self) -> datetime:
        """Exclusive."""
        return datetime.combine(self.last + timedelta(days=1), time(), DUTCH_TIME)

    @property
    def last_moment(self) -> datetime:
        """Within the last day, to show that day."""
        return datetime.combine(self.last, time(12), DUTCH_TIME)

    @property
    def years(self) -> Iterator[int]:
        return iter(range(self.first.year, self.last.year + 1))


def _day(text: str) -> date:
    return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007, a day has no zone
