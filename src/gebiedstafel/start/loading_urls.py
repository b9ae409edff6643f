"""The addresses of loading figures of areas."""

from django.urls import path

from gebiedstafel.start import loading_views

app_name = "area_loading"
urlpatterns = [
    path("gebieden/laden/", loading_views.load_areas, name="load"),
    path("gebieden/ophalen/", loading_views.fetch_areas, name="fetch"),
    path("gebieden/ophalen/<int:loading_id>/stoppen/", loading_views.stop, name="stop"),
    path("gebieden/laden/<int:loading_id>/", loading_views.progress, name="progress"),
]
