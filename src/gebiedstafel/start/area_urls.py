"""The address of a table's area."""

from django.urls import path

from gebiedstafel.start import area_views

app_name = "table_area"
urlpatterns = [path("tafel/<slug:table_id>/gebied/", area_views.table_area, name="page")]
