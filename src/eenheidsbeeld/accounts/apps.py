from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "eenheidsbeeld.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from eenheidsbeeld.accounts import tasks  # noqa: F401  # declares work that runs by itself and how records end
