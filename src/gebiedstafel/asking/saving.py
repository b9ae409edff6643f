"""What a page of answers sends: each field read, kept or told why not; all faults at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.means.fields import Unreadables
from gebiedstafel.means.fields.reading import boxes_sent
from gebiedstafel.ui.plain_words import too_long

from .answering import FilledInMeanwhile, forget_answer, keep_answer
from .asked_values import Around, boxes_of, value_of
from .models import Answer, AskedParty
from .own_rows import OwnField, OwnRows
from .words import in_words

Sent = Mapping[str, str]
UNKNOWN = "onbekend"
LONGEST = 2000


@dataclass(slots=True)
class Saved:
    """What became of the fields that were sent: their new versions, and sentences about faults."""

    versions: dict[str, int] = field(default_factory=dict)
    faults: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Said:
    value: Any
    quality: str | None
    takes_back: bool = False


def save_answers(asked: AskedParty, rows: OwnRows, sent: Sent, around: Around, *, at: datetime) -> Saved:
    """Keep every field that was sent and says something else than what the page showed."""
    saved = Saved()
    for row in rows.rows:
        for own in row.fields:
            if f"seen|{own.name}" in sent:
                _save(asked, own, sent, around, saved, at=at)
    return saved


def _save(
    asked: AskedParty, own: OwnField, sent: Sent, around: Around, saved: Saved, *, at: datetime
) -> None:
    try:
        said = _read(own, sent, around)
    except Unreadables as unreadable:
        saved.faults[own.name] = unreadable.sentences
        return
    place = own.field.kind, own.row, own.field.name
    seen = _number(sent[f"seen|{own.name}"])
    if said is None:
        saved.versions[own.name] = own.seen
    elif said.takes_back:
        forget_answer(asked, place)
        saved.versions[own.name] = 0
    else:
        _keep(asked, own, said, seen, around, saved, at=at)


def _keep(
    asked: AskedParty,
    own: OwnField,
    said: _Said,
    seen: int,
    around: Around,
    saved: Saved,
    *,
    at: datetime,
) -> None:
    place = own.field.kind, own.row, own.field.name
    try:
        answer = keep_answer(
            asked, place, said.value, stood=own.known, quality=said.quality, seen=seen, at=at
        )
    except FilledInMeanwhile as meanwhile:
        sentence = _(
            "Een collega vulde intussen in: {theirs}. U vulde in: {yours}. "
            "Bewaar nog eens om het uwe te houden."
        )
        saved.faults[own.name] = (
            sentence.format(
                theirs=in_words(own.field, meanwhile.theirs.value, around),
                yours=in_words(own.field, said.value, around),
            ),
        )
        saved.versions[own.name] = meanwhile.theirs.version
    else:
        saved.versions[own.name] = answer.version


def _read(own: OwnField, sent: Sent, around: Around) -> _Said | None:
    """Return what the party says about a field; None when it left it as the page showed it."""
    shown = value_of(own.field, boxes_of(own.field, own.shown, around), own.shown, around)
    how = sent.get(f"hoe|{own.name}", "")
    value = _value(own, boxes_typed(own, sent), around)
    if how == UNKNOWN and value in (None, shown):
        return None if own.says_unknown else _Said(None, None)
    quality = how if how in Answer.Quality.values else None
    if value == shown:
        return _Said(value, quality) if _confirms(own, value, quality) else None
    if value is None:
        return _Said(None, None, takes_back=own.known is None and own.is_waiting)
    return _Said(value, quality)


def _value(own: OwnField, typed: Mapping[str, str], around: Around) -> Any:
    if why := next(filter(None, (too_long(text, LONGEST) for text in typed.values())), ""):
        raise Unreadables(why)
    value = value_of(own.field, typed, own.shown, around)
    if value is not None and own.shown is None:
        value = value_of(own.field, typed, own.known, around)  # the part of others stays
    if own.field.is_name and not value:
        raise Unreadables(_("Geef een naam. Een paar woorden zijn genoeg."))
    return value


def _confirms(own: OwnField, value: Any, quality: str | None) -> bool:
    return value is not None and quality is not None and own.field.is_graded and quality != own.quality


def boxes_typed(own: OwnField, sent: Sent) -> dict[str, str]:
    """Return what was written in the boxes of a field."""
    return boxes_sent(sent, replace(own.field.words, name=own.name))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
