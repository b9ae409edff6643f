"""Addresses of a table's rounds of asking."""

from django.urls import path

from . import merge_views, views, workbook_views

app_name = "asking"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("nieuw/", views.prepare, name="prepare"),
    path("<int:request_id>/", views.show_board, name="board"),
    path("<int:request_id>/versturen/", views.send, name="send"),
    path("<int:request_id>/weggooien/", views.discard, name="discard"),
    path("<int:request_id>/herinneren/", views.remind_all, name="remind"),
    path("<int:request_id>/verlengen/", views.extend, name="extend"),
    path("<int:request_id>/sluiten/", views.close, name="close"),
    path("partij/<int:asked_id>/", merge_views.lay_beside, name="beside"),
    path("partij/<int:asked_id>/terug/", merge_views.undo, name="undo"),
    path("partij/<int:asked_id>/opnieuw/", views.send_one_again, name="send_again"),
    path("partij/<int:asked_id>/invullen/", views.answer_here, name="answer_here"),
    path("partij/<int:asked_id>/link/", views.hand_out, name="hand_out"),
    path("partij/<int:asked_id>/excel/", workbook_views.by_chair, name="workbook"),
    path("partij/<int:asked_id>/intrekken/", views.withdraw, name="withdraw"),
]
