"""The conversation behind a link in a letter: no account, nothing changes by looking, and no reason leaks."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from gebiedstafel.ui.refusals import NotAllowed, Refused

from .actions import report_by_link, stop_messages
from .feed import calendar_of
from .forms import ReportForm
from .links import choice_behind, feed_behind, open_report_link


def neutral(request: HttpRequest) -> HttpResponse:
    """Return the page that says nothing but what to do now."""
    return render(request, "followup/link_opens_nothing.html", status=HTTPStatus.GONE)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def report(request: HttpRequest, token: str) -> HttpResponse:
    """Ask how one agreement goes, and write it down once."""
    link = open_report_link(token, at=now())
    if link is None:
        return neutral(request)
    agreement, fault, status = link.agreement, "", 200
    form = ReportForm(request.POST) if request.method == "POST" else ReportForm()
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            done = report_by_link(
                token,
                status=said["status"],
                words=said["words"],
                blockage=said["blockage"],
                seen=said["seen"],
                at=now(),
            )
        except NotAllowed:
            return neutral(request)
        except Refused as refused:
            agreement.refresh_from_db()
            fault, status = str(refused), 409
        else:
            return (
                render(request, "followup/thanks.html", {"agreement": agreement, "said": said})
                if done
                else neutral(request)
            )
    context = {"form": form, "agreement": agreement, "link": link, "fault": fault, "token": token}
    return render(request, "followup/report.html", context, status=422 if form.errors else status)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """End the letters: looking asks, sending does; mail programs send it with one click (RFC 8058)."""
    choice = choice_behind(token)
    if choice is None:
        return neutral(request)
    if request.method == "POST":
        stop_messages(choice)
    return render(request, "followup/stop.html", {"stopped": request.method == "POST"})


@require_safe
@never_cache
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Give a calendar program the days of a table."""
    feed = feed_behind(token)
    if feed is None:
        return neutral(request)
    with override(feed.person.language if feed.person else None):
        text = calendar_of(feed, at=now())
    headers = {"Content-Disposition": 'inline; filename="afspraken.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
