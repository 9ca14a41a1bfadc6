from django.urls import path

from eenheidsbeeld.openness.views import documents, dossiers, results

app_name = "openness"
urlpatterns = [
    path("verantwoording/woo/", dossiers.woo_requests, name="requests"),
    path("verantwoording/woo/nieuw/", dossiers.new_request, name="new_request"),
    path("verantwoording/woo/<slug:reference>/", dossiers.woo_request, name="request"),
    path("verantwoording/woo/<slug:reference>/verlengen/", dossiers.extend, name="extend"),
    path("verantwoording/woo/<slug:reference>/verzamelen/", documents.collect, name="collect"),
    path("verantwoording/woo/<slug:reference>/stap/<slug:step>/", dossiers.step, name="step"),
    path("verantwoording/woo/<slug:reference>/zienswijze/<int:organisation>/", dossiers.opinion, name="opinion"),
    path("verantwoording/woo/<slug:reference>/inventaris.<slug:kind>", results.inventory, name="inventory"),
    path("verantwoording/woo/<slug:reference>/<int:number>/", documents.document, name="document"),
    path("verantwoording/woo/<slug:reference>/<int:number>/opnieuw/", documents.refresh, name="refresh"),
    path("verantwoording/woo/<slug:reference>/<int:number>/weg/", documents.leave_out, name="leave_out"),
    path("verantwoording/woo/<slug:reference>/<int:number>/gelakt/", results.redacted, name="redacted"),
    path("verantwoording/woo/<slug:reference>/<int:number>.<slug:kind>", results.document_file, name="document_file"),
]
