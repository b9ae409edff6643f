"""Addresses behind the link of an asked party."""

from django.urls import path

from gebiedstafel.accounts.slowing import slowed_by_link

from . import answer_views, workbook_views

app_name = "answering"
slowed = slowed_by_link("answer_link")
urlpatterns = [
    path("", slowed(answer_views.answer), name="answer"),
    path("begin/", slowed(answer_views.begin), name="begin"),
    path("bewaar/", slowed(answer_views.save), name="save"),
    path("heropen/", slowed(answer_views.go_on), name="reopen"),
    path("excel/", slowed(workbook_views.by_link), name="workbook"),
]
