"""Everything the page Termijnen shows: days in words, per month as a picture and as a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.exchange.deadlines import ONLY_TOLD, Deadline, Kind, Row
from gebiedstafel.ui.months import Month, coming_months, month_key, month_of_picture
from gebiedstafel.ui.templatetags.dates import month
from gebiedstafel.ui.templatetags.money import euros_in_words

from .amounts import listed
from .reading import Reading

#: So many months stand in the picture; what comes later stands in the list alone.
MONTHS_SHOWN = 24
#: A list of so many days stands open whole; of a longer one the first few, in whole months.
SHORT, FIRST_DAYS = 8, 3
PAST = "te-laat"
NAMED = 3
WEEKS_FROM, MONTHS_FROM = 14, 120


@dataclass(frozen=True, slots=True)
class ShownDeadline:
    """One day in words. `parties` are their ids, for the filter."""

    on: date
    kind: Kind
    until: str
    flow: str
    name: str
    what: str
    text: str
    who: str
    parties: frozenset[str]
    late: bool
    lapses: bool
    told: bool
    depends: str
    unused: bool


@dataclass(frozen=True, slots=True)
class Together:
    """What must happen on one day in one way, to one flow or to more: one card, its flows in a list."""

    what: str
    rows: tuple[ShownDeadline, ...]

    @property
    def first(self) -> ShownDeadline:
        """The row that says what all of them have alike: day, words, and whether it is late or lapses."""
        return self.rows[0]


@dataclass(frozen=True, slots=True)
class Group:
    """The days of one month, or what is late, under one heading; alike days of one kind together.

    `words` say how much there is, for where the group is folded. `cards` are what the plan rests on, and
    everything where there is no plan; `unused` are the days of money that the plan does not use, to be
    folded away.
    """

    key: str
    title: str
    words: str
    rows: tuple[ShownDeadline, ...]
    cards: tuple[Together, ...]
    unused: tuple[Together, ...]

    @property
    def resting_count(self) -> int:
        """How many days the plan rests on; all of them where there is no plan."""
        return sum(len(one.rows) for one in self.cards)

    @property
    def unused_count(self) -> int:
        """How many days are folded away."""
        return sum(one.unused for one in self.rows)


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
    def resting(self) -> tuple[Group, ...]:
        """The months on whose days something of the plan rests; all of them where there is no plan."""
        return tuple(group for group in self.groups if group.cards)

    @property
    def past(self) -> Group | None:
        """What is late or past, folded before the months that come."""
        return next((group for group in self.resting if group.key == PAST), None)

    @property
    def near(self) -> tuple[Group, ...]:
        """The first months to come, which stand open: all of a short list, else at least one."""
        coming = [group for group in self.resting if group.key != PAST]
        days = [*accumulate(group.resting_count for group in coming)]
        most = SHORT if days and days[-1] <= SHORT else max([FIRST_DAYS, *days[:1]])
        return tuple(group for group, so_far in zip(coming, days, strict=True) if so_far <= most)

    @property
    def later(self) -> tuple[Group, ...]:
        """The months after those, each folded."""
        shown = {PAST, *(group.key for group in self.near)}
        return tuple(group for group in self.resting if group.key not in shown)

    @property
    def unused(self) -> tuple[Group, ...]:
        """The months in which there is only money that the plan does not use, folded at the end."""
        return tuple(group for group in self.groups if not group.cards)

    @property
    def unused_count(self) -> int:
        """How many days those months have together."""
        return sum(group.unused_count for group in self.unused)

    @property
    def beyond(self) -> int:
        """How many days come after the months of the picture."""
        inside = {one.key for one in self.months} | {PAST}
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
            kind=one.kind,
            until=when_in_words(self.today, one.on, done=one.kind in ONLY_TOLD),
            flow=one.flow,
            name=str(self.flows[one.flow]["name"]),
            what=_what(one.kind, self.flows[one.flow]["name"]),
            text=self._text(one, late),
            who=one.body or self._who(one),
            parties=frozenset(one.who),
            late=late,
            lapses=one.lapses,
            told=one.kind in ONLY_TOLD,
            depends=self._depends(one),
            unused=one.depends is None and self._was_known(one),
        )

    def _who(self, one: Deadline) -> str:
        names = [self.parties.get(key, key) for key in one.who]
        return listed(names) or _("nog niet bekend wie aanvraagt")

    def _text(self, one: Deadline, late: bool) -> str:
        if one.kind in (Kind.CONDITION, Kind.RESERVATION):
            return one.text if one.text.endswith((".", "!", "?")) else f"{one.text}."
        if late and one.lapses:
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

    def _was_known(self, one: Deadline) -> bool:
        """Whether the plan could have used this money."""
        return self.reading is not None and one.flow in self.reading.flows

    def _depends(self, one: Deadline) -> str:
        if self.reading is None:
            return ""
        if one.depends is None:
            if not self._was_known(one):
                return _("Dit geld was er nog niet toen het plan werd gemaakt.")
            return _("Het plan gebruikt dit geld niet.")
        names = listed((self.reading.short(key) for key in one.depends.measures), NAMED)
        return _("In het plan: {amount} voor {measures}.").format(
            amount=euros_in_words(one.depends.cents), measures=names
        )


def _what(kind: Kind, name: str) -> str:
    """Return what must happen to a flow of this name, or to as many as it counts."""
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
    return sentences[kind].format(flow=name)


def _together(rows: Iterable[ShownDeadline]) -> tuple[Together, ...]:
    """Return these rows with those of one day, one kind and the same words on one card."""
    alike: dict[tuple[date, Kind, str], list[ShownDeadline]] = defaultdict(list)
    for one in rows:
        alike[one.on, one.kind, one.text].append(one)
    return tuple(Together(_of_all(found), tuple(found)) for found in alike.values())


def _of_all(rows: Sequence[ShownDeadline]) -> str:
    if len(rows) == 1:
        return rows[0].what
    words = ngettext("{n} geldstroom", "{n} geldstromen", len(rows)).format(n=len(rows))
    return _what(rows[0].kind, words)


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
    marks = ["vervalt"] * lapsing + ["termijn"] * (len(rows) - lapsing)
    return month_of_picture(first, _counted(month(first), rows), marks, begins=begins)


def _counted(title: str, rows: Sequence[ShownDeadline]) -> str:
    """Return how many days there are under this title, and on how many of them money can still lapse."""
    words = ngettext("{month}: {n} termijn", "{month}: {n} termijnen", len(rows))
    told = words.format(month=title, n=len(rows))
    lapsing = sum(one.lapses and not one.late for one in rows)
    if lapsing == len(rows):
        told += ", " + ngettext("met geld dat anders vervalt", "alle met geld dat anders vervalt", lapsing)
    elif lapsing:
        told += ", " + ngettext(
            "waarvan {n} met geld dat anders vervalt", "waarvan {n} met geld dat anders vervalt", lapsing
        ).format(n=lapsing)
    return told


def _groups(rows: Sequence[ShownDeadline]) -> tuple[Group, ...]:
    late = tuple(one for one in rows if one.late)
    months: dict[str, list[ShownDeadline]] = defaultdict(list)
    for one in rows:
        if not one.late:
            months[month_key(one.on)].append(one)
    found = [_group(PAST, _("Te laat of voorbij"), late)] if late else []
    found += [
        _group(key, month(group[0].on).capitalize(), tuple(group)) for key, group in sorted(months.items())
    ]
    return tuple(found)


def _group(key: str, title: str, rows: tuple[ShownDeadline, ...]) -> Group:
    cards = _together(one for one in rows if not one.unused)
    unused = _together(one for one in rows if one.unused)
    return Group(key, title, _counted(title, rows), rows, cards, unused)
