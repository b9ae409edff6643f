"""What the table sees of its own public page: how it stands, what is hidden and why, what was told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from gebiedstafel.agreements.models import Agreement, Publicity
from gebiedstafel.means.visible import shared_document
from gebiedstafel.tables.models import AreaTable, Seat, TableArea

from .models import Follower, StreetPage, WorksQuestion
from .places import Places, places_of
from .publishing import why_not_public
from .told import Message, messages_of
from .works import PublicPlan, public_plan


@dataclass(frozen=True, slots=True)
class HiddenWork:
    """A chosen measure the wijk does not see; its owner may change that."""

    key: str
    title: str
    owner: str


@dataclass(frozen=True, slots=True)
class Line:
    """An agreement as the wijk would read it, and what keeps it from being public."""

    key: str
    words: str
    is_public: bool
    why_not: str


@dataclass(frozen=True)
class Overview:
    """All the page *Wat de wijk ziet* shows."""

    page: StreetPage | None
    choices: list[tuple[TableArea, list[TableArea]]]
    plan: PublicPlan | None
    hidden: tuple[HiddenWork, ...]
    lines: tuple[Line, ...]
    months: list[tuple[date, list[tuple[Message, str]]]]
    followers: int
    shops: int
    questions: tuple[WorksQuestion, ...]

    @property
    def public_lines(self) -> int:
        """How many agreements the wijk reads."""
        return sum(line.is_public for line in self.lines)


def overview_of(seat: Seat) -> Overview:
    """Gather it for a seat at the table."""
    table = seat.table
    places, plan = places_of(table), public_plan(table)
    follows = Follower.objects.filter(table=table, used_at__isnull=False).values_list("email", "has_shop")
    return Overview(
        page=StreetPage.objects.filter(table=table).first(),
        choices=places.choices(),
        plan=plan,
        hidden=_hidden(table, plan),
        lines=_lines(table),
        months=_months(messages_of(table), places),
        followers=len({email for email, _shop in follows}),
        shops=len({email for email, has_shop in follows if has_shop}),
        questions=tuple(WorksQuestion.objects.filter(table=table)),
    )


def _hidden(table: AreaTable, plan: PublicPlan | None) -> tuple[HiddenWork, ...]:
    if plan is None or not plan.hidden:
        return ()
    document = shared_document(table)
    names = {row["id"]: row.get("name", row["id"]) for row in document.get("parties", ())}
    rows = {row["id"]: row for row in document.get("measures", ())}
    found = [rows[key] for key in plan.hidden if key in rows]
    return tuple(
        HiddenWork(row["id"], str(row.get("short") or row["title"]), names.get(_owner(row), ""))
        for row in found
    )


def _owner(row: dict[str, object]) -> str:
    leads = row.get("leads") or [""]
    return str(row.get("owner") or (leads[0] if isinstance(leads, list) else ""))


def _lines(table: AreaTable) -> tuple[Line, ...]:
    rows = Agreement.objects.of(table).prefetch_related("parts__party")
    return tuple(
        Line(
            row.key,
            row.told or row.words,
            row.publicity == Publicity.PUBLIC,
            "" if row.publicity == Publicity.PUBLIC else why_not_public(row.parts.all()),
        )
        for row in rows
    )


def _months(told: Iterable[Message], places: Places) -> list[tuple[date, list[tuple[Message, str]]]]:
    """Return what was told per month, the newest first, each with its place in words."""
    rows = [(one.on.replace(day=1), one) for one in told]
    return [
        (month, [(one, places.name(one.area) or _("de hele wijk")) for _month, one in group])
        for month, group in groupby(rows, key=lambda row: row[0])
    ]
