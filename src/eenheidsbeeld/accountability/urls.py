from django.urls import path

from eenheidsbeeld.accountability.views import algorithms, breaches, going_live, register

app_name = "accountability"
urlpatterns = [
    path("verantwoording/", register.index, name="index"),
    path("verantwoording/register/", register.register, name="register"),
    path("verantwoording/register/verwerkingsregister.csv", register.register_csv, name="register_csv"),
    path("verantwoording/register/verwerkingsregister.docx", register.register_word, name="register_word"),
    path("verantwoording/register/verantwoordelijke/", register.controller, name="controller"),
    path("verantwoording/dpia/", register.dpia, name="dpia"),
    path("verantwoording/dpia/dpia-sjabloon.docx", register.dpia_word, name="dpia_word"),
    path("verantwoording/suggesties/", algorithms.algorithms, name="algorithms"),
    path("verantwoording/suggesties/algoritmeregister.<slug:kind>", algorithms.export, name="algorithms_file"),
    path("verantwoording/suggesties/<slug:key>/", algorithms.algorithm, name="algorithm"),
    path("verantwoording/suggesties/<slug:key>/aanzetten/", algorithms.switch_on, name="switch_on"),
    path("verantwoording/livegang/", going_live.going_live, name="going_live"),
    path("verantwoording/livegang/<slug:key>/", going_live.item, name="going_live_item"),
    path("verantwoording/livegang/<slug:key>/intrekken/", going_live.withdraw, name="withdraw_confirmation"),
    path("verantwoording/datalekken/", breaches.breaches, name="breaches"),
    path("verantwoording/datalekken/nieuw/", breaches.new_breach, name="new_breach"),
    path("verantwoording/datalekken/melding/<slug:reference>/", breaches.of_report, name="breach_of_report"),
    path("verantwoording/datalekken/<slug:reference>/", breaches.breach, name="breach"),
    path("verantwoording/datalekken/<slug:reference>/verteld/<slug:whom>/", breaches.told, name="breach_told"),
    path("verantwoording/datalekken/<slug:reference>/sluiten/", breaches.close, name="close_breach"),
    path("verantwoording/datalekken/<slug:reference>/melding.docx", breaches.notification, name="notification"),
    path("verantwoording/datalekken/<slug:reference>/brief.docx", breaches.letter, name="breach_letter"),
]
