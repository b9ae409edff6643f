"""Who may see a row, and how sure its owner is: one choice for the whole row, and per field if one wants."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.exchange.entries import NAMES, OWNERS

from .entry_subject import Subject
from .field_words import FIELDS

Data = Mapping[str, Any]
CIRCLE, QUALITY = "zicht", "zeker"
CIRCLES = ("eigen", "tafel", "openbaar")
QUALITIES = ("geschat", "bevestigd")
#: Of these an owner says how sure it is.
ESTIMATED = ("budget", "bands", "hours", "start", "costs", "revenue", "hours_freed", "saving_per_extra")


@dataclass(frozen=True, slots=True)
class SharedField:
    """Who may see one field, and how sure it is."""

    name: str
    label: str
    circle: str
    quality: str
    is_estimate: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Sharing:
    """What stands beside the fields: who may see the row, per field if it differs, and what is sure."""

    row: str
    fields: tuple[SharedField, ...]
    may_choose: bool
    own_words: tuple[SharedField, ...]

    @property
    def differing(self) -> int:
        """How many fields have a choice of their own."""
        return sum(bool(one.circle) for one in self.fields)


def shown_sharing(subject: Subject, data: Data | None = None) -> Sharing:
    """Return who may see the row, as it stands or as it was just chosen."""
    stands = subject.entry.get("circles") or {}
    quality = subject.entry.get("quality") or {}
    row = stands.get("*") or ("eigen" if subject.is_new and subject.owner else subject.default_circle)
    fields = []
    for name, label, own in _labels(subject):
        circle = stands.get(name) or (
            "eigen" if own and subject.entry.get(name) is None else row if own else ""
        )
        sure = quality.get(name, "")
        if data is not None and CIRCLE in data:
            circle = _one_of(data.get(f"{CIRCLE}:{name}"), CIRCLES)
            sure = _one_of(data.get(f"{QUALITY}:{name}"), QUALITIES)
        fields.append(SharedField(name, label, circle, sure, name in ESTIMATED, own))
    if data is not None and CIRCLE in data:
        row = _one_of(data.get(CIRCLE), CIRCLES) or row
    return Sharing(
        row, tuple(one for one in fields if not one.is_own), subject.is_own,
        tuple(one for one in fields if one.is_own),
    )  # fmt: skip


def typed_sharing(subject: Subject, data: Data, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the circles and marks that differ from what stands, as part of the patch.

    `values` is the rest of the patch: own words that stay unwritten need no circle.
    """
    if CIRCLE not in data or not subject.is_own:
        return {}
    row = _one_of(data.get(CIRCLE), CIRCLES) or subject.default_circle
    after = {**subject.entry, **values}
    unwritten = {name for name, _label, own in _labels(subject) if own and after.get(name) is None}
    names = {name for name, _label, _own in _labels(subject)}
    stands = subject.entry.get("circles") or {}
    # What is not on the form keeps its circle.
    circles = {name: said for name, said in stands.items() if name != "*" and name not in names}
    said = _said(data, CIRCLE, names - unwritten, CIRCLES)
    # Own words always say something on the form; what the row says already need not be said again.
    own_words = {name for name, _label, own in _labels(subject) if own}
    circles |= {k: v for k, v in said.items() if v != row or k not in own_words or k in stands}
    if subject.is_new or row != subject.default_circle:
        circles["*"] = row
    quality = _said(data, QUALITY, names, QUALITIES)
    found: dict[str, Any] = {}
    if circles != _without_default(stands, subject):
        found["circles"] = circles or None
    if quality != (subject.entry.get("quality") or {}):
        found["quality"] = quality or None
    return found


def _said(data: Data, about: str, names: Collection[str], allowed: tuple[str, ...]) -> dict[str, str]:
    said = {name: _one_of(data.get(f"{about}:{name}"), allowed) for name in sorted(names)}
    return {name: one for name, one in said.items() if one}


def _without_default(circles: Mapping[str, str], subject: Subject) -> dict[str, str]:
    """What circles say, without saying the default in words."""
    return {name: said for name, said in circles.items() if (name, said) != ("*", subject.default_circle)}


def _labels(subject: Subject) -> list[tuple[str, str, bool]]:
    """The fields of the form by their place in the row; the name and the owner are told to the table."""
    told = {NAMES[subject.kind], OWNERS.get(subject.kind)}
    labels: dict[str, tuple[str, bool]] = {}
    for one in FIELDS[subject.kind]:
        if one.top not in told:
            labels.setdefault(one.top, (str(one.label).replace("{}", "…"), one.own))
    return [(name, label, own) for name, (label, own) in labels.items()]


def _one_of(said: Any, allowed: tuple[str, ...]) -> str:
    return str(said) if said in allowed else ""


def circle_words(circle: str) -> str:
    """Return who that is, in words."""
    return {"eigen": _("alleen wij"), "tafel": _("de tafel"), "openbaar": _("iedereen")}.get(circle, circle)
