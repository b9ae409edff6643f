"""Loading figures of areas from a page: for who chairs a table, and in the demo."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gebiedstafel.areas.actions import ask_loading
from gebiedstafel.areas.forms import LoadingForm
from gebiedstafel.areas.models import Loading
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import demo_mode
from gebiedstafel.ui.refusals import NotAllowed


def check_can_load(request: HttpRequest) -> str:
    """Return who is loading; refuse who chairs no table."""
    if request.user.is_authenticated:
        if request.user.is_staff or Seat.objects.filter(person=request.user, role=Seat.Role.CHAIR).exists():
            return f"person/{request.user.pk}"
    elif demo_mode():
        return "demo"
    raise NotAllowed(_("Alleen wie een tafel voorzit laadt cijfers."))


@require_http_methods(["GET", "HEAD", "POST"])
def load_areas(request: HttpRequest) -> HttpResponse:
    """Take files in and have them loaded in the background."""
    by = check_can_load(request)
    form = LoadingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        loading = ask_loading(
            asked["figures"],
            asked["boundaries"],
            year=asked["year"],
            source=asked["source"],
            by=by,
            at=now(),
        )
        return redirect("area_loading:progress", loading.pk)
    return render(request, "areas/load.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
def progress(request: HttpRequest, loading_id: int) -> HttpResponse:
    """Tell how far the loading is, or what came of it."""
    check_can_load(request)
    loading = get_object_or_404(Loading.objects.select_related("run"), pk=loading_id)
    page = "areas/loading_part.html" if request.headers.get("HX-Request") else "areas/loading.html"
    return render(request, page, {"loading": loading, "run": loading.run})
