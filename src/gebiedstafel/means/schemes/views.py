"""The conversations about what money there is: search, one scheme, and those of the municipality."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.accounts.models import OwnerClass
from gebiedstafel.exchange.faults import BadFile
from gebiedstafel.exchange.plain_text import too_large
from gebiedstafel.exchange.scheme_search import Wish, schemes_for, with_outer
from gebiedstafel.exchange.schemes import Scheme, read_schemes, write_schemes
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import why_not

from ..money import CostType
from ..permissions import check_can_keep_schemes
from ..views import adds
from ..visible import seen_by
from .actions import drop_scheme, keep_schemes
from .catalogue import edition_of, own_rows, scheme_of, schemes_of
from .forms import SchemeForm, SchemesFileForm, row_of_form, shown_in_form
from .words import shown_found, shown_scheme

MOST_BYTES = 1_000_000
MOST_WORDS = 100
READS_OR_SENDS = ["GET", "HEAD", "POST"]


@require_safe
def search(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show which schemes fit what is asked: a challenge, a place, a kind of cost, who may apply."""
    seat = find_seat(request, table_id)
    document = seen_by(seat, ("challenges",))
    challenge = _challenge(document, request.GET.get("opgave", ""))
    wish, today = _wish(request, seat.table, challenge), seat.table.today_at(localdate())
    schemes = schemes_of(seat.table)
    found = schemes_for(schemes, wish, today)
    asked_themes = bool(wish.themes)
    names = {area["id"]: area["name"] for area in document["areas"]}
    context = {
        "found": [shown_found(one, today, asked_themes=asked_themes) for one in found if not one.look_first],
        "look_first": [shown_found(one, today, asked_themes=asked_themes) for one in found if one.look_first],
        "all": len(schemes),
        "wish": wish,
        "challenge": challenge,
        "themeless": bool(challenge) and not wish.themes,
        "challenges": [(row["id"], row["title"]) for row in document.get("challenges", ())],
        "areas": list(names.items()),
        "area": wish.area[0] if wish.area else "",
        "place": names.get(wish.area[0], "") if wish.area else "",
        "cost_types": CostType.choices,
        "owner_classes": OwnerClass.choices,
        "edition": edition_of(seat.table),
        "adds": adds(seat),
    }
    return render(request, "means/schemes/search.html", context)


