"""Taking the table along in Excel, bringing it back, pasting rows, and choosing what is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gebiedstafel.exchange.entries import KINDS
from gebiedstafel.exchange.pasted_rows import PAGES, page_lines
from gebiedstafel.exchange.workbook import workbook_of
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.trail.deeds import record_deed

from ..deliveries import Delivery
from ..entry_changes import FaultyEntries, StaleRow
from ..entry_rows import row_versions
from ..visible import seen_by
from .actions import Chosen, bring, check_can_bring, take_over
from .difference_page import difference_page, found_differences
from .forms import WorkbookForm
from .pasting import paste_page
from .reading import FaultyDelivery, workbook_read

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def download(request: HttpRequest, table_id: str) -> HttpResponse:
    """Give the table as a workbook, as this seat may see it; with `eigen` only its own party's rows."""
    seat = find_seat(request, table_id)
    only = seat.party.key if seat.party and "eigen" in request.GET else None
    document = seen_by(seat)
    book = workbook_of(
        document,
        only=only,
        edition=seat.table.version,
        versions=_versions(seat.table, document),
        made_on=localdate(),
    )
    if request.method == "GET":
        record_deed(seat.table.chain, action="take_workbook", subject=only or "", actor=seat.actor, at=now())
    name = f"{table_id}-{only or 'tafel'}-{localdate():%Y-%m-%d}.xlsx"
    return HttpResponse(
        book, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _versions(table: AreaTable, document: Mapping[str, Any]) -> dict[str, int]:
    """Return the version of every row that this seat sees, of no other."""
    return {
        f"{kind}/{row['id']}": versions[row["id"]][0]
        for kind in KINDS
        for versions in (row_versions(table, kind),)
        for row in document.get(kind, ())
    }


def upload(request: HttpRequest, table_id: str) -> HttpResponse:
    """Take a workbook in, and lead to its differences."""
    seat = find_seat(request, table_id)
    if request.method != "POST":
        return _upload_page(request, seat, WorkbookForm(), [], 200)
    check_can_bring(seat)
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, seat, form, [], 400)
    file, with_results = form.cleaned_data["workbook"], form.cleaned_data["with_results"]
    content = file.read()
    try:
        workbook_read(content, seen_by(seat), with_results=with_results)
    except FaultyDelivery as refused:
        return _upload_page(request, seat, form, refused.faults, 400)
    made = bring(
        content, origin=Delivery.Origin.WORKBOOK, name=file.name, by=seat, at=now(), with_results=with_results
    )
    return redirect("means:differences", table_id, made.pk)


def _upload_page(
    request: HttpRequest, seat: Seat, form: WorkbookForm, faults: list[str], status: int
) -> HttpResponse:
    waiting = Delivery.objects.filter(seat=seat, expires__gt=now()).defer("content")
    shown = {"form": form, "faults": faults, "waiting": waiting, "seat": seat, "pages": _pages()}
    return render(request, "means/workbooks/upload.html", shown, status=status)


def differences(request: HttpRequest, table_id: str, delivery: int) -> HttpResponse:
    """Show every difference of a delivery, or save what was chosen of it."""
    seat = find_seat(request, table_id)
    kept = get_object_or_404(Delivery, pk=delivery, seat=seat, expires__gt=now())
    if request.method != "POST":
        return _differences_page(request, seat, kept)
    if request.POST.get("edition") != seat.table.edition:
        moved = _("De tafel is intussen veranderd. Kijk de verschillen opnieuw na en sla dan op.")
        return _differences_page(request, seat, kept, [moved], 409)
    reading, found = found_differences(kept, seat)
    if reading.faults:
        return _differences_page(request, seat, kept, status=409)
    try:
        saved = take_over(kept, found, _chosen(request.POST), by=seat, at=now())
    except FaultyEntries as refused:
        sentences = [fault.sentence for fault in refused.faults]
        return _differences_page(request, seat, kept, sentences, 409)
    except StaleRow as refused:
        return _differences_page(request, seat, kept, [str(refused)], 409)
    return redirect(f"{reverse('means:history', args=[table_id])}?gedaan={saved.pk if saved else ''}")


def _differences_page(
    request: HttpRequest, seat: Seat, kept: Delivery, refusals: list[str] | None = None, status: int = 200
) -> HttpResponse:
    shown = {"shown": difference_page(kept, seat), "refusals": refusals or []}
    return render(request, "means/workbooks/differences.html", shown, status=status)


def _chosen(given: QueryDict) -> Chosen:
    return Chosen(
        frozenset(given.getlist("skip")), frozenset(given.getlist("remove")), frozenset(given.getlist("take"))
    )


@require_POST
def let_formulas_count(request: HttpRequest, table_id: str, delivery: int) -> HttpResponse:
    """Read a delivery again, now with the outcomes of its formulas."""
    seat = find_seat(request, table_id)
    kept = get_object_or_404(Delivery, pk=delivery, seat=seat, expires__gt=now())
    check_can_bring(seat)
    kept.with_results = True
    kept.save(update_fields=["with_results"])
    return redirect("means:differences", table_id, kept.pk)


@require_POST
def throw_away(request: HttpRequest, table_id: str, delivery: int) -> HttpResponse:
    """Let a delivery go; the table never had it."""
    seat = find_seat(request, table_id)
    get_object_or_404(Delivery, pk=delivery, seat=seat).delete()
    return redirect("means:upload", table_id)


def paste(request: HttpRequest, table_id: str, page: str) -> HttpResponse:
    """Show the page's own table, in which cells from Excel are pasted; lead to the differences."""
    seat = find_seat(request, table_id)
    if page not in PAGES:
        raise Http404
    if request.method != "POST":
        shown = {"shown": paste_page(page, page_lines(page, seen_by(seat))), "pages": _pages()}
        return render(request, "means/workbooks/paste.html", shown)
    check_can_bring(seat)
    text = request.POST.get("rows", "")
    made = bring(text.encode(), origin=Delivery.Origin.PASTE, name=page, by=seat, at=now())
    return redirect("means:differences", table_id, made.pk)


def _pages() -> list[tuple[str, str]]:
    return [(page, title) for page, (title, _) in PAGES.items()]
