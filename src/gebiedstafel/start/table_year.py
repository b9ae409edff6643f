"""The year of a table: four meetings, and what happens in between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of the year; `is_meeting` where the table meets."""

    name: str
    when: str
    is_meeting: bool
    state: str


def table_year(today: date) -> tuple[Step, ...]:
    """Return the steps of the year: past, current and still to come."""
    steps = (
        (_("Beeld verversen"), _("januari en februari"), False, 2),
        (_("Tafel 1"), _("maart: opgaven kiezen"), True, 3),
        (_("In gesprek"), _("april en mei"), False, 5),
        (_("Tafel 2"), _("juni: verbinden"), True, 6),
        (_("Partijen besluiten"), _("juli en augustus"), False, 8),
        (_("Tafel 3"), _("september: plan"), True, 9),
        (_("Raad en besturen"), _("oktober en november"), False, 11),
        (_("Tafel 4"), _("december: terugblik"), True, 12),
    )
    current = next(number for number, step in enumerate(steps) if today.month <= step[3])
    return tuple(
        Step(name, when, meeting, "was" if number < current else "now" if number == current else "")
        for number, (name, when, meeting, _last) in enumerate(steps)
    )
