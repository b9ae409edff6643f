"""The year as a picture and as a list: what comes next first, the tables apart from the clocks of others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gebiedstafel.tables.models import AreaTable
from gebiedstafel.ui.templatetags.dates import written

from .default_year import Drawn, default_year
from .models import Meeting, YearStep
from .year import steps_of

#: The picture is so wide, in its own units; a day is never narrower than can be seen.
WIDTH, LINE, NARROWEST = 732, 34, 6
#: A sign of a name is about so wide; names beyond this place stand to the left.
SIGN, TURNS = 7, 480
LANES = (YearStep.Kind.MEETING, YearStep.Kind.STEP, YearStep.Kind.OUTSIDE)


@dataclass(frozen=True, slots=True)
class Bar:
    """A step in the picture."""

    x: int
    y: int
    width: int
    kind: str
    name: str

    @property
    def turns(self) -> bool:
        """Whether its name ends where the bar ends, for it would run out of the picture."""
        return self.x > TURNS


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step in the list."""

    step: YearStep | Drawn
    state: str
    meeting: Meeting | None

    @property
    def is_table(self) -> bool:
        """Whether the table meets here."""
        return self.step.kind == YearStep.Kind.MEETING

    @property
    def one_day(self) -> bool:
        """Whether it is a single day."""
        return self.step.begins == self.step.ends


@dataclass(frozen=True, slots=True)
class YearPage:
    """A year of a table; `is_own` is false for the proposal nobody took over yet."""

    year: int
    is_own: bool
    steps: tuple[ShownStep, ...]
    next: ShownStep | None
    now: ShownStep | None
    bars: tuple[Bar, ...]
    height: int
    today: int | None
    gone: tuple[YearStep, ...]


def year_page(table: AreaTable, year: int, today: date) -> YearPage:
    """Return everything the page of a year shows."""
    rows = list(YearStep.objects.filter(table=table, begins__year=year).select_related("meeting"))
    own = [one for one in rows if one.gone_at is None]
    steps = tuple(_shown(one, today) for one in (own or default_year(year)))
    bars, height = _bars(steps, year)
    return YearPage(
        year=year,
        is_own=bool(own),
        steps=steps,
        next=next((one for one in steps if one.step.begins > today), None),
        now=next((one for one in steps if one.state == "now"), None),
        bars=bars,
        height=height,
        today=_x(today, year) if today.year == year else None,
        gone=tuple(one for one in rows if one.gone_at is not None),
    )


def _shown(step: YearStep | Drawn, today: date) -> ShownStep:
    state = "was" if step.ends < today else "now" if step.begins <= today else ""
    meeting = step.meeting if isinstance(step, YearStep) else None
    return ShownStep(step, state, meeting if meeting and meeting.gone_at is None else None)


def _bars(steps: tuple[ShownStep, ...], year: int) -> tuple[tuple[Bar, ...], int]:
    """Lay the steps in lanes per kind; what overlaps, with its name, goes a line lower."""
    bars: list[Bar] = []
    top = 0
    for kind in LANES:
        lines: list[list[tuple[int, int]]] = []
        for one in (one for one in steps if one.step.kind == kind):
            x, right = _x(one.step.begins, year), _x(min(one.step.ends, date(year, 12, 31)), year) + 2
            width = max(NARROWEST, right - x)
            begins, ends = taken(x, width, one.step.name)
            line = next(
                (n for n, row in enumerate(lines) if all(ends <= b or begins >= e for b, e in row)), None
            )
            if line is None:
                line = len(lines)
                lines.append([])
            lines[line].append((begins, ends))
            bars.append(Bar(x, top + line * LINE, width, kind, one.step.name))
        top += max(1, len(lines)) * LINE
    return tuple(bars), top


def taken(x: int, width: int, name: str) -> tuple[int, int]:
    """Return from where to where a bar and its name stand; late in the year the name ends with the bar."""
    words = len(name) * SIGN
    return (min(x, x + width - words), x + width) if x > TURNS else (x, max(x + width, x + words))


def _x(day: date, year: int) -> int:
    return (day - date(year, 1, 1)).days * WIDTH // 366


def months_of(year: int) -> list[tuple[int, str]]:
    """Return where each month begins in the picture, and its short name."""
    days = [date(year, month, 1) for month in range(1, 13)]
    return [(_x(one, year), written(one, "LLL").rstrip(".")) for one in days]


def own_year(table: AreaTable, today: date) -> list[YearStep]:
    """Return the year a table arranged itself, for pages that show it small; empty without one."""
    return steps_of(table, today.year)
