from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "eenheidsbeeld.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read the tasks of every room, so that each can be queued by name."""
        autodiscover_modules("tasks")
