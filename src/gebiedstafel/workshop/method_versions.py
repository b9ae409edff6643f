"""The versions of a table of ways of working, in words: which, what changed, and when."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from gebiedstafel.tables.models import AreaTable

from .methods import versions_of
from .models import MethodsVersion


@dataclass(frozen=True, slots=True)
class ToldVersion:
    """One version, what changed in it, and whether it counts now."""

    version: MethodsVersion
    what: str
    is_current: bool


def told_versions(table: AreaTable) -> list[ToldVersion]:
    """Return the own versions, the newest first."""
    return [
        ToldVersion(version, what_changed(version), number == 0)
        for number, version in enumerate(versions_of(table))
    ]


def what_changed(version: MethodsVersion) -> str:
    """Return what a version changed, as a sentence."""
    kind, _colon, name = version.what.partition(":")
    if kind == "way":
        return _("Werkwijze veranderd of erbij: {name}").format(name=name)
    if kind == "question":
        return _("Vraag veranderd of erbij: {name}").format(name=name)
    if kind == "gone":
        return _("Weggehaald: {name}").format(name=name)
    if kind == "back":
        if name == "0":
            return _("Terug naar de tabel die meekwam")
        return _("Terug naar versie {number}").format(number=name)
    return _("Ingelezen uit een bestand")
