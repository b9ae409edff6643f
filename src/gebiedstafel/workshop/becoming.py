"""From a card to something at the table, in one press, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from gebiedstafel.agreements.drafting import draft_from_words, take_draft_away
from gebiedstafel.dialogue.actions import Rules, make_round
from gebiedstafel.dialogue.moderation import bring_back_statement, seed_statements, take_back_statement
from gebiedstafel.dialogue.rounds import Phase, Round
from gebiedstafel.dialogue.taking_part import next_number
from gebiedstafel.ideas.agenda import put_on_agenda, take_off_agenda
from gebiedstafel.ideas.models import AgendaQuestion
from gebiedstafel.means.entry_changes import Change, change_entries, undo_change
from gebiedstafel.means.models import ChangeSet
from gebiedstafel.means.table_document import table_document
from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .cards import OF_A_PARTY, locked_card
from .learning import ask_to_learn, drop_question
from .models import LearningQuestion, Trying
from .sitting_models import Card
from .trying_out import drop_trying, say_what_to_try

Became = dict[str, Any]
LONGEST_NAME = 300
#: Words that are kept are Dutch, whoever presses the button.
DUTCH = "nl"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card goes, as far as somebody says so: a challenge, a street, a year."""

    challenge: str = ""
    street: str = ""
    year: int | None = None


@transaction.atomic
def lay_on_table(card: Card, kind: str, place: Place, *, by: Seat, at: datetime) -> Card:
    """Let a card become this at the table; each kind keeps the rules of what it becomes."""
    card = locked_card(card, by)
    if card.gone_at is not None:
        raise Refused(_("Deze kaart is weggehaald. Zet haar eerst terug."))
    if card.became is not None:
        raise Refused(_("Deze kaart ligt al op tafel."))
    become = _BECOME.get(kind)
    if become is None:
        raise Refused(_("Kies wat deze kaart aan tafel wordt."))
    # Held before anything is read: what a card adds to words of the table may not write over other words.
    locked_table(card.sitting.table_id)
    card.became = {"kind": kind, **become(card, place, by, at)}
    card.became_at = at
    card.save(update_fields=["became", "became_at"])
    _record("lay_on_table", card, by=by, at=at)
    return card


@transaction.atomic
def take_from_table(card: Card, *, by: Seat, at: datetime) -> Card:
    """Undo what a card became, as long as nobody worked on it."""
    card = locked_card(card, by)
    if card.became is None:
        raise Refused(_("Deze kaart ligt niet op tafel."))
    for name, undo in _UNDO.items():
        if name in card.became:
            undo(card, card.became, by, at)
    card.became, card.became_at = None, None
    card.save(update_fields=["became", "became_at"])
    _record("take_from_table", card, by=by, at=at)
    return card


def _need(card: Card, place: Place, by: Seat, at: datetime) -> Became:
    if not place.challenge:
        values = {
            "title": _name(card.text),
            "need_words": card.text,
            "owners": [_party(by)] if by.party else None,
        }
        return _entry(card, "challenges", None, values, by, at)
    words = _added(card, "challenges", place.challenge, "need_words")
    return _entry(card, "challenges", place.challenge, {"need_words": words}, by, at)


def _of_a_party(field: str) -> Callable[[Card, Place, Seat, datetime], Became]:
    def become(card: Card, place: Place, by: Seat, at: datetime) -> Became:
        own = _party(by)
        if card.party and card.party != own:
            raise NotAllowed(_("Wat een partij wil of vreest, legt alleen die partij zelf op tafel."))
        return _entry(card, "parties", own, {field: _added(card, "parties", own, field)}, by, at)

    return become


def _flow(card: Card, place: Place, by: Seat, at: datetime) -> Became:
    values: dict[str, Any] = {"name": _name(card.text), "holder": _party(by)}
    if len(card.text) > LONGEST_NAME:
        values["note"] = card.text
    return _entry(card, "money_flows", None, values, by, at)


def _work(card: Card, place: Place, by: Seat, at: datetime) -> Became:
    values: dict[str, Any] = {"title": _name(card.text), "owner": _party(by), "opens_street": True}
    if place.street:
        values["street"] = values["area"] = place.street
    if place.year:
        values["start"] = {"earliest": place.year, "latest": place.year, "planned": place.year}
    if len(card.text) > LONGEST_NAME:
        values["note"] = card.text
    return _entry(card, "measures", None, values, by, at)


def _entry(
    card: Card, kind: str, key: str | None, values: Mapping[str, Any], by: Seat, at: datetime
) -> Became:
    kept = {name: value for name, value in values.items() if value is not None}
    changed = change_entries(card.sitting.table, [Change(kind, key, kept)], by=by, at=at, origin="workshop")
    if changed is None:
        raise Refused(_("Dit staat er al zo. Er is niets veranderd."))
    row = changed.rows.get()
    return {"change": changed.pk, "list": kind, "key": row.key}


