"""The second step: asked at sign-in, set up and ended by who has it, reset by an administrator."""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gebiedstafel.ui.qr import qr_code
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .coming_in import HALFWAY, OWES_STEP, halfway, let_in
from .forms import CodeForm, WhoForm
from .letters import write_letter
from .models import Person
from .outbox import post
from .second_step import (
    address_of,
    begin_second_step,
    codes_left,
    end_second_step,
    has_second_step,
    new_secret,
    renew_recovery_codes,
    reset_second_step,
    takes_code,
    words_of,
)
from .slowing import TooOften, forget_tries, slows, too_often, try_secret

#: What a session keeps of an app that is being set up.
SETTING_UP = "code_app_secret"


@slows("code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask who gave the right password for a code of the app, or one from paper."""
    at = now()
    found = halfway(request, at=at)
    if found is None:
        request.session.pop(HALFWAY, None)
        return redirect("accounts:sign_in")
    person, held = found
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = f"code/{person.pk}"
        try:
            made = try_secret(request, "code", account, at=at)
        except TooOften:
            request.session.pop(HALFWAY, None)
            return too_often(request)
        if takes_code(person, form.cleaned_data["code"], at=at):
            forget_tries(made, account)
            answer = let_in(request, person, way=held["way"], where=held["where"])
            _warn_of_few(request, person)
            return answer
        form.add_error(
            "code", _("Deze code klopt niet, of is al gebruikt. Wacht op de volgende code in uw app.")
        )
    return render(request, "accounts/second_step.html", {"form": form}, status=400 if form.errors else 200)


def _warn_of_few(request: HttpRequest, person: Person) -> None:
    left = codes_left(person)
    if left <= 3:
        messages.warning(
            request,
            ngettext(
                "U hebt nog {n} herstelcode over. Maak nieuwe bij Mijn account.",
                "U hebt nog {n} herstelcodes over. Maak nieuwe bij Mijn account.",
                left,
            ).format(n=left),
        )


@slows("code")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_second_step(request: HttpRequest) -> HttpResponse:
    """Show someone their second step, and let them turn it on, renew their codes or turn it off."""
    person, at = request.user, now()
    assert isinstance(person, Person)
    if request.method != "POST":
        return _my_page(request, person, CodeForm(), 200)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _my_page(request, person, form, 400)
    account = f"code/{person.pk}"
    try:
        made = try_secret(request, "code", account, at=at)
        codes = _deed(request, person, form.cleaned_data["code"], at)
    except TooOften:
        return too_often(request)
    except NotAllowed:
        raise
    except Refused as refused:
        form.add_error("code", str(refused))
        return _my_page(request, person, form, 400)
    forget_tries(made, account)
    if codes is None:
        messages.success(request, _("Uw tweede stap staat uit."))
        return redirect("accounts:my_second_step")
    return render(request, "accounts/recovery_codes.html", {"codes": codes})


def _deed(request: HttpRequest, person: Person, code: str, at: datetime) -> list[str] | None:
    """Do what was asked; return new codes for on paper, or nothing when the second step ended."""
    if not has_second_step(person):
        secret = b64decode(request.session.get(SETTING_UP, ""))
        if not secret:
            raise Refused(_("Deze pagina is verlopen. Voeg de code hieronder opnieuw toe aan uw app."))
        codes = begin_second_step(person, secret, code, at=at)
        request.session.pop(SETTING_UP, None)
        request.session.pop(OWES_STEP, None)
        return codes
    if "end" in request.POST:
        end_second_step(person, code, at=at)
        return None
    if not takes_code(person, code, at=at):
        raise Refused(_("Deze code klopt niet, of is al gebruikt."))
    return renew_recovery_codes(person, at=at)


def _my_page(request: HttpRequest, person: Person, form: CodeForm, status: int) -> HttpResponse:
    context: dict[str, object] = {"form": form, "owes_by": _owes_by(request)}
    if has_second_step(person):
        # It may have been set up on another device meanwhile.
        request.session.pop(OWES_STEP, None)
        return render(
            request, "accounts/my_second_step.html",
            {**context, "left": codes_left(person), "since": person.code_app.confirmed_at}, status=status,
        )  # fmt: skip
    form.fields["code"].help_text = _("De zes cijfers die uw app nu toont.")
    secret = b64decode(request.session.get(SETTING_UP, "")) or new_secret()
    request.session[SETTING_UP] = b64encode(secret).decode()
    context |= {"qr": qr_code(address_of(secret, person)), "words": words_of(secret)}
    return render(request, "accounts/begin_second_step.html", context, status=status)


def _owes_by(request: HttpRequest) -> datetime | None:
    by = request.session.get(OWES_STEP)
    return localtime(datetime.fromtimestamp(by, tz=now().tzinfo)) if by else None


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def help_with_second_step(request: HttpRequest) -> HttpResponse:
    """Let an administrator reset the second step of someone who lost phone and paper."""
    by = request.user
    assert isinstance(by, Person)
    if not by.is_staff:
        raise NotAllowed(_("Alleen een beheerder helpt anderen met hun tweede stap."))
    form = WhoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = form.person
        at = now()
        with transaction.atomic():
            reset_second_step(person, by=by, at=at)
            if person.email:
                letter = write_letter(
                    "accounts/letters/reset.txt", to=person.email, language=person.language,
                    person=person, by=by,
                )  # fmt: skip
                post(letter, key=f"reset-second-step/{person.pk}/{at.isoformat()}", at=at, person=person)
        messages.success(
            request,
            (
                _("De tweede stap van {name} is teruggezet. We schrijven dat ook aan {name}.")
                if person.email
                else _("De tweede stap van {name} is teruggezet.")
            ).format(name=person.called),
        )
        return redirect("accounts:help_with_second_step")
    return render(
        request, "accounts/help_with_second_step.html", {"form": form}, status=400 if form.errors else 200
    )
