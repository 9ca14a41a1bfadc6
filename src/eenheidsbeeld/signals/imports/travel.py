"""A file on its way in travels in the page itself, so that nothing is stored between looking and confirming.

What travels is signed: the page can bring back only what it was given, so it is read without distrust.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.core import signing
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.signals.actions import Counts
from eenheidsbeeld.signals.imports.columns import Column
from eenheidsbeeld.signals.imports.tables import Broken, NotReadable, Row, Table, Value

MOST_IN_PAGE = 8 * 1024 * 1024
SALT = "signals.import"
SHOWN_ROWS_LEFT = 30


@dataclass(frozen=True, slots=True)
class Sending:
    """One file on its way in: the rows still to come, and what became of the rows before them.

    `may_skip`: the file is too large to look through, so its sender may choose not to.
    """

    table: Table = field(repr=False)
    digest: str
    file_name: str
    organisation: int
    rows: int
    counts: Counts = field(default_factory=Counts)
    left_rows: tuple[int, ...] = ()
    columns: dict[int, Column] = field(default_factory=dict)
    may_skip: bool = False

    @property
    def has_begun(self) -> bool:
        """The first rows are in: from here on the columns mean what they meant for those."""
        return bool(self.columns)


def packed(sending: Sending) -> str:
    """The sending as text for a hidden field; refused when the page would grow too large to be sent."""
    content = signing.dumps(
        {
            "head": sending.table.head,
            "rows": [[row.number, [_plain(value) for value in row.values]] for row in sending.table.rows],
            "remarks": [str(remark) for remark in sending.table.remarks],
            "digest": sending.digest,
            "file_name": sending.file_name,
            "organisation": sending.organisation,
            "total": sending.rows,
            "counts": asdict(sending.counts),
            "left_rows": sending.left_rows,
            "may_skip": sending.may_skip,
            "columns": {str(index): column.value for index, column in sending.columns.items()},
        },
        salt=SALT,
        compress=True,
    )
    if len(content) > MOST_IN_PAGE:
        raise NotReadable(
            _(
                "This file is too large to look through on a page, and we keep nothing in between. Split it, for"
                " example by month, and send the parts one by one."
            )
        )
    return content


def unpacked(content: str, *, organisation: int) -> Sending:
    """The sending from the page; refused when it was changed on the way, or was another organisation's."""
    try:
        found = signing.loads(content, salt=SALT)
    except signing.BadSignature:
        raise NotReadable(_("The file did not come along. Choose it again.")) from None
    if found["organisation"] != organisation:
        raise NotReadable(_("You looked at this file for another organisation. Choose it again."))
    rows = tuple(Row(number, tuple(map(_value, values))) for number, values in found["rows"])
    return Sending(
        table=Table(tuple(found["head"]), rows, tuple(found["remarks"])),
        digest=found["digest"],
        file_name=found["file_name"],
        organisation=organisation,
        rows=found["total"],
        counts=Counts(**found["counts"]),
        left_rows=tuple(found["left_rows"]),
        columns={int(index): Column(value) for index, value in found["columns"].items()},
        may_skip=found["may_skip"],
    )


KINDS: dict[str, Callable[[str], Value]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "broken": Broken,
}


def _plain(value: Value) -> Any:
    """A value as JSON has it: what JSON does not know goes with the name of its kind."""
    if isinstance(value, datetime | date | time):
        return {type(value).__name__: value.isoformat()}
    return {"broken": value.value} if isinstance(value, Broken) else value


def _value(found: Any) -> Value:
    if isinstance(found, dict):
        [(kind, written)] = found.items()
        return KINDS[kind](written)
    shown: Value = found
    return shown
