"""Reading editions: the list, the page, the files, and what a sentence rests on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.pictures import queries
from eenheidsbeeld.publishing import files
from eenheidsbeeld.publishing import queries as publishing
from eenheidsbeeld.publishing.actions.release import note_receipt
from eenheidsbeeld.publishing.blocks import Chart
from eenheidsbeeld.publishing.render import charts, page
from eenheidsbeeld.publishing.render.reading import figure_key
from eenheidsbeeld.publishing.rules import FROZEN, EditionState

MOST_LISTED = 60


@require_safe
def edition_list(request: Asked) -> HttpResponse:
    making = list(publishing.editions_in_the_making(request.viewer)[:20])
    week = str(Week.of(clock.now()))
    context = {
        "making": making,
        "opened": {one.publication_id for one in making if str(one.week) == week and not one.number},
        "released": publishing.released_editions(request.viewer)[:MOST_LISTED],
        "publications": publishing.publications_edited_by(request.viewer),
    }
    return render(request, "pictures/list.html", context)


def read_what_was_released(request: Asked, reference: str) -> HttpResponse:
    """Who worked on an edition that a colleague has released meanwhile, comes to what was released."""
    edition = publishing.edition_to_read(request.viewer, reference)
    if EditionState(edition.state) not in FROZEN or not publishing.may_work_on(request.viewer, edition):
        raise NotThere()
    messages.info(request, _("This edition has been released and does not change any more. You read what was sent."))
    return redirect("pictures:read", reference)


@require_safe
def read_edition(request: Asked, reference: str) -> HttpResponse:
    now = clock.now()
    edition = publishing.edition_to_read(request.viewer, reference)
    if edition.content_destroyed_at is not None:
        newest = publishing.newest_version(edition)
        return render(request, "pictures/destroyed.html", {"edition": edition, "newest": newest, "nav": "pictures"})
    reading = queries.reading_of(edition, at=now)
    if EditionState(reading.edition.state) in FROZEN:
        note_receipt(edition=reading.edition, form="page", by=request.viewer, at=now)
    context = {
        "reading": reading,
        "edition": reading.edition,
        "body": page.render(reading.snapshot, figures=reading.figures, explore=f"/beelden/{reference}/grafiek/"),
        "may_correct": publishing.is_editor_of(request.viewer, reading.edition),
        "may_destroy": publishing.may_destroy(request.viewer, reading.edition),
        "may_archive": publishing.may_archive(request.viewer, reading.edition),
        "is_frozen": EditionState(reading.edition.state) in FROZEN,
        "nav": "pictures",
    }
    return render(request, "pictures/read.html", context)


@require_safe
def chart(request: Asked, reference: str, figure: str) -> HttpResponse:
    """The specification of one chart, for who wants to explore it; the same from which the picture was drawn."""
    reading = queries.edition_to_read(request.viewer, reference, at=clock.now())
    for section in reading.snapshot.sections:
        for number, block in enumerate(section.blocks):
            if isinstance(block, Chart) and figure_key(section, number) == figure:
                return JsonResponse(charts.specification(block))
    raise NotThere()


@require_safe
def edition_file(request: Asked, reference: str, form: str) -> HttpResponse:
    """The released file; of an edition in the making a fresh one that says CONCEPT."""
    if form not in files.FORMS:
        raise NotThere()
    now = clock.now()
    edition = publishing.edition_to_read(request.viewer, reference)
    if EditionState(edition.state) in FROZEN:
        note_receipt(edition=edition, form=form, by=request.viewer, at=now)
        content = files.released_file(edition, form, at=now)
    else:
        content = files.render(queries.snapshot_now(edition, at=now), form, area_year=edition.area_year)
    answer = HttpResponse(content, content_type=files.FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="{files.file_name(edition, form)}"'
    return answer


@require_safe
def evidence(request: Asked, reference: str) -> HttpResponse:
    rests_on = queries.evidence_of(request.viewer, reference)
    audit.record_list(
        kind="signals.signal", keys=[signal.pk for signal in rests_on.signals],
        filters={"statement": reference}, by=request.viewer, at=clock.now(),
    )  # fmt: skip
    return render(request, "pictures/evidence.html", {"rests_on": rests_on, "nav": "pictures"})


@require_safe
def receipts(request: Asked, reference: str) -> HttpResponse:
    """Who received the edition, and who opened it."""
    edition = publishing.edition_to_read(request.viewer, reference)
    if not publishing.may_work_on(request.viewer, edition):
        raise NotThere()
    context = {
        "edition": edition,
        "recipients": publishing.receivers(edition),
        "receipts": publishing.receipts_of(edition),
        "nav": "pictures",
    }
    return render(request, "pictures/receipts.html", context)
