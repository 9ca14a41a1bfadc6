from django.urls import path

from eenheidsbeeld.situations.views import calendar, decisions, inbox, levels, situations

app_name = "situations"
urlpatterns = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/koppelen/", decisions.attach, name="attach"),
    path("inbox/starten/", decisions.start, name="start"),
    path("inbox/terzijde/", decisions.set_aside, name="set_aside"),
    path("inbox/terug/", decisions.take_back, name="take_back"),
    path("inbox/groeperen/", decisions.group, name="group"),
    path("inbox/uit-elkaar/", decisions.ungroup, name="ungroup"),
    path("inbox/ongedaan/", decisions.undo, name="undo_last"),
    path("inbox/ongedaan/<slug:step>/", decisions.undo, name="undo"),
    path("inbox/filter-bewaren/", inbox.save_filter, name="save_filter"),
    path("inbox/filter-weg/", inbox.remove_filter, name="remove_filter"),
    path("inbox/<slug:reference>/", inbox.inbox, name="inbox_signal"),
    path("situaties/", situations.situations, name="list"),
    path("situaties/filter-bewaren/", situations.save_filter, name="save_list_filter"),
    path("situaties/<slug:reference>/", situations.situation, name="situation"),
    path("situaties/<slug:reference>/duiden/", situations.assess, name="assess"),
    path("situaties/<slug:reference>/feit/", situations.add_fact, name="add_fact"),
    path("situaties/<slug:reference>/feit/<slug:fact>/intrekken/", situations.withdraw_fact, name="withdraw_fact"),
    path("situaties/<slug:reference>/sluiten/", situations.close, name="close"),
    path("situaties/<slug:reference>/heropenen/", situations.reopen, name="reopen"),
    path("situaties/<slug:reference>/samenvoegen/", situations.merge, name="merge"),
    path("situaties/<slug:reference>/splitsen/", situations.split, name="split"),
    path("situaties/<slug:reference>/losmaken/", situations.detach, name="detach"),
    path("niveaus/", levels.levels, name="levels"),
    path("niveaus/<slug:area_code>/", levels.level, name="level"),
    path("agenda/", calendar.calendar, name="calendar"),
    path("agenda/agenda.ics", calendar.calendar_export, name="calendar_export"),
    path("agenda/nieuw/", calendar.new_entry, name="new_entry"),
    path("agenda/trigger/", calendar.new_trigger, name="new_trigger"),
    path("agenda/voorstel/<slug:reference>/", calendar.proposal, name="proposal"),
    path("agenda/<slug:reference>/verwijderen/", calendar.remove_entry, name="remove_entry"),
    path("agenda/trigger/<slug:reference>/verwijderen/", calendar.remove_trigger, name="remove_trigger"),
]
