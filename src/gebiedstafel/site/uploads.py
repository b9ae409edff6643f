"""A request that is too large is refused before anything of it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class RefuseHugeUploads:
    """Answers a body over the limit with a sentence instead of reading it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through, or say how large it may be."""
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isascii() and announced.isdigit() and int(announced) <= settings.UPLOAD_LIMIT:
            return self.get_response(request)
        megabytes = settings.UPLOAD_LIMIT // (1024 * 1024)
        return render(request, "site/too_large.html", {"megabytes": megabytes}, status=413)
