"""What the pages of pictures show: the edition to read, the edition in the making, what a sentence rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Audience, Viewer
from eenheidsbeeld.pictures.endings import could_see
from eenheidsbeeld.pictures.sections.contributions import expected_once, silent_municipalities
from eenheidsbeeld.pictures.suggested import Suggested, suggested
from eenheidsbeeld.publishing import blocks, compile, files, kinds, queries
from eenheidsbeeld.publishing.models import Edition, EditionSection, Evidence, SignOff, Statement
from eenheidsbeeld.publishing.render.figures import Figures
from eenheidsbeeld.publishing.rules import (
    ContentDestroyed,
    EditionState,
    NotYetReady,
    Party,
    check_ready_for_release,
)
from eenheidsbeeld.sharing.models import GroupMember
from eenheidsbeeld.sharing.queries import for_purpose, visible_to
from eenheidsbeeld.sharing.rules import Marking, Purpose, check_purpose, may_serve
from eenheidsbeeld.signals import queries as signals
from eenheidsbeeld.signals import search
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.situations import queries as situations
from eenheidsbeeld.situations.models import Situation


@dataclass(frozen=True, slots=True)
class Reading:
    """An edition as it is read now: its snapshot and pictures, and whether something newer replaced it."""

    edition: Edition
    snapshot: blocks.Snapshot
    figures: Figures
    newest: Edition

    @property
    def is_replaced(self) -> bool:
        return self.newest.pk != self.edition.pk


def edition_to_read(viewer: Viewer, reference: str, *, at: datetime) -> Reading:
    """A released edition from its frozen snapshot, or one in the making compiled as its recipients would read it."""
    return reading_of(queries.edition_to_read(viewer, reference), at=at)


def reading_of(edition: Edition, *, at: datetime) -> Reading:
    """The same of an edition that was asked for with the eyes of who reads it."""
    snapshot = snapshot_now(edition, at=at)
    return Reading(
        edition, snapshot, files.figures_of(snapshot, area_year=edition.area_year), queries.newest_version(edition)
    )


def snapshot_now(edition: Edition, *, at: datetime) -> blocks.Snapshot:
    """The frozen snapshot, or for an edition in the making, what it would be if it were released now."""
    if edition.content_destroyed_at is not None:
        raise ContentDestroyed()
    if edition.snapshot:
        return queries.snapshot_of(edition)
    return _in_the_making(edition, queries.audience_of(edition.publication.group), at, {})


def _in_the_making(edition: Edition, audience: Audience, at: datetime, kept: dict[str, object]) -> blocks.Snapshot:
    return compile.compile_snapshot(
        edition, looker=audience, at=at, state=blocks.EditionState(edition.state), marking=Marking.AMBER,
        is_demo=settings.DEMO, kept=kept,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SectionInTheMaking:
    """A section as it will be read, and the sentences in it that can be changed."""

    section: EditionSection
    definition: kinds.SectionDefinition
    statements: Sequence[Statement]
    as_read: blocks.Section | None
    suggested: Sequence[Suggested] = ()


@dataclass(frozen=True, slots=True)
class Workbench:
    """All that the editor page shows of an edition in the making."""

    edition: Edition
    sections: Sequence[SectionInTheMaking]
    figures: Figures
    sign_offs: Sequence[SignOff]
    recipients: Sequence[str]
    is_editor: bool
    may_adopt: bool
    signs_for: Party | None
    silent: Sequence[str]
    waits: str

    @property
    def is_editable(self) -> bool:
        return self.edition.state in (EditionState.DRAFT, EditionState.IN_AGREEMENT)


def workbench(viewer: Viewer, reference: str, *, at: datetime) -> Workbench:
    """The edition as this viewer works on it."""
    edition = queries.edition_to_work_on(viewer, reference)
    audience = queries.audience_of(edition.publication.group)
    kind = kinds.kind_called(edition.kind)
    kept: dict[str, object] = {}
    snapshot = _in_the_making(edition, audience, at, kept)
    as_read = {section.key: section for section in snapshot.sections}
    is_editor = queries.is_editor_of(viewer, edition)
    beside = suggested(viewer, edition, audience, at) if is_editor else {}
    return Workbench(
        edition=edition,
        sections=[
            SectionInTheMaking(
                section,
                kind.section(section.key),
                list(section.statements.all()),
                as_read.get(section.key),
                beside.get(section.key, ()),
            )
            for section in queries.sections_of(edition)
        ],
        figures=files.figures_of(snapshot, area_year=edition.area_year),
        sign_offs=queries.sign_offs(edition),
        recipients=recipients_of(edition),
        is_editor=is_editor,
        may_adopt=queries.may_adopt(viewer, edition),
        signs_for=queries.party_signed_by(viewer, edition),
        silent=silent_municipalities(expected_once(kept, audience, edition)),
        waits=_why_release_waits(edition, at),
    )


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What a partner agrees to: its own sentences by section, and what it answered. The rest is not compiled."""

    edition: Edition
    sections: Sequence[tuple[kinds.SectionDefinition, Sequence[Statement]]]
    sign_off: SignOff | None


