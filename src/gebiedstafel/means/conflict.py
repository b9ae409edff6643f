"""Two texts side by side: what stands there now, and what this person wanted."""

from __future__ import annotations

from dataclasses import dataclass

from .entry_changes import StaleRow
from .entry_form import KEEP, Typed
from .entry_subject import Subject
from .field_words import fields_of
from .fields.boxes import value_in
from .fields.telling import told

#: What is no field of the form is told by its own name.
BESIDE = ("circles", "quality")


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One field in which two people want different things."""

    name: str
    label: str
    theirs: str
    yours: str
    keep: str
    same: bool


def side_by_side(stale: StaleRow, subject: Subject, typed: Typed) -> tuple[SideBySide, ...]:
    """Return per field what the other wrote and what this person wrote, in words."""
    wanted = {clash.field for clash in stale.clashes if clash.key == subject.key}
    rows = []
    for name in sorted(wanted - set(BESIDE)):
        after = {**subject.entry, **{key: value for key, value in typed.values.items() if value is not None}}
        if typed.values.get(name, 0) is None:
            after = {key: value for key, value in after.items() if key != name}
        for field in fields_of(subject.kind, name):
            theirs = told(field, value_in(subject.entry, field), subject.around)
            yours = told(field, value_in(after, field), subject.around)
            if theirs != yours or not field.part:
                label = str(field.label).replace("{}", "…")
                rows.append(SideBySide(field.name, label, theirs, yours, f"{KEEP}:{name}", theirs == yours))
    return tuple(rows)
