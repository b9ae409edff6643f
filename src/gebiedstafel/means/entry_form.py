"""The form of one row: what it shows, and what a person changed in it, as a patch of the row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.exchange.circles import WAITS

from .entry_subject import Subject, why_not
from .field_words import FIELDS, GROUPS, FieldWords
from .field_words.blocks import blocks
from .fields import Shown, Unreadables, changed_boxes, read_field, shown_field
from .fields.boxes import value_in
from .fields.reading import boxes_of, boxes_sent, stood_of
from .sharing import shown_sharing, typed_sharing
from .voices import keep_replies

Data = Mapping[str, Any]
#: What stood in the fields when the form was shown; which version that was; whose text to keep.
STOOD, SEEN, KEEP, THEIRS = "stond", "gezien", "houd", "hun"


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed: the patch, the boxes as they were sent, and what cannot be read."""

    values: dict[str, Any]
    boxes: dict[str, dict[str, str]]
    changed: frozenset[str]
    faults: dict[str, tuple[str, ...]] = field(default_factory=dict)
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A folded part of the form."""

    key: str
    title: str
    text: str
    fields: tuple[Shown, ...]

    @property
    def filled(self) -> int:
        """How many of its fields say something."""
        return sum(one.is_known for one in self.fields)

    @property
    def is_open(self) -> bool:
        """Whether something in it needs to be seen at once."""
        return any(one.faults for one in self.fields)


@dataclass(frozen=True, slots=True)
class EntryForm:
    """A form ready to be shown."""

    subject: Subject
    first: tuple[Shown, ...]
    groups: tuple[ShownGroup, ...]
    stood: str
    sharing: Any
    general: tuple[str, ...] = ()

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Every fault with the place of its field, for the list on top."""
        shown = [*self.first, *(one for group in self.groups for one in group.fields)]
        return [(f"veld-{one.id}", fault) for one in shown for fault in one.faults]


def read_form(subject: Subject, data: Data) -> Typed:
    """Return what a person changed; what nobody touched is no part of the patch."""
    stood = _stood(data)
    changed: dict[str, Any] = {}
    boxes: dict[str, dict[str, str]] = {}
    faults: dict[str, tuple[str, ...]] = {}
    touched: set[str] = set()
    for one in FIELDS[subject.kind]:
        sent = boxes_sent(data, one)
        if data.get(f"{KEEP}:{one.top}") == THEIRS or not changed_boxes(sent, stood.get(one.name, "")):
            continue
        boxes[one.name] = sent
        touched.add(one.name)
        try:
            changed[one.name] = read_field(one, sent, subject.around, stood=stood.get(one.name, ""))
        except Unreadables as unreadable:
            faults[one.name] = unreadable.sentences
    for one in FIELDS[subject.kind]:
        if one.required and _stays_empty(subject, one, changed, faults):
            faults[one.name] = (_("Dit is nodig om te beginnen. Vul het in."),)
    values = _joined(subject, changed)
    values |= typed_sharing(subject, data, values)
    seen = str(data.get(SEEN, ""))
    return Typed(values, boxes, frozenset(touched), faults, int(seen) if seen.isdecimal() else None)


def _stays_empty(
    subject: Subject, one: FieldWords, changed: Mapping[str, Any], faults: Mapping[str, Any]
) -> bool:
    if one.name in faults:
        return False
    return (changed[one.name] if one.name in changed else value_in(subject.entry, one)) is None


def _stood(data: Data) -> dict[str, str]:
    try:
        said = json.loads(data.get(STOOD, "{}"))
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in said.items()} if isinstance(said, dict) else {}


def _joined(subject: Subject, changed: Mapping[str, Any]) -> dict[str, Any]:
    """Put the parts of a rule together with what was not touched of it."""
    values: dict[str, Any] = {}
    for name, value in changed.items():
        top, _dot, part = name.partition(".")
        if not part and top == "match" and value is not None:
            value = dict(subject.entry.get("match") or {})
        if not part:
            values[top] = value
            continue
        whole = values.get(top)
        base = dict(whole if whole is not None else subject.entry.get(top) or {})
        if top in values and whole is None:
            base = {}
        base = {**base, part: value} if value is not None else {k: v for k, v in base.items() if k != part}
        values[top] = base or ({} if top == "match" and subject.entry.get("match") is not None else None)
    _keep_unseen(subject, values)
    if values.get("benefits"):
        values["benefits"] = keep_replies(subject.entry.get("benefits", ()), values["benefits"])
    if subject.is_new:
        values = {k: v for k, v in subject.entry.items() if k != "id"} | values
    return values


def _keep_unseen(subject: Subject, values: dict[str, Any]) -> None:
    """What a row says of rows this seat does not see stays; what was only shown to it is not stored."""
    if values.get("conditions"):
        values["conditions"] = [one for one in values["conditions"] if one["text"] != WAITS] or None
    if "effects" in values:
        unseen = subject.stored.get("effects", {}).keys() - subject.entry.get("effects", {}).keys()
        kept = {key: subject.stored["effects"][key] for key in sorted(unseen)}
        values["effects"] = {**(values["effects"] or {}), **kept} if kept else values["effects"]
    if "requires" in values:
        seen = subject.entry.get("requires", ())
        hidden = [one for one in subject.stored.get("requires", ()) if one not in seen]
        values["requires"] = [*(values["requires"] or ()), *hidden] if hidden else values["requires"]


def shown_form(
    subject: Subject, typed: Typed | None = None, *, general: tuple[str, ...] = (), data: Data | None = None
) -> EntryForm:
    """Return the form of a row, with what a person typed where they did."""
    shown: dict[str, list[Shown]] = {"": []}
    stood = {}
    for one in FIELDS[subject.kind]:
        stands = boxes_of(one, value_in(subject.entry, one), subject.around)
        stood[one.name] = "" if subject.is_new else stood_of(stands)
        boxes = typed.boxes.get(one.name, stands) if typed else stands
        faults = (typed.faults.get(one.name) or ()) if typed else ()
        shown.setdefault(one.group, []).append(
            shown_field(
                one,
                boxes,
                subject.around,
                faults=faults,
                blocks=blocks(subject.kind, one.name),
                locked=_locked(subject, one),
            )
        )
    groups = tuple(
        ShownGroup(group.key, str(group.title), str(group.text), tuple(shown[group.key]))
        for group in GROUPS[subject.kind]
        if shown.get(group.key)
    )
    return EntryForm(
        subject,
        tuple(shown[""]),
        groups,
        json.dumps(stood, separators=(",", ":")),
        shown_sharing(subject, data),
        general,
    )


def _locked(subject: Subject, one: FieldWords) -> str:
    """Why this field is not this seat's to fill in: another's own words, or what only its owner sees."""
    if subject.is_new and not one.own:
        return ""
    if subject.is_own and not (subject.is_new and one.own):
        return ""
    if one.own:
        return _("Dit schrijft alleen de partij zelf.")
    return why_not(subject, one.top)
