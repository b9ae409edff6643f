"""The conversations about the record: having it made, following that, and clearing what is too old."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.tables.seats import find_seat

from .clearing import clear_table, keep_for
from .exporting import ask_record, take_record
from .keeping import due_at
from .models import RecordFile
from .permissions import check_can_clear, check_can_take_record

MOST_DIGITS = 6


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show the records that were made, and have one made."""
    seat = find_seat(request, table_id)
    check_can_take_record(seat)
    if request.method == "POST":
        ask_record(by=seat, at=now())
        messages.success(
            request, _("Het dossier wordt klaargezet. U kunt hier wachten, of later terugkomen.")
        )
        return redirect("record:files", table_id)
    made = RecordFile.objects.filter(table=table_id).select_related("run")[:10]
    going = next((one for one in made if not one.run.is_over), None)
    part_only = request.headers.get("HX-Request") == "true"
    page = "record/files_part.html" if part_only else "record/files.html"
    return render(request, page, {"files": made, "going": going})


@never_cache
@require_safe
def file(request: HttpRequest, table_id: str, record_id: int) -> HttpResponseBase:
    """Give the file; that it was taken along stands in the trail."""
    seat = find_seat(request, table_id)
    check_can_take_record(seat)
    record = get_object_or_404(RecordFile.objects.select_related("table"), pk=record_id, table=table_id)
    place = take_record(record, by=seat, at=now())
    name = f"{table_id}-dossier-{record.asked_at:%Y-%m-%d}.zip"
    return FileResponse(place.open("rb"), as_attachment=True, filename=name, content_type="application/zip")


@never_cache
@require_safe
def keeping(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show how long each kind stays and what is too old now; nothing is done with it yet."""
    seat = find_seat(request, table_id)
    check_can_clear(seat)
    due = due_at(seat.table, at=now())
    return render(request, "record/keeping.html", {"due": due, "old": sum(one.count for one in due)})


@require_POST
def clear(request: HttpRequest, table_id: str) -> HttpResponse:
    """Clear what is too old."""
    seat = find_seat(request, table_id)
    went = clear_table(seat.table, by=seat, at=now())
    count = sum(one.count for one in went)
    messages.success(
        request, _("Opgeruimd: {n}.").format(n=count) if count else _("Er was niets dat te oud is.")
    )
    return redirect("record:keeping", table_id)


@require_POST
def keep(request: HttpRequest, table_id: str) -> HttpResponse:
    """Let the municipality keep a kind for another time."""
    seat = find_seat(request, table_id)
    typed = request.POST.get("dagen", "").strip()
    days = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else 0
    keep_for(seat.table, request.POST.get("soort", ""), days, by=seat, at=now())
    messages.success(request, _("Bewaard. Dit geldt voor alle tafels van de gemeente."))
    return redirect("record:keeping", table_id)
