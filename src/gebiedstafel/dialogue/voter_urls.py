"""Addresses of a round for who takes part: no account, no table."""

from django.urls import path

from . import ballot_views, voter_views

app_name = "voter"
urlpatterns = [
    path("<slug:address>/", voter_views.start, name="start"),
    path("<slug:address>/in/<slug:key>/", voter_views.start, name="entrance"),
    path("<slug:address>/begin/", voter_views.begin, name="begin"),
    path("<slug:address>/code/", voter_views.code, name="code"),
    path("<slug:address>/code/<slug:code>/", voter_views.code, name="code_of_letter"),
    path("<slug:address>/stem/", ballot_views.vote, name="vote"),
    path("<slug:address>/straks/", ballot_views.upcoming, name="upcoming"),
    path("<slug:address>/stelling/", voter_views.add, name="add"),
    path("<slug:address>/mijn/", voter_views.mine, name="mine"),
    path("<slug:address>/taal/", voter_views.language, name="language"),
    path("<slug:address>/terug/<str:link>/", voter_views.take_back, name="take_back"),
]
