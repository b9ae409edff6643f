"""Stories at the table: those that are shown, the way in for residents, and paper."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.accounts.paper_codes import on_paper
from gebiedstafel.accounts.tokens import new_token
from gebiedstafel.exchange.themes import theme_name
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.tables.viewers import viewer_of
from gebiedstafel.ui.qr import qr_code
from gebiedstafel.ui.refusals import Refused, why_not

from .actions import close_box, open_box
from .challenges import challenge_titles
from .forms import TypeForm
from .models import Story, StoryBox
from .paper import TypedBefore, type_over
from .permissions import check_can_open, check_can_read_first, check_can_type_over
from .photo_answer import photo_of
from .published import ON_A_PAGE, circle_of, stories_for, story_for


@require_safe
def overview(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show what residents told, all of it or of one theme or place, and how others can tell."""
    seat = find_seat(request, table_id)
    every = stories_for(seat.table, circle_of(seat))
    titles = challenge_titles(seat.table, viewer_of(seat))
    language = get_language() or "nl"
    theme, area = request.GET.get("onderwerp", "")[:16], request.GET.get("waar", "")[:64]
    rows = [one for one in every if (not theme or theme in one.themes) and (not area or area == one.area)]
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("pagina"))
    box = StoryBox.objects.filter(table=seat.table).first()
    reads = not why_not(check_can_read_first, seat)
    context = {
        "count": len(every),
        "found": len(rows),
        "page": page,
        "cards": [(one, titles.get(one.challenge, "")) for one in page],
        "themes": sorted(
            {(code, theme_name(code, language)) for one in every for code in one.themes}, key=lambda t: t[1]
        ),
        "places": sorted({(one.area, one.place) for one in every if one.place}, key=lambda p: p[1]),
        "theme": theme,
        "area": area,
        "query": f"onderwerp={theme}&waar={area}&" if theme or area else "",
        "box": box,
        "box_url": _address(request, box),
        "waiting": Story.objects.of(seat.table).waiting().count() if reads else 0,
        "reads": reads,
        "types": not why_not(check_can_type_over, seat),
        "opens": not why_not(check_can_open, seat),
    }
    return render(request, "stories/overview.html", context)


def _address(request: HttpRequest, box: StoryBox | None) -> str:
    return request.build_absolute_uri(reverse("stories:tell", args=[box.address])) if box else ""


@require_safe
def photo(request: HttpRequest, table_id: str, story_id: int) -> HttpResponse:
    """Show the photo with a story, to who may read the story."""
    seat = find_seat(request, table_id)
    return photo_of(story_for(seat.table, circle_of(seat), story_id))


@require_POST
def box(request: HttpRequest, table_id: str) -> HttpResponse:
    """Open or close the way in for residents."""
    seat = find_seat(request, table_id)
    if request.POST.get("open") == "1":
        open_box(seat.table, by=seat, at=now())
    else:
        close_box(seat.table, by=seat, at=now())
    return redirect("stories:overview", table_id)


@require_safe
def poster(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show a sheet to print and hang in the neighbourhood."""
    seat = find_seat(request, table_id)
    check_can_type_over(seat)
    opened = get_object_or_404(StoryBox, table=seat.table)
    address = _address(request, opened)
    return render(request, "stories/poster.html", {"box": opened, "address": address, "qr": qr_code(address)})


@require_safe
def paper(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show a form to print, for who would rather write."""
    seat = find_seat(request, table_id)
    check_can_type_over(seat)
    context = {"circles": Story.Circle.choices, "lines": range(9, 120, 10)}
    return render(request, "stories/paper.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def typing(request: HttpRequest, table_id: str) -> HttpResponse:
    """Type over what was written on paper, and print the strip for its teller."""
    seat = find_seat(request, table_id)
    check_can_type_over(seat)
    opened = StoryBox.objects.filter(table=seat.table).first()
    if request.method != "POST":
        form = TypeForm(table=seat.table, initial={"once": new_token()})
        return render(request, "stories/typing.html", {"form": form, "box": opened})
    form, status = TypeForm(request.POST, request.FILES, table=seat.table), 400
    if form.is_valid():
        try:
            _story, code = type_over(seat.table, **form.told(), by=seat, at=now())
        except Refused as refusal:
            if isinstance(refusal, TypedBefore):
                form.ask_other()
            form.refuse(refusal, photo="photo" in request.FILES)
            status = refusal.status
        else:
            messages.success(request, _("Het verhaal is overgetypt. Een lezer kijkt er nog naar."))
            return _strip(request, opened, code)
    return render(request, "stories/typing.html", {"form": form, "box": opened}, status=status)


def _strip(request: HttpRequest, opened: StoryBox | None, code: str) -> HttpResponse:
    """Show the code once: only its digest is kept."""
    address = opened.address if opened else ""
    own = request.build_absolute_uri(reverse("stories:follow", args=[address, code]))
    context = {
        "code": on_paper(code),
        "code_url": request.build_absolute_uri(reverse("stories:code", args=[address])),
        "qr": qr_code(own),
    }
    return render(request, "stories/strip.html", context)
