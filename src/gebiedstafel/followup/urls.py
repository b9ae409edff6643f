"""Addresses of follow-up at a table."""

from django.urls import path

from . import mine_views, views

app_name = "followup"
urlpatterns = [
    path("opvolging/", views.overview, name="overview"),
    path("opvolging/regels/", views.rules, name="rules"),
    path("opvolging/nu/", views.send, name="send"),
    path("opvolging/overslaan/", views.leave_out, name="skip"),
    path("opvolging/toch/", views.after_all, name="after_all"),
    path("mijn-berichten/", mine_views.mine, name="mine"),
    path("mijn-berichten/agenda/", mine_views.feed, name="feed"),
]
