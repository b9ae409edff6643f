"""A round as files, out and in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gebiedstafel.exchange.faults import BadFile
from gebiedstafel.tables.seats import find_seat

from .file_forms import ImportForm
from .permissions import check_can_export, check_can_lead
from .polis_files import export_round, import_round
from .rounds import Round


@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest, table_id: str, address: str) -> HttpResponse:
    """Say what an export holds, and give it when asked."""
    seat = find_seat(request, table_id)
    round = get_object_or_404(Round.objects.select_related("table"), table=table_id, address=address)
    if request.method == "POST":
        files = export_round(round, by=seat, at=now())
        answer = HttpResponse(files, content_type="application/zip")
        answer["Content-Disposition"] = f'attachment; filename="gesprek-{round.address}.zip"'
        return answer
    check_can_export(seat, round, now())
    return render(request, "dialogue/export.html", {"round": round})


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest, table_id: str) -> HttpResponse:
    """Take in a conversation that was held elsewhere."""
    seat = find_seat(request, table_id)
    check_can_lead(seat, table_id)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        round = _taken_in(form, seat)
        if round is not None:
            messages.success(request, _("Het gesprek is ingelezen. Dit is wat eruit komt."))
            return redirect(f"{reverse('gesprek:page', args=[table_id])}?ronde={round.address}")
    status = 400 if request.method == "POST" else 200
    return render(request, "dialogue/import.html", {"form": form}, status=status)


def _taken_in(form: ImportForm, seat: Any) -> Round | None:
    """Return the round, or put every fault of the files on the form."""
    values = form.cleaned_data
    try:
        return import_round(
            seat.table,
            question=values["question"],
            comments=values["comments"].read(),
            votes=values["votes"].read(),
            summary=values["summary"].read() if values["summary"] else None,
            by=seat,
            at=now(),
        )
    except BadFile as bad:
        for fault in bad.faults:
            form.add_error(None, fault.sentence(get_language() or "nl"))
        return None