def _added(card: Card, kind: str, key: str, field: str) -> str:
    """Return what stands there with the card below it; the same words never come twice."""
    rows = table_document(card.sitting.table).get(kind, ())
    before = next((row.get(field) or "" for row in rows if row["id"] == key), "")
    there = f"\n{card.text}\n" in f"\n{before}\n"
    return before if there else f"{before}\n{card.text}".strip()


def _statement(card: Card, place: Place, by: Seat, at: datetime) -> Became:
    round = next(
        (one for one in Round.objects.filter(table=by.table_id) if one.phase(at) != Phase.CLOSED), None
    )
    if round is None:
        with override(DUTCH):
            rules = Rules(question=_("Wat vinden we van wat er in de werkplaats gezegd is?"))
        round = make_round(by.table, rules, by=by, at=at)
    text = " ".join(card.text.split())
    count, _there = seed_statements(round, text, language="nl", by=by, at=at)
    # Its number is the last: the text itself may have changed, as a list mark goes that stood before it.
    number = (
        next_number(round) - 1 if count else bring_back_statement(round, text, _taken_back(), by=by, at=at)
    )
    if number is None:
        raise Refused(_("Deze stelling staat al in het gesprek."))
    return {"round": round.pk, "number": number}


def _taken_back() -> str:
    with override(DUTCH):
        return _("Teruggenomen in de werkplaats.")


def _rule(card: Card, place: Place, by: Seat, at: datetime) -> Became:
    with override(DUTCH):
        words = _("Deze regel knelt: {text}").format(text=card.text)
    return {"question": put_on_agenda(card.sitting.table, words, by=by, at=at, subject=card.subject).pk}


def _agenda(card: Card, place: Place, by: Seat, at: datetime) -> Became:
    return {"question": put_on_agenda(card.sitting.table, card.text, by=by, at=at, subject=card.subject).pk}


def _agreement(card: Card, place: Place, by: Seat, at: datetime) -> Became:
    lead = card.party if card.party else ""
    words = " ".join(card.text.split())
    return {"agreement": draft_from_words(card.sitting.table, words, lead, by=by, at=at).key}


def _question(card: Card, place: Place, by: Seat, at: datetime) -> Became:
    asked = ask_to_learn(card.sitting.table, card.text, workshop=card.sitting.workshop, by=by, at=at)
    return {"learning": asked.pk}


def _try(card: Card, place: Place, by: Seat, at: datetime) -> Became:
    return {"trying": say_what_to_try(card.sitting, card.text, trio=card.trio, by=by, at=at).pk}


_BECOME: Mapping[str, Callable[[Card, Place, Seat, datetime], Became]] = {
    "need": _need,
    "statement": _statement,
    "rule": _rule,
    "agreement": _agreement,
    "question": _question,
    "flow": _flow,
    "work": _work,
    "try": _try,
    "agenda": _agenda,
    **{field: _of_a_party(field) for field in OF_A_PARTY},
}


def _undo_change(card: Card, became: Became, by: Seat, at: datetime) -> None:
    change = ChangeSet.objects.filter(pk=became["change"], table=by.table_id).first()
    if change is not None:
        undo_change(change, by=by, at=at)


def _undo_statement(card: Card, became: Became, by: Seat, at: datetime) -> None:
    round = Round.objects.filter(pk=became["round"], table=by.table_id).first()
    if round is not None:
        take_back_statement(round, became["number"], _taken_back(), by=by, at=at)


def _undo_question(card: Card, became: Became, by: Seat, at: datetime) -> None:
    asked = AgendaQuestion.objects.filter(pk=became["question"], table=by.table_id).first()
    if asked is not None:
        take_off_agenda(asked, by=by, at=at)


def _undo_agreement(card: Card, became: Became, by: Seat, at: datetime) -> None:
    take_draft_away(by.table, became["agreement"], by=by, at=at)


def _undo_learning(card: Card, became: Became, by: Seat, at: datetime) -> None:
    asked = LearningQuestion.objects.filter(pk=became["learning"], table=by.table_id).first()
    if asked is not None:
        drop_question(asked, by=by)


def _undo_trying(card: Card, became: Became, by: Seat, at: datetime) -> None:
    said = Trying.objects.filter(pk=became["trying"], sitting__table=by.table_id).first()
    if said is not None:
        drop_trying(said, by=by)


_UNDO: Mapping[str, Callable[[Card, Became, Seat, datetime], None]] = {
    "change": _undo_change,
    "round": _undo_statement,
    "question": _undo_question,
    "agreement": _undo_agreement,
    "learning": _undo_learning,
    "trying": _undo_trying,
}


def _party(by: Seat) -> str:
    if by.party is None:
        raise NotAllowed(_("U zit aan tafel zonder partij. Laat de partij zelf deze kaart op tafel leggen."))
    return by.party.key


def _name(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1] + "…"


def _record(action: str, card: Card, *, by: Seat, at: datetime) -> None:
    record_deed(card.sitting.table.chain, action=action, subject=card.subject, actor=by.actor, at=at)