def own_part(viewer: Viewer, reference: str) -> OwnPart:
    """The words of the party for which this viewer signs, in an edition in the making."""
    edition = queries.edition_to_work_on(viewer, reference)
    party = queries.party_signed_by(viewer, edition)
    kind = kinds.kind_called(edition.kind)
    own = [
        (kind.section(section.key), [row for row in section.statements.all() if row.party == party])
        for section in queries.sections_of(edition)
    ]
    sign_off = next((row for row in queries.sign_offs(edition) if row.party == party), None)
    return OwnPart(edition, [(definition, rows) for definition, rows in own if rows], sign_off)


def _why_release_waits(edition: Edition, at: datetime) -> str:
    """The reason beside the button, instead of a refusal after it; empty when nothing stands in the way."""
    try:
        check_ready_for_release(queries.parts_for_release(edition), deadline=edition.answer_before or at, at=at)
    except NotYetReady as refusal:
        return str(refusal.reason)
    return ""


def recipients_of(edition: Edition) -> list[str]:
    members = GroupMember.objects.filter(group=edition.publication.group, until=None)
    return sorted(members.values_list("organisation__name", flat=True))


@dataclass(frozen=True, slots=True)
class RestsOn:
    """What a sentence rests on: all of it by number, and those records that this viewer may open."""

    statement: Statement
    edition: Edition
    signals: Sequence[Signal]
    situations: Sequence[Situation]
    signals_in_all: int
    situations_in_all: int
    places: dict[str, str]
    ended: Sequence[Evidence] = ()

    @property
    def ended_signals(self) -> list[Evidence]:
        return [row for row in self.ended if row.kind == "signal"]

    @property
    def ended_situations(self) -> list[Evidence]:
        return [row for row in self.ended if row.kind == "situation"]


def evidence_of(viewer: Viewer, reference: str) -> RestsOn:
    """The records behind a sentence. A destroyed one tells when and by which proof, to who could have seen it."""
    statement = queries.statement_to_read(viewer, reference)
    rows = list(statement.evidence.order_by("kind", "reference"))
    wanted = {kind: [row.reference for row in rows if row.kind == kind] for kind in ("signal", "situation")}
    seen = [
        signals.as_read(row)
        for row in signals.readable(viewer).filter(reference__in=wanted["signal"]).order_by("-reported_at", "pk")
    ]
    found = visible_to(viewer, Situation.objects.filter(reference__in=wanted["situation"])).order_by("title", "pk")
    return RestsOn(
        statement=statement,
        edition=statement.section.edition,
        signals=seen,
        situations=list(found),
        signals_in_all=len(wanted["signal"]),
        situations_in_all=len(wanted["situation"]),
        places=areas.names_of({signal.area_code for signal in seen if signal.area_code}),
        ended=[row for row in rows if could_see(viewer, row)],
    )


@dataclass(frozen=True, slots=True)
class Material:
    """What an editor may link to a sentence."""

    situations: Sequence[Situation]
    signals: Sequence[Signal]


def material_for(viewer: Viewer, edition: Edition, *, words: str = "") -> Material:
    """What an editor may link to a sentence: running situations and recent signals of the area, as far as they are
    held for a purpose that a picture serves. What would be refused afterwards is not offered."""
    codes = areas.codes_in(edition.area_code, year=edition.area_year)
    rows = situations.running_situations(viewer, area_codes=codes)
    running = [
        row.situation
        for row in rows
        if may_serve(Purpose(row.situation.purpose), Purpose.PICTURE, row.situation.regime)
    ]
    since = Week.parse(edition.week).plus(-1).starts_at
    usable = signals.readable(viewer).filter(for_purpose(Purpose.PICTURE.value))
    recent = usable.filter(area_code__in=codes, reported_at__gte=since)
    found = search.matching(viewer, recent, words) if words else recent
    shown = [signals.as_read(row) for row in found.select_related("owner").order_by("-reported_at", "-pk")[:40]]
    return Material(running[:25], shown)


def evidence_key(viewer: Viewer, kind: str, reference: str) -> Evidence | None:
    """An unsaved evidence row for a record that the viewer may see; None when it is not there."""
    if kind == "signal":
        found = signals.readable(viewer).filter(reference=reference).first()
        if found is not None:
            check_purpose(held_for=found.purpose, wanted=Purpose.PICTURE, regime=found.regime)
        return Evidence(kind="signal", reference=reference, area_code=found.area_code) if found else None
    situation = visible_to(viewer, Situation.objects.filter(reference=reference)).first()
    if kind == "situation" and situation is not None:
        check_purpose(held_for=situation.purpose, wanted=Purpose.PICTURE, regime=situation.regime)
        return Evidence(kind="situation", reference=reference)
    return None
