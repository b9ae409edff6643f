"""The one next step the plan page ends with, for the seat that looks."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .reading import Reading


@dataclass(frozen=True, slots=True)
class NextStep:
    """A sentence that begins with a verb, and its button: `deed` is solve or adopt, else `href` leads on."""

    sentence: str
    button: str
    href: str = ""
    deed: str = ""


@dataclass(frozen=True, slots=True)
class Looker:
    """Who looks at the page: the role of the seat and the party it sits for."""

    role: str
    party: str = ""


def first_step(looker: Looker, nothing_to_plan: bool = False) -> NextStep:
    """Return the step while there is no plan yet."""
    if nothing_to_plan:
        return NextStep(
            _("Begin bij de opgaven en wat ieder kan doen."), _("Bekijk de opgaven"), href="challenges"
        )
    if looker.role == "chair":
        return NextStep(_("Laat het eerste plan berekenen."), _("Bereken een plan"), deed="solve")
    return NextStep(
        _("Vraag de voorzitter om een plan te laten berekenen. Kijk intussen of uw opgaven kloppen."),
        _("Bekijk de opgaven"),
        href="challenges",
    )


def conflict_step(looker: Looker) -> NextStep:
    """Return the step when the forced choices clash."""
    if looker.role == "chair":
        return NextStep(
            _("Laat een van de keuzes los en reken opnieuw."), _("Bekijk de keuzes"), href="#keuzes"
        )
    return NextStep(_("Bespreek aan tafel welke keuze los kan."), _("Bekijk de keuzes"), href="#keuzes")


def next_step(reading: Reading, looker: Looker, *, adopted: bool, must_solve: bool, waiting: int) -> NextStep:
    """Return the step that helps this seat on with the plan it sees."""
    if looker.role == "chair":
        if must_solve:
            return NextStep(_("Reken opnieuw, met wat er veranderde."), _("Reken opnieuw"), deed="solve")
        if not adopted:
            return NextStep(
                _("Neem dit voorstel mee naar de tafel, en leg het besluit vast."),
                _("Stel dit plan vast"),
                deed="adopt",
            )
    if looker.role == "finance" and reading.plan.get("to_check"):
        count = len(reading.plan["to_check"])
        sentence = ngettext(
            "Toets %(count)s voorwaarde die de rekenaar niet kan nagaan.",
            "Toets %(count)s voorwaarden die de rekenaar niet kan nagaan.",
            count,
        ) % {"count": count}
        return NextStep(sentence, _("Bekijk wat te toetsen is"), href="#toetsen")
    return _own_step(reading, looker) or _waiting_step(waiting)


def _own_step(reading: Reading, looker: Looker) -> NextStep | None:
    leads = [m for m in reading.chosen.values() if looker.party and m.get("lead") == looker.party]
    joins = [
        m for m in reading.chosen.values() if any(share["party"] == looker.party for share in m["hours"])
    ]
    if leads:
        sentence = ngettext(
            "Controleer de %(count)s maatregel die u in dit plan trekt.",
            "Controleer de %(count)s maatregelen die u in dit plan trekt.",
            len(leads),
        ) % {"count": len(leads)}
    elif joins:
        sentence = ngettext(
            "Controleer de %(count)s maatregel waarvoor dit plan uw uren vraagt.",
            "Controleer de %(count)s maatregelen waarvoor dit plan uw uren vraagt.",
            len(joins),
        ) % {"count": len(joins)}
    else:
        return None
    return NextStep(sentence, _("Bekijk de maatregelen"), href="#maatregelen")


def _waiting_step(waiting: int) -> NextStep:
    if not waiting:
        return NextStep(_("Kijk welke maatregelen nog niet passen."), _("Bekijk wat ontbreekt"), href="#niet")
    sentence = ngettext(
        "Kijk waar %(count)s geldstroom op wacht, en wat u kunt openen.",
        "Kijk waar %(count)s geldstromen op wachten, en wat u kunt openen.",
        waiting,
    ) % {"count": waiting}
    return NextStep(sentence, _("Bekijk het geld dat wacht"), href="#wacht")
