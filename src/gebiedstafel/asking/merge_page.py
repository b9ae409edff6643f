"""The page on which answers lie beside what stands: row by row, each field with both texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gebiedstafel.exchange.entries import find_entry, name_of

from .asked_values import Around
from .laid_beside import Beside, Standing
from .models import Answer, AskedParty
from .own_rows import is_new
from .words import in_words, label_of


@dataclass(frozen=True, slots=True)
class LaidField:
    """One field: what stands, what they say, and whether that clashes."""

    pk: int
    label: str
    stood: str
    stands: str
    answered: str
    quality: str
    clashes: bool
    is_gone: bool


@dataclass(frozen=True, slots=True)
class LaidRow:
    """One row with its answered fields, and the version of it that the page shows."""

    kind: str
    key: str
    title: str
    is_new: bool
    version: int | None
    fields: tuple[LaidField, ...]

    @property
    def clashes(self) -> bool:
        """Whether one of its fields needs a choice."""
        return any(field.clashes or field.is_gone for field in self.fields)


def laid_rows(
    asked: AskedParty,
    laid: Iterable[Beside],
    document: Mapping[str, Any],
    versions: Mapping[tuple[str, str], int],
    around: Around,
) -> tuple[LaidRow, ...]:
    """Return the rows of the page, in the order in which they were answered."""
    by_place: dict[tuple[str, str], list[Beside]] = {}
    for one in laid:
        by_place.setdefault(one.place, []).append(one)
    return tuple(
        LaidRow(
            kind=kind,
            key=key,
            title=_title(asked, kind, key, document),
            is_new=is_new(key),
            version=versions.get((kind, key)),
            fields=tuple(_field(one, around) for one in found),
        )
        for (kind, key), found in by_place.items()
    )


def _title(asked: AskedParty, kind: str, key: str, document: Mapping[str, Any]) -> str:
    entry = find_entry(document, kind, key)
    if entry is not None:
        return name_of(kind, entry)
    answers = {one.field: one.value for one in asked.answers.all() if (one.kind, one.row) == (kind, key)}
    return str(answers.get("title") or answers.get("name") or key)


def _field(one: Beside, around: Around) -> LaidField:
    return LaidField(
        pk=one.answer.pk,
        label=label_of(one.field),
        stood=in_words(one.field, one.answer.stood, around),
        stands=in_words(one.field, one.stands, around),
        answered=in_words(one.field, one.answer.value, around),
        quality=str(Answer.Quality(one.answer.quality).label) if one.answer.quality else "",
        clashes=one.standing is Standing.CLASH,
        is_gone=one.standing is Standing.GONE,
    )
