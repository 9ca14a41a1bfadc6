from django.apps import AppConfig


class OpennessConfig(AppConfig):
    name = "eenheidsbeeld.openness"
    label = "openness"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from eenheidsbeeld.audit.holds import needed_by
        from eenheidsbeeld.openness.queries.sources import is_needed

        needed_by("openness", is_needed)
