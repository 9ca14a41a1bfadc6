from django.apps import AppConfig


class PhenomenaConfig(AppConfig):
    name = "eenheidsbeeld.phenomena"
    label = "phenomena"
    default_auto_field = "django.db.models.BigAutoField"
