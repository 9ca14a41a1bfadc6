from django.apps import AppConfig


class PicturesConfig(AppConfig):
    name = "eenheidsbeeld.pictures"
    label = "pictures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from eenheidsbeeld.pictures.kinds.weekly_picture import EXTRA_PICTURE, WEEKLY_PICTURE
        from eenheidsbeeld.publishing import kinds

        kinds.register(WEEKLY_PICTURE)
        kinds.register(EXTRA_PICTURE)
