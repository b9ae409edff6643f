"""Signing in, signing out and choosing another password."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeDoneView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from .actions import choose_password, password_link
from .coming_in import LEAVE, WAITING, after_password
from .forms import ChangePasswordForm, ForgottenForm, NewPasswordForm, SignInForm
from .joining import taken_up
from .letters import site_address
from .models import Person
from .openid_views import leaving
from .provider_list import provider_called, providers
from .slowing import TooOften, forget_tries, slowed_by_link, slows, too_often, try_secret
from .tasks import send_password_link
from .tokens import new_token
from .visits import end_visits


@method_decorator(slows("password"), name="dispatch")
class SignIn(LoginView):
    """Ask for name and password; whoever is in already goes on."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Slow whoever guesses, whether or not there is such an account."""
        self.account = request.POST.get("username", "")[:254]
        try:
            self.made = try_secret(request, "password", self.account, at=now())
        except TooOften:
            return too_often(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        """Let someone in, perhaps after a code, and speak the language they chose."""
        forget_tries(self.made, self.account)
        person = form.get_user()
        assert isinstance(person, Person)
        return after_password(self.request, person, where=self.get_success_url())

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Name the organisations whose people come in by their own account, and who is being joined."""
        waiting = taken_up(self.request.session.get(WAITING), now())
        own = provider_called(waiting.provider) if waiting else None
        return super().get_context_data(providers=providers(), joining=own, **more)


class SignOut(LogoutView):
    """End the visit; only by POST, so that no link can do it."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End the visit here; who came in by an organisation reads how to end it there too."""
        leave = leaving(request)
        answer = super().post(request, *args, **kwargs)
        if leave is None:
            return answer
        request.session[LEAVE] = leave
        return redirect("accounts:signed_out")


@method_decorator(slows("password"), name="dispatch")
class ChangePassword(PasswordChangeView):
    """Ask for the old password and twice for the new one."""

    template_name = "accounts/change_password.html"
    form_class = ChangePasswordForm
    success_url = reverse_lazy("accounts:password_changed")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Slow who guesses the old password on a screen that was left open."""
        if not request.user.is_authenticated:
            return super().post(request, *args, **kwargs)
        self.account = f"change/{request.user.pk}"
        try:
            self.made = try_secret(request, "password", self.account, at=now())
        except TooOften:
            return too_often(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the new password."""
        forget_tries(self.made, self.account)
        here = self.request.session.session_key  # a new password gives this place another key
        answer = super().form_valid(form)
        assert isinstance(self.request.user, Person)
        end_visits(self.request.user, but=here, at=now())
        return answer


class PasswordChanged(PasswordChangeDoneView):
    """Say that it worked."""

    template_name = "accounts/password_changed.html"


@slows("forgotten")
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for an address; the answer is the same whether or not we know it, and takes as long."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            try_secret(request, "forgotten", f"forgotten/{form.cleaned_data['email']}", at=now())
        except TooOften:
            return too_often(request)
        send_password_link.enqueue(form.cleaned_data["email"], site_address(request), new_token())
        return redirect("accounts:link_asked")
    return render(request, "accounts/forgotten.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
def link_asked(request: HttpRequest) -> HttpResponse:
    """Say where to look."""
    return render(request, "accounts/forgotten.html", {"asked": True})


@slowed_by_link("password_link")
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
