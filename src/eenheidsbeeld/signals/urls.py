from django.urls import path, register_converter

from eenheidsbeeld.core.references import tidy_reference
from eenheidsbeeld.signals.views import door, imports, learning, lists, names, own_words, signal, sources


class Reference:
    """A reference as people type it, with or without dashes."""

    regex = "[0-9A-Za-z]{5}-?[0-9A-Za-z]{5}"

    def to_python(self, value: str) -> str:
        return tidy_reference(value)

    def to_url(self, value: str) -> str:
        return value


register_converter(Reference, "signal_reference")

app_name = "signals"
urlpatterns = [
    path("signalen/", lists.list_signals, name="list"),
    path("signalen/mijn/", lists.my_signals, name="mine"),
    path("signalen/bestand.csv", lists.export, {"kind": "csv"}, name="export_csv"),
    path("signalen/bestand.xlsx", lists.export, {"kind": "xlsx"}, name="export_xlsx"),
    path("signalen/nieuw/", door.new_signal, name="new"),
    path("signalen/nieuw/bedankt/<signal_reference:reference>/", door.thanks, name="thanks"),
    path("signalen/nulmelding/", door.nil_return, name="nil_return"),
    path("signalen/nulmelding/intrekken/", door.withdraw_nil_return, name="withdraw_nil_return"),
    path("signalen/kan-niet-wachten/", door.cannot_wait, name="cannot_wait"),
    path("signalen/importeren/", imports.import_file, name="import"),
    path("signalen/importeren/<signal_reference:reference>/", imports.show_batch, name="batch"),
    path("signalen/importeren/<signal_reference:reference>/terugdraaien/", imports.roll_back, name="roll_back"),
    path("signalen/woorden/", own_words.own_words, name="own_words"),
    path("signalen/woorden/vergeten/", own_words.forget_word, name="forget_word"),
    path("signalen/geleerd/", learning.learned, name="learned"),
    path("signalen/geleerd/leren/", learning.learn, name="learn"),
    path("signalen/geleerd/gebruiken/", learning.use, name="use_learned"),
    path("signalen/namen/", names.reports, name="name_reports"),
    path("signalen/namen/<signal_reference:reference>/", names.settle, name="name_report"),
    path("signalen/<signal_reference:reference>/", signal.show, name="signal"),
    path("signalen/<signal_reference:reference>/verbeteren/", signal.correct, name="correct"),
    path("signalen/<signal_reference:reference>/intrekken/", signal.withdraw, name="withdraw"),
    path("signalen/<signal_reference:reference>/weghalen/", signal.add_mask, name="add_mask"),
    path("signalen/<signal_reference:reference>/waarderen/", signal.grade, name="grade"),
    path("signalen/<signal_reference:reference>/fenomeen/", signal.set_phenomenon, name="set_phenomenon"),
    path("signalen/<signal_reference:reference>/plaats/", signal.choose_place, name="choose_place"),
    path("signalen/<signal_reference:reference>/moment/", signal.choose_moment, name="choose_moment"),
    path("signalen/<signal_reference:reference>/vrijgeven/", signal.release, name="release"),
    path(
        "signalen/<signal_reference:reference>/vrijgave-intrekken/", signal.withdraw_wording, name="withdraw_wording"
    ),
    path("signalen/<signal_reference:reference>/naam/", names.report, name="report_name"),
    path("bronnen/", sources.list_sources, name="sources"),
    path("bronnen/nieuw/", sources.new_source, name="new_source"),
    path("bronnen/<signal_reference:reference>/", sources.show_source, name="source"),
    path("bronnen/<signal_reference:reference>/stoppen/", sources.stop_source, name="stop_source"),
    path("bronnen/<signal_reference:reference>/hervatten/", sources.resume_source, name="resume_source"),
    path("bronnen/<signal_reference:reference>/ophalen/", sources.fetch_now, name="fetch_now"),
]
