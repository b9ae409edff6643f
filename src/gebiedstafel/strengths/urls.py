"""Addresses of strengths."""

from django.urls import URLPattern

app_name = "strengths"
urlpatterns: list[URLPattern] = []
