"""What is still vague in an agreement, in words: what nobody could check, and what would make it concrete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .said import Said

#: Verbs that promise to think, and words that leave open when.
SOFT = re.compile(
    r"\b(onderzoek\w*|onderzocht|streef\w*|streven|verken\w*|bekijk\w*|bekeken|nadenk\w*|nagedacht|prober\w*|"
    r"probeer\w*|bevorder\w*|stimuler\w*|stimuleer\w*|faciliter\w*|faciliteer\w*|inzetten op|aandacht voor|"
    r"waar mogelijk|zo mogelijk|zo snel mogelijk|zo spoedig mogelijk|te zijner tijd|in overleg|meedenk\w*|"
    r"explore\w*|investigat\w*|strive\w*|try to|where possible|as soon as possible)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Vague:
    """One thing that is vague: the field that would make it concrete, and a sentence."""

    field: str
    words: str


def still_vague(said: Said) -> tuple[Vague, ...]:
    """Return what is still vague, the heaviest first; empty when everybody could check it."""
    return tuple(Vague(field, words) for field, words in _vague(said))


def _vague(said: Said) -> Iterator[tuple[str, str]]:
    soft = SOFT.search(said.words)
    if soft:
        words = _("“{word}” zegt niet wat er straks te zien is. Schrijf wat er dan gebeurd is.")
        yield "words", words.format(word=soft[0])
    if said.due is None:
        yield "due", _("Er staat niet wanneer het klaar is.")
    if not said.lead:
        yield "lead", _("Er staat niet wie trekt.")
    yield from _steps(said)
    if not said.counter and not any(one.is_counter for one in said.parts):
        yield "counter", _("Er staat niet wat de anderen in ruil doen. Een afspraak is van twee kanten.")
    if any(not one.does for one in said.parts if one.party != said.lead):
        yield "parts", _("Niet bij elke partij staat wat zij doet.")
    if not said.proof:
        yield "proof", _("Er staat niet waaraan u straks ziet dat het klaar is.")
    yield from _reservation(said)


def _steps(said: Said) -> Iterator[tuple[str, str]]:
    if not said.first_step:
        yield "first_step", _("Er is geen eerste stap die mensen kunnen zien.")
    elif said.first_step_on is None:
        yield "first_step_on", _("De eerste stap heeft geen dag.")


def _reservation(said: Said) -> Iterator[tuple[str, str]]:
    if not said.reservation:
        return
    if not said.reservation_body:
        yield "reservation_body", _("Er staat niet wie over het voorbehoud besluit.")
    if said.reservation_by is None:
        yield "reservation_by", _("Er staat niet wanneer over het voorbehoud besloten wordt.")
    elif said.due and said.reservation_by > said.due:
        yield "reservation_by", _("Over het voorbehoud wordt pas besloten als het al klaar moet zijn.")
