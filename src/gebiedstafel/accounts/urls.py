"""Addresses of signing in and out."""

from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("inloggen/", views.SignIn.as_view(), name="sign_in"),
    path("uitloggen/", views.SignOut.as_view(), name="sign_out"),
    path("wachtwoord/", views.ChangePassword.as_view(), name="change_password"),
    path("wachtwoord/gewijzigd/", views.PasswordChanged.as_view(), name="password_changed"),
    path("wachtwoord/vergeten/", views.forgotten, name="forgotten"),
    path("wachtwoord/vergeten/gevraagd/", views.link_asked, name="link_asked"),
    path("wachtwoord/nieuw/<str:token>/", views.new_password, name="choose_password"),
]
