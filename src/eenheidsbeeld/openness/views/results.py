"""What will be, and what is, made public: the redaction view and the files."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from eenheidsbeeld.accountability.exports import as_xlsx
from eenheidsbeeld.accountability.pdf import PDF, as_pdf
from eenheidsbeeld.accountability.rules import Missing
from eenheidsbeeld.accountability.sheets import Grid, Sheet
from eenheidsbeeld.accountability.views.register import as_file
from eenheidsbeeld.accountability.word import DOCX, as_word
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.openness import queries
from eenheidsbeeld.openness.views.documents import note_reading
from eenheidsbeeld.openness.views.dossiers import dossier_page
from eenheidsbeeld.signals.exports import XLSX


@never_cache
@require_GET
def redacted(request: Asked, reference: str, number: int) -> HttpResponse:
    """As it would be read in public, with what is not decided yet withheld too."""
    sheet = queries.redacted_sheet(request.viewer, reference, number)
    note_reading(request, queries.document(request.viewer, reference, number))
    return render(request, "openness/redacted.html", {"sheet": sheet, "reference": reference, "number": number})


@require_GET
def document_file(request: Asked, reference: str, number: int, kind: str) -> HttpResponse:
    if kind not in ("pdf", "docx"):
        raise NotThere()
    try:
        sheet = queries.redacted_sheet(request.viewer, reference, number, is_final=True)
    except Missing as refusal:
        return dossier_page(request, reference, str(refusal.reason))
    note_reading(request, queries.document(request.viewer, reference, number))
    return _file(sheet, kind, f"woo-{reference}-{number}")


@require_GET
def inventory(request: Asked, reference: str, kind: str) -> HttpResponse:
    if kind not in ("pdf", "xlsx"):
        raise NotThere()
    try:
        sheet = queries.inventory(request.viewer, reference)
    except Missing as refusal:
        return dossier_page(request, reference, str(refusal.reason))
    if kind == "xlsx":
        grids = [part for part in sheet.parts if isinstance(part, Grid)]
        return as_file(as_xlsx(sheet.title, grids[0].head, grids[0].rows), XLSX, f"woo-{reference}-inventaris.xlsx")
    return _file(sheet, kind, f"woo-{reference}-inventaris")


def _file(sheet: Sheet, kind: str, name: str) -> HttpResponse:
    at = clock.now()
    if kind == "pdf":
        return as_file(as_pdf(sheet, at=at), PDF, f"{name}.pdf")
    return as_file(as_word(sheet, at=at), DOCX, f"{name}.docx")
