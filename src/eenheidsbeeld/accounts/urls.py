from django.urls import path

from eenheidsbeeld.accounts import views

app_name = "accounts"
urlpatterns = [path("wie-ben-ik/", views.choose_membership, name="choose_membership")]
