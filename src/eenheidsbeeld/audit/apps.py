from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "eenheidsbeeld.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from eenheidsbeeld.audit import tasks  # noqa: F401
