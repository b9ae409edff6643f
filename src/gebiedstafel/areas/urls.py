"""Addresses of the public reference pages."""

from django.urls import path

from gebiedstafel.areas import views

app_name = "areas"
urlpatterns = [
    path("gebieden/", views.overview, name="overview"),
    path("gebieden/<slug:code>/", views.area, name="area"),
]
