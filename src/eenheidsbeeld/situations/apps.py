from typing import Any

from django.apps import AppConfig


class SituationsConfig(AppConfig):
    name = "eenheidsbeeld.situations"
    label = "situations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from eenheidsbeeld.outlook import calendar
        from eenheidsbeeld.situations import (
            shared,
            tasks,  # noqa: F401  # declares work that runs by itself and how records end
        )

        shared.register()
        calendar.register(_announced)


def _announced(*asked: Any) -> Any:
    """Models can be read only after every room is ready."""
    from eenheidsbeeld.situations.queries.announced import announced

    return announced(*asked)
