"""Signing in, signing out and choosing another password."""

from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeDoneView, PasswordChangeView
from django.urls import reverse_lazy

from .forms import ChangePasswordForm, SignInForm


class SignIn(LoginView):
    """Ask for name and password; whoever is in already goes on."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """End the visit; only by POST, so that no link can do it."""

    http_method_names = ["post", "options"]


class ChangePassword(PasswordChangeView):
    """Ask for the old password and twice for the new one."""

    template_name = "accounts/change_password.html"
    form_class = ChangePasswordForm
    success_url = reverse_lazy("accounts:password_changed")


class PasswordChanged(PasswordChangeDoneView):
    """Say that it worked."""

    template_name = "accounts/password_changed.html"
