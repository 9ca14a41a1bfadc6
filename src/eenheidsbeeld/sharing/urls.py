from django.urls import path

from eenheidsbeeld.sharing.views import compartments, groups, sharing

app_name = "sharing"
urlpatterns = [
    path("delen/verzoeken/", sharing.requests, name="requests"),
    path("delen/verzoeken/<slug:reference>/", sharing.answer, name="answer"),
    path("delen/toestemming/<slug:reference>/intrekken/", sharing.withdraw, name="withdraw_consent"),
    path("delen/<slug:kind>/<slug:reference>/", sharing.share, name="share"),
    path("delen/<slug:kind>/<slug:reference>/compartiment/", compartments.put_or_take, name="put_in_compartment"),
    path("beheer/groepen/", groups.groups, name="groups"),
    path("beheer/groepen/<slug:slug>/", groups.group, name="group"),
    path("beheer/groepen/<slug:slug>/uitlaten/", groups.show_out, name="show_out"),
    path("beheer/groepen/<slug:slug>/beeindigen/", groups.end_group, name="end_group"),
    path("beheer/compartimenten/", compartments.compartments, name="compartments"),
    path("beheer/compartimenten/<slug:slug>/", compartments.compartment, name="compartment"),
    path("beheer/compartimenten/<slug:slug>/sleutel-terug/", compartments.take_key, name="take_key"),
    path("beheer/compartimenten/<slug:slug>/noodtoegang/", compartments.ask_break_glass, name="ask_break_glass"),
    path("noodtoegang/<slug:reference>/", compartments.break_glass, name="break_glass"),
    path("noodtoegang/<slug:reference>/besluit/", compartments.decide, name="decide_break_glass"),
    path("noodtoegang/<slug:reference>/beoordelen/", compartments.review, name="review_break_glass"),
]
