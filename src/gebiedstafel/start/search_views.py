"""Searching at a table."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gebiedstafel.means.entry_subject import SLUGS
from gebiedstafel.means.visible import seen_by
from gebiedstafel.tables.seats import find_seat

from .search import Hit, find

MOST = 60
#: Where rows that have no page of their own are found.
PAGES = {"statements": ("connections:plan", ""), "areas": ("table_area:page", "#gebied-{key}")}


@require_safe
def search(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show where the words stand."""
    seat = find_seat(request, table_id)
    sought = " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]
    hits = find(seen_by(seat), sought)
    shown = hits[:MOST]
    context = {
        "sought": sought,
        "hits": bool(hits),
        "count": len(hits),
        "more": len(hits) - len(shown),
        "groups": [
            {"title": _titles()[kind], "hits": [_row(hit, table_id) for hit in found]}
            for kind, found in groupby(shown, key=lambda hit: hit.kind)
        ],
    }
    return render(request, "start/search.html", context)


def _row(hit: Hit, table_id: str) -> dict[str, Any]:
    return {"name": hit.name, "note": hit.note, "url": _url(hit, table_id)}


def _url(hit: Hit, table_id: str) -> str:
    if hit.kind in SLUGS:
        return reverse("means:row", args=[table_id, SLUGS[hit.kind], hit.key])
    page, place = PAGES[hit.kind]
    return reverse(page, args=[table_id]) + place.format(key=hit.key)


def _titles() -> dict[str, str]:
    return {
        "challenges": _("Opgaven"),
        "measures": _("Maatregelen"),
        "money_flows": _("Geld"),
        "parties": _("Partijen"),
        "bundles": _("Werk dat samen kan"),
        "statements": _("Wat bewoners zeggen"),
        "areas": _("Gebieden"),
    }
