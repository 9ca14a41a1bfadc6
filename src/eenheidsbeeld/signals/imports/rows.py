"""From rows to drafts: what each cell means, and what is wrong with a row, by row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.rules import Level, plain
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.refusals import Reason
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.signals.imports.columns import Column
from eenheidsbeeld.signals.imports.tables import Broken, Row, Table, Value
from eenheidsbeeld.signals.imports.values import NotADate, read_moment, read_text, read_time
from eenheidsbeeld.signals.intake import SignalDraft
from eenheidsbeeld.signals.intake.codes import municipality_of
from eenheidsbeeld.signals.intake.receive import why_refused
from eenheidsbeeld.signals.rules import Basis, Channel, ContentGrade, SourceGrade

GRADES_OF_SOURCE = {"betrouwbaar": "reliable", "onbekend": "unknown", "twijfelachtig": "doubtful"}
GRADES_OF_CONTENT = {
    "bevestigd": "confirmed",
    "aannemelijk": "plausible",
    "onbevestigd": "unconfirmed",
    "tegengesproken": "contradicted",
}
BROKEN: dict[Broken, Reason] = {
    Broken.FORMULA: _("Here stands a formula without an outcome. Open the file in Excel, save it and send it again."),
    Broken.ERROR: _("Excel shows an error here, such as #N/B. Mend the cell or make it empty."),
}
WIDER_THAN_THE_HEAD = _(
    "This row has more cells than there are headings. The last ones are left out. Put quotation marks around the"
    " text."
)
# A letter that was lost, and é or ë as they look after a wrong encoding.
_GARBLED = re.compile("\ufffd|Ã[\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŸ]")
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


def looks_garbled(text: str) -> bool:
    return _GARBLED.search(text) is not None


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
        reported = self._reported()
        self._check_width()
        draft = SignalDraft(
            text=text,
            organisation=self.sender.organisation,
            channel=Channel.IMPORT,
            source_key=f"import:{self.sender.organisation}",
            reported_at=reported or self.at,
            said_on=reported.astimezone(DUTCH_TIME).date() if reported else None,
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
            if meaning == column:
                return self._cell(index)
        return None

    def _cell(self, index: int) -> Value:
        """The value in a column; a cell that shows none is a problem, told once."""
        value = self.row.values[index] if index < len(self.row.values) else None
        if isinstance(value, Broken):
            self._problem_at(index, BROKEN[value])
            return None
        if isinstance(value, str) and looks_garbled(value):
            self._problem_at(index, _("Some letters could not be read here. Compare with the file."), is_error=False)
        return value

    def _problem(self, column: Column, reason: Reason, *, is_error: bool = True) -> None:
        index = next((at for at, meaning in self.columns.items() if meaning == column), None)
        self._problem_at(index, reason, is_error=is_error)

    def _problem_at(self, index: int | None, reason: Reason, *, is_error: bool = True) -> None:
        head = self.table.head[index] if index is not None else ""
        told = Problem(self.row.number, head, reason, is_error)
        if all((one.column, str(one.reason)) != (head, str(reason)) for one in self.problems):
            self.problems.append(told)

    def _check_width(self) -> None:
        """A row wider than the head: usually a separator in the text, so that a part of it stands beside it."""
        if any(value is not None for value in self.row.values[len(self.table.head) :]):
            self.problems.append(Problem(self.row.number, "", WIDER_THAN_THE_HEAD, is_error=False))

    def _text(self) -> str:
        """The text with what belongs to it below; a place named in a column is said in the text, so it is found."""
        parts = [read_text(self._value(Column.TEXT))]
        for index, meaning in self.columns.items():
            if meaning == Column.TEXT_MORE:
                parts.append(read_text(self._cell(index)))
        place = read_text(self._value(Column.PLACE))
        if place and place.casefold() not in " ".join(parts).casefold():
            parts.append(f"({place})")
        return "\n".join(part for part in parts if part) if parts[0] else ""

    def _event(self) -> tuple[datetime | None, bool]:
        today = self.at.astimezone(DUTCH_TIME).date()
        moment = self._moment(Column.DATE, today)
        hour = self._time()
        if moment is None:
            if hour is not None:
                reason = _("Here stands a time without a day. Write the day too; now the time is left out.")
                self._problem(Column.TIME, reason, is_error=False)
            return None, False
        at, known = moment
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
            self._problem(column, _("This date is more than five years away. Mend the year."))
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

    def _reported(self) -> datetime | None:
        moment = self._moment(Column.REPORTED, self.at.astimezone(DUTCH_TIME).date())
        return min(moment[0], self.at) if moment else None

    def _area(self) -> str:
        typed = read_text(self._value(Column.AREA))
        if not typed:
            return ""
        found = self.names.get(plain(typed.removeprefix("Gemeente ").removeprefix("gemeente ")))
        found = found or self.names.get(municipality_of(typed.upper()).lower())
        if found is None:
            reason = _("This is no municipality that we know. Write its name, such as Woerden, or its code.")
            self._problem(Column.AREA, reason)
        return found or ""

    def _phenomenon(self) -> str:
        typed = read_text(self._value(Column.PHENOMENON))
        found = self.kinds.get(typed.casefold(), "")
        if typed and not found:
            self._left_out(Column.PHENOMENON, _("This kind of unrest is not in the list. The analyst chooses one."))
        return found

    def _basis(self) -> tuple[str, ...]:
        typed = read_text(self._value(Column.BASIS)).casefold()
        found = tuple(sorted(Basis(key).value for word, key in BASES.items() if word in typed))
        if typed and not found:
            self._left_out(Column.BASIS, _("Write here: ervaren, aangetoond or mogelijk. Now it is left empty."))
        return found

    def _grade(self, column: Column, words: Mapping[str, str], unknown: str) -> str:
        typed = read_text(self._value(column)).casefold()
        if typed and typed not in words and typed not in words.values():
            allowed = ", ".join(words)
            self._left_out(
                column, _("Write here one of: %(allowed)s. Now it counts as unknown.") % {"allowed": allowed}
            )
        return words.get(typed, typed if typed in words.values() else unknown)

    def _link(self) -> str:
        link = read_text(self._value(Column.LINK))
        if link.startswith(("https://", "http://")) and len(link) <= 500 and "@" not in link:
            return link
        if link:
            self._left_out(Column.LINK, _("This is not the address of a web page. It is left out."))
        return ""

    def _left_out(self, column: Column, reason: Reason) -> None:
        self._problem(column, reason, is_error=False)
