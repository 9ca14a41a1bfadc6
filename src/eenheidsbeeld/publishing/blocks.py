"""What an edition is made of: neutral blocks, frozen in one snapshot, drawn by several renderers.

A block says what is meant, never how it looks. All text is plain text: no renderer reads markup in it.
A snapshot becomes the same bytes each time (`to_json`), so its hash proves what was released.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import get_args

from eenheidsbeeld.core.judgement import Confidence, Direction, Likelihood
from eenheidsbeeld.publishing.plain import SnapshotNotValid, plain, read_plain
from eenheidsbeeld.publishing.rules import EditionState

FORMAT = 1
LEVELS = (0, 1, 2, 3, 4)

Cell = str | int | float | None


class LevelGap(StrEnum):
    """Why a level is missing: nobody set it, or nothing came in at all."""

    NOT_SET = "not_set"
    NO_DATA = "no_data"


class ColumnKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    LEVEL = "level"
    DIRECTION = "direction"


class NoticeKind(StrEnum):
    INFORMATION = "information"
    WARNING = "warning"
    CORRECTION = "correction"
    URGENT = "urgent"


class Outcome(StrEnum):
    """What a partner answered when asked to agree to its part."""

    AGREED = "agreed"
    DISSENT = "dissent"
    LEFT_OUT = "left_out"
    NO_REACTION = "no_reaction"
    WAITING = "waiting"


class ChartSpec(StrEnum):
    """The charts we know how to draw; the order of the columns is part of the agreement.

    WEEKLY_COUNTS: week, count, expected from, expected to.
    WEEKLY_MULTIPLES: panel, week, count, expected from, expected to.
    BARS_WITH_USUAL: what, count, usual.
    """

    WEEKLY_COUNTS = "weekly_counts"
    WEEKLY_MULTIPLES = "weekly_multiples"
    BARS_WITH_USUAL = "bars_with_usual"


CHART_COLUMNS = {
    ChartSpec.WEEKLY_COUNTS: 4,
    ChartSpec.WEEKLY_MULTIPLES: 5,
    ChartSpec.BARS_WITH_USUAL: 3,
}


def _check_level(level: int | None, where: str) -> None:
    if level is not None and level not in LEVELS:
        raise SnapshotNotValid(f"{where}: level {level!r} is not one of {LEVELS}")


@dataclass(frozen=True)
class Heading:
    """A heading inside a section: level 3, or 4 below a 3 (the section itself is level 2)."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class KeyMessages:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """What a sentence rests on: counts, references of records, and where these can be opened."""

    signals: int = 0
    municipalities: int = 0
    situations: int = 0
    references: tuple[str, ...] = ()
    link: str = ""
    # What is said instead of numbers, in an edition that goes outside the circle.
    told: str = ""


@dataclass(frozen=True)
class Statement:
    """A sentence with what it rests on. With an author it is a judgement, and drawn as one; without, an account."""

    text: str
    author: str = ""
    likelihood: Likelihood | None = None
    confidence: Confidence | None = None
    confidence_reason: str = ""
    evidence: Evidence = Evidence()


@dataclass(frozen=True)
class BulletList:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Definition:
    term: str
    text: str


@dataclass(frozen=True)
class DefinitionList:
    items: tuple[Definition, ...]


@dataclass(frozen=True)
class Column:
    title: str
    kind: ColumnKind = ColumnKind.TEXT
    decimals: int = 0


@dataclass(frozen=True)
class Table:
    """Rows of cells; a number held back is a text ("minder dan 5") in a column of numbers."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    def __post_init__(self) -> None:
        _check_rows(self.caption, self.columns, self.rows)


@dataclass(frozen=True)
class LevelRow:
    """The level of one municipality; None is an answer ("niet vastgesteld"), `gap` says which."""

    area_code: str
    area_name: str
    level: int | None
    direction: Direction = Direction.UNKNOWN
    previous_level: int | None = None
    previous_week: str = ""
    reason: str = ""
    gap: LevelGap = LevelGap.NOT_SET

    def __post_init__(self) -> None:
        _check_level(self.level, self.area_name)
        _check_level(self.previous_level, self.area_name)


@dataclass(frozen=True)
class LevelTable:
    caption: str
    rows: tuple[LevelRow, ...]
    note: str = ""


