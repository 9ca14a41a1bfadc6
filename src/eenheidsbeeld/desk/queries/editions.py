"""Editions on the start page: what an editor or a signatory still has to do, and the newest one to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.desk.queries.lines import Line, day_and_hour, week_number
from eenheidsbeeld.pictures.sections.contributions import expected_contributions, silent_municipalities
from eenheidsbeeld.pictures.words import listed
from eenheidsbeeld.publishing import blocks
from eenheidsbeeld.publishing import queries as publishing
from eenheidsbeeld.publishing.labels import PARTY_LABELS
from eenheidsbeeld.publishing.models import Edition, Publication, PublicationTask, SignOff
from eenheidsbeeld.publishing.rules import Agreement, EditionState, Party


def title_of(edition: Edition) -> str:
    """`OOV-beeld West-Utrecht, week 47`, and for an extra edition that it is one."""
    words = {"title": edition.publication.title, "week": week_number(edition.week), "number": edition.number}
    if edition.number:
        return _("%(title)s, week %(week)s, extra edition %(number)s") % words
    return _("%(title)s, week %(week)s") % words


def parts_to_agree(viewer: Viewer) -> list[Line]:
    """Parts of the own party that wait for agreement, with the moment until which there is time."""
    if not viewer.has_role(Role.SIGNATORY.value):
        return []
    tasks = PublicationTask.objects.filter(membership_id=viewer.membership, is_editor=False)
    mine = dict(tasks.values_list("publication_id", "party"))
    asked = SignOff.objects.filter(
        edition__publication_id__in=mine,
        edition__state=EditionState.IN_AGREEMENT.value,
        edition__practice_run=viewer.practice_run,
        agreement=Agreement.ASKED.value,
    )
    rows = asked.select_related("edition__publication").defer("edition__snapshot").order_by("asked_at", "pk")
    return [_part_line(row) for row in rows if mine[row.edition.publication_id] == row.party]


def _part_line(row: SignOff) -> Line:
    edition = row.edition
    before = edition.answer_before
    note = _("There is time until %(moment)s. After that it appears without your part.")
    return Line(
        _("Agree to the part of %(party)s: %(edition)s")
        % {"party": _of(Party(row.party)), "edition": title_of(edition)},
        reverse("pictures:answer_part", args=[edition.reference]),
        note % {"moment": day_and_hour(before)} if before else "",
    )


def _of(party: Party) -> str:
    return str(PARTY_LABELS[party])


def editions_to_make(viewer: Viewer, at: datetime) -> list[Line]:
    """This week's edition of each publication of this editor: how it stands, who is silent, and the deadline."""
    if not viewer.has_role(Role.EDITOR.value):
        return []
    week = Week.of(at)
    making = {
        one.publication_id: one
        for one in publishing.editions_in_the_making(viewer).defer("snapshot").filter(owner_id=viewer.organisation)
        if one.number == 0
    }
    publications = list(publishing.publications_edited_by(viewer))
    done = set(
        publishing.released_editions(viewer)
        .filter(publication__in=publications, week=str(week), number=0)
        .values_list("publication_id", flat=True)
    )
    waits_for = _who_must_answer([one.pk for one in making.values()])
    lines = []
    for publication in publications:
        edition = making.get(publication.pk)
        if edition is not None:
            lines.append(_making_line(viewer, edition, waits_for.get(edition.pk, [])))
        elif publication.pk not in done:
            lines.append(_opening_line(publication, week))
    return lines


def _who_must_answer(editions: list[int]) -> dict[int, list[str]]:
    rows = SignOff.objects.filter(edition_id__in=editions, agreement=Agreement.ASKED.value).order_by("party")
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.edition_id, []).append(_of(Party(row.party)))
    return found


def _opening_line(publication: Publication, week: Week) -> Line:
    closes = week.at(publication.closes_on, publication.closes_at_hour)
    return Line(
        _("Open %(title)s, week %(week)s") % {"title": publication.title, "week": week.number},
        note=_("It closes on %(moment)s.") % {"moment": day_and_hour(closes)},
        action=reverse("pictures:open", args=[publication.slug]),
        button=_("Open this week's edition"),
    )


def _making_line(viewer: Viewer, edition: Edition, waits_for: list[str]) -> Line:
    publication = edition.publication
    closes = Week.parse(edition.week).at(publication.closes_on, publication.closes_at_hour)
    stands = {
        EditionState.DRAFT: _("A draft. It closes on %(moment)s.") % {"moment": day_and_hour(closes)},
        EditionState.IN_AGREEMENT: _("With the partners."),
        EditionState.ADOPTED: _("Adopted.") if waits_for else _("Adopted, ready to be released."),
    }
    notes = [stands[EditionState(edition.state)]]
    if edition.state != EditionState.DRAFT and waits_for and edition.answer_before:
        until = {"names": listed(waits_for), "moment": day_and_hour(edition.answer_before)}
        notes.append(_("Waits for %(names)s until %(moment)s.") % until)
    elif edition.state == EditionState.IN_AGREEMENT:
        notes.append(_("Everyone has answered: it can be adopted."))
    silent = silent_municipalities(expected_contributions(viewer, edition))
    if silent:
        notes.append(_("Nothing yet from %(names)s.") % {"names": listed(silent)})
    return Line(title_of(edition), reverse("pictures:workbench", args=[edition.reference]), " ".join(notes))


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest released edition in three sentences, as they stand in its frozen snapshot."""

    edition: Edition
    title: str
    messages: tuple[str, ...]


def newest_edition(viewer: Viewer) -> Newest | None:
    edition = publishing.released_editions(viewer).filter(state=EditionState.RELEASED.value).first()
    return Newest(edition, title_of(edition), key_messages(edition)) if edition is not None else None


def key_messages(edition: Edition) -> tuple[str, ...]:
    """The key messages; empty when the content was destroyed at the end of its term."""
    if not edition.snapshot:
        return ()
    snapshot = publishing.snapshot_of(edition)
    found = (block for section in snapshot.sections for block in section.blocks)
    return next((block.items for block in found if isinstance(block, blocks.KeyMessages)), ())
