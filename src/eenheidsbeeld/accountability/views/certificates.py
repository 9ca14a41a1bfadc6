"""Certificates of destruction and the yearly proof: as pages, as Word files and as data."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from eenheidsbeeld.accountability import queries
from eenheidsbeeld.accountability.views.register import word_file
from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked, without_content


@without_content
@require_GET
def certificates(request: Asked) -> HttpResponse:
    given = request.GET.get("voor", "")
    before = int(given) if given.isdecimal() and len(given) < 19 else None
    found, further = queries.nights(request.viewer, before=before)
    context = {
        "nights": found, "earlier": f"?voor={further}" if further else "", "later": "?" if before else "",
        "is_officer": request.viewer.has_role(Role.PRIVACY_OFFICER.value),
    }  # fmt: skip
    return render(request, "accountability/certificates.html", context)


@without_content
@require_GET
def certificate(request: Asked, number: int) -> HttpResponse:
    sheet = queries.certificate_sheet(request.viewer, number)
    return render(request, "accountability/certificate.html", {"sheet": sheet, "number": number})


@without_content
@require_GET
def word(request: Asked, number: int) -> HttpResponse:
    return word_file(queries.certificate_sheet(request.viewer, number), f"bewijs-van-vernietiging-{number}")


@without_content
@require_GET
def data(request: Asked, number: int) -> HttpResponse:
    content = queries.certificate_data(request.viewer, number)
    headers = {"Content-Disposition": f'attachment; filename="bewijs-van-vernietiging-{number}.json"'}
    return JsonResponse(content, encoder=DjangoJSONEncoder, headers=headers, json_dumps_params={"indent": 2})


@require_GET
def years(request: Asked) -> HttpResponse:
    found = queries.years(request.viewer, clock.now())
    return render(request, "accountability/years.html", {"years": found})


@require_GET
def yearly(request: Asked, year: int) -> HttpResponse:
    sheet = queries.yearly_sheet(request.viewer, year, clock.now())
    return render(request, "accountability/yearly.html", {"sheet": sheet, "year": year})


@require_GET
def yearly_word(request: Asked, year: int) -> HttpResponse:
    return word_file(queries.yearly_sheet(request.viewer, year, clock.now()), f"jaarbewijs-vernietiging-{year}")
