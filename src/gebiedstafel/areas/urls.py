"""Addresses of the public reference pages."""

from django.urls import path

from gebiedstafel.areas import views

# Any sign may stand in a code that was loaded long ago: its page must open all the same.
app_name = "areas"
urlpatterns = [
    path("gebieden/", views.overview, name="overview"),
    path("gebieden/<str:code>/", views.area, name="area"),
]
