from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "eenheidsbeeld.sharing"
    label = "sharing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from eenheidsbeeld.accounts.trusted import opens_more_by
        from eenheidsbeeld.sharing.queries.compartments import holds_a_key

        opens_more_by("sharing", holds_a_key)
