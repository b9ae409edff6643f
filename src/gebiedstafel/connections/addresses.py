"""Where pages about plans are, and what came with a request, read without trust."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from gebiedstafel.ui.refusals import Refused

from .models import Plan, Variant


def address_of(table_id: str, variant: Variant | None = None) -> str:
    """Return the page with the newest plan of the table, or of one of its variants."""
    query = f"?variant={variant.pk}" if variant else ""
    return reverse("connections:plan", args=[table_id]) + query


def address_of_plan(plan: Plan) -> str:
    """Return the page of exactly this plan, whatever is made after it."""
    return reverse("connections:plan", args=[plan.table_id]) + f"?plan={plan.pk}"


def back_to(request: HttpRequest, otherwise: str) -> str:
    """Return the page of this site that a form was on, where it says so."""
    back = request.POST.get("back", "")
    fits = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if fits else otherwise


def number_in(text: str) -> int | None:
    """Return the whole number someone sent; nothing for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def first_year(text: str) -> int | None:
    """Return the year a measure must begin in; nothing where nobody says so."""
    if not text:
        return None
    year = number_in(text)
    if year is None:
        raise Refused(_("Een beginjaar is een jaartal, zoals 2028. Laat het leeg als het niet uitmaakt."))
    return year
