"""Who owes a second step and waited long enough sets it up before anything else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _

from gebiedstafel.ui.refusals import NotAllowed, Refusals

from .coming_in import OWES_STEP

#: What stays open: setting it up, signing out, and what everyone sees.
OPEN_NAMESPACES = ("accounts", "ui", "voter")
OPEN = ("health", "security_txt", "tables:me", "tables:close_account")


class AskSecondStep:
    """Leads who has to set up a second step to that page; their session says so, no database is asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *about: object) -> HttpResponse | None:
        """Lead away, but never from the way out."""
        by = request.session.get(OWES_STEP)
        where = request.resolver_match
        if not by or by > now().timestamp() or where is None:
            return None
        if where.namespace in OPEN_NAMESPACES or where.view_name in OPEN:
            return None
        if request.headers.get("HX-Request") == "true" or request.method not in ("GET", "HEAD"):
            first = NotAllowed(
                _("Zet eerst uw tweede stap aan, bij Mijn account. Wat u typte is niet verstuurd.")
            )
            return Refusals(self.get_response).process_exception(request, first)
        return redirect("accounts:my_second_step")
