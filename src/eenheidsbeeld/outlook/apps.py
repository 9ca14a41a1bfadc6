from django.apps import AppConfig


class OutlookConfig(AppConfig):
    name = "eenheidsbeeld.outlook"
    label = "outlook"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from eenheidsbeeld.outlook import shared

        shared.register()
