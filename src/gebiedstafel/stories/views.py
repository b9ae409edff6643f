"""Telling a story without an account, following it by a link, and taking it back; reading what is public."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gebiedstafel.accounts.crowding import check_not_too_many
from gebiedstafel.accounts.paper_codes import on_paper, read_code
from gebiedstafel.accounts.slowing import TooOften, forget_tries, slows, too_often, try_secret
from gebiedstafel.accounts.tokens import digest_of, new_token
from gebiedstafel.exchange.circles import Circle
from gebiedstafel.ui.refusals import Refused

from .actions import take_back_story, tell_story
from .forms import TellForm
from .models import Story, StoryBox, StoryPhoto
from .photo_answer import answer_with, photo_of
from .published import count_for_everyone, page_for_everyone, story_for

#: From one network in an hour: a hall in which people tell together is one network.
TOLD_IN_AN_HOUR, PHOTOS_IN_AN_HOUR = 40, 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, address: str) -> HttpResponse:
    """Let anyone tell a story; then show the link by which to follow it."""
    box = _box(address)
    if request.method != "POST":
        form = TellForm(table=box.table, initial={"once": new_token(), "area": request.GET.get("waar", "")})
        return _telling(request, box, form, 200)
    # Without the photo: it is drawn only for who may still send one.
    form = TellForm(request.POST, table=box.table)
    try:
        if request.FILES:
            # Drawing a photo anew takes work, also of a story that is refused.
            check_not_too_many("story_photos", request, most=PHOTOS_IN_AN_HOUR)
            form = TellForm(request.POST, request.FILES, table=box.table)
        if not form.is_valid():
            return _telling(request, box, form, 400)
        check_not_too_many("stories", request, most=TOLD_IN_AN_HOUR)
        _story, link = tell_story(box, **form.told(), at=now())
    except Refused as refusal:
        form.refuse(refusal, photo="photo" in request.FILES)
        return _telling(request, box, form, refusal.status)
    return redirect("stories:follow", address, link)


def _telling(request: HttpRequest, box: StoryBox, form: TellForm, status: int) -> HttpResponse:
    context = {
        "box": box,
        "place": box.table,
        "form": form,
        "others": count_for_everyone(box.table),
    }
    return render(request, "stories/tell.html", context, status=status)


@never_cache
@require_safe
def read(request: HttpRequest, address: str) -> HttpResponse:
    """Show anyone what was told to everyone."""
    box = _box(address)
    page = page_for_everyone(box.table, request.GET.get("pagina"))
    return render(request, "stories/read.html", {"box": box, "place": box.table, "page": page})


@require_safe
def public_photo(request: HttpRequest, address: str, story_id: int) -> HttpResponse:
    """Show anyone the photo with a story that is for everyone."""
    box = _box(address)
    return photo_of(story_for(box.table, Circle.OPENBAAR, story_id))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@slows("story_code")
def code(request: HttpRequest, address: str) -> HttpResponse:
    """Take the code of who told a story on paper, and lead to that story."""
    box = _box(address)
    context: dict[str, Any] = {"box": box, "place": box.table, "typed": "", "fault": ""}
    if request.method != "POST":
        return render(request, "stories/code.html", context)
    typed = request.POST.get("code", "")[:60].replace("\x00", "")
    try:
        tried = try_secret(request, "story_code", at=now())
    except TooOften:
        return too_often(request)
    found = read_code(typed)
    if found and Story.objects.of(box.table).filter(digest=digest_of(found)).exists():
        forget_tries(tried)
        return redirect("stories:follow", address, found)
    context["typed"] = typed
    context["fault"] = _("Deze code kennen we niet. Kijk op uw strook: het zijn drie keer zes tekens.")
    return render(request, "stories/code.html", context, status=400)


@never_cache
@require_safe
def follow(request: HttpRequest, address: str, link: str) -> HttpResponse:
    """Show a teller how their story stands."""
    story = _story_of(address, link)
    if story is None:
        return _gone(request)
    context = {
        "story": story,
        "photo": StoryPhoto.objects.filter(story=story).defer("content").first(),
        "where": story.table.areas.filter(key=story.area).first() if story.area else None,
        "place": story.table,
        "address": address,
        "link": link,
        "own_url": request.build_absolute_uri(),
        "code": on_paper(link) if story.on_paper else "",
    }
    return render(request, "stories/follow.html", context)


@require_safe
def own_photo(request: HttpRequest, address: str, link: str) -> HttpResponse:
    """Show a teller the photo they sent, as it is kept."""
    # Without a story there is no photo either.
    return answer_with(StoryPhoto.objects.filter(story=_story_of(address, link)).first())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, address: str, link: str) -> HttpResponse:
    """Ask whether a teller is sure, and then let the story be gone."""
    story = _story_of(address, link)
    if story is None:
        return _gone(request)
    if request.method != "POST":
        context = {"story": story, "place": story.table, "address": address, "link": link}
        return render(request, "stories/take_back.html", context)
    take_back_story(story, at=now())
    messages.success(request, _("Uw verhaal is weg. Niemand kan het nog lezen."))
    return redirect("stories:tell", address)


def _box(address: str) -> StoryBox:
    return get_object_or_404(StoryBox.objects.select_related("table"), address=address)


def _story_of(address: str, link: str) -> Story | None:
    boxes = StoryBox.objects.filter(address=address)
    rows = Story.objects.select_related("table")
    return rows.filter(table__in=boxes.values("table"), digest=digest_of(link)).first()


def _gone(request: HttpRequest) -> HttpResponse:
    """Say that nothing is behind a link: the same for what was taken back and for what never was."""
    return render(request, "stories/gone.html", status=HTTPStatus.NOT_FOUND)
