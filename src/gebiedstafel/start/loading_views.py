"""Loading figures of areas from a page: for who chairs a table, and in the demo."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from gebiedstafel.areas.actions import ask_loading
from gebiedstafel.areas.forms import LoadingForm
from gebiedstafel.areas.models import Loading
from gebiedstafel.areas.permissions import check_can_load
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import demo_mode


def who_loads(request: HttpRequest) -> str:
    """Return who is loading; in the demo everyone chairs."""
    person = request.user
    if not person.is_authenticated:
        check_can_load(chairs_a_table=demo_mode())
        return "demo"
    chairs = Seat.objects.filter(person=person, role=Seat.Role.CHAIR).exists()
    check_can_load(chairs_a_table=person.is_staff or chairs)
    return f"person/{person.pk}"


@require_http_methods(["GET", "HEAD", "POST"])
def load_areas(request: HttpRequest) -> HttpResponse:
    """Take files in and have them loaded in the background."""
    by = who_loads(request)
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
    who_loads(request)
    loading = get_object_or_404(Loading.objects.select_related("run"), pk=loading_id)
    page = "areas/loading_part.html" if request.headers.get("HX-Request") else "areas/loading.html"
    return render(request, page, {"loading": loading, "run": loading.run})