def _challenge(document: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    rows: list[Mapping[str, Any]] = document.get("challenges", [])
    return next((row for row in rows if row["id"] == key), {})


def _wish(request: HttpRequest, table: AreaTable, challenge: Mapping[str, Any]) -> Wish:
    """Return what is asked in the address; a word that means nothing asks nothing."""
    asked = request.GET
    cost, who = asked.get("kosten", ""), asked.get("wie", "")
    return Wish(
        themes=frozenset(challenge.get("themes", ())),
        cost_type=cost if cost in CostType.values else "",
        applicant=who if who in OwnerClass.values else "",
        area=with_outer(asked.get("gebied", ""), dict(table.areas.values_list("key", "parent"))),
        words=asked.get("q", "").replace("\0", "")[:MOST_WORDS].strip(),
        with_closed=bool(asked.get("gesloten")),
    )


@require_safe
def scheme(request: HttpRequest, table_id: str, key: str) -> HttpResponse:
    """Show one scheme: what it is, what it asks, how sure that is, and the flows taken from it."""
    seat = find_seat(request, table_id)
    one = scheme_of(seat.table, key)
    context = {
        "scheme": shown_scheme(one, seat.table.today_at(localdate())),
        "taken": _taken(seat, one),
        "adds": adds(seat),
        "keeps": one.is_own and not why_not(check_can_keep_schemes, seat),
    }
    return render(request, "means/schemes/scheme.html", context)


def _taken(seat: Seat, one: Scheme) -> list[dict[str, Any]]:
    """Return the flows this seat sees that were taken from a scheme, and whether it changed since."""
    flows = seen_by(seat, ("parties", "money_flows")).get("money_flows", ())
    return [
        {"key": row["id"], "name": row["name"], "is_older": row["scheme"].get("version") != one.edition}
        for row in flows
        if row.get("scheme", {}).get("id") == one.id
    ]


@require_http_methods(READS_OR_SENDS)
def own(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show the schemes of the municipality, and take in a file of them."""
    seat = find_seat(request, table_id)
    if request.method != "POST":
        return _own_page(request, seat, SchemesFileForm(), [], 200)
    check_can_keep_schemes(seat)
    form = SchemesFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _own_page(request, seat, form, [], 400)
    try:
        rows = read_schemes(_content(form.cleaned_data["file"]))["schemes"]
        count = keep_schemes(rows, by=seat, at=now())
    except BadFile as bad:
        return _own_page(request, seat, form, _sentences(bad), 400)
    messages.success(
        request, _("Bewaard. {n} van {all} rijen zijn nieuw of veranderd.").format(n=count, all=len(rows))
    )
    return redirect("means:own_schemes", table_id)


def _content(file: Any) -> bytes:
    """Return what is in an uploaded file, one byte too many where it is too large."""
    content: bytes = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise BadFile((too_large(len(content), MOST_BYTES),))
    return content


def _sentences(bad: BadFile) -> list[str]:
    return [fault.sentence(get_language() or "nl") for fault in bad.faults]


def _own_page(
    request: HttpRequest, seat: Seat, form: SchemesFileForm, faults: list[str], status: int
) -> HttpResponse:
    today = seat.table.today_at(localdate())
    context = {
        "form": form,
        "faults": faults,
        "rows": [shown_scheme(one.scheme, today) for one in own_rows(seat.table)],
        "municipality": seat.table.municipality,
        "why_not": why_not(check_can_keep_schemes, seat),
    }
    return render(request, "means/schemes/own.html", context, status=status)


@require_safe
def download(request: HttpRequest, table_id: str) -> HttpResponse:
    """Give the schemes of the municipality as a file; where there are none, one to begin from."""
    seat = find_seat(request, table_id)
    rows = [one.row for one in own_rows(seat.table)]
    name = f'attachment; filename="{table_id}-regelingen.yaml"'
    return HttpResponse(
        write_schemes(rows),
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": name},
    )


@require_http_methods(READS_OR_SENDS)
def write(request: HttpRequest, table_id: str, key: str = "") -> HttpResponse:
    """Add a scheme of the municipality, or change one."""
    seat = find_seat(request, table_id)
    check_can_keep_schemes(seat)
    before = next((one.row for one in own_rows(seat.table) if one.key == key), None)
    if key and before is None:
        raise Http404
    form = SchemeForm(request.POST or None, initial=shown_in_form(before) if before else None)
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        name = key or _free_id(seat.table, form.cleaned_data["name"])
        row = row_of_form(form.cleaned_data, name, localdate().isoformat(), before)
        try:
            keep_schemes([row], by=seat, at=now())
        except BadFile as bad:
            faults = _sentences(bad)
        else:
            messages.success(request, _("Bewaard."))
            return redirect("means:scheme", table_id, name)
    context = {"form": form, "faults": faults, "before": before, "key": key}
    return render(request, "means/schemes/write.html", context, status=400 if form.errors or faults else 200)


def _free_id(table: AreaTable, name: str) -> str:
    """Return an id made of a name, one that no scheme has yet."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48] or "regeling"
    taken = {one.id for one in schemes_of(table)}
    return next(made for made in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if made not in taken)


@require_POST
def drop(request: HttpRequest, table_id: str, key: str) -> HttpResponse:
    """Take a scheme of the municipality out."""
    seat = find_seat(request, table_id)
    name = drop_scheme(key, by=seat, at=now())
    messages.success(
        request, _("{name} is weg. Geld dat eruit is overgenomen, blijft staan.").format(name=name)
    )
    return redirect("means:own_schemes", table_id)
