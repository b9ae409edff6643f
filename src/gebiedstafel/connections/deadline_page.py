"""Everything the page Termijnen shows: days in words, per month as a picture and as a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.ui.months import Month, coming_months, month_key, month_of_picture
from gebiedstafel.ui.templatetags.dates import month
from gebiedstafel.ui.templatetags.money import euros_in_words

from .amounts import listed
from .deadlines import LAPSES, ONLY_TOLD, Deadline, Kind, Row
from .reading import Reading

#: So many months stand in the picture; what comes later stands in the list alone.
MONTHS_SHOWN = 24
NAMED = 3
WEEKS_FROM, MONTHS_FROM = 14, 120


@dataclass(frozen=True, slots=True)
class ShownDeadline:
    """One day in words. `parties` are their ids, for the filter."""

    on: date
    until: str
    flow: str
    what: str
    text: str
    who: str
    parties: frozenset[str]
    late: bool
    lapses: bool
    told: bool
    depends: str


@dataclass(frozen=True, slots=True)
class Group:
    """The days of one month, or what is late, under one heading."""

    key: str
    title: str
    rows: tuple[ShownDeadline, ...]


@dataclass(frozen=True, slots=True)
class DeadlinePage:
    """The page: how much there is, the picture, and the list."""

    count: int
    late: int
    lapsing: int
    first: ShownDeadline | None
    months: tuple[Month, ...]
    groups: tuple[Group, ...]

    @property
    def beyond(self) -> int:
        """How many days come after the months of the picture."""
        inside = {one.key for one in self.months} | {"te-laat"}
        return sum(len(group.rows) for group in self.groups if group.key not in inside)


def deadline_page(
    found: Iterable[Deadline],
    document: Row,
    today: date,
    reading: Reading | None,
    only: Collection[str] | None = None,
) -> DeadlinePage:
    """Return the page; with `only`, the days on which one of these parties must act."""
    words = _Words(document, today, reading)
    rows = tuple(words.shown(one) for one in found if only is None or set(one.who) & set(only))
    coming = [one for one in rows if not one.late and not one.told]
    return DeadlinePage(
        count=len(rows),
        late=sum(one.late for one in rows),
        lapsing=sum(one.lapses and not one.late for one in rows),
        first=coming[0] if coming else None,
        months=_months(rows, today),
        groups=_groups(rows),
    )


class _Words:
    """Says the days of one table, with the names a seat may read."""

    def __init__(self, document: Row, today: date, reading: Reading | None) -> None:
        self.flows: Mapping[str, Row] = {row["id"]: row for row in document.get("money_flows", ())}
        self.parties = {row["id"]: str(row["name"]) for row in document.get("parties", ())}
        self.today = today
        self.reading = reading

    def shown(self, one: Deadline) -> ShownDeadline:
        late = one.is_late(self.today)
        return ShownDeadline(
            on=one.on,
            until=when_in_words(self.today, one.on, done=one.kind in ONLY_TOLD),
            flow=one.flow,
            what=self._what(one),
            text=self._text(one, late),
            who=one.body or listed(self.parties.get(key, key) for key in one.who),
            parties=frozenset(one.who),
            late=late,
            lapses=one.lapses,
            told=one.kind in ONLY_TOLD,
            depends=self._depends(one),
        )

    def _what(self, one: Deadline) -> str:
        sentences = {
            Kind.PREPARE: _("Begin met de aanvraag: {flow}"),
            Kind.APPLY: _("Vraag aan: {flow}"),
            Kind.MATCH: _("Zorg dat ander geld zeker is voor: {flow}"),
            Kind.DECIDE: _("Verwacht een besluit over: {flow}"),
            Kind.RESERVATION: _("Neem het besluit over: {flow}"),
            Kind.CONDITION: _("Toets de voorwaarde bij: {flow}"),
            Kind.COMMIT: _("Leg vast: {flow}"),
            Kind.START: _("Laat het werk beginnen dat dit betaalt: {flow}"),
            Kind.SPEND: _("Geef uit: {flow}"),
            Kind.YEAR_END: _("Geef dit jaar uit: {flow}"),
        }
        return sentences[one.kind].format(flow=self.flows[one.flow]["name"])

    def _text(self, one: Deadline, late: bool) -> str:
        if one.kind in (Kind.CONDITION, Kind.RESERVATION):
            return one.text if one.text.endswith((".", "!", "?")) else f"{one.text}."
        if late and one.kind in LAPSES:
            return _("Deze dag is voorbij. Gebeurde het niet, dan is dit geld weg. Kijk het na.")
        if one.kind is Kind.YEAR_END:
            return _("Wat in {year} overblijft, vervalt op deze dag.").format(year=one.on.year)
        if one.kind is Kind.SPEND:
            return _("Wat dan niet is uitgegeven, vervalt.")
        if one.kind is Kind.PREPARE:
            weeks = int(self.flows[one.flow]["prepare_weeks"])
            return ngettext(
                "Een aanvraag maken kost {n} week.", "Een aanvraag maken kost {n} weken.", weeks
            ).format(n=weeks)
        return ""

    def _depends(self, one: Deadline) -> str:
        if self.reading is None:
            return ""
        if one.depends is None:
            return _("Het plan gebruikt dit geld niet.")
        names = listed((self.reading.short(key) for key in one.depends.measures), NAMED)
        return _("In het plan: {amount} voor {measures}.").format(
            amount=euros_in_words(one.depends.cents), measures=names
        )


def when_in_words(today: date, on: date, *, done: bool = False) -> str:
    """Return how long there is left, or how late it is: in days, then weeks, then months.

    `done` is for what others do: a day of theirs that is behind us is past, not late.
    """
    days = (on - today).days
    if days == 0:
        return _("vandaag")
    span = _span(abs(days))
    if days > 0:
        return _("over {span}").format(span=span)
    return _("{span} geleden").format(span=span) if done else _("{span} te laat").format(span=span)


def _span(days: int) -> str:
    if days < WEEKS_FROM:
        return ngettext("{n} dag", "{n} dagen", days).format(n=days)
    if days < MONTHS_FROM:
        return ngettext("{n} week", "{n} weken", days // 7).format(n=days // 7)
    months = days * 12 // 365
    return ngettext("{n} maand", "{n} maanden", months).format(n=months)


def _months(rows: Sequence[ShownDeadline], today: date) -> tuple[Month, ...]:
    """Return the coming months, from the present one on, also those in which nothing falls."""
    inside: dict[str, list[ShownDeadline]] = defaultdict(list)
    for one in rows:
        if not one.late:
            inside[month_key(one.on)].append(one)
    if not inside:
        return ()
    return tuple(
        _month(first, inside.get(month_key(first), []), begins=n == 0)
        for n, first in enumerate(coming_months(today, MONTHS_SHOWN))
    )


def _month(first: date, rows: Sequence[ShownDeadline], *, begins: bool) -> Month:
    lapsing = sum(one.lapses for one in rows)
    words = ngettext("{month}: {n} termijn", "{month}: {n} termijnen", len(rows))
    told = words.format(month=month(first), n=len(rows))
    if lapsing:
        told += ", " + ngettext(
            "waarvan {n} met geld dat anders vervalt", "waarvan {n} met geld dat anders vervalt", lapsing
        ).format(n=lapsing)
    marks = ["vervalt"] * lapsing + ["termijn"] * (len(rows) - lapsing)
    return month_of_picture(first, told, marks, begins=begins)


def _groups(rows: Sequence[ShownDeadline]) -> tuple[Group, ...]:
    late = tuple(one for one in rows if one.late)
    months: dict[str, list[ShownDeadline]] = defaultdict(list)
    for one in rows:
        if not one.late:
            months[month_key(one.on)].append(one)
    found = [Group("te-laat", _("Te laat of voorbij"), late)] if late else []
    found += [
        Group(key, month(group[0].on).capitalize(), tuple(group)) for key, group in sorted(months.items())
    ]
    return tuple(found)
