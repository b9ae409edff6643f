"""The conversations with who reads stories before anyone sees them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.exchange.circles import THE_TABLE
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.place_names import place_names
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import Refused, why_not
from gebiedstafel.ui.sent import number_of

from .actions import ask_readers, erase_story
from .challenges import challenge_titles
from .forms import ReadForm, ReasonForm
from .guarded import asked_about, stopped_by
from .models import MOST_THEMES, Story, StoryPhoto, StoryReader
from .permissions import check_can_erase, check_can_open, check_can_read_first
from .photo_answer import answer_with
from .reading import hide_photo, link_story, refuse_story, show_story, stand_of

#: So many of what was decided stand beneath what waits; readers find what is older among all stories.
NEWEST = 50


@never_cache
@require_safe
def queue(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show what waits for a reader, the oldest first, and what was decided."""
    seat = find_seat(request, table_id)
    check_can_read_first(seat)
    stories = Story.objects.of(seat.table)
    places = place_names(seat.table)
    reading = set(StoryReader.objects.filter(table=seat.table).values_list("seat_id", flat=True))
    able = seat.table.seats.filter(role__in=(Seat.Role.MEMBER, Seat.Role.FINANCE)).select_related("party")
    context = {
        "waiting": [(one, places.get(one.area, ""), one.first_by_id == seat.pk) for one in stories.waiting()],
        "shown": [(one, places.get(one.area, "")) for one in stories.shown()[:NEWEST]],
        "older": max(stories.shown().count() - NEWEST, 0),
        "refused": list(stories.filter(state=Story.State.REFUSED)[:NEWEST]),
        "seats": [(one, one.pk in reading) for one in able],
        "readers": len(reading),
        "opens": not why_not(check_can_open, seat),
    }
    return render(request, "stories/queue.html", context)


@require_POST
def readers(request: HttpRequest, table_id: str) -> HttpResponse:
    """Keep which seats read along."""
    seat = find_seat(request, table_id)
    asked = [number for one in request.POST.getlist("stoel") if (number := number_of(one)) is not None]
    count = ask_readers(seat.table, asked, by=seat, at=now())
    messages.success(request, _("Bewaard. Meelezers naast de voorzitter: {count}.").format(count=count))
    return redirect("stories:queue", table_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def story(request: HttpRequest, table_id: str, story_id: int) -> HttpResponse:
    """Show one story with its photo, and take in what this reader decides."""
    seat = find_seat(request, table_id)
    check_can_read_first(seat)
    found = get_object_or_404(Story.objects.select_related("table", "first_by"), table=table_id, pk=story_id)
    titles = challenge_titles(seat.table, THE_TABLE)
    if request.method != "POST":
        return _reading(request, seat, found, _form(found, titles), ReasonForm(), "", 200)
    form, reason = ReadForm(request.POST, challenges=titles), ReasonForm(request.POST)
    doe = request.POST.get("doe", "")
    try:
        told = _decide(found, doe, form, reason, request.POST.get("gezien"), by=seat)
    except Refused as refusal:
        kept = reason if doe == "weiger" else ReasonForm()
        return _reading(request, seat, found, form, kept, str(refusal), refusal.status)
    messages.success(request, told)
    return redirect("stories:queue", table_id)


def _decide(found: Story, doe: str, form: ReadForm, reason: ReasonForm, seen: str | None, *, by: Seat) -> str:
    """Do what the button said and return what to tell."""
    at = now()
    if doe == "weiger":
        refuse_story(found, reason["reason"].value() or "", seen=seen, by=by, at=at)
        return _("Dit verhaal wordt niet getoond. De verteller leest waarom.")
    if doe in ("verberg", "toon-foto"):
        hide_photo(found, doe == "verberg", by=by, at=at)
        return _("De foto is verborgen.") if doe == "verberg" else _("De foto is weer te zien.")
    if not form.is_valid():
        raise Refused(_("Kies onderwerpen en een opgave uit de lijst."))
    said = form.said()
    if doe == "koppel":
        del said["recognisable"]
        link_story(found, **said, by=by, at=at)
        return _("Bewaard waar dit verhaal over gaat.")
    if doe != "toon":
        raise Refused(_("Kies wat er met dit verhaal moet gebeuren."))
    shown = show_story(found, **said, seen=seen, by=by, at=at)
    if shown.waits_for_second:
        return _("Een tweede lezer kijkt er nog naar. Tot dan ziet niemand het.")
    return _("Het verhaal is te lezen.")


def _form(found: Story, titles: dict[str, str]) -> ReadForm:
    themes = {f"theme_{n}": code for n, code in enumerate(found.themes[:MOST_THEMES])}
    initial = {**themes, "recognisable": found.recognisable, "challenge": found.challenge}
    return ReadForm(challenges=titles, initial=initial)


def _reading(
    request: HttpRequest,
    seat: Seat,
    found: Story,
    form: ReadForm,
    reason: ReasonForm,
    fault: str,
    status: int,
) -> HttpResponse:
    context: dict[str, Any] = {
        "story": found,
        "photo": StoryPhoto.objects.filter(story=found).defer("content").first(),
        "where": seat.table.areas.filter(key=found.area).first() if found.area else None,
        "form": form,
        "reason": reason,
        "fault": fault,
        "warnings": _warnings(seat, found),
        "seen": stand_of(found),
        "own_first": found.waits_for_second and found.first_by_id == seat.pk,
        "erases": not why_not(check_can_erase, seat),
    }
    return render(request, "stories/story.html", context, status=status)


def _warnings(seat: Seat, found: Story) -> list[str]:
    """Return what in the story the guard would look at: it warns a reader and decides nothing."""
    names = place_names(seat.table).values()
    return [*stopped_by(found.text, names), *asked_about(found.text, names)]


@require_safe
def photo(request: HttpRequest, table_id: str, story_id: int) -> HttpResponse:
    """Show a reader the photo, hidden or not."""
    seat = find_seat(request, table_id)
    check_can_read_first(seat)
    found = get_object_or_404(Story, table=table_id, pk=story_id)
    return answer_with(StoryPhoto.objects.filter(story=found).first())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, table_id: str, story_id: int) -> HttpResponse:
    """Ask whether the chair is sure, and then let the story be gone."""
    seat = find_seat(request, table_id)
    check_can_erase(seat)
    found = get_object_or_404(Story.objects.select_related("table"), table=table_id, pk=story_id)
    if request.method != "POST":
        return render(request, "stories/erase.html", {"story": found})
    erase_story(found, by=seat, at=now())
    messages.success(request, _("Het verhaal is gewist, met de foto."))
    return redirect("stories:queue", table_id)
