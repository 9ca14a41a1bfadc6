"""From an edition in the making to one frozen snapshot, compiled with the eyes of everyone who receives it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import translation
from django.utils.formats import date_format

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Looker
from eenheidsbeeld.publishing import blocks, kinds, outward
from eenheidsbeeld.publishing.models import Edition, EditionSection
from eenheidsbeeld.sharing.labels import MARKING_LABELS, REGIME_NOTES
from eenheidsbeeld.sharing.mail_rule import WIDE
from eenheidsbeeld.sharing.rules import Marking, Regime

# A chart looks half a year back; older editions tell nothing that a new one repeats.
EARLIER = 40
KEPT_DAYS = Edition.keep_for.days or 0


def compile_snapshot(
    edition: Edition,
    *,
    looker: Looker,
    at: datetime,
    state: blocks.EditionState,
    marking: Marking,
    is_demo: bool,
    kept: dict[str, object] | None = None,
) -> blocks.Snapshot:
    """The edition as `looker` may read it, in Dutch, whatever language the editor works in.

    `kept`: what the sections asked, for who shows it beside the edition as well.
    Marked wider than its circle, every count in it passes `outward` first.
    """
    with translation.override("nl"):
        area = areas.area(edition.area_code, year=edition.area_year)
        week = Week.parse(edition.week)
        made = blocks.Snapshot(
            title=str(edition.publication.title),
            kind=edition.kind,
            area_name=area.name,
            area_code=edition.area_code,
            week=edition.week,
            period=period_in_words(week),
            version=edition.version,
            state=state,
            marking=str(MARKING_LABELS[marking]),
            regime_note=_regime_note(edition, looker),
            owner=edition.owner.name,
            sections=_sections(edition, looker, at, marking, {} if kept is None else kept),
            reference=edition.reference,
            released_at=at if state is blocks.EditionState.RELEASED else None,
            keep_until=_keep_until(at),
            invented=is_demo,
        )
    if not outward.goes_outside(marking):
        return made
    return outward.held_back(made, earlier=_published_before(edition))


def _published_before(edition: Edition) -> outward.Earlier:
    """What wider editions of the same area told before; the first number that was told of a week stands."""
    rows = Edition.objects.filter(
        area_code=edition.area_code, marking__in=[one.value for one in WIDE], content_destroyed_at=None
    ).exclude(snapshot="")
    told: dict[tuple[str, str], str] = {}
    for text in rows.order_by("-released_at", "-pk").values_list("snapshot", flat=True)[:EARLIER]:
        told |= outward.published_in(blocks.from_json(text))
    return told


def _regime_note(edition: Edition, looker: Looker) -> str:
    """The laws of what it rests on, in words; those who made it always hold it under the AVG."""
    found = {Regime.AVG.value, *kinds.kind_called(edition.kind).regimes(edition, looker)}
    return "; ".join(str(REGIME_NOTES[regime]) for regime in Regime if regime.value in found)


def _sections(
    edition: Edition, looker: Looker, at: datetime, marking: Marking, kept: dict[str, object]
) -> tuple[blocks.Section, ...]:
    kind = kinds.kind_called(edition.kind)
    made = []
    switched_on = edition.sections.filter(is_on=True).order_by("order", "pk").prefetch_related("statements__evidence")
    for number, section in enumerate(switched_on, start=1):
        definition = kind.section(section.key)
        content = definition.blocks(kinds.Compiling(edition, section, looker, at, kept, marking))
        made.append(blocks.Section(section.key, number, str(_title(section, definition)), content))
    return tuple(made)


def _title(section: EditionSection, definition: kinds.SectionDefinition) -> object:
    return definition.title


def _keep_until(at: datetime) -> date:
    return (at + timedelta(days=KEPT_DAYS)).date()


def period_in_words(week: Week) -> str:
    """`Week 12: maandag 16 tot en met zondag 22 maart 2026`."""
    return f"Week {week.number}: {_days_of(week)}"


def _days_of(week: Week) -> str:
    first, last = week.monday, week.sunday
    if first.year != last.year:
        return f"{date_format(first, 'l j F Y')} tot en met {date_format(last, 'l j F Y')}"
    if first.month != last.month:
        return f"{date_format(first, 'l j F')} tot en met {date_format(last, 'l j F Y')}"
    return f"{date_format(first, 'l j')} tot en met {date_format(last, 'l j F Y')}"
