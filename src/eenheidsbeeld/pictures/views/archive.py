"""The archive package of a released edition: what is in it, making it, and checking one that was kept."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.publishing import files
from eenheidsbeeld.publishing import queries as publishing
from eenheidsbeeld.publishing.actions.archive import make_package
from eenheidsbeeld.publishing.archive.edition import package_name
from eenheidsbeeld.publishing.rules import FROZEN, EditionState

ZIP = "application/zip"


@require_http_methods(["GET", "POST"])
def package(request: Asked, reference: str) -> HttpResponse:
    """What the package holds; with a POST, because it is noted in the log, the package itself."""
    edition = publishing.edition_to_read(request.viewer, reference)
    if not publishing.may_archive(request.viewer, edition) or EditionState(edition.state) not in FROZEN:
        raise NotThere()
    if request.method == "POST":
        content = make_package(edition=edition, by=request.viewer, at=clock.now())
        name = f"{package_name(edition)}.zip"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type=ZIP, headers=headers)
    names = [files.file_name(edition, form) for form in files.FORMS]
    context = {"edition": edition, "names": names, "package": package_name(edition), "nav": "pictures"}
    return render(request, "pictures/archive.html", context)
