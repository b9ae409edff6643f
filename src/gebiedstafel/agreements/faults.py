"""What cannot stand in an agreement: every fault at once, beside the field it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.ui.plain_words import plain, too_long
from gebiedstafel.ui.refusals import Refused

from .models import LONGEST_TEXT, Agreement, Publicity
from .said import LABELS, PLAIN, Said

LONGEST = {
    name: getattr(Agreement._meta.get_field(name), "max_length", LONGEST_TEXT)
    for name in PLAIN
    if name not in ("due", "first_step_on", "reservation_by")
}
#: A promise further away than this is no promise.
LAST_YEAR = 2100
MOST_ROWS, MOST_HOURS, MOST_CENTS = 40, 1_000_000, 10**13

Faults = dict[str, str]


class Faulty(Refused):
    """What was said cannot stand like this; `faults` says per field what would help."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(dict.fromkeys(faults.values())))
        self.faults = dict(faults)


@dataclass(frozen=True, slots=True)
class Known:
    """What an agreement may name: the ids of the table's own things, and who sits at it."""

    parties: Collection[str] = ()
    challenges: Collection[str] = ()
    measures: Collection[str] = ()
    areas: Collection[str] = ()
    flows: Collection[str] = ()
    agreements: Collection[str] = ()


def tidied(said: Said) -> Said:
    """Return it without signs that nobody sees; the sentence and short names on one line."""
    texts: dict[str, Any] = {name: plain(getattr(said, name)) for name in LONGEST}
    for name in ("words", "role", "reservation_body"):
        texts[name] = " ".join(texts[name].split())
    parts = tuple(replace(one, does=plain(one.does)) for one in said.parts)
    return replace(said, **texts, parts=parts)


def faults_in(said: Said, known: Known, *, made_on: date, draft: bool = False) -> Faults:
    """Return what cannot stand, per field; empty when it can. A draft may still lack its lead and date."""
    return dict(_faults(said, known, made_on, draft))


def _faults(said: Said, known: Known, made_on: date, draft: bool) -> Iterator[tuple[str, str]]:
    if not any(sign.isalpha() for sign in said.words):
        yield "words", _("Schrijf in één zin wie wat doet.")
    if not said.lead and not draft:
        yield "lead", _("Kies wie trekt: één partij.")
    if said.due is None and not draft:
        yield "due", _("Kies een dag waarop het klaar is.")
    yield from _too_long(said)
    yield from _dates(said, made_on)
    yield from _unknown(said, known)
    yield from _amounts(said)


def _too_long(said: Said) -> Iterator[tuple[str, str]]:
    for name, most in LONGEST.items():
        if why := too_long(getattr(said, name), most):
            yield name, f"{LABELS[name]}: {why}"
    # A field has one sentence: of the longest text, as that is the furthest from fitting.
    longest = max((one.does for one in said.parts), key=len, default="")
    if why := too_long(longest, LONGEST_TEXT):
        yield "parts", f"{LABELS['parts']}: {why}"


def _dates(said: Said, made_on: date) -> Iterator[tuple[str, str]]:
    late = _("{label}: dat is verder dan {year}. Kies een dag die u kunt overzien.")
    for name in ("due", "first_step_on", "reservation_by"):
        value = getattr(said, name)
        if value and value < made_on:
            yield (
                name,
                _("{label}: dat is voor de dag van de afspraak ({made}). Kies een latere dag.").format(
                    label=LABELS[name], made=f"{made_on.day}-{made_on.month}-{made_on.year}"
                ),
            )
        elif value and value.year > LAST_YEAR:
            yield name, late.format(label=LABELS[name], year=LAST_YEAR)
    if said.due and said.first_step_on and made_on <= said.due < said.first_step_on:
        yield "first_step_on", _("De eerste stap komt na de einddatum. Kies een eerdere dag.")


def _unknown(said: Said, known: Known) -> Iterator[tuple[str, str]]:
    single = {
        "lead": known.parties, "challenge": known.challenges, "measure": known.measures, "area": known.areas,
    }  # fmt: skip
    for name, ids in single.items():
        if getattr(said, name) and getattr(said, name) not in ids:
            yield (
                name,
                _("{label}: kies iets uit de lijst van deze tafel.").format(label=LABELS[name]),
            )
    if not {*(one.party for one in said.parts), *(one.party for one in said.hours)} <= {*known.parties}:
        yield "parts", _("Een van de partijen hoort niet bij deze tafel. Kies uit de lijst.")
    if len({one.party for one in said.parts}) < len(said.parts):
        yield "parts", _("Een partij staat er twee keer bij. Zet bij elkaar wat zij doet.")
    if not {one.flow for one in said.money} <= {*known.flows}:
        yield "money", _("Een van de geldstromen hoort niet bij deze tafel. Kies uit de lijst.")
    if not {*said.waits_for} <= {*known.agreements}:
        yield "waits_for", _("Deze tafel heeft geen afspraak met dat nummer. Kijk bij Afspraken.")
    if said.publicity not in Publicity.values:
        yield "publicity", _("Kies wie dit leest: de tafel of iedereen.")


def _amounts(said: Said) -> Iterator[tuple[str, str]]:
    years = [*(one.year for one in said.money), *(one.year for one in said.hours)]
    if any(not 2000 <= year <= LAST_YEAR for year in years):
        yield "money", _("Een jaar bij geld of uren klopt niet. Schrijf het zoals 2027.")
    if any(not 0 < one.cents <= MOST_CENTS for one in said.money):
        yield "money", _("Een bedrag is meer dan nul, en hoogstens honderd miljard euro.")
    if any(not 0 < one.hours <= MOST_HOURS for one in said.hours):
        yield "hours", _("Uren zijn een heel getal boven nul, hoogstens een miljoen.")
    if len({(one.flow, one.year) for one in said.money}) < len(said.money):
        yield "money", _("Een geldstroom staat twee keer bij hetzelfde jaar. Tel die bij elkaar op.")
    if len({(one.party, one.year) for one in said.hours}) < len(said.hours):
        yield "hours", _("Een partij staat twee keer bij hetzelfde jaar. Tel die uren bij elkaar op.")
    if max(len(said.parts), len(said.money), len(said.hours), len(said.waits_for)) > MOST_ROWS:
        yield (
            "parts",
            _("Meer dan {most} regels. Maak er twee afspraken van.").format(most=MOST_ROWS),
        )
