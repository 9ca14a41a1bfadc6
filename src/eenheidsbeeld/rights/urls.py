from django.urls import path

from eenheidsbeeld.rights import views

app_name = "rights"
urlpatterns = [
    path("verantwoording/verzoeken/", views.access_requests, name="requests"),
    path("verantwoording/verzoeken/nieuw/", views.new_request, name="new_request"),
    path("verantwoording/verzoeken/<slug:reference>/", views.access_request, name="request"),
    path("verantwoording/verzoeken/<slug:reference>/zoeken/", views.search, name="search"),
    path("verantwoording/verzoeken/<slug:reference>/verlengen/", views.extend, name="extend"),
    path("verantwoording/verzoeken/<slug:reference>/antwoord/", views.answer, name="answer"),
    path("verantwoording/verzoeken/<slug:reference>/<int:hit>/", views.place, name="place"),
]
