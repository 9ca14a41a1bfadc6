"""From rows to drafts: what each cell means, and what is wrong with a row, by row and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.rules import Level, level_of, plain
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.refusals import Reason
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.signals.imports.columns import Column
from eenheidsbeeld.signals.imports.tables import Row, Table, Value
from eenheidsbeeld.signals.imports.values import NotADate, read_moment, read_text, read_time
from eenheidsbeeld.signals.intake import SignalDraft
from eenheidsbeeld.signals.intake.receive import why_refused
from eenheidsbeeld.signals.rules import Basis, Channel, ContentGrade, SourceGrade

GRADES_OF_SOURCE = {"betrouwbaar": "reliable", "onbekend": "unknown", "twijfelachtig": "doubtful"}
GRADES_OF_CONTENT = {
    "bevestigd": "confirmed",
    "aannemelijk": "plausible",
    "onbevestigd": "unconfirmed",
    "tegengesproken": "contradicted",
}
BASES = {"ervaren": "experienced", "aangetoond": "evidenced", "mogelijk": "potential"}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a row, and in which column; the cell itself is not repeated."""

    row: int
    column: str
    reason: Reason
    is_error: bool = True


@dataclass(frozen=True, slots=True)
class Read:
    """A row as a draft, or without one when it cannot be taken in."""

    number: int
    draft: SignalDraft | None = field(repr=False)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Sender:
    """For whom the rows are read."""

    organisation: int
    membership: int
    area_code: str
    practice_run: bool = False


def read_rows(table: Table, columns: Mapping[int, Column], *, sender: Sender, at: datetime) -> Iterator[Read]:
    """Each row as a draft, in order; a bad row does not keep the others out."""
    names = municipality_names()
    kinds = {label.casefold(): code for code, label in phenomena.labels().items()} | {
        code: code for code in phenomena.codes()
    }
    for row in table.rows:
        yield _Reader(table, columns, row, names, kinds, sender, at).read()


def municipality_names() -> dict[str, str]:
    """Codes of municipalities by plain name; a name that two have is left out, so that it is asked for."""
    found: dict[str, str] = {}
    for code, name in areas.options(Level.MUNICIPALITY):
        found[plain(name)] = code
        found[code.lower()] = code
    return found


class _Reader:
    def __init__(
        self,
        table: Table,
        columns: Mapping[int, Column],
        row: Row,
        names: Mapping[str, str],
        kinds: Mapping[str, str],
        sender: Sender,
        at: datetime,
    ) -> None:
        self.table, self.columns, self.row = table, columns, row
        self.names, self.kinds, self.sender, self.at = names, kinds, sender, at
        self.problems: list[Problem] = []

    def read(self) -> Read:
        text = self._text()
        event, time_known = self._event()
        draft = SignalDraft(
            text=text,
            organisation=self.sender.organisation,
            channel=Channel.IMPORT,
            source_key=f"import:{self.sender.organisation}",
            reported_at=self._reported(),
            area_code=self._area(),
            fallback_area=self.sender.area_code if self.sender.area_code.startswith("GM") else "",
            event_from=event,
            event_time_known=time_known,
            brought_in_by=self.sender.membership,
            link=self._link(),
            phenomenon=self._phenomenon(),
            basis=self._basis(),
            source_grade=SourceGrade(self._grade(Column.SOURCE_GRADE, GRADES_OF_SOURCE, "unknown")),
            content_grade=ContentGrade(self._grade(Column.CONTENT_GRADE, GRADES_OF_CONTENT, "unconfirmed")),
            practice_run=self.sender.practice_run,
        )
        if not any(one.is_error for one in self.problems) and (reason := why_refused(draft)):
            self._problem(Column.TEXT, reason)
        bad = any(one.is_error for one in self.problems)
        return Read(self.row.number, None if bad else draft, tuple(self.problems))

    def _value(self, column: Column) -> Value:
        for index, meaning in self.columns.items():
            if meaning == column and index < len(self.row.values):
                return self.row.values[index]
        return None

    def _problem(self, column: Column, reason: Reason, *, is_error: bool = True) -> None:
        index = next((at for at, meaning in self.columns.items() if meaning == column), None)
        head = self.table.head[index] if index is not None else ""
        self.problems.append(Problem(self.row.number, head, reason, is_error))

    def _text(self) -> str:
        """The text with what belongs to it below; a place named in a column is said in the text, so it is found."""
        parts = [read_text(self._value(Column.TEXT))]
        for index, meaning in self.columns.items():
            if meaning == Column.TEXT_MORE and index < len(self.row.values):
                parts.append(read_text(self.row.values[index]))
        place = read_text(self._value(Column.PLACE))
        if place and place.casefold() not in " ".join(parts).casefold():
            parts.append(f"({place})")
        return "\n".join(part for part in parts if part) if parts[0] else ""

    def _event(self) -> tuple[datetime | None, bool]:
        today = self.at.astimezone(DUTCH_TIME).date()
        moment = self._moment(Column.DATE, today)
        if moment is None:
            return None, False
        at, known = moment
        hour = self._time()
        if hour is not None:
            return datetime.combine(at.date(), hour, DUTCH_TIME), True
        return at, known

    def _moment(self, column: Column, today: date) -> tuple[datetime, bool] | None:
        try:
            found = read_moment(self._value(column), today=today)
        except NotADate:
            self._problem(column, _("This is not a date that can be read. Write it as 3-12-2026."))
            return None
        if found is None:
            return None
        if abs(found.at.year - today.year) > 5:
            self._problem(column, _("This date is more than five years away. Is the year right?"))
            return None
        if found.other_weekday:
            self._problem(column, _("The day of the week does not fit the date; the date was taken."), is_error=False)
        return found.at, found.time_known

    def _time(self) -> time | None:
        try:
            return read_time(self._value(Column.TIME))
        except NotADate:
            self._problem(Column.TIME, _("This is not a time that can be read. Write it as 14.30."), is_error=False)
            return None

    def _reported(self) -> datetime:
        moment = self._moment(Column.REPORTED, self.at.astimezone(DUTCH_TIME).date())
        return min(moment[0], self.at) if moment else self.at

    def _area(self) -> str:
        typed = read_text(self._value(Column.AREA))
        if not typed:
            return ""
        found = self.names.get(plain(typed.removeprefix("Gemeente ").removeprefix("gemeente ")))
        if found is None and level_of(typed) is None:
            self._problem(Column.AREA, _("This is not the name or code of a municipality."))
        return found or ""

    def _phenomenon(self) -> str:
        return self.kinds.get(read_text(self._value(Column.PHENOMENON)).casefold(), "")

    def _basis(self) -> tuple[str, ...]:
        typed = read_text(self._value(Column.BASIS)).casefold()
        return tuple(sorted(Basis(key).value for word, key in BASES.items() if word in typed))

    def _grade(self, column: Column, words: Mapping[str, str], unknown: str) -> str:
        typed = read_text(self._value(column)).casefold()
        return words.get(typed, typed if typed in words.values() else unknown)

    def _link(self) -> str:
        link = read_text(self._value(Column.LINK))
        return link if link.startswith(("https://", "http://")) and len(link) <= 500 and "@" not in link else ""
