"""The addresses of a table's area: on a screen, and on paper."""

from django.urls import path

from gebiedstafel.start import area_views, picture_views

app_name = "table_area"
AREA = "tafel/<slug:table_id>/gebied/"
urlpatterns = [
    path(AREA, area_views.table_area, name="page"),
    path(AREA + "op-een-pagina/", picture_views.one_page, name="one_page"),
    path(AREA + "kaart/", picture_views.print_map, name="print_map"),
]
