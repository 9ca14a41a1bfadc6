"""What the sender looks at before a file is taken in: cleaned rows with their masks, and what is wrong per row."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.signals.imports.columns import Column
from eenheidsbeeld.signals.imports.rows import Problem, Read, Sender, read_rows
from eenheidsbeeld.signals.imports.tables import MOST_BYTES, NotReadable, Table
from eenheidsbeeld.signals.intake import SignalDraft, steps
from eenheidsbeeld.signals.intake.preview import Part, parts_of
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.text.findings import DUTCH_KIND, Kind

SHOWN_ROWS = 50
SHOWN_PROBLEMS = 100
MOST_IN_PAGE = 6 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class RowMask:
    """A mask in a row of the preview, with a box to put the words back."""

    value: str
    original: str = field(repr=False)
    label: str
    lifted: bool


@dataclass(frozen=True, slots=True)
class PreviewRow:
    number: int
    parts: tuple[Part, ...] = field(repr=False)
    masks: tuple[RowMask, ...] = field(repr=False)
    area: str
    when: datetime | None
    time_known: bool


@dataclass(frozen=True, slots=True)
class ImportPreview:
    rows: tuple[PreviewRow, ...]
    problems: tuple[Problem, ...]
    good: int
    bad: int
    known: int

    @property
    def more_rows(self) -> int:
        return max(0, self.good - len(self.rows))


def preview_of(
    table: Table,
    columns: Mapping[int, Column],
    *,
    sender: Sender,
    at: datetime,
    lifts: Collection[str] = (),
    words: Iterable[str] = (),
) -> ImportPreview:
    """Read all rows, clean the first of them, and count what is good, bad and already known."""
    reads = list(read_rows(table, columns, sender=sender, at=at))
    good = [one for one in reads if one.draft is not None]
    first = list(mended_rows(good[:SHOWN_ROWS], lifts=lifts, words=words))
    cleaned = steps.clean([one.draft for one in first if one.draft is not None])
    names = areas.names_of({found.place.area_code for found in cleaned} | {sender.area_code})
    shown = [
        PreviewRow(
            number=one.number,
            parts=tuple(parts_of(found.original, found.masks)),
            masks=_masks(one.number, found),
            area=names.get(found.place.area_code or sender.area_code, ""),
            when=found.when.first,
            time_known=found.when.time_known,
        )
        for one, found in zip(first, cleaned, strict=True)
    ]
    problems = [problem for one in reads for problem in one.problems]
    return ImportPreview(
        rows=tuple(shown),
        problems=tuple(problems[:SHOWN_PROBLEMS]),
        good=len(good),
        bad=len(reads) - len(good),
        known=_known(good),
    )


def mended_rows(reads: Iterable[Read], *, lifts: Collection[str], words: Iterable[str]) -> Iterable[Read]:
    """The rows with masks put back (`14:3-9`: row 14, letters 3 to 9) and with words masked in every row."""
    wanted = [word for word in words if word.strip()]
    by_row: dict[int, list[tuple[int, int]]] = {}
    for value in lifts:
        row, _colon, span = value.partition(":")
        start, _dash, end = span.partition("-")
        if row.isdecimal() and start.isdecimal() and end.isdecimal() and len(value) < 30:
            by_row.setdefault(int(row), []).append((int(start), int(end)))
    for one in reads:
        if one.draft is None:
            yield one
            continue
        text = steps.tidy(one.draft.text)
        added = steps.spans_of(text, wanted) if wanted else ()
        lifted = tuple(sorted(by_row.get(one.number, ())))
        yield replace(one, draft=replace(one.draft, text=text, lifted=lifted, added=added))


def drafts_of(reads: Iterable[Read]) -> Iterable[SignalDraft]:
    return (one.draft for one in reads if one.draft is not None)


def _masks(number: int, found: steps.Cleaned) -> tuple[RowMask, ...]:
    both = [(mask, False) for mask in found.masks] + [(mask, True) for mask in found.lifted]
    return tuple(
        RowMask(
            value=f"{number}:{mask.start}-{mask.end}",
            original=found.original[mask.start : mask.end],
            label=DUTCH_KIND[Kind(mask.kind)],
            lifted=lifted,
        )
        for mask, lifted in sorted(both, key=lambda pair: pair[0].start)
    )


def _known(good: list[Read]) -> int:
    """How many rows were brought in before; they will not be added again."""
    prints = [replace(one.draft, text=steps.tidy(one.draft.text)).fingerprint() for one in good if one.draft]
    count = 0
    for start in range(0, len(prints), 900):
        count += Signal.objects.filter(fingerprint__in=prints[start : start + 900]).count()
    return count


# --- The file travels in the page --------------------------------------------------------------------


def packed(content: bytes) -> str:
    """The file as text for a hidden field, so that nothing is stored in between; empty when it is too large."""
    small = zlib.compress(content, 6)
    return base64.b64encode(small).decode() if len(small) <= MOST_IN_PAGE else ""


def unpacked(text: str) -> bytes:
    """The file from the page, within the same limit as an upload."""
    from django.utils.translation import gettext_lazy as _

    problem = NotReadable(_("The file did not come along. Choose it again."))
    try:
        undo = zlib.decompressobj()
        content = undo.decompress(base64.b64decode(text, validate=True), MOST_BYTES + 1)
    except (zlib.error, binascii.Error, ValueError):
        raise problem from None
    if len(content) > MOST_BYTES or not content:
        raise problem
    return content
