"""How a publication runs: its sections, its rhythm, and who edits, signs or stands in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked, without_content
from eenheidsbeeld.pictures.forms import RhythmForm
from eenheidsbeeld.publishing import kinds
from eenheidsbeeld.publishing import queries as publishing
from eenheidsbeeld.publishing.actions import edit
from eenheidsbeeld.publishing.models import Publication
from eenheidsbeeld.publishing.rules import Party

RHYTHM = ("opens_on", "closes_on", "closes_at_hour", "released_on", "released_at_hour")


@without_content
@require_http_methods(["GET", "POST"])
def publication(request: Asked, slug: str) -> HttpResponse:
    found = publishing.publication_edited_by(request.viewer, slug)
    form = RhythmForm(
        request.POST if "rhythm" in request.POST else None, initial={name: getattr(found, name) for name in RHYTHM}
    )
    if request.method == "POST" and _saved(request, found, form):
        messages.success(request, _("Saved."))
        return redirect("pictures:publication", slug)
    kind = kinds.kind_called(found.kind)
    context = {
        "publication": found,
        "form": form,
        "rows": [(row, kind.section(row["key"])) for row in found.sections],
        "tasks": publishing.tasks_of(found),
        "people": publishing.who_can_be_asked(found),
        "nav": "pictures",
    }
    return render(request, "pictures/publication.html", context)


def _saved(request: Asked, found: Publication, form: RhythmForm) -> bool:
    """Whether one of the forms on the page was sent and saved."""
    by, at = request.viewer, clock.now()
    if "rhythm" in request.POST:
        if not form.is_valid():
            return False
        edit.set_rhythm(publication=found, rhythm=edit.Rhythm(**form.cleaned_data), by=by, at=at)
    elif "sections" in request.POST:
        edit.choose_sections(publication=found, sections=_chosen_sections(request, found), by=by, at=at)
    elif "end" in request.POST:
        edit.end_task(publication=found, task=_number(request.POST["end"], 0), by=by, at=at)
    else:
        _give_task(request, found)
    return True


def _give_task(request: Asked, found: Publication) -> None:
    people = {row.reference: row for row in publishing.who_can_be_asked(found)}
    person = people.get(request.POST.get("person", ""))
    if person is None:
        return
    is_editor = person.organisation_id == found.owner_id
    party = Party.REGIONAL_BUREAU if is_editor else Party(person.organisation.kind)
    edit.give_task(
        publication=found, membership=person.pk, party=party, is_editor=is_editor,
        is_deputy="deputy" in request.POST, by=request.viewer, at=clock.now(),
    )  # fmt: skip


def _chosen_sections(request: Asked, found: Publication) -> list[tuple[str, bool]]:
    keys = [row["key"] for row in found.sections]
    places = {key: _number(request.POST.get(f"order-{key}", ""), place) for place, key in enumerate(keys)}
    return [
        (key, f"on-{key}" in request.POST) for key in sorted(keys, key=lambda key: (places[key], keys.index(key)))
    ]


def _number(typed: str, otherwise: int) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 12 else otherwise
