"""The public reference pages: which areas we know, and how one of them is."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gebiedstafel.areas.choices import wanted_among, wanted_figure
from gebiedstafel.areas.models import Area
from gebiedstafel.areas.page import public_page
from gebiedstafel.areas.picture import AreaPicture
from gebiedstafel.areas.public_picture import chosen_code, find_area, public_picture
from gebiedstafel.areas.series import series_page
from gebiedstafel.areas.stacked import layer_of
from gebiedstafel.exchange.among import chosen_among


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """List the municipalities we have figures of."""
    # PostgreSQL refuses to look for the character that ends a text.
    sought = request.GET.get("naam", "").replace("\0", "").strip()[:100]
    areas = Area.objects.filter(level="gemeente").order_by("name", "-year")
    if sought:
        areas = Area.objects.filter(Q(name__icontains=sought) | Q(code__iexact=sought)).order_by(
            "name", "code", "-year"
        )
    page = Paginator(areas, 60).get_page(request.GET.get("pagina"))
    query = f"{urlencode({'naam': sought})}&" if sought else ""
    return render(request, "areas/overview.html", {"page": page, "sought": sought, "query": query})


@require_safe
def area(request: HttpRequest, code: str) -> HttpResponse:
    """Show how one municipality, wijk or buurt is."""
    # PostgreSQL refuses to look for the character that ends a text.
    code = code.replace("\0", "")
    year = request.GET.get("jaar", "")
    found = find_area(code, int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None)
    if found is None:
        near = Area.objects.filter(code__startswith=code[:6].upper(), level="gemeente").order_by("code")[:5]
        return render(request, "areas/unknown.html", {"code": code, "near": near}, status=404)
    level = request.GET.get("niveau", "")[:10]
    wanted = wanted_figure(request)
    among = chosen_among(wanted_among(request))
    picture = public_picture(found, chosen=wanted, level=level, among=among)
    chosen = chosen_code(picture.kinds, wanted)
    shown = layer_of(wanted, picture.stacks) or chosen
    query = "?" + urlencode({"cijfer": shown}) if shown else ""
    page = public_page(picture, chosen, query, wanted, among)
    context = {**page, "area": found, "level": shown_level(picture)}
    context["year"] = shown_year(picture, chosen) or found.year
    context["series"] = series_page(picture, page["kind"])
    return render(request, "areas/area.html", context)


def shown_year(picture: AreaPicture, chosen: str) -> int | None:
    """Return of which year the chosen figure is: on the map, else of the area itself."""
    for place in (*picture.parts, picture.here):
        reading = place.readings.get(chosen)
        if reading is not None:
            return reading.year
    return None


def shown_level(picture: AreaPicture) -> str:
    """Return the level of the areas on the map."""
    return picture.parts[0].level if picture.parts else ""
