"""How it is here: the area of a table. It stands above `areas`, which knows no tables."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from gebiedstafel.areas.choices import wanted_among
from gebiedstafel.areas.models import Area
from gebiedstafel.areas.table_page import table_page
from gebiedstafel.dialogue.models import Statement
from gebiedstafel.stories.permissions import check_can_ask_recognition, check_can_recognise
from gebiedstafel.stories.recognition_models import Says
from gebiedstafel.tables.kept_choices import keep_choice, kept_choice
from gebiedstafel.tables.permissions import check_can_arrange
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import why_not

from .area_told import told_of
from .own_picture import picture_of
from .ways_to_tell import addresses_of, ways_to_tell

#: Which figure was looked at last is kept under this name.
FIGURE = "table_figure"


@require_safe
def table_area(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show how the table's area is, from its own figures, or else from the public ones."""
    seat = find_seat(request, table_id)
    table = seat.table
    picture = picture_of(table, wanted_among(request))
    if picture is None:
        if Area.objects.filter(code=table.area).exists():
            return redirect("areas:area", table.area)
        may_arrange = not why_not(check_can_arrange, seat)
        empty = {"may_arrange": may_arrange, "ways": ways_to_tell(seat, addresses_of(table))}
        return render(request, "areas/table_empty.html", empty)
    chosen = _chosen(request, table_id)
    page = table_page(picture, chosen)
    voices = Statement.objects.filter(table=table).shared()[:2]
    told = told_of(seat)
    recognised = [(one, one.by_party.get(seat.party_id or 0, "")) for one in told["recognised"]]
    context = {
        **page,
        **told,
        "recognised": recognised,
        "to_answer": sum(not own for _, own in recognised),
        "voices": voices,
        "ways": ways_to_tell(seat, told["addresses"]),
        "answers": not why_not(check_can_recognise, seat),
        "asks": not why_not(check_can_ask_recognition, seat),
        "says": Says.choices,
        "next_url": _next(table_id),
    }
    return render(request, "areas/table_area.html", context)


def _chosen(request: HttpRequest, table_id: str) -> str:
    """Return the figure asked for now or looked at last at this table, and remember it."""
    asked = request.GET.get("cijfer", "")[:64]
    if asked:
        keep_choice(request, FIGURE, table_id, asked)
    return asked or kept_choice(request, FIGURE, table_id) or ""


def _next(table_id: str) -> str:
    try:
        return reverse("challenges:overview", args=[table_id])
    except NoReverseMatch:
        return ""
