"""Addresses of ideas, offers and the agenda: for anyone, and at a table."""

from django.urls import path

from gebiedstafel.accounts.slowing import slowed_by_link

from . import views

app_name = "ideas"
slowed = slowed_by_link("idea_link")
urlpatterns = [
    path("idee/<slug:address>/", views.bring, name="bring"),
    path("idee/<slug:address>/volg/<str:link>/", slowed(views.follow), name="follow"),
    path("idee/<slug:address>/volg/<str:link>/terug/", slowed(views.take_back), name="take_back"),
    path("tafel/<slug:table_id>/ideeen/", views.due, name="due"),
    path("tafel/<slug:table_id>/ideeen/bus/", views.box, name="box"),
    path("tafel/<slug:table_id>/ideeen/<int:idea_id>/", views.answer, name="answer"),
    path("tafel/<slug:table_id>/agenda/", views.agenda, name="agenda"),
    path("tafel/<slug:table_id>/agenda/<int:question_id>/", views.settle, name="settle"),
]
