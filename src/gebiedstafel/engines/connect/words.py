"""Sentences for what the engine finds, in plain Dutch and in English."""

from __future__ import annotations

from collections.abc import Mapping

from .plan import Issue, Reason, ToCheck, Violation

Thing = Issue | Reason | ToCheck | Violation


def sentence(thing: Thing, names: Mapping[str, str], language: str = "nl") -> str:
    """One sentence about one finding."""
    facts = ", ".join(names.get(str(value), str(value)) for value in thing.facts.values())
    return f"{thing.code.replace('_', ' ')}: {facts}"
