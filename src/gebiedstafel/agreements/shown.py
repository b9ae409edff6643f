"""One agreement as its page shows it to a seat: the parts, what is said, what is vague, what happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import why_not

from .board import CHIPS
from .mandates import beyond_in_words
from .models import Agreement, Change, Part, Raised, Status
from .permissions import (
    check_can_change,
    check_can_confirm,
    check_can_drop,
    check_can_raise,
    check_can_report,
)
from .said import LABELS, Names, Said, said_of, value_in_words
from .seen_names import names_for
from .vague import Vague, still_vague

#: Told in the list below the parts; the rest has a place of its own on the page.
TOLD = (
    "counter", "first_step", "proof", "money", "hours", "role", "mandate", "reservation",
    "reservation_body", "reservation_by", "challenge", "measure", "area", "need", "escalate_to", "waits_for",
    "publicity", "told",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownPart:
    """What a party does, whether it said yes or this seat may, and what of it is beyond its mandate."""

    part: Part
    is_mine: bool
    chip: tuple[str, str, str]
    beyond: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One thing that happened, as a sentence with what stood there before and after."""

    change: Change
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The page of one agreement."""

    agreement: Agreement
    chip: tuple[str, str]
    state: str
    parts: tuple[ShownPart, ...]
    fields: tuple[tuple[str, str], ...]
    vague: tuple[Vague, ...]
    changes: tuple[ShownChange, ...]
    raised: tuple[Raised, ...]
    confirmed: int
    may: dict[str, bool]


def shown_agreement(agreement: Agreement, seat: Seat, today: date) -> Shown:
    """Return the page of an agreement for the seat that looks."""
    names = names_for(seat)
    said = said_of(agreement)
    beyond = {} if seat.role == Seat.Role.VISITOR else beyond_in_words(agreement, seat, today)
    parts = tuple(_part(one, seat, agreement, beyond.get(one.party_id, "")) for one in agreement.parts.all())
    return Shown(
        agreement=agreement,
        chip=CHIPS[Status(agreement.status)],
        state=state_in_words(agreement, today),
        parts=parts,
        fields=tuple(_fields(agreement, said, names)),
        vague=still_vague(said) if not agreement.is_over else (),
        changes=tuple(
            ShownChange(one, change_in_words(one))
            for one in reversed(agreement.changes.all())
            if seat.role != Seat.Role.VISITOR or not _is_of_the_table(one)
        ),
        raised=tuple(agreement.raised.all()),
        confirmed=sum(one.part.confirmed_at is not None for one in parts),
        may={
            "change": not why_not(check_can_change, seat, agreement) and agreement.status != Status.DROPPED,
            "report": not why_not(check_can_report, seat, agreement)
            and not agreement.drafted
            and agreement.status != Status.DROPPED,
            "drop": not why_not(check_can_drop, seat, agreement),
            "raise": not why_not(check_can_raise, seat) and not agreement.is_over,
        },
    )


def _is_of_the_table(one: Change) -> bool:
    """Whether this tells what only the table reads: what went up, and names of its own things."""
    return one.kind in ("up", "answer") or one.field in ("challenge", "measure", "area", "money")


def state_in_words(agreement: Agreement, today: date) -> str:
    """Return how it stands in a word or a few."""
    words = str(Status(agreement.status).label)
    if agreement.status == Status.BLOCKED:
        return _("{state} door {kind}").format(state=words, kind=agreement.get_blockage_display())
    if agreement.due and agreement.due < today and not agreement.is_over and agreement.status != Status.LATE:
        return _("{state}, maar de dag is voorbij").format(state=words)
    return words


def _part(part: Part, seat: Seat, agreement: Agreement, beyond: str) -> ShownPart:
    mine = not why_not(check_can_confirm, seat, part) and not agreement.is_over and not agreement.drafted
    if part.confirmed_at:
        chip = (_("bevestigd"), "goed", "check")
    elif part.declined_at:
        chip = (_("kan dit zo niet"), "vast", "cross")
    else:
        chip = (_("nog niet bevestigd"), "let", "empty")
    return ShownPart(part, mine, chip, beyond)


def _fields(agreement: Agreement, said: Said, names: Names) -> Iterator[tuple[str, str]]:
    for name in TOLD:
        words = value_in_words(said, name, names)
        if not words:
            continue
        if name == "first_step":
            words = _first_step(agreement, words, names, said)
        if name == "reservation" and agreement.reservation_lifted_on:
            words = _("{words} – besloten, dit staat niet meer open").format(words=words)
        yield str(LABELS[name]).capitalize(), words


def _first_step(agreement: Agreement, words: str, names: Names, said: Said) -> str:
    if agreement.first_step_done_on:
        return _("{words} – gedaan").format(words=words)
    day = value_in_words(said, "first_step_on", names)
    return f"{words} ({day})" if day else words


def change_in_words(one: Change) -> str:
    """Return what happened as a sentence."""
    label = str(LABELS.get(one.field, one.field))
    sentences: dict[str, Any] = {
        "made": _("De afspraak is opgeschreven."),
        "changed": _("Veranderd: {label}.").format(label=label) if one.field else _("Bewaard."),
        "progress": _("Zo gaat het: {after}.").format(after=one.after),
        "confirmed": _("{party} bevestigde haar deel.").format(party=one.before),
        "declined": _("{party} kan haar deel zo niet doen.").format(party=one.before),
        "again": _("{party} moet opnieuw bevestigen, want er is iets veranderd.").format(party=one.after),
        "dropped": _("De afspraak is vervallen."),
        "back": _("De afspraak is teruggehaald."),
        "lifted": _("Het voorbehoud is weg."),
        "step": _("De eerste stap is gezet."),
        "up": _("Naar boven gebracht: {after}.").format(after=one.after),
        "answer": _("Antwoord van boven."),
    }
    return str(sentences[one.kind])
