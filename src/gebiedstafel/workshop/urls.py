"""Addresses of the werkplaats of a table."""

from django.urls import path

from . import choice_views, format_views, method_views, role_views, sitting_views, views

app_name = "workshop"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("werkwijze/", choice_views.begin, name="begin"),
    path("werkwijze/<int:choice_id>/", choice_views.alone, name="alone"),
    path("werkwijze/<int:choice_id>/bewaar/", choice_views.save, name="save"),
    path("werkwijze/<int:choice_id>/leiden/", choice_views.lead, name="lead"),
    path("werkwijze/<int:choice_id>/naast-elkaar/", choice_views.beside, name="beside"),
    path("werkwijze/<int:choice_id>/past/", choice_views.fits, name="fits"),
    path("uitkomst/<int:outcome_id>/", choice_views.outcome, name="outcome"),
    path("werkwijzen/", method_views.methods, name="methods"),
    path("werkwijzen/tabel.yaml", method_views.methods_file, name="methods_file"),
    path("werkwijzen/inlezen/", method_views.take_in, name="take_in"),
    path("werkwijzen/weg/", method_views.remove, name="remove"),
    path("werkwijzen/terug/", method_views.restore, name="restore"),
    path("werkwijzen/nieuw/", method_views.way, name="new_way"),
    path("werkwijzen/vragen/nieuw/", method_views.question, name="new_question"),
    path("werkwijzen/vragen/<path:key>/", method_views.question, name="question"),
    path("werkwijzen/manieren/<path:key>/", method_views.way, name="way"),
    path("werkvormen/", format_views.format_list, name="formats"),
    path("werkvormen/<slug:format_id>/", format_views.one_format, name="format"),
    path("bijeenkomst/", sitting_views.make, name="make_sitting"),
    path("bijeenkomst/<int:sitting_id>/", sitting_views.sitting, name="sitting"),
    path("bijeenkomst/<int:sitting_id>/opgeschreven/", sitting_views.sitting_cards, name="sitting_cards"),
    path("bijeenkomst/<int:sitting_id>/stand/", sitting_views.stand, name="sitting_stand"),
    path("bijeenkomst/<int:sitting_id>/leiden/", sitting_views.run, name="run_sitting"),
    path("bijeenkomst/<int:sitting_id>/zaal/", sitting_views.hall, name="hall"),
    path("bijeenkomst/<int:sitting_id>/kaarten/", sitting_views.own_cards, name="own_cards"),
    path("bijeenkomst/<int:sitting_id>/kaart/", sitting_views.write, name="write_card"),
    path("kaart/<int:card_id>/", sitting_views.card, name="card"),
    path("rollen/", role_views.roles, name="roles"),
    path("rollen/<int:canvas_id>/", role_views.canvas, name="canvas"),
    path("rollen/<int:canvas_id>/stand/", role_views.canvas_changed, name="canvas_changed"),
    path("rollen/<int:canvas_id>/weg/", role_views.canvas_gone, name="canvas_gone"),
    path("rollen/<int:canvas_id>/rol/", role_views.role, name="add_role"),
    path("rollen/<int:canvas_id>/rol/<int:role_id>/", role_views.role, name="role"),
]
