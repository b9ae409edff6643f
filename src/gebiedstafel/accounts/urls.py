"""Addresses of signing in and out."""

from django.urls import path

from . import openid_views, second_step_views, views, visit_views

app_name = "accounts"
urlpatterns = [
    path("inloggen/", views.SignIn.as_view(), name="sign_in"),
    path("inloggen/met/<slug:provider>/", openid_views.with_provider, name="with_provider"),
    path("inloggen/terug/<slug:provider>/", openid_views.came_back, name="came_back"),
    path("inloggen/koppelen/", openid_views.join_account, name="join"),
    path("inloggen/code/", second_step_views.second_step, name="second_step"),
    path("mijn-account/tweede-stap/", second_step_views.my_second_step, name="my_second_step"),
    path("mijn-account/ingelogd/", visit_views.visits, name="visits"),
    path("beheer/tweede-stap/", second_step_views.help_with_second_step, name="help_with_second_step"),
    path("uitgelogd/", openid_views.signed_out, name="signed_out"),
    path("uitloggen/", views.SignOut.as_view(), name="sign_out"),
    path("wachtwoord/", views.ChangePassword.as_view(), name="change_password"),
    path("wachtwoord/gewijzigd/", views.PasswordChanged.as_view(), name="password_changed"),
    path("wachtwoord/vergeten/", views.forgotten, name="forgotten"),
    path("wachtwoord/vergeten/gevraagd/", views.link_asked, name="link_asked"),
    path("wachtwoord/nieuw/<str:token>/", views.new_password, name="choose_password"),
]
