"""One row: its own page, its form, what it fits with, and its removal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods as only
from django.views.decorators.http import require_POST, require_safe

from gebiedstafel.exchange.entries import mentions, name_of
from gebiedstafel.strengths.published import circle_for, strengths_used_by
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.trail.refusals import write_down_refusal
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .conflict import side_by_side
from .drafts import draft_of, drop_draft, keep_draft
from .entry_changes import Change, FaultyEntries, StaleRow, change_entries
from .entry_form import Typed, read_form, shown_form
from .entry_page import entry_page
from .entry_subject import Subject, subject_of, why_not
from .field_words import fields_of
from .fits_words import fits_in_words
from .models import ChangeSet
from .schemes.catalogue import kept_link, link_of, scheme_of, taken_over

CONFLICT, UNSOUND = 409, 422


@require_safe
def row(request: HttpRequest, table_id: str, slug: str, key: str) -> HttpResponse:
    """Show one row: what it is, what is unknown and what that blocks, and who may see what."""
    seat = find_seat(request, table_id)
    subject = subject_of(seat, slug, key)
    shown = {
        "page": entry_page(subject),
        "scheme": link_of(seat.table, subject.entry),
        "done": _done(request, table_id),
        "builds_on": strengths_used_by(seat.table, subject.kind, subject.key, circle_for(seat)),
    }
    return render(request, "means/row.html", shown)


@only(["GET", "HEAD", "POST"])
def new(request: HttpRequest, table_id: str, slug: str) -> HttpResponse:
    """Add a row: a name and an owner are enough. Money may be taken over from a scheme."""
    subject = _changeable(request, table_id, slug)
    return _edit(request, _from_scheme(request, subject))


@only(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, table_id: str, slug: str, key: str) -> HttpResponse:
    """Change a row."""
    return _edit(request, _changeable(request, table_id, slug, key))


@require_POST
def fits(request: HttpRequest, table_id: str, slug: str, key: str = "") -> HttpResponse:
    """Tell what the row fits with as it is being filled in; nothing is saved."""
    subject = subject_of(find_seat(request, table_id), slug, key)
    if not request.headers.get("HX-Request"):
        return redirect(request.path.removesuffix("past/") + ("bewerken/" if key else ""))
    told = fits_in_words(subject, read_form(subject, request.POST.dict()))
    return render(request, "means/fits.html", {"told": told})


@only(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, table_id: str, slug: str, key: str) -> HttpResponse:
    """Say what hangs on a row, and remove it."""
    subject = _changeable(request, table_id, slug, key)
    if request.method == "POST":
        seen = request.POST.get("gezien", "")
        change = Change(subject.kind, key, None, int(seen) if seen.isdecimal() else None)
        made = change_entries(subject.seat.table, [change], by=subject.seat, at=now())
        drop_draft(subject.seat, subject.kind, key)
        return redirect(_address(made, reverse("means:history", args=[table_id])))
    hanging = [name_of(kind, one) for kind, one in mentions(subject.document, subject.kind, key)]
    return render(request, "means/remove.html", {"subject": subject, "hanging": hanging})


def _changeable(request: HttpRequest, table_id: str, slug: str, key: str = "") -> Subject:
    """Return the row, if this seat may change it."""
    subject = subject_of(find_seat(request, table_id), slug, key)
    if reason := why_not(subject):
        raise NotAllowed(reason)
    return subject


def _from_scheme(request: HttpRequest, subject: Subject) -> Subject:
    """Fill a new flow in from the scheme that is named; what is sent back says itself what stays of it."""
    key = request.GET.get("regeling", "")
    if subject.kind != "money_flows" or not key:
        return subject
    scheme = scheme_of(subject.seat.table, key)
    if request.method == "POST":
        return replace(subject, entry={**subject.entry, **kept_link(scheme)})
    filled = taken_over(subject.seat.table, scheme, str(subject.entry.get("holder", "")))
    return replace(subject, entry=filled)


def _edit(request: HttpRequest, subject: Subject) -> HttpResponse:
    if request.method != "POST":
        return _opened(request, subject)
    data = request.POST.dict()
    if data.get("concept") == "weg":
        drop_draft(subject.seat, subject.kind, subject.key)
        return redirect(request.path)
    if data.get("concept") == "terug":
        return _restored(request, subject)
    typed = read_form(subject, data)
    if typed.faults:
        return _refused(request, subject, typed, data)
    change = Change(subject.kind, subject.key or None, typed.values, typed.seen)
    try:
        made = change_entries(subject.seat.table, [change], by=subject.seat, at=now())
    except StaleRow as stale:
        write_down_refusal(request, stale)
        return _stale(request, subject, typed, data, stale)
    except FaultyEntries as faulty:
        write_down_refusal(request, faulty)
        return _refused(request, subject, _with_faults(typed, faulty, subject), data, faulty)
    except Refused:
        keep_draft(subject.seat, subject.kind, subject.key, data, at=now())
        raise
    drop_draft(subject.seat, subject.kind, subject.key)
    key = subject.key or (made.rows.get().key if made else "")
    return redirect(_address(made, reverse("means:row", args=[subject.seat.table_id, subject.slug, key])))


def _opened(request: HttpRequest, subject: Subject) -> HttpResponse:
    draft = draft_of(subject.seat, subject.kind, subject.key)
    return _form(request, subject, shown_form(subject), draft=draft)


def _restored(request: HttpRequest, subject: Subject) -> HttpResponse:
    """Show again what could not be saved, on top of what stands there now."""
    draft = draft_of(subject.seat, subject.kind, subject.key)
    if draft is None:
        return redirect(request.path)
    typed = read_form(subject, draft.boxes)
    return _form(request, subject, shown_form(subject, typed, data=draft.boxes), typed=typed, restored=True)


def _refused(
    request: HttpRequest, subject: Subject, typed: Typed, data: dict[str, str], faulty: Any = None
) -> HttpResponse:
    keep_draft(subject.seat, subject.kind, subject.key, data, at=now())
    known = {fault for faults in typed.faults.values() for fault in faults}
    told = tuple(one.sentence for one in faulty.faults if one.sentence not in known) if faulty else ()
    form = shown_form(subject, typed, general=told, data=data)
    return _form(request, subject, form, typed=typed, status=UNSOUND)


def _stale(
    request: HttpRequest, subject: Subject, typed: Typed, data: dict[str, str], stale: StaleRow
) -> HttpResponse:
    """Show both texts, with this person's still in the form: what they save next wins, knowingly."""
    keep_draft(subject.seat, subject.kind, subject.key, data, at=now())
    form = shown_form(subject, typed, data=data)
    rows = side_by_side(stale, subject, typed)
    return _form(request, subject, form, typed=typed, status=CONFLICT, clashes=rows, stale=stale.reason)


