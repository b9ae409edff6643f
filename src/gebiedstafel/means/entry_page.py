"""The page of one row: what it is, what is unknown and what that blocks, and who may see what."""

from __future__ import annotations

from dataclasses import dataclass

from gebiedstafel.tables.models import Seat

from .entry_subject import Subject, why_not
from .field_words import FIELDS, GROUPS
from .field_words.blocks import BLOCKS, blocks
from .fields.boxes import value_in
from .fields.telling import told, told_sentence
from .fits_words import Told, fits_in_words
from .measure_voices import MeasureVoices, measure_voices
from .sharing import circle_words

#: What the page of a measure tells further down, with who said it.
BELOW = ("effects", "benefits")


@dataclass(frozen=True, slots=True)
class Fact:
    """One field that is known, in words; `circle` and `quality` only to whom they concern."""

    label: str
    words: str
    is_sentence: bool
    circle: str
    quality: str


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Facts under one heading."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """One field nobody knows yet, and what cannot be answered meanwhile."""

    label: str
    blocks: str


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Everything the page of a row shows."""

    subject: Subject
    groups: tuple[FactGroup, ...]
    unknown: tuple[Unknown, ...]
    told: Told
    seen_by: str
    only_us: bool
    why_not: str
    voices: MeasureVoices | None


def entry_page(subject: Subject) -> EntryPage:
    """Return the page of a row as this seat sees it."""
    titles = [("", ""), *((group.key, str(group.title)) for group in GROUPS[subject.kind])]
    groups = (FactGroup(title, _facts(subject, key)) for key, title in titles)
    circles = subject.entry.get("circles") or {}
    voices = measure_voices(subject) if subject.kind == "measures" else None
    return EntryPage(
        subject,
        tuple(group for group in groups if group.facts),
        _unknown(subject),
        fits_in_words(subject),
        circle_words(circles.get("*", subject.default_circle)) if subject.is_own else "",
        subject.is_own and circles.get("*", subject.default_circle) == "eigen",
        why_not(subject),
        voices,
    )


def _facts(subject: Subject, group: str) -> tuple[Fact, ...]:
    circles = subject.entry.get("circles") or {}
    quality = subject.entry.get("quality") or {}
    facts = []
    for field in FIELDS[subject.kind]:
        value = value_in(subject.entry, field)
        if field.group != group or value is None or field.name in BELOW:
            continue
        told_so = told_sentence if field.is_sentence else told
        facts.append(
            Fact(
                str(field.label).rstrip("?"),
                told_so(field, value, subject.around),
                field.is_sentence,
                circle_words(circles[field.top]) if subject.is_own and field.top in circles else "",
                quality.get(field.top, ""),
            )
        )
    return tuple(facts)


def _unknown(subject: Subject) -> tuple[Unknown, ...]:
    found = []
    for field in FIELDS[subject.kind]:
        if (subject.kind, field.name) in BLOCKS and value_in(subject.entry, field) is None:
            found.append(Unknown(str(field.label).replace("{}", "…"), blocks(subject.kind, field.name)))
    return tuple(found)


def speaks(seat: Seat) -> bool:
    """Whether this seat sits here for a party and may say something for it."""
    return seat.party is not None and seat.role != Seat.Role.VISITOR
