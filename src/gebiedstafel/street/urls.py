"""Addresses of Mijn straat: for anyone, behind links in letters, and at a table."""

from django.urls import path

from gebiedstafel.accounts.slowing import slowed_by_link

from . import answer_views, follow_views, question_views, table_views, views

app_name = "street"
slowed = slowed_by_link("street_link")
urlpatterns = [
    path("straat/<slug:address>/", views.choose, name="choose"),
    path("straat/<slug:address>/in/<path:area>/", views.area, name="area"),
    path("straat/<slug:address>/volgen/<path:area>/", follow_views.follow, name="follow"),
    path("straatpost/ja/<str:token>/", slowed(follow_views.confirm_address), name="confirm"),
    path("straatpost/stop/<str:token>/", slowed(follow_views.stop_following), name="stop"),
    path("straatpost/werk/<str:token>/", slowed(answer_views.answer), name="answer"),
    path("tafel/<slug:table_id>/straat/", table_views.overview, name="overview"),
    path("tafel/<slug:table_id>/straat/pagina/", table_views.page, name="page"),
    path("tafel/<slug:table_id>/straat/vertel/", table_views.tell, name="tell"),
    path("tafel/<slug:table_id>/straat/vertel/<int:told_id>/terug/", table_views.take_back, name="take_back"),
    path("tafel/<slug:table_id>/straat/afspraak/<slug:key>/", table_views.publish_agreement, name="publish"),
    path("tafel/<slug:table_id>/straat/zoals/<path:area>/", table_views.preview, name="preview"),
    path("tafel/<slug:table_id>/straat/poster/<path:area>/", table_views.poster, name="poster"),
    path("tafel/<slug:table_id>/straat/vragen/", question_views.new, name="new_question"),
    path("tafel/<slug:table_id>/straat/vragen/<int:question_id>/", question_views.question, name="question"),
    path("tafel/<slug:table_id>/straat/vragen/<int:question_id>/doe/", question_views.do, name="do_question"),
]
