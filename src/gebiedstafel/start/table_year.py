"""The year of a table: four meetings, and what happens in between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gebiedstafel.meetings.models import YearStep
from gebiedstafel.meetings.year_page import own_year
from gebiedstafel.tables.models import AreaTable
from gebiedstafel.ui.templatetags.dates import day_and_month


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of the year; `is_meeting` where the table meets."""

    name: str
    when: str
    is_meeting: bool
    state: str


#: So many steps fit beside each other.
MOST = 8


def year_of(table: AreaTable, today: date) -> tuple[Step, ...]:
    """Return the year this table arranged, its own steps around today; without one, the usual year."""
    own = [one for one in own_year(table, today) if one.kind != YearStep.Kind.OUTSIDE]
    if not own:
        return table_year(today)
    first = next((n for n, one in enumerate(own) if one.ends >= today), len(own))
    start = max(0, min(first - 2, len(own) - MOST))
    now = next((one.pk for one in own if one.begins <= today <= one.ends), None)
    return tuple(
        Step(
            one.name,
            day_and_month(one.meeting.held_on if one.meeting else one.begins),
            one.kind == YearStep.Kind.MEETING,
            "was" if one.ends < today else "now" if one.pk == now else "",
        )
        for one in own[start : start + MOST]
    )


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
