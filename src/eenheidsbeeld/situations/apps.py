from django.apps import AppConfig


class SituationsConfig(AppConfig):
    name = "eenheidsbeeld.situations"
    label = "situations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from eenheidsbeeld.situations import shared

        shared.register()
