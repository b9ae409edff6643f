"""Addresses of the result of the dialogue."""

from django.urls import path

from . import result_views as views

app_name = "gesprek"
urlpatterns = [path("tafel/<slug:table_id>/gesprek/", views.page, name="page")]