def _with_faults(typed: Typed, faulty: FaultyEntries, subject: Subject) -> Typed:
    """Put what the table as a whole refuses beside the field it is about, where it is about one."""
    faults = dict(typed.faults)
    for one in faulty.faults:
        fields = fields_of(subject.kind, one.field) if one.kind == subject.kind else ()
        if fields and (subject.is_new or one.key == subject.key):
            faults[fields[0].name] = (*faults.get(fields[0].name, ()), one.sentence)
    return Typed(typed.values, typed.boxes, typed.changed, faults, typed.seen)


def _form(
    request: HttpRequest, subject: Subject, form: Any, *, typed: Typed | None = None, status: int = 200,
    **more: Any,
) -> HttpResponse:  # fmt: skip
    scheme = link_of(subject.seat.table, subject.entry)
    shown = {
        "subject": subject,
        "form": form,
        "told": fits_in_words(subject, typed),
        "scheme": scheme,
        **more,
    }
    return render(request, "means/form.html", shown, status=status)


def _address(made: ChangeSet | None, where: str) -> str:
    """Return where to go after a deed, with what was done, so that it can be undone there."""
    return f"{where}?gedaan={made.pk}" if made else where


def _done(request: HttpRequest, table_id: str) -> ChangeSet | None:
    """Return the deed that this person has just done."""
    said = request.GET.get("gedaan", "")
    if not said.isdecimal() or len(said) > 12:
        return None
    found = ChangeSet.objects.filter(pk=int(said), table=table_id, by=request.seat, undone_by=None)  # type: ignore[attr-defined]
    return found.first()
