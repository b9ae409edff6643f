"""Signing in, signing out and choosing another password."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeDoneView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from .actions import choose_password, password_link
from .forms import ChangePasswordForm, ForgottenForm, NewPasswordForm, SignInForm
from .letters import site_address
from .tasks import send_password_link


class SignIn(LoginView):
    """Ask for name and password; whoever is in already goes on."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        """Let someone in, and speak the language they chose."""
        answer = super().form_valid(form)
        language = getattr(form.get_user(), "language", settings.LANGUAGE_CODE)
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language)
        return answer


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


@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for an address; the answer is the same whether or not we know it, and takes as long."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        send_password_link.enqueue(form.cleaned_data["email"], site_address(request))
        return redirect("accounts:link_asked")
    return render(request, "accounts/forgotten.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
def link_asked(request: HttpRequest) -> HttpResponse:
    """Say where to look."""
    return render(request, "accounts/forgotten.html", {"asked": True})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest, token: str) -> HttpResponse:
    """Let who has the link choose a password. Looking changes nothing: mail scanners look too."""
    link = password_link(token, at=now())
    if link is None:
        return render(request, "accounts/link_spent.html", status=410)
    form = NewPasswordForm(link.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        choose_password(link, form.cleaned_data["new_password1"], at=now())
        messages.success(request, _("Uw nieuwe wachtwoord is bewaard. Log er nu mee in."))
        return redirect("accounts:sign_in")
    context = {"form": form, "person": link.person}
    return render(request, "accounts/choose_password.html", context, status=400 if form.errors else 200)