@dataclass(frozen=True)
class MapArea:
    """One municipality on the map; the shape is found by its code when it is drawn."""

    code: str
    name: str
    level: int | None
    direction: Direction = Direction.UNKNOWN
    gap: LevelGap = LevelGap.NOT_SET

    def __post_init__(self) -> None:
        _check_level(self.level, self.name)


@dataclass(frozen=True)
class LevelMap:
    """Areas by level. `sentence` says in words what the map shows; `area_year` is the division used."""

    title: str
    sentence: str
    areas: tuple[MapArea, ...]
    area_year: int


@dataclass(frozen=True)
class ChartMark:
    """A named point in a chart: the unusual week, and what is said beside it."""

    week: str
    label: str
    panel: str = ""


@dataclass(frozen=True)
class Chart:
    """A chart is its table: the picture is drawn from `rows` and from nothing else."""

    spec: ChartSpec
    title: str
    subtitle: str
    source: str
    period: str
    sentence: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    marks: tuple[ChartMark, ...] = ()

    def __post_init__(self) -> None:
        if len(self.columns) != CHART_COLUMNS[self.spec]:
            raise SnapshotNotValid(f"{self.title}: {self.spec} needs {CHART_COLUMNS[self.spec]} columns")
        _check_rows(self.title, self.columns, self.rows)


@dataclass(frozen=True)
class Notice:
    kind: NoticeKind
    text: str


@dataclass(frozen=True)
class PartnerVoice:
    """What one partner answered, by which function (never a name), when, and in which words."""

    party: str
    outcome: Outcome
    function: str = ""
    at: datetime | None = None
    text: str = ""


@dataclass(frozen=True)
class Partners:
    voices: tuple[PartnerVoice, ...]


@dataclass(frozen=True)
class Gap:
    """Nothing is known here, and we say so."""

    text: str


Block = (
    Heading
    | Paragraph
    | KeyMessages
    | Statement
    | BulletList
    | DefinitionList
    | Table
    | LevelTable
    | LevelMap
    | Chart
    | Notice
    | Partners
    | Gap
)


@dataclass(frozen=True)
class Section:
    key: str
    number: int
    title: str
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        above = 2
        for heading in (block for block in self.blocks if isinstance(block, Heading)):
            # A skipped level leaves screen readers guessing; the PDF standard refuses it too.
            if heading.level not in (3, 4) or heading.level > above + 1:
                raise SnapshotNotValid(f"{self.title}: heading {heading.text!r} has level {heading.level}")
            above = heading.level


@dataclass(frozen=True)
class Snapshot:
    """One edition as it will be read; frozen, so that all renderings tell the same."""

    title: str
    kind: str
    area_name: str
    area_code: str
    week: str
    period: str
    version: int
    state: EditionState
    marking: str
    regime_note: str
    owner: str
    sections: tuple[Section, ...]
    reference: str = ""
    released_at: datetime | None = None
    keep_until: date | None = None
    invented: bool = False
    language: str = "nl"

    @property
    def is_released(self) -> bool:
        return self.state in (EditionState.RELEASED, EditionState.SUPERSEDED)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(to_json(self)).hexdigest()


def _check_rows(where: str, columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...]) -> None:
    for number, row in enumerate(rows, start=1):
        if len(row) != len(columns):
            raise SnapshotNotValid(f"{where}: row {number} has {len(row)} cells, not {len(columns)}")
        for column, cell in zip(columns, row, strict=True):
            if column.kind is ColumnKind.LEVEL and isinstance(cell, int):
                _check_level(cell, where)


BLOCK_TYPES: dict[str, type] = {cls.__name__: cls for cls in get_args(Block)}


def to_json(snapshot: Snapshot) -> bytes:
    """The snapshot as bytes: the same snapshot always gives the same bytes."""
    # ASCII, so that even a broken character in someone's text survives the round trip.
    content = {"format": FORMAT, "snapshot": plain(snapshot, BLOCK_TYPES)}
    return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def from_json(content: bytes | str) -> Snapshot:
    """Read back what `to_json` wrote; refuses what it does not know."""
    data = json.loads(content)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise SnapshotNotValid("this is not a snapshot of a format that we know")
    snapshot: Snapshot = read_plain(Snapshot, data["snapshot"], "snapshot", BLOCK_TYPES)
    return snapshot
