"""Addresses behind the link of an asked party."""

from django.urls import path

from . import answer_views, workbook_views

app_name = "answering"
urlpatterns = [
    path("", answer_views.answer, name="answer"),
    path("begin/", answer_views.begin, name="begin"),
    path("bewaar/", answer_views.save, name="save"),
    path("heropen/", answer_views.go_on, name="reopen"),
    path("excel/", workbook_views.by_link, name="workbook"),
]
