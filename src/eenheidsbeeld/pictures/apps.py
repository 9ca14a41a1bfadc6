from django.apps import AppConfig


class PicturesConfig(AppConfig):
    name = "eenheidsbeeld.pictures"
    label = "pictures"
    default_auto_field = "django.db.models.BigAutoField"
