"""Loading figures of areas from a page: for who chairs a table, and in the demo."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.areas.actions import ask_fetching, ask_loading, may_stop, stop_fetching
from gebiedstafel.areas.forms import FetchForm, LoadingForm, as_last_time
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
            asked["codes"],
            year=asked["year"],
            source=asked["source"],
            names_of=asked["names_of"],
            by=by,
            at=now(),
        )
        return redirect("area_loading:progress", loading.pk)
    shown = {"form": form, "fetch": FetchForm(initial=as_last_time())}
    return render(request, "areas/load.html", shown, status=400 if form.errors else 200)


@require_POST
def fetch_areas(request: HttpRequest) -> HttpResponse:
    """Have the figures of one municipality fetched and loaded in the background."""
    by = who_loads(request)
    fetch = FetchForm(request.POST)
    if not fetch.is_valid():
        return render(request, "areas/load.html", {"form": LoadingForm(), "fetch": fetch}, status=400)
    municipality = fetch.cleaned_data["municipality"]
    loading = ask_fetching(municipality, without=fetch.without, by=by, at=now())
    return redirect("area_loading:progress", loading.pk)


@require_POST
def stop(request: HttpRequest, loading_id: int) -> HttpResponse:
    """Stop fetching."""
    by = who_loads(request)
    loading = get_object_or_404(Loading.objects.select_related("run"), pk=loading_id)
    stop_fetching(loading, by=by, at=now())
    return redirect("area_loading:progress", loading.pk)


@require_safe
def progress(request: HttpRequest, loading_id: int) -> HttpResponse:
    """Tell how far the loading is, or what came of it."""
    who_loads(request)
    loading = get_object_or_404(Loading.objects.select_related("run"), pk=loading_id)
    context = {"loading": loading, "run": loading.run, "may_stop": may_stop(loading.run, at=now())}
    page = "areas/loading_part.html" if request.headers.get("HX-Request") else "areas/loading.html"
    return render(request, page, context)
