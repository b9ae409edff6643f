"""What a page sends about a try: what came of it, or what somebody who read along says."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext as _

from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import Refused
from gebiedstafel.ui.sent import number_of

from .learning_models import Trying
from .sitting_models import Guest
from .trying_out import read_along, tell_what_happened


def tell_by_form(request: HttpRequest, trying: Trying, by: Seat | Guest) -> None:
    """Do what the page of a try asks."""
    sent = {name: str(value).replace("\x00", "") for name, value in request.POST.items()}
    if sent.get("doe") == "vertel":
        seen = number_of(sent.get("seen", ""))
        tell_what_happened(
            trying, sent.get("gebeurd", ""), sent.get("veranderd", ""), by=by, at=now(), seen=seen
        )
    elif sent.get("doe") == "lees":
        read_along(trying, sent.get("sterk", ""), sent.get("vraag", ""), by=by, at=now())
    else:
        raise Refused(_("Kies een knop op de pagina."))
    messages.success(request, _("Bewaard."))
