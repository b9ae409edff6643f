"""Addresses of seats, invitations and a person's own page."""

from django.urls import path

from . import invitation_views, mandate_views, person_views, seat_views, views

app_name = "tables"
urlpatterns = [
    path("stoel/", views.switch_seat, name="switch_seat"),
    path("mijn-account/", person_views.me, name="me"),
    path("mijn-account/sluiten/", person_views.close, name="close_account"),
    path("uitnodiging/<str:token>/", invitation_views.invitation, name="invitation"),
    path("tafel/<slug:table_id>/stoelen/", seat_views.seats, name="seats"),
    path("tafel/<slug:table_id>/stoelen/<int:seat_id>/", seat_views.one_seat, name="seat"),
    path("tafel/<slug:table_id>/stoelen/<int:seat_id>/intrekken/", seat_views.withdraw, name="withdraw_seat"),
    path(
        "tafel/<slug:table_id>/uitnodigingen/<int:invitation_id>/opnieuw/",
        seat_views.send_again,
        name="invite_again",
    ),
    path(
        "tafel/<slug:table_id>/uitnodigingen/<int:invitation_id>/intrekken/",
        seat_views.take_back,
        name="withdraw_invitation",
    ),
    path("tafel/<slug:table_id>/mandaten/", mandate_views.mandates, name="mandates"),
    path("tafel/<slug:table_id>/mandaten/nieuw/", mandate_views.new_mandate, name="new_mandate"),
    path("tafel/<slug:table_id>/mandaten/<int:mandate_id>/", mandate_views.mandate, name="mandate"),
    path("tafel/<slug:table_id>/openbaar-op-verzoek/", mandate_views.open_government, name="open_government"),
    path("tafel/<slug:table_id>/wie-mag-wat/", seat_views.rights, name="rights"),
]
