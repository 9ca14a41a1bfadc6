"""The editor's desk: outline left, the page in the middle, evidence right; every change is saved as it is made."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import clock, plain_words
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.pictures import queries
from eenheidsbeeld.pictures.forms import SectionForm, StatementForm
from eenheidsbeeld.pictures.views.reading import read_what_was_released
from eenheidsbeeld.publishing import queries as publishing
from eenheidsbeeld.publishing.actions import edit
from eenheidsbeeld.publishing.models import Statement
from eenheidsbeeld.publishing.render import page
from eenheidsbeeld.signals import queries as signals


@require_safe
def workbench(request: Asked, reference: str) -> HttpResponse:
    try:
        bench = queries.workbench(request.viewer, reference, at=clock.now())
    except NotThere:
        return read_what_was_released(request, reference)
    parts = [
        (part, page.render_section(part.as_read, figures=bench.figures) if part.as_read else "")
        for part in bench.sections
    ]
    context = {"bench": bench, "edition": bench.edition, "parts": parts, "nav": "pictures"}
    return render(request, "pictures/workbench.html", context)


@require_POST
def open_this_week(request: Asked, slug: str) -> HttpResponse:
    """Open the edition of this week, or an extra one when something broke."""
    now = clock.now()
    publication = publishing.publications_edited_by(request.viewer).filter(slug=slug).first()
    if publication is None:
        raise NotThere()
    week = Week.of(now)
    edition = edit.open_edition(
        publication=publication, week=week, area_year=week.year, by=request.viewer, at=now,
        is_extra="extra" in request.POST,
    )  # fmt: skip
    return redirect("pictures:workbench", edition.reference)


@require_POST
def write_section(request: Asked, reference: str) -> HttpResponse:
    section = publishing.section_to_write(request.viewer, reference)
    form = SectionForm(request.POST)
    if not form.is_valid():
        return _say(request, section.edition.reference, form, 422)
    try:
        saved = edit.write_section(section=section, by=request.viewer, at=clock.now(), **form.cleaned_data)
    except edit.ChangedMeanwhile as problem:
        return HttpResponse(str(problem.reason), status=409)
    if request.headers.get("X-Autosave"):
        moment = date_format(localtime(saved.changed_at), "H.i")
        told = {"at": moment, "function": request.membership.function, "fields": {"revision": saved.revision}}
        return JsonResponse(told)
    plain_words.say(request, signals.hints_for(request.viewer, form.cleaned_data["text"]))
    return redirect(_at_section(section.edition.reference, section.key))


@require_http_methods(["GET", "POST"])
def add_statement(request: Asked, reference: str) -> HttpResponse:
    """Write a sentence and choose what it rests on; works the same without a script."""
    section = publishing.section_to_write(request.viewer, reference)
    form = StatementForm(request.POST or None)
    if request.method == "POST" and "search" not in request.POST and form.is_valid():
        fields = _without_revision(form)
        edit.add_statement(section=section, by=request.viewer, at=clock.now(), evidence=_evidence(request), **fields)
        plain_words.say(request, signals.hints_for(request.viewer, form.cleaned_data["text"]))
        return redirect(_at_section(section.edition.reference, section.key))
    context = _writing(request, section.edition, form, section=section)
    return render(request, "pictures/statement.html", context)


@require_http_methods(["GET", "POST"])
def change_statement(request: Asked, reference: str) -> HttpResponse:
    statement = publishing.statement_to_write(request.viewer, reference)
    form = StatementForm(request.POST or _as_typed(statement))
    if request.method == "POST" and "search" not in request.POST and form.is_valid():
        try:
            edit.change_statement(
                statement=statement,
                by=request.viewer,
                at=clock.now(),
                evidence=[*_evidence(request), *_out_of_reach(request, statement)],
                **form.cleaned_data,
            )
        except edit.ChangedMeanwhile as problem:
            statement.refresh_from_db()
            form.data = {**request.POST.dict(), "revision": statement.revision}  # sending it again is the choice
            context = _writing(request, statement.section.edition, form, statement=statement)
            return render(request, "pictures/statement.html", context | {"meanwhile": problem}, status=409)
        plain_words.say(request, signals.hints_for(request.viewer, form.cleaned_data["text"]))
        return redirect(_at_section(statement.section.edition.reference, statement.section.key))
    context = _writing(request, statement.section.edition, form, statement=statement)
    return render(request, "pictures/statement.html", context)


@require_POST
def remove_statement(request: Asked, reference: str) -> HttpResponse:
    statement = publishing.statement_to_write(request.viewer, reference)
    place = _at_section(statement.section.edition.reference, statement.section.key)
    edit.remove_statement(statement=statement, by=request.viewer, at=clock.now())
    return redirect(place)


@require_POST
def move_statement(request: Asked, reference: str) -> HttpResponse:
    statement = publishing.statement_to_write(request.viewer, reference)
    edit.move_statement(statement=statement, up="up" in request.POST, by=request.viewer, at=clock.now())
    return redirect(_at_section(statement.section.edition.reference, statement.section.key))


def _writing(request: Asked, edition: Any, form: StatementForm, **extra: Any) -> dict[str, Any]:
    statement: Statement | None = extra.get("statement")
    chosen = set(request.POST.getlist("evidence"))
    if request.method == "GET" and statement is not None:
        chosen = {f"{row.kind}:{row.reference}" for row in statement.evidence.all()}
    section = extra.get("section") or (statement.section if statement else None)
    material = queries.material_for(request.viewer, edition, words=request.POST.get("words", ""))
    for kind, rows in (("signals.signal", material.signals), ("situations.situation", material.situations)):
        if rows:
            keys, told = [row.pk for row in rows], {"edition": edition.reference}
            audit.record_list(kind=kind, keys=keys, filters=told, by=request.viewer, at=clock.now())
    return {
        "edition": edition,
        "form": form,
        "section": section,
        "statement": statement,
        "material": material,
        "others": _chosen_elsewhere(request, chosen, material),
        "words": request.POST.get("words", ""),
        "chosen": chosen,
        "nav": "pictures",
    }


def _chosen_elsewhere(request: Asked, chosen: set[str], material: queries.Material) -> list[tuple[str, str, bool]]:
    """What was chosen and is not in the lists of this page: another search, or longer ago. It stays chosen."""
    listed = {f"situation:{row.reference}" for row in material.situations}
    listed |= {f"signal:{row.reference}" for row in material.signals}
    others = []
    for key in sorted(chosen - listed)[:200]:
        kind, _colon, reference = key.partition(":")
        if queries.evidence_key(request.viewer, kind, reference) is not None:
            others.append((key, reference, kind == "signal"))
    return others


def _out_of_reach(request: Asked, statement: Statement) -> list[edit.EvidenceKey]:
    """What a colleague linked and this writer may not open stays linked; nobody unties what they cannot see."""
    rows = statement.evidence.all()
    hidden = [row for row in rows if queries.evidence_key(request.viewer, row.kind, row.reference) is None]
    return [edit.EvidenceKey(row.kind, row.reference, row.area_code) for row in hidden]


def _evidence(request: Asked) -> list[edit.EvidenceKey]:
    """The ticked records, each checked again: only what the writer may see can be linked."""
    keys = []
    for ticked in request.POST.getlist("evidence")[:200]:
        kind, _colon, reference = ticked.partition(":")
        row = queries.evidence_key(request.viewer, kind, reference)
        if row is not None:
            keys.append(edit.EvidenceKey(row.kind, row.reference, row.area_code))
    return keys


def _without_revision(form: StatementForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "revision"}


def _as_typed(statement: Statement) -> dict[str, Any]:
    return {
        "text": statement.text,
        "likelihood": statement.likelihood,
        "confidence": statement.confidence,
        "revision": statement.revision,
    }


def _at_section(edition: str, key: str) -> str:
    return f"{reverse('pictures:workbench', args=[edition])}#deel-{key}"


def _say(request: Asked, edition: str, form: SectionForm, status: int) -> HttpResponse:
    problems = " ".join(str(text) for texts in form.errors.values() for text in texts)
    return HttpResponse(problems, status=status)
