"""What somebody chose to see on a page of figures: the session keeps it for the next page."""

from django.http import HttpRequest

#: Where a session keeps which figure was looked at last.
FIGURE = "area_figure"
#: And with which areas others were compared last.
COMPARED = "area_compared"


def wanted_figure(request: HttpRequest) -> str:
    """Return the figure asked for now or looked at last, and remember it."""
    return _remembered(request, FIGURE, request.GET.get("cijfer", "")[:64])


def wanted_among(request: HttpRequest) -> str:
    """Return the comparison asked for now or chosen last, and remember it."""
    return _remembered(request, COMPARED, request.GET.get("vergelijk", "")[:10])


def _remembered(request: HttpRequest, key: str, asked: str) -> str:
    """Return what is asked now, else what was asked last; the session keeps it."""
    if asked and request.session.get(key) != asked:
        request.session[key] = asked
    return asked or request.session.get(key, "")
