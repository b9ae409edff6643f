"""The picture of a table's area to print: one sheet of A4, and a map on A3."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gebiedstafel.areas.choices import wanted_among
from gebiedstafel.areas.table_page import table_page
from gebiedstafel.exchange.circles import Circle
from gebiedstafel.strengths.models import Strength
from gebiedstafel.strengths.page import groups_of, rows_of
from gebiedstafel.strengths.table_map import draw_strengths
from gebiedstafel.tables.kept_choices import keep_choice, kept_choice
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat

from .own_picture import picture_of
from .picture_sheet import sheet_of

FOR_TABLE = "tafel"
#: The layers of the map on paper, and the name under which is kept which was chosen last.
BOTH, PILED, STRONG = "beide", "stapel", "krachten"
LAYER = "print_layer"


@require_safe
def one_page(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show the picture on one sheet: what anyone may see, or what the table may see where it is asked."""
    seat = find_seat(request, table_id)
    circle = _circle(request, seat)
    picture = picture_of(seat.table, wanted_among(request))
    page: dict[str, Any] = table_page(picture, "") if picture else {}
    context = {
        "sheet": sheet_of(seat.table, circle, picture, page),
        "drawing": page.get("drawing", ""),
        "places_said": page.get("places_said", ()),
        "key": page.get("key", ()),
        "hatched": page.get("hatched", ""),
        "layer": page.get("layer", ""),
        "among_areas": page.get("among_areas", ""),
        "kind": page.get("kind"),
        "picture": picture,
        **_about(seat, circle),
        # The picture knows its place already; only without one it is asked.
        "place": picture.here if picture else seat.table.place,
    }
    return render(request, "start/one_page.html", context)


@require_safe
def print_map(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show the map on a sheet of A3 with the list beside it: what piles up, what is strong, or both.

    The layer that was chosen is remembered per table.
    """
    seat = find_seat(request, table_id)
    circle = _circle(request, seat)
    picture = picture_of(seat.table, wanted_among(request))
    figures = picture if picture and picture.parts else None
    layer = _layer(request, table_id) if figures else STRONG
    piled: dict[str, Any] = table_page(figures, "") if figures and layer != STRONG else {}
    known = Strength.objects.of(seat.table)
    shown = known.public() if circle == Circle.OPENBAAR else known.shown()
    rows = rows_of(seat.table, shown) if layer != PILED else []
    drawn = draw_strengths(seat.table, rows, piled.get("ground"))
    # The letters are those of this drawing: marks leave names other room than the drawing of *Gebied* does.
    letters = {one["code"]: one["letter"] for one in drawn.lettered} if drawn else {}
    context = {
        "map": drawn,
        "places_said": [
            {**one, "letter": letters.get(one["code"], "")} for one in piled.get("places_said", ())
        ],
        "groups": groups_of(rows),
        "count": len(rows),
        "print_layer": layer,
        "print_layers": _layers() if figures else (),
        **{name: piled.get(name) for name in ("key", "hatched", "layer", "among_areas")},
        "picture": picture,
        **_about(seat, circle),
        "place": seat.table.place,
    }
    return render(request, "start/print_map.html", context)


def _layers() -> tuple[tuple[str, str], ...]:
    return (
        (BOTH, _("Wat zich stapelt en wat sterk is")),
        (PILED, _("Wat zich stapelt")),
        (STRONG, _("Wat hier sterk is")),
    )


def _layer(request: HttpRequest, table_id: str) -> str:
    """Return the layer asked for now or looked at last at this table, and remember it."""
    asked = request.GET.get("laag", "")
    if asked not in (BOTH, PILED, STRONG):
        return kept_choice(request, LAYER, table_id) or BOTH
    keep_choice(request, LAYER, table_id, asked)
    return asked


def _circle(request: HttpRequest, seat: Seat) -> Circle:
    """Return for whom the sheet is: paper lies about, so the table's own is only made when asked for."""
    asked = request.GET.get("voor") == FOR_TABLE and seat.role != Seat.Role.VISITOR
    return Circle.TAFEL if asked else Circle.OPENBAAR


def _about(seat: Seat, circle: Circle) -> dict[str, Any]:
    return {
        "for_table": circle == Circle.TAFEL,
        "may_choose": seat.role != Seat.Role.VISITOR,
        "today": seat.table.today_at(localdate()),
    }
