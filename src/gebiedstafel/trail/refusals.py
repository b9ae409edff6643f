"""A refusal is written down too: after the deed was rolled back, in a transaction of its own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

from gebiedstafel.ui.refusals import NotAllowed, Refused
from gebiedstafel.ui.secret_addresses import without_secrets

from .deeds import record_deed


class WriteDownRefusals:
    """Records each deed that was refused; the page about it is made elsewhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; only a refused deed leaves something here."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Write the refusal down and leave the answer to others. Reading pages leave no trace."""
        if isinstance(exception, Refused) and request.method not in ("GET", "HEAD"):
            write_down_refusal(request, exception)


def write_down_refusal(request: HttpRequest, refused: Refused) -> None:
    """Write down a refused deed, also where the page itself answers it; the deed was rolled back before."""
    where = request.resolver_match
    table = where.kwargs.get("table_id") if where else None
    record_deed(
        f"table/{table}" if table else "site",
        action=where.view_name if where else "",
        subject=without_secrets(request.path, where.kwargs if where else {}),
        result=f"{'not allowed' if isinstance(refused, NotAllowed) else 'refused'}: {refused}",
        actor=actor_of(request),
        at=now(),
    )


def actor_of(request: HttpRequest) -> str:
    """Return who asks, as the trail knows them: by their seat, else as a person, else a guest."""
    seat = getattr(request, "seat", None)
    if seat is not None:
        return str(seat.actor)
    if request.user.is_authenticated:
        return f"person/{request.user.pk}"
    return "guest"
