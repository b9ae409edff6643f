"""The press that makes a card something at the table, and the way back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import NotAllowed, Refused
from gebiedstafel.ui.sent import number_of

from .becoming import Place, lay_on_table, take_from_table
from .cards import may_see
from .lying import places_at
from .permissions import check_can_facilitate
from .sitting_models import Card


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def table_card(request: HttpRequest, table_id: str, card_id: int) -> HttpResponse:
    """Ask where a card goes; lay it on the table as what was chosen, or take it back."""
    seat = find_seat(request, table_id)
    check_can_facilitate(seat)
    card = get_object_or_404(
        Card.objects.select_related("sitting__table"), pk=card_id, sitting__table=seat.table_id
    )
    if not may_see(card, seat):
        raise NotAllowed(_("Dit is een kaart van een andere partij. Alleen die partij laat haar zien."))
    if request.method != "POST":
        return render(request, "workshop/lay.html", {"card": card, **places_at(seat.table)})
    sent = {name: str(value).replace("\x00", "") for name, value in request.POST.items()}
    if sent.get("doe") == "terug":
        take_from_table(card, by=seat, at=now())
        messages.success(request, _("De kaart is terug. Aan tafel staat er niets meer van."))
    elif sent.get("doe") == "leg":
        place = _place(card, sent)
        lay_on_table(card, sent.get("soort", ""), place, by=seat, at=now())
        messages.success(request, _("De kaart ligt op tafel."))
    else:
        raise Refused(_("Kies een knop op de pagina."))
    back = redirect("workshop:sitting", table_id, card.sitting_id)
    back["Location"] += f"#kaart-{card.pk}"
    return back


def _place(card: Card, sent: dict[str, str]) -> Place:
    """Return the place as far as it is one of this table."""
    table = card.sitting.table
    challenge, street = sent.get("opgave", "")[:64], sent.get("straat", "")[:64]
    year = number_of(sent.get("jaar", ""))
    return Place(
        challenge=challenge if table.challenges.filter(key=challenge).exists() else "",
        street=street if table.areas.filter(key=street).exists() else "",
        year=year if year in table.years else None,
    )
