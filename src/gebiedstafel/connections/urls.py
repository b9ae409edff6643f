"""Addresses of the plan page, of what the table tries out, and of two plans side by side."""

from django.urls import path

from . import comparing_views, deadline_views, share_views, study_views, variant_views, views

app_name = "connections"

urlpatterns = [
    path("", views.plan, name="plan"),
    path("rekenen/", views.solve, name="solve"),
    path("stand/", views.progress, name="progress"),
    path("stoppen/", views.stop, name="stop"),
    path("keuze/", views.choose, name="choose"),
    path("vaststellen/", views.adopt, name="adopt"),
    path("vergelijken/", comparing_views.compare, name="compare"),
    path("onderzoek/", study_views.ask, name="ask_study"),
    path("onderzoek/<int:study_id>/", study_views.study, name="study"),
    path("onderzoek/<int:study_id>/stoppen/", study_views.stop, name="stop_study"),
    path("onderzoek/<int:study_id>/uitproberen/", study_views.try_out, name="try_lever"),
    path("verdelen/", share_views.share, name="share"),
    path("verdelen/antwoord/", share_views.reply, name="share_reply"),
    path("verdelen/openbaar/", share_views.consent, name="share_consent"),
    path("verdelen/openbaar/zonder-stoel/", share_views.recorded, name="share_recorded"),
    path("termijnen/", deadline_views.page, name="deadlines"),
    path("termijnen/agenda.ics", deadline_views.calendar, name="deadlines_calendar"),
    path("varianten/", variant_views.variants, name="variants"),
    path("varianten/rekenen/", variant_views.solve_all, name="solve_all"),
    path("varianten/<int:variant_id>/", variant_views.variant, name="variant"),
    path("varianten/<int:variant_id>/naam/", variant_views.rename, name="rename_variant"),
    path("varianten/<int:variant_id>/notitie/", variant_views.note, name="note_variant"),
    path("varianten/<int:variant_id>/aannames/", variant_views.assume, name="assume_in_variant"),
    path("varianten/<int:variant_id>/kopie/", variant_views.copy, name="copy_variant"),
    path("varianten/<int:variant_id>/weg/", variant_views.remove, name="remove_variant"),
    path("varianten/<int:variant_id>/terug/", variant_views.restore, name="restore_variant"),
    path("varianten/<int:variant_id>/overnemen/", variant_views.take_over, name="take_over_variant"),
]
