"""What the sender looks at before a part of a file is taken in: each row cleaned, with its masks to mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.signals import labels
from eenheidsbeeld.signals.imports.choosing import AS_READ, Choice
from eenheidsbeeld.signals.imports.mending import NOTHING, Mends, mended_rows, plain
from eenheidsbeeld.signals.imports.rows import Problem, Read, Sender
from eenheidsbeeld.signals.intake import steps
from eenheidsbeeld.signals.intake.moments import When, in_the_text
from eenheidsbeeld.signals.intake.preview import MaskLine, Part, lines_of, other_places, parts_of
from eenheidsbeeld.signals.intake.steps import Cleaned
from eenheidsbeeld.signals.intake.where import Found

MOST_REPEATED = 20
# Masks that rest on the look of the words alone: most likely to be no name at all.
ON_LOOKS_ALONE = frozenset(
    {"capitalised words in the shape of a name", "in the shape of a surname", "known surname", "in a row of names"}
)
NO_DAY, NOWHERE = When(), Found()


@dataclass(frozen=True, slots=True)
class LookedRow:
    """One row as it would be stored, with what the sender may change in it."""

    number: int
    parts: tuple[Part, ...] = field(repr=False)
    masks: tuple[MaskLine, ...] = field(repr=False)
    remarks: tuple[Problem, ...]
    area: str
    when: When = NO_DAY
    words: str = field(default="", repr=False)
    could_be_cleaned: bool = True
    # What may be meant instead; nothing when the place is sure, and no moments when the file gives the day.
    place: Found = NOWHERE
    places: tuple[tuple[str, str], ...] = ()
    moments: tuple[When, ...] = ()
    choice: Choice = AS_READ

    @property
    def field(self) -> str:
        """The field in which the script keeps the masks that hold."""
        return f"masks-{self.number}"

    @property
    def precision(self) -> str:
        return str(labels.PRECISION_LABELS[self.place.precision])

    @property
    def places_to_choose(self) -> list[tuple[str, str]]:
        """Before anybody chose also the likeliest itself, so that a person can say that it is right."""
        own = [] if self.choice.place_code else [(self.place.area_code, self.area)]
        return [*own, *self.places]

    @property
    def is_doubtful(self) -> bool:
        return self.asks_place or any(mask.holds and mask.reason in ON_LOOKS_ALONE for mask in self.masks)

    @property
    def asks_place(self) -> bool:
        """The text may mean another municipality, and nobody chose yet."""
        return bool(self.places) and not self.place.is_certain

    @property
    def asks_moment(self) -> bool:
        """The text names more than one moment, and nobody chose yet."""
        choice = self.choice
        return len(self.moments) > 1 and not (choice.found_from or choice.no_date or choice.mended_from)

    @property
    def asks(self) -> bool:
        return self.asks_place or self.asks_moment or bool(self.choice.wrong)

    @property
    def needs_a_look(self) -> bool:
        return bool(self.masks or self.remarks or self.asks or not self.could_be_cleaned)


@dataclass(frozen=True, slots=True)
class RepeatedWords:
    """Words that were masked in several rows of a part, or that were put back in every row."""

    words: str = field(repr=False)
    label: str
    rows: int
    is_back: bool


@dataclass(frozen=True, slots=True)
class Look:
    """A part of a file to look through: first the rows in which something was masked or remarked, then the rest."""

    rows: tuple[LookedRow, ...] = field(repr=False)
    wrong: tuple[LookedRow, ...] = field(repr=False)
    repeated: tuple[RepeatedWords, ...] = field(repr=False)

    @property
    def first(self) -> list[LookedRow]:
        """Doubt before what is sure, each in the order of the file."""
        return sorted((row for row in self.rows if row.needs_a_look), key=lambda row: not row.is_doubtful)

    @property
    def others(self) -> list[LookedRow]:
        return [row for row in self.rows if not row.needs_a_look]


def look_at(reads: Sequence[Read], *, sender: Sender, mends: Mends) -> Look:
    """Clean the rows of a part as they would be stored, with the masks mended so far."""
    changed = [one for one in mended_rows(reads, mends) if one.draft is not None]
    cleaned = steps.Work([one.draft for one in changed if one.draft is not None]).cleaned()
    found = [one for one in cleaned if one is not None]
    could_be = {code for one in found for code, _name, _score in one.place.candidates}
    codes = {one.place.area_code for one in found} | {sender.area_code} | could_be
    names = areas.full_names_of({code for code in codes if code})
    rows = [_row(read, one, names, mends) for read, one in zip(changed, cleaned, strict=True)]
    wrong = tuple(row for row in rows if row.choice.wrong)
    return Look(tuple(rows), wrong, tuple(_repeated(rows, mends)))


def _row(read: Read, found: Cleaned | None, names: dict[str, str], mends: Mends) -> LookedRow:
    if found is None or read.draft is None:
        return LookedRow(read.number, (), (), read.problems, "", could_be_cleaned=False)
    mend = mends.rows.get(read.number, NOTHING)
    area = found.place.area_code or read.draft.fallback_area
    return LookedRow(
        number=read.number,
        parts=tuple(parts_of(found, f"{read.number}:")),
        masks=tuple(lines_of(found, f"{read.number}:")),
        remarks=read.problems,
        area=names.get(area, ""),
        when=found.when,
        place=found.place,
        places=other_places(found, read.draft, area, names),
        moments=in_the_text(found.when) if read.draft.event_from is None and not mend.choice.mended_from else (),
        choice=mend.choice,
        # With a script these words are masks in the text by now; typed again they could not be put back there.
        words="" if mend.holding else "\n".join(mend.words),
    )


def _is_a_guess(mask: MaskLine) -> bool:
    """A name that the software saw; a number or an address is seldom wrong, and what a person masked is not."""
    return mask.kind == "person" and mask.reason != "added by a person"


def _repeated(rows: Sequence[LookedRow], mends: Mends) -> list[RepeatedWords]:
    """What one tick can put back in every row; the words as they stand in the first of them."""
    shown: dict[str, tuple[str, str]] = {}
    counted: Counter[str] = Counter()
    for row in rows:
        for key, mask in {plain(mask.original): mask for mask in row.masks if _is_a_guess(mask)}.items():
            shown.setdefault(key, (mask.original, mask.label))
            counted[key] += 1
    wanted = [(key, count) for key, count in counted.most_common() if count > 1 or key in mends.back]
    return [RepeatedWords(*shown[key], count, key in mends.back) for key, count in wanted[:MOST_REPEATED]]
