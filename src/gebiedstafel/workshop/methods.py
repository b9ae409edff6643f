"""The table of ways of working that counts at a table, and its words in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from gebiedstafel.engines.fit.problem import MethodTable
from gebiedstafel.exchange.methods_file import (
    Methods,
    digest_of_methods,
    method_table,
    methods_text,
    read_methods,
    shipped_methods,
)
from gebiedstafel.tables.models import AreaTable

from .models import MethodsVersion


@dataclass(frozen=True, slots=True)
class Question:
    """One question in words, with the five anchors of its answers."""

    id: str
    text: str
    scale: tuple[str, ...]
    is_fixed: bool


@dataclass(frozen=True, slots=True)
class Way:
    """One way of working in words."""

    id: str
    name: str
    core: str
    fits_when: str
    pitfall: str
    source: str
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MethodWords:
    """A whole table of ways of working in words."""

    title: str
    note: str
    source: str
    questions: tuple[Question, ...]
    ways: Mapping[str, Way]

    def question(self, name: str) -> Question:
        """Return the question with this id."""
        return next(one for one in self.questions if one.id == name)


@lru_cache(maxsize=64)
def _read(text: str) -> Methods:
    return read_methods(text)


def document_of(version: MethodsVersion) -> Methods:
    """Return the table of a version; it is shared, so change a copy."""
    return _read(version.text)


def table_of(version: MethodsVersion) -> MethodTable:
    """Return what the engine weighs."""
    return method_table(document_of(version))


def words_of(version: MethodsVersion) -> MethodWords:
    """Return the words of a version in the reader's language; Dutch where it has no other."""
    return words_in(document_of(version), (get_language() or "nl")[:2])


def words_in(methods: Mapping[str, Any], language: str) -> MethodWords:
    """Return the words of a table of ways of working in this language."""

    def say(row: Mapping[str, Any], name: str) -> Any:
        return row.get(f"{name}_{language}") or row.get(name, "")

    return MethodWords(
        title=methods["title"],
        note=methods.get("note", ""),
        source=methods.get("source", ""),
        questions=tuple(
            Question(row["id"], say(row, "question"), tuple(say(row, "scale")), bool(row.get("fixed")))
            for row in methods["criteria"]
        ),
        ways={
            row["id"]: Way(
                id=row["id"],
                name=say(row, "name"),
                core=say(row, "core"),
                fits_when=say(row, "fits_when"),
                pitfall=say(row, "pitfall"),
                source=row.get("source", ""),
                after=tuple(row.get("after", ())),
            )
            for row in methods["methods"]
        },
    )


def versions_of(table: AreaTable) -> QuerySet[MethodsVersion]:
    """Return the own versions of this table's municipality, the newest first; else of the table."""
    mine = {"municipality": table.municipality_id} if table.municipality_id else {"table": table.pk}
    return MethodsVersion.objects.filter(**mine).select_related("municipality", "table", "made_by")


def came_along(at: datetime) -> MethodsVersion:
    """Return the table that came along with the site, kept once for as long as it is the same."""
    text, digest = _text_that_came_along()
    version, _new = MethodsVersion.objects.get_or_create(
        municipality=None,
        table=None,
        digest=digest,
        defaults={"number": 0, "text": text, "what": "", "made_at": at},
    )
    return version


@cache
def _text_that_came_along() -> tuple[str, str]:
    """Return the table that came along with the site and its digest; it stays the same while it runs."""
    methods = shipped_methods()
    return methods_text(methods), digest_of_methods(methods)


def current_methods(table: AreaTable, at: datetime) -> MethodsVersion:
    """Return the version that a round begins with now."""
    return versions_of(table).first() or came_along(at)
