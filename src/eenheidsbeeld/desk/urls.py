from django.urls import path

from eenheidsbeeld.desk.views import areas, demo_mail, help, hints, leaving, mail, search, small, today

app_name = "desk"
urlpatterns = [
    path("", today.today, name="today"),
    path("melding/<slug:kind>/<slug:reference>/", today.notice, name="notice"),
    path("gebieden/", areas.own_area, name="areas"),
    path("gebieden/<slug:code>/", areas.area, name="area"),
    path("gebieden/<slug:code>/basisteam/", areas.basic_team, name="basic_team"),
    path("zoeken/", search.search, name="search"),
    path("hulp/", help.index, name="help"),
    path("hulp/<slug:slug>/", help.page, name="help_page"),
    path("hulp/<slug:slug>/aanvullen/", help.write_note, name="help_note"),
    path("beheer/mensen/<slug:reference>/einde/", leaving.leaving, name="leaving"),
    path("woorden/nakijken/", hints.hints, name="word_hints"),
    path("berichten/", mail.preferences, name="mail"),
    path("berichten/uit/<str:token>/", mail.switch_off, name="mail_off"),
    path("berichten/demo/", demo_mail.mails, name="demo_mails"),
    path("berichten/demo/samenvatting/", demo_mail.make_summary, name="demo_summary"),
    path("berichten/demo/<slug:name>/", demo_mail.mail, name="demo_mail"),
    path("berichten/demo/<slug:name>/opgemaakt/", demo_mail.as_shown, name="demo_mail_shown"),
    path("gezond/", small.health, name="health"),
    path("robots.txt", small.robots, name="robots"),
    path("favicon.ico", small.favicon, name="favicon"),
]
