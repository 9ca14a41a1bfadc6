"""One box over what somebody may see: signals, situations, released editions and areas."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas import rules as area_rules
from eenheidsbeeld.areas.models import AreaVersion
from eenheidsbeeld.areas.rules import NotKnown
from eenheidsbeeld.core.references import ALPHABET, LENGTH, tidy_reference
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.desk.queries.editions import title_of
from eenheidsbeeld.publishing import queries as publishing
from eenheidsbeeld.publishing.models import Edition
from eenheidsbeeld.publishing.render import reading
from eenheidsbeeld.publishing.rules import EditionState
from eenheidsbeeld.sharing.queries import visible_to
from eenheidsbeeld.signals import queries as signals
from eenheidsbeeld.signals.filters import SignalFilters
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.search import words_in
from eenheidsbeeld.situations import queries as situations
from eenheidsbeeld.situations.models import Situation
from eenheidsbeeld.situations.queries import SituationFilter, SituationRow

KINDS = ("signalen", "situaties", "beelden", "gebieden")
IN_OVERVIEW, IN_ONE_KIND = 5, 30
MOST_EDITIONS = 20
LONGEST = 120
_REFERENCE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for, as it stands in the address."""

    words: str = ""
    kind: str = ""
    area: str = ""

    @classmethod
    def from_address(cls, query: Mapping[str, str]) -> Asked:
        kind, area = query.get("soort", ""), str(query.get("gebied", "")).strip()
        return cls(
            words=str(query.get("zoek", ""))[:LONGEST].strip(),
            kind=kind if kind in KINDS else "",
            area=area if area_rules.level_of(area) is not None else "",
        )

    def address(self, *, kind: str) -> str:
        values = {"zoek": self.words, "soort": kind, "gebied": self.area}
        return f"?{urlencode({name: value for name, value in values.items() if value})}"

    def for_log(self) -> dict[str, str]:
        """Where was looked, never the words that somebody typed."""
        return {"page": "search", **({"area": self.area} if self.area else {})}


@dataclass(frozen=True, slots=True)
class FoundEdition:
    edition: Edition
    title: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Results:
    signals: list[Signal] = field(default_factory=list)
    situations: list[SituationRow] = field(default_factory=list)
    editions: list[FoundEdition] = field(default_factory=list)
    areas: list[AreaVersion] = field(default_factory=list)
    more_signals: bool = False
    more_situations: bool = False
    names: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.signals or self.situations or self.editions or self.areas)


def where_it_leads(viewer: Viewer, typed: str) -> str:
    """The page of the record whose reference, or of the area whose code, was typed; else nothing."""
    if area_rules.level_of(typed.strip()) is not None:
        try:
            return reverse("desk:area", args=[areas.area(typed.strip()).code])
        except NotKnown:
            return ""
    reference = tidy_reference(typed)
    if not _REFERENCE.fullmatch(reference):
        return ""
    if signals.readable(viewer).filter(reference=reference).exists():
        return reverse("signals:signal", args=[reference])
    if visible_to(viewer, Situation.objects.filter(reference=reference)).exists():
        return reverse("situations:situation", args=[reference])
    if publishing.released_editions(viewer).filter(reference=reference).exists():
        return reverse("pictures:read", args=[reference])
    return ""


def search(viewer: Viewer, asked: Asked) -> Results:
    """A few of each kind, or more of one; only what this viewer may see, in the words that this viewer reads."""
    if not words_in(asked.words):
        return Results()
    size = IN_ONE_KIND if asked.kind else IN_OVERVIEW
    wants = {asked.kind} if asked.kind else set(KINDS)
    if not viewer.reads_content:
        wants &= {"gebieden"}
    page = (
        signals.list_signals(viewer, SignalFilters(words=asked.words, area=asked.area), size=size)
        if "signalen" in wants
        else None
    )
    running = (
        situations.list_situations(
            viewer, SituationFilter(zoek=asked.words, gebied=asked.area, stand="alle"), size=size
        )
        if "situaties" in wants
        else None
    )
    found, rows = page.signals if page else [], running.rows if running else []
    return Results(
        signals=found,
        situations=rows,
        editions=_editions(viewer, asked.words, size) if "beelden" in wants else [],
        areas=_areas(viewer, asked.words, size) if "gebieden" in wants else [],
        more_signals=bool(page and page.next_after),
        more_situations=bool(running and running.next_after),
        names=areas.names_of({one.area_code for one in found if one.area_code}),
    )


def _editions(viewer: Viewer, typed: str, most: int) -> list[FoundEdition]:
    """Released editions in whose frozen words, or title, all words occur; newest first."""
    words = words_in(typed)
    found = publishing.released_editions(viewer).filter(state=EditionState.RELEASED.value)
    for word in words:
        # The snapshot is kept in ASCII: a letter with an accent stands in it as its number.
        found = found.filter(snapshot__icontains=json.dumps(word)[1:-1])
    hits = []
    for edition in found[:MOST_EDITIONS]:
        excerpt = _excerpt(edition, words)
        if excerpt:
            hits.append(FoundEdition(edition, title_of(edition), excerpt))
        if len(hits) == most:
            break
    return hits


def _excerpt(edition: Edition, words: list[str]) -> str:
    """The first sentence with one of the words; empty when a word is only part of the form of the snapshot."""
    texts = list(reading.texts(reading.read(publishing.snapshot_of(edition))))
    whole = "\n".join(texts).lower()
    if not all(word in whole for word in words):
        return ""
    for text in texts:
        for sentence in _SENTENCE.split(text):
            if any(word in sentence.lower() for word in words):
                return sentence if len(sentence) <= 240 else f"{sentence[:237].rsplit(' ', 1)[0]} …"
    return ""


def _areas(viewer: Viewer, typed: str, most: int) -> list[AreaVersion]:
    """The own unit first, then the country."""
    own = areas.find_by_name(typed, within=viewer.unit, most=most)
    everywhere = areas.find_by_name(typed, most=most)
    return [*own, *(one for one in everywhere if one.code not in {mine.code for mine in own})][:most]
