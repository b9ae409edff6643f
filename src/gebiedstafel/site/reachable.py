"""Is this site well, whom to tell of a leak, and what is said where nothing is."""

from datetime import UTC, timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.defaults import page_not_found

#: Where residents come by a link or a poster, and nobody has a seat.
OF_RESIDENTS = ("/verhaal/", "/herkent/", "/idee/", "/straat/", "/straatpost/", "/gesprek/", "/doe-mee/")


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the site and its database answer, 503 when the database does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("de database antwoordt niet\n", content_type="text/plain", status=503)
    return HttpResponse("gezond\n", content_type="text/plain")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Tell finders of a leak where to go (RFC 9116); nothing where no contact was set."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (now() + timedelta(days=180)).astimezone(UTC).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires}",
        "Preferred-Languages: nl, en",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is here: to a resident what to do with a link, to others what may be wrong."""
    if request.path_info.startswith(OF_RESIDENTS):
        return render(request, "ui/link_leads_nowhere.html", status=404)
    return page_not_found(request, exception)
