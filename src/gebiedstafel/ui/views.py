"""The gallery of parts, and the sheet of a municipality's own theme."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from gebiedstafel.ui.gallery import examples


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show each part once, with its name."""
    return render(request, "ui/gallery.html", examples())


@require_safe
@cache_control(max_age=300)
def theme_sheet(request: HttpRequest) -> HttpResponse:
    """Serve the municipality's own tokens from our own address."""
    sheet = Path(settings.GEBIEDSTAFEL_THEME_CSS)
    if not settings.GEBIEDSTAFEL_THEME_CSS or not sheet.is_file():
        raise Http404
    return HttpResponse(sheet.read_bytes(), content_type="text/css; charset=utf-8")
