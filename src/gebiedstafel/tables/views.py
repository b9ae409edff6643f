"""Taking another seat in a demo."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from .seats import take_demo_seat


@require_POST
def switch_seat(request: HttpRequest) -> HttpResponse:
    """Sit down elsewhere and come back to the same page."""
    seat = take_demo_seat(request, request.POST.get("seat", ""))
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = f"/tafel/{seat.table_id}/"
    return redirect(back)
