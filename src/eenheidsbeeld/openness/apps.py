from django.apps import AppConfig


class OpennessConfig(AppConfig):
    name = "eenheidsbeeld.openness"
    label = "openness"
    default_auto_field = "django.db.models.BigAutoField"
