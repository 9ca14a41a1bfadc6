from django.apps import AppConfig


class SignalsConfig(AppConfig):
    name = "eenheidsbeeld.signals"
    label = "signals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from eenheidsbeeld.signals import (
            shared,
            tasks,  # noqa: F401  # declares the tasks that any room may queue
        )

        shared.register()
