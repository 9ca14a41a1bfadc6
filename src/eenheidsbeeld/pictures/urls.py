from django.urls import path

from eenheidsbeeld.pictures.views import archive, reading, settings, steps, writing

app_name = "pictures"
urlpatterns = [
    path("beelden/", reading.edition_list, name="list"),
    path("beelden/openen/<slug:slug>/", writing.open_this_week, name="open"),
    path("beelden/instellingen/<slug:slug>/", settings.publication, name="publication"),
    path("beelden/bewijs/<str:reference>/", reading.evidence, name="evidence"),
    path("beelden/deel/<str:reference>/", writing.write_section, name="write_section"),
    path("beelden/deel/<str:reference>/zin/", writing.add_statement, name="add_statement"),
    path("beelden/zin/<str:reference>/", writing.change_statement, name="change_statement"),
    path("beelden/zin/<str:reference>/weg/", writing.remove_statement, name="remove_statement"),
    path("beelden/zin/<str:reference>/verplaatsen/", writing.move_statement, name="move_statement"),
    path("beelden/<str:reference>/", reading.read_edition, name="read"),
    path("beelden/<str:reference>/grafiek/<str:figure>/", reading.chart, name="chart"),
    path("beelden/<str:reference>/ontvangst/", reading.receipts, name="receipts"),
    path("beelden/<str:reference>/bewerken/", writing.workbench, name="workbench"),
    path("beelden/<str:reference>/rondsturen/", steps.send_round, name="send_round"),
    path("beelden/<str:reference>/instemmen/", steps.answer_part, name="answer_part"),
    path("beelden/<str:reference>/terugnemen/", steps.take_back, name="take_back"),
    path("beelden/<str:reference>/vaststellen/", steps.adopt, name="adopt"),
    path("beelden/<str:reference>/vrijgeven/", steps.release_edition, name="release"),
    path("beelden/<str:reference>/corrigeren/", steps.correct, name="correct"),
    path("beelden/<str:reference>/intrekken/", steps.withdraw, name="withdraw"),
    path("beelden/<str:reference>/vernietigen/", steps.destroy_content, name="destroy_content"),
    path("beelden/<str:reference>/archief/", archive.package, name="archive"),
    path("beelden/<str:reference>.<str:form>", reading.edition_file, name="file"),
]
