"""The conversations about a municipality's table of ways of working: read, change, add, file, go back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.exchange.methods_file import MOST_BYTES, Methods
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import Refused
from gebiedstafel.ui.sent import number_of

from .method_actions import ChangedMeanwhile, FaultyMethods, go_back_to, keep_methods, take_in_methods
from .method_forms import (
    QuestionForm,
    WayForm,
    band_boxes,
    box_faults,
    new_key,
    question_values,
    row_of,
    way_values,
    with_question,
    with_way,
    without_question,
    without_way,
)
from .method_versions import told_versions
from .methods import current_methods, document_of, words_of
from .models import MethodsVersion
from .permissions import check_can_change_methods, check_can_read

FORM_WAS_WRONG = 422


@require_safe
def methods(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show the table of ways of working that counts here, and its versions."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    version = current_methods(seat.table, now())
    words = words_of(version)
    context = {
        "version": version,
        "words": words,
        "ways": [
            (way, band_boxes(words, row_of(document_of(version), "methods", way.id), {}))
            for way in words.ways.values()
        ],
        "versions": told_versions(seat.table),
        "may_change": seat.role == Seat.Role.CHAIR,
    }
    return render(request, "workshop/methods.html", context)


@require_safe
def methods_file(request: HttpRequest, table_id: str) -> HttpResponse:
    """Give the table as YAML."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    version = current_methods(seat.table, now())
    answer = HttpResponse(version.text, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="werkwijzen.yaml"'
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest, table_id: str) -> HttpResponse:
    """Take in a whole table as a file; with faults nothing changes and all of them are told."""
    seat, version = _changer(request, table_id)
    faults: list[str] = []
    if request.method == "POST":
        try:
            take_in_methods(seat.table, _text_of(request), seen=_seen(request, version), by=seat, at=now())
        except FaultyMethods as faulty:
            faults = faulty.faults
        else:
            messages.success(request, _("De tabel is ingelezen. Vorige uitkomsten houden hun eigen versie."))
            return redirect("workshop:methods", table_id)
    context = {"faults": faults, "version": version}
    return render(request, "workshop/take_in.html", context, status=FORM_WAS_WRONG if faults else 200)


def _text_of(request: HttpRequest) -> str:
    file = request.FILES.get("file")
    if file is None:
        raise FaultyMethods([_("Kies een bestand.")])
    if file.size is None or file.size > MOST_BYTES:
        raise FaultyMethods([_("Dit bestand is groter dan 1 MB. Kies een ander bestand.")])
    try:
        return str(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError as unreadable:
        raise FaultyMethods(
            [_("Dit is geen tekst die we kunnen lezen. Bewaar het als YAML in UTF-8.")]
        ) from unreadable


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def way(request: HttpRequest, table_id: str, key: str = "") -> HttpResponse:
    """Change a way of working, or add one."""
    seat, version = _changer(request, table_id)
    document, words = document_of(version), words_of(version)
    row = _row(document, "methods", key)
    form = WayForm(request.POST or None, initial=way_values(row))
    sent = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    boxes = band_boxes(words, row, sent)
    after = request.POST.getlist("eerst") if request.method == "POST" else (row or {}).get("after", [])
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        made = key or new_key(name, {one["id"] for one in document["methods"]})
        changed = with_way(document, made, form.cleaned_data, boxes, after)
        faults = box_faults(boxes) or _keep(request, seat, version, changed, f"way:{name}")
        if not faults:
            return redirect("workshop:methods", table_id)
    context = {
        "form": form,
        "boxes": boxes,
        "after": after,
        "others": [one for one in words.ways.values() if one.id != key],
        "key": key,
        "title": words.ways[key].name if key else "",
    }
    return _form_page(request, "workshop/way_form.html", context, form, version, faults)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, table_id: str, key: str = "") -> HttpResponse:
    """Change a question, or add one."""
    seat, version = _changer(request, table_id)
    document = document_of(version)
    form = QuestionForm(request.POST or None, initial=question_values(_row(document, "criteria", key)))
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["question"]
        made = key or new_key(text, {one["id"] for one in document["criteria"]})
        faults = _keep(
            request, seat, version, with_question(document, made, form.cleaned_data), f"question:{text}"
        )
        if not faults:
            return redirect("workshop:methods", table_id)
    return _form_page(
        request, "workshop/question_form.html", {"form": form, "key": key}, form, version, faults
    )


@require_POST
def remove(request: HttpRequest, table_id: str) -> HttpResponse:
    """Take a way of working or a question out."""
    seat, version = _changer(request, table_id)
    document = document_of(version)
    kind, key = request.POST.get("soort", ""), request.POST.get("id", "")
    if kind not in ("methods", "criteria") or row_of(document, kind, key) is None:
        raise Refused(_("Dit staat er niet meer. Kijk opnieuw."))
    without = without_way if kind == "methods" else without_question
    row = row_of(document, kind, key) or {}
    name = row.get("name") or row.get("question", "")
    keep_methods(
        seat.table, without(document, key), f"gone:{name}", seen=_seen(request, version), by=seat, at=now()
    )
    messages.success(request, _("Weggehaald. Een vorige versie terugzetten kan onderaan."))
    return redirect("workshop:methods", table_id)


@require_POST
def restore(request: HttpRequest, table_id: str) -> HttpResponse:
    """Let an older version count again."""
    seat, version = _changer(request, table_id)
    chosen = request.POST.get("versie", "")
    number = None if chosen == "mee" else number_of(chosen) or 0
    go_back_to(seat.table, number, seen=_seen(request, version), by=seat, at=now())
    messages.success(request, _("Teruggezet. Vorige uitkomsten houden hun eigen versie."))
    return redirect("workshop:methods", table_id)


def _changer(request: HttpRequest, table_id: str) -> tuple[Seat, MethodsVersion]:
    seat = find_seat(request, table_id)
    check_can_change_methods(seat)
    return seat, current_methods(seat.table, now())


def _seen(request: HttpRequest, version: MethodsVersion) -> str:
    return request.POST.get("seen", version.digest)


def _row(document: Methods, kind: str, key: str) -> dict[str, Any] | None:
    row = row_of(document, kind, key) if key else None
    if key and row is None:
        raise Http404
    return row


def _keep(
    request: HttpRequest, seat: Seat, version: MethodsVersion, changed: Methods, what: str
) -> list[str]:
    """Keep a change; return what is wrong with it instead, so that nothing typed is lost."""
    try:
        keep_methods(seat.table, changed, what, seen=_seen(request, version), by=seat, at=now())
    except FaultyMethods as faulty:
        return faulty.faults
    except ChangedMeanwhile as meanwhile:
        return [str(meanwhile)]
    messages.success(request, _("Bewaard als nieuwe versie. Vorige uitkomsten houden hun eigen versie."))
    return []


def _form_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    form: WayForm | QuestionForm,
    version: MethodsVersion,
    faults: list[str],
) -> HttpResponse:
    context |= {"faults": faults, "version": version}
    status = FORM_WAS_WRONG if faults or (form.is_bound and not form.is_valid()) else 200
    return render(request, template, context, status=status)
