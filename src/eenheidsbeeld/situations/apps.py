from django.apps import AppConfig


class SituationsConfig(AppConfig):
    name = "eenheidsbeeld.situations"
    label = "situations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from eenheidsbeeld.situations import (
            shared,
            tasks,  # noqa: F401  # declares work that runs by itself and how records end
        )

        shared.register()
