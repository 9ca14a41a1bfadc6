"""What can go into a dossier, per kind of record: finding it, and its paragraphs as the organisation reads them.

A kind of record that comes later, such as the advice of a triangle, adds one `Source` to `SOURCES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from eenheidsbeeld.accountability.queries import digest_of
from eenheidsbeeld.core.periods import DUTCH_TIME, Week
from eenheidsbeeld.core.references import shown_reference
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.openness.labels import KIND_LABELS, PLACE_LABELS
from eenheidsbeeld.openness.models import WooDocument
from eenheidsbeeld.openness.rules import Kind
from eenheidsbeeld.publishing import outward
from eenheidsbeeld.publishing import queries as publishing
from eenheidsbeeld.publishing.models import Edition
from eenheidsbeeld.publishing.render import reading
from eenheidsbeeld.sharing.models import Shared
from eenheidsbeeld.signals import queries as signals
from eenheidsbeeld.signals.filters import SignalFilters
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.situations import queries as situations
from eenheidsbeeld.situations.models import Situation
from eenheidsbeeld.situations.queries import SituationFilter

MOST_OF_A_KIND = 200
OPENING = 160


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: each empty value sets no limit."""

    words: str = ""
    area: str = ""
    phenomenon: str = ""
    first: date | None = None
    last: date | None = None

    def period(self, field: str) -> dict[str, datetime]:
        limits = {}
        if self.first:
            limits[f"{field}__gte"] = datetime.combine(self.first, time(), DUTCH_TIME)
        if self.last:
            limits[f"{field}__lt"] = datetime.combine(self.last + timedelta(days=1), time(), DUTCH_TIME)
        return limits


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph: where it stands, what it says, and whose words it is.

    `rows`: the same words as people read them where a row of a table is one line; the digest is of `text`.
    """

    place: str
    text: str
    owner: int
    rows: str = ""

    @property
    def shown(self) -> str:
        return self.rows or self.text

    @property
    def digest(self) -> str:
        return digest_of(self.text)


@dataclass(frozen=True, slots=True)
class Found:
    """A record that could be part of the dossier."""

    kind: Kind
    key: str
    title: str
    made_on: date
    record: Shared
    # Its first words, so that a person can see what it is about.
    opening: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    find: Callable[[Viewer, Asked], list[Found]]
    get: Callable[[Viewer, str], Found | None]
    passages: Callable[[Viewer, Shared], Iterator[Passage]]


def _day(moment: datetime) -> date:
    return moment.astimezone(DUTCH_TIME).date()


# --- Signals: the text that this organisation reads, which of another's police signal is the released wording ------


def _signals(viewer: Viewer) -> QuerySet[Signal]:
    return signals.readable(viewer).select_related("owner")


def _as_signal(row: Signal) -> Found:
    title, opening = _coded(Kind.SIGNAL, row.reference), _short(row.shown_text)  # type: ignore[attr-defined]
    return Found(Kind.SIGNAL, row.reference, title, _day(row.received_at), row, opening)


def _find_signals(viewer: Viewer, asked: Asked) -> list[Found]:
    wanted = SignalFilters(words=asked.words, area=asked.area, phenomenon=asked.phenomenon)
    rows = signals.narrowed(viewer, wanted).filter(**asked.period("received_at")).select_related("owner")
    return [_as_signal(row) for row in rows.order_by("received_at", "pk")[:MOST_OF_A_KIND]]


def _get_signal(viewer: Viewer, key: str) -> Found | None:
    row = _signals(viewer).filter(reference=key).first()
    return _as_signal(row) if row else None


def _of_signal(_viewer: Viewer, record: Shared) -> Iterator[Passage]:
    assert isinstance(record, Signal)
    yield Passage("text", record.shown_text, record.owner_id)  # type: ignore[attr-defined]


# --- Situations: title, summary, facts and assessments, each the words of whoever wrote them ----------------------


def _as_situation(row: Situation) -> Found:
    title = _coded(Kind.SITUATION, row.reference)
    return Found(Kind.SITUATION, row.reference, title, _day(row.started_at), row, _short(row.title))


def _find_situations(viewer: Viewer, asked: Asked) -> list[Found]:
    wanted = SituationFilter(gebied=asked.area, onderwerp=asked.phenomenon, zoek=asked.words, stand="alle")
    rows = situations.narrowed(viewer, wanted).filter(**asked.period("started_at")).select_related("owner")
    return [_as_situation(row) for row in rows.order_by("started_at", "pk")[:MOST_OF_A_KIND]]


def _get_situation(viewer: Viewer, key: str) -> Found | None:
    row = situations.narrowed(viewer, SituationFilter(stand="alle")).filter(reference=key).first()
    return _as_situation(row) if row else None


def _of_situation(_viewer: Viewer, record: Shared) -> Iterator[Passage]:
    assert isinstance(record, Situation)
    for field in ("title", "summary", "closed_because"):
        yield Passage(field, getattr(record, field), record.owner_id)
    for fact in record.facts.select_related("by").order_by("at", "pk"):
        yield Passage(f"fact:{fact.reference}", fact.text, fact.by.organisation_id)
    for one in record.assessments.select_related("by").order_by("at", "pk"):
        for field in ("text", "expectation", "confidence_reason"):
            yield Passage(f"{field}:{one.reference}", getattr(one, field), one.by.organisation_id)


# --- Released editions: every block of the frozen content ---------------------------------------------------------


def _as_edition(row: Edition) -> Found:
    assert row.released_at is not None
    week = Week.parse(row.week)
    parts = [row.publication.title, f"week {week.number} van {week.year}"]
    parts += [f"extra editie {row.number}"] if row.number else []
    title = ", ".join([*parts, f"versie {row.version}"])
    return Found(Kind.EDITION, row.reference, title, _day(row.released_at), row)


def _find_editions(viewer: Viewer, asked: Asked) -> list[Found]:
    rows = publishing.released_editions(viewer).filter(content_destroyed_at=None, **asked.period("released_at"))
    words = asked.words.casefold().split()
    found = [row for row in rows[:MOST_OF_A_KIND] if not words or _says(viewer, row, words)]
    return [_as_edition(row) for row in reversed(found)]


def _says(viewer: Viewer, row: Edition, words: list[str]) -> bool:
    said = " ".join(one.text for one in _of_edition(viewer, row)).casefold()
    return all(word in said for word in words)


def _get_edition(viewer: Viewer, key: str) -> Found | None:
    row = publishing.released_editions(viewer).filter(reference=key, content_destroyed_at=None).first()
    return _as_edition(row) if row else None


def _of_edition(_viewer: Viewer, record: Shared) -> Iterator[Passage]:
    assert isinstance(record, Edition)
    # What becomes public passes the way out for counts first: small numbers are held back (docs/methode.md 2.7).
    read = reading.read(outward.held_back(publishing.snapshot_of(record)))
    for section in read["sections"]:
        key = section["meta"]["key"]
        yield Passage(f"{key}:title", section["title"], record.owner_id)
        for number, block in enumerate(section["blocks"]):
            yield Passage(
                f"{key}:{number}", "\n".join(reading.texts(block)), record.owner_id, "\n".join(reading.lines(block))
            )


def _short(text: str) -> str:
    return text if len(text) <= OPENING else f"{text[:OPENING].rstrip()}…"


def _coded(kind: Kind, reference: str) -> str:
    return f"{KIND_LABELS[kind]} {shown_reference(reference)}"


SOURCES: dict[Kind, Source] = {
    Kind.SIGNAL: Source(_find_signals, _get_signal, _of_signal),
    Kind.SITUATION: Source(_find_situations, _get_situation, _of_situation),
    Kind.EDITION: Source(_find_editions, _get_edition, _of_edition),
}


# By what they are found when nobody looks: to hold them, and to let them end.
MODELS: dict[Kind, type[Signal] | type[Situation] | type[Edition]] = {
    Kind.SIGNAL: Signal, Kind.SITUATION: Situation, Kind.EDITION: Edition,
}  # fmt: skip


def label_of(kind: Kind, place: str) -> str:
    """What kind of text a paragraph of a situation is: on paper facts and assessments do not stand apart."""
    return str(PLACE_LABELS.get(place.partition(":")[0], "")) if kind == Kind.SITUATION else ""


def is_needed(kind: str, key: str) -> bool:
    """Whether a request that runs is about this record: its kind and key as the log knows them."""
    for ours, model in MODELS.items():
        if model._meta.label_lower == kind:
            references = model._default_manager.filter(pk=key).values("reference")
            return WooDocument.objects.filter(
                kind=ours.value, key__in=references, request__closed_at=None
            ).exists()  # fmt: skip
    return False


def find(viewer: Viewer, asked: Asked, kinds: tuple[Kind, ...]) -> list[Found]:
    """What this organisation has at hand; what it may not see is not among it."""
    return [one for kind in Kind if kind in kinds for one in SOURCES[kind].find(viewer, asked)]


def get(viewer: Viewer, kind: Kind, key: str) -> Found | None:
    return SOURCES[kind].get(viewer, key)


def passages(viewer: Viewer, found: Found) -> list[Passage]:
    return [one for one in SOURCES[found.kind].passages(viewer, found.record) if one.text.strip()]


def third_parties(viewer: Viewer, found: Found, said: list[Passage]) -> set[int]:
    """Whose words stand in it, other than the own organisation's: also partners that signed a part of an edition."""
    parties = {one.owner for one in said} | {found.record.owner_id}
    if isinstance(found.record, Edition):
        signed = found.record.sign_offs.exclude(by=None).select_related("by")
        parties |= {one.by.organisation_id for one in signed if one.by}
    return parties - {viewer.organisation}
