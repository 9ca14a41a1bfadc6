from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "eenheidsbeeld.publishing"
    label = "publishing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from eenheidsbeeld.publishing import tasks  # noqa: F401  # declares work that runs by itself and how records end
