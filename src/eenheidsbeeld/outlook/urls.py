from django.urls import path

from eenheidsbeeld.outlook.views import alerts, record

app_name = "outlook"
urlpatterns = [
    path("vooruitblik/", alerts.unusual, name="unusual"),
    path("vooruitblik/verwacht/", record.expected, name="expected"),
    path("vooruitblik/staat-van-dienst/", record.score, name="score"),
    path("vooruitblik/uitleg/", record.method, name="method"),
    path("vooruitblik/melding/<slug:reference>/", alerts.alert, name="alert"),
    path("vooruitblik/melding/<slug:reference>/oordeel/", alerts.judge, name="judge"),
    path("vooruitblik/melding/<slug:reference>/ongedaan/", alerts.undo, name="undo"),
    path("vooruitblik/verwachting/<slug:reference>/uitkomst/", record.judge_claim, name="judge_claim"),
]
