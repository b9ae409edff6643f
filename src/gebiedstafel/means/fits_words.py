"""What a row fits with, as sentences: shown while it is filled in, and on its own page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gebiedstafel.exchange.entries import entry_faults, patched
from gebiedstafel.exchange.fits import AskedHours, Fits, fits_of, with_row
from gebiedstafel.ui.templatetags.money import euros, grouped

from .entry_form import Typed
from .entry_subject import Subject
from .field_words import fields_of
from .fields import Around

NEW = "NIEUW"
#: So many names are told; the rest is counted.
MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Told:
    """The answer in one sentence, what it is about by name, and what else to know."""

    sentence: str
    names: tuple[str, ...] = ()
    more: int = 0
    notes: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def fits_in_words(subject: Subject, typed: Typed | None = None) -> Told:
    """Return what the row fits with, as it stands or as it is being filled in."""
    row = patched(subject.entry, typed.values if typed else {}) | {"id": subject.key or NEW}
    document = with_row(subject.document, subject.kind, row)
    unread = tuple(fault for faults in typed.faults.values() for fault in faults) if typed else ()
    faults = unread or _unsound(document, subject.kind, row["id"])
    if faults:
        return Told(_("Er staat nog iets dat we niet kunnen gebruiken."), faults=faults)
    return _told(fits_of(document, subject.kind, row["id"]), subject.around)


def _unsound(document: dict[str, Any], kind: str, key: str) -> tuple[str, ...]:
    language = get_language() or "nl"
    own = f"{kind} → {key}"
    found = entry_faults(document, {(kind, key)})
    return tuple(fault.sentence(language) for fault in found if fault.path.startswith(own))


def _told(fits: Fits, around: Around) -> Told:
    if fits.lacks and not fits.fits:
        return Told(_lacking(fits), notes=_notes(fits, around))
    kind, sentence = {
        "money_flows": ("measures", _past_measures),
        "measures": ("money_flows", _past_flows),
        "parties": ("measures", _asks_hours),
        "challenges": ("measures", _helps),
        "bundles": ("measures", _goes_together),
    }[fits.kind]
    names = tuple(around.label(kind, key) for key in fits.fits)
    return Told(
        sentence(len(names)), names[:MOST_NAMES], max(len(names) - MOST_NAMES, 0), _notes(fits, around)
    )


def _lacking(fits: Fits) -> str:
    labels = [
        str(field.label).replace("{}", "…").rstrip("?.:")
        for name in fits.lacks
        for field in fields_of(fits.kind, name)[:1]
    ]
    return _("Nog niet te zeggen waar dit bij past. Vul in: {fields}.").format(
        fields="; ".join(labels) or _("waar het op wacht")
    )


def _past_measures(count: int) -> str:
    if not count:
        return _("Past nog bij geen maatregel.")
    return ngettext("Past bij één maatregel.", "Past bij {count} maatregelen.", count).format(count=count)


def _past_flows(count: int) -> str:
    if not count:
        return _("Nog geen geldstroom past.")
    return ngettext("Eén geldstroom past.", "{count} geldstromen passen.", count).format(count=count)


def _asks_hours(count: int) -> str:
    if not count:
        return _("Nog geen maatregel vraagt deze uren.")
    return ngettext(
        "Eén maatregel vraagt zulke uren.", "{count} maatregelen vragen zulke uren.", count
    ).format(count=count)


def _helps(count: int) -> str:
    if not count:
        return _("Nog geen maatregel helpt hierbij.")
    return ngettext("Eén maatregel helpt hierbij.", "{count} maatregelen helpen hierbij.", count).format(
        count=count
    )


def _goes_together(count: int) -> str:
    if count < 2:
        return _("Kies minstens twee werken.")
    return _("{count} werken kunnen samen beginnen.").format(count=count)


def _notes(fits: Fits, around: Around) -> tuple[str, ...]:
    notes = [_CLOSED[fits.closed]()] if fits.closed in _CLOSED else []
    if fits.saving:
        notes.append(_("Samen beginnen bespaart {amount}.").format(amount=euros(fits.saving)))
    if fits.kind == "measures":
        notes += [_hours(need, around) for need in fits.hours]
        if not fits.leads:
            notes.append(_("Nog niemand aan tafel trekt dit."))
        if fits.lacks == ("costs",):
            notes.append(_("De kosten zijn nog niet bekend."))
    return tuple(notes)


_CLOSED = {
    "mogelijk": lambda: _("Het plan rekent er nog niet mee: dit geld is mogelijk, niet vast of kansrijk."),
    "uitgesloten": lambda: _("Het plan rekent er niet mee: dit geld is uitgesloten."),
    "decided_elsewhere": lambda: _("Het plan rekent er niet mee: hierover wordt elders besloten."),
    "absent": lambda: _("Het plan rekent er nog niet mee: een partij die nodig is, zit niet aan tafel."),
}


def _hours(need: AskedHours, around: Around) -> str:
    what = need.skill or (around.label("parties", need.party) if need.party else _("iemand"))
    asked = _("{hours} uur van: {what}.").format(hours=grouped(need.hours), what=what)
    if not need.givers:
        return asked + " " + _("Niemand aan tafel biedt dit aan.")
    return asked + " " + _("Kan komen van: {parties}.").format(parties=_names(need.givers, around))


def _names(keys: Sequence[str], around: Around) -> str:
    return ", ".join(around.label("parties", key) for key in keys)
