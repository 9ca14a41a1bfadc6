from django.apps import AppConfig


class SituationsConfig(AppConfig):
    name = "eenheidsbeeld.situations"
    label = "situations"
    default_auto_field = "django.db.models.BigAutoField"
