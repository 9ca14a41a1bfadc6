"""A spreadsheet: choose, say what the columns mean, look at cleaned rows, confirm, and undo."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eenheidsbeeld.accounts.rules import check_role
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.classified import StateClassified
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.signals import actions, labels, queries, rules
from eenheidsbeeld.signals.imports.columns import check_columns, chosen_columns
from eenheidsbeeld.signals.imports.preview import drafts_of, mended_rows, packed, preview_of, unpacked
from eenheidsbeeld.signals.imports.rows import Sender, read_rows
from eenheidsbeeld.signals.imports.tables import NotReadable, Table, read_table


@never_cache
@require_http_methods(["GET", "POST"])
def import_file(request: Asked) -> HttpResponse:
    """All steps on one address: the file travels in the page, and nothing is stored before the last step."""
    check_role(request.viewer.roles, *rules.MAY_BRING_IN)
    if request.method == "GET":
        return _choose(request)
    try:
        content, name = _file(request)
        table = read_table(content, name)
        return _with_table(request, table, content, name)
    except (NotReadable, StateClassified) as refusal:
        return _choose(request, problem=str(refusal.reason))


def _with_table(request: Asked, table: Table, content: bytes, name: str) -> HttpResponse:
    columns = chosen_columns(table, request.POST.dict())
    try:
        check_columns(columns)
    except NotReadable as refusal:
        return _look(request, table, content, name, problem=str(refusal.reason))
    if request.POST.get("step") != "confirm":
        return _look(request, table, content, name)
    at = clock.now()
    reads = list(read_rows(table, columns, sender=_sender(request), at=at))
    rows = mended_rows(reads, lifts=set(request.POST.getlist("lift")), words=_words(request))
    batch = actions.import_signals(
        drafts=drafts_of(rows),
        content=content,
        file_name=name,
        organisation=request.viewer.organisation,
        membership=request.viewer.membership,
        by=request.viewer,
        at=at,
    )
    messages.success(request, _("The file was taken in."))
    return redirect("signals:batch", batch.reference)


def _file(request: Asked) -> tuple[bytes, str]:
    """The file that was sent now, else the one that travelled in the page."""
    sent = request.FILES.get("file")
    if sent is not None:
        return sent.read(), str(sent.name or "")
    if request.POST.get("content"):
        return unpacked(request.POST["content"]), request.POST.get("name", "")[:120]
    raise NotReadable(_("Choose a file first. It may be 20 MB at most."))


def _words(request: Asked) -> list[str]:
    return request.POST.get("words", "")[:4000].splitlines()


def _sender(request: Asked) -> Sender:
    viewer = request.viewer
    area = request.membership.organisation.area_code  # type: ignore[attr-defined]
    return Sender(viewer.organisation, viewer.membership, area, viewer.practice_run)


def _choose(request: Asked, problem: str = "") -> HttpResponse:
    context = {"problem": problem, "batches": queries.batches(request.viewer)}
    return render(request, "signals/import.html", context, status=400 if problem else 200)


def _look(request: Asked, table: Table, content: bytes, name: str, problem: str = "") -> HttpResponse:
    columns = chosen_columns(table, request.POST.dict())
    preview = None
    if not problem:
        preview = preview_of(
            table,
            columns,
            sender=_sender(request),
            at=clock.now(),
            lifts=set(request.POST.getlist("lift")),
            words=_words(request),
        )
    context: dict[str, Any] = {
        "problem": problem,
        "table": table,
        "columns": [
            {"index": index, "head": head, "chosen": columns[index].value, "sample": _sample(table, index)}
            for index, head in enumerate(table.head)
        ],
        "meanings": list(labels.COLUMN_LABELS.items()),
        "preview": preview,
        "content": packed(content),
        "name": name,
        "words": request.POST.get("words", "")[:4000],
    }
    return render(request, "signals/import_look.html", context)


def _sample(table: Table, index: int) -> str:
    """What kind of values a column holds, without showing them: cells may hold names that are not cleaned yet."""
    filled = sum(1 for row in table.rows if index < len(row.values) and row.values[index] is not None)
    return _("%(filled)s of %(all)s rows filled") % {"filled": filled, "all": len(table.rows)}


@require_GET
def show_batch(request: Asked, reference: str) -> HttpResponse:
    batch = queries.batch(request.viewer, reference)
    return render(request, "signals/batch.html", {"batch": batch})


@require_POST
def roll_back(request: Asked, reference: str) -> HttpResponse:
    actions.roll_back_import(reference=reference, by=request.viewer, at=clock.now())
    messages.success(request, _("The import was undone. Signals that others already used were withdrawn."))
    return redirect("signals:batch", reference)
