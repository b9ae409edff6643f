"""Two plans side by side, as the page says it: what moved and why, with bars and tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.ui.templatetags.money import euros, euros_in_words
from gebiedstafel.ui.templatetags.numbers import number, percent, width

from .amounts import listed
from .comparison import Comparison, Pair, compare
from .difference_words import told_between
from .input_differences import Difference
from .reading import Reading, Row
from .reasons import told
from .since import naming


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two plans: its letter, what it is called, and what it comes to."""

    letter: str
    plan_id: int
    name: str
    made: str
    proof: str
    measures: int
    money: str
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A measure that moved, and why: what was asked differently, else what the engine missed."""

    title: str
    years: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """One line of a table and of a drawing: a thing with its two amounts."""

    name: str
    left: str
    right: str
    change: str
    left_width: str
    right_width: str
    differs: bool


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """The parts of the page from top to bottom."""

    answer: str
    only_left: tuple[Move, ...]
    only_right: tuple[Move, ...]
    shifted: tuple[Move, ...]
    coverage: tuple[Beside, ...]
    money: tuple[Beside, ...]
    hours: tuple[Beside, ...]
    asked: tuple[str, ...]
    only_words: tuple[str, ...]
    is_empty: bool
    nothing_asked: str


def comparison_page(
    left: Reading, right: Reading, sides: tuple[Side, Side], asked: tuple[Row, Row] | None = None
) -> ComparisonPage:
    """Return everything the page shows of two plans; `asked` is what may be seen of their inputs."""
    found = compare(left, right, asked)
    names = naming(left.table, right.table)
    say = told_between(names, *(side.letter for side in sides))
    return ComparisonPage(
        answer=_answer(found),
        only_left=tuple(_move(found, id_, left, right, "B", say) for id_ in found.only_left),
        only_right=tuple(_move(found, id_, right, left, "A", say) for id_ in found.only_right),
        shifted=tuple(_shift(found, pair, left, right, say) for pair in found.shifted),
        coverage=_beside(found.coverage, _title(right, left), _share, _more_share, whole=1),
        money=_beside(found.money, names, _euros, _more_euros),
        hours=_beside(found.hours, names, _hours, _more_hours),
        asked=_sentences(found, say, counts=True),
        only_words=_sentences(found, say, counts=False),
        is_empty=found.is_empty,
        nothing_asked=_nothing_asked(found, left, right),
    )


def totals(reading: Reading) -> tuple[int, str]:
    """Return how many measures a plan has and what it spends."""
    return len(reading.chosen), euros_in_words(reading.total)


def _answer(found: Comparison) -> str:
    more, less, moved = len(found.only_right), len(found.only_left), len(found.shifted)
    parts = []
    if more:
        parts.append(ngettext("%(n)s maatregel erbij", "%(n)s maatregelen erbij", more) % {"n": more})
    if less:
        parts.append(ngettext("%(n)s maatregel eraf", "%(n)s maatregelen eraf", less) % {"n": less})
    if moved:
        parts.append(
            ngettext("%(n)s maatregel in een ander jaar", "%(n)s maatregelen in een ander jaar", moved)
            % {"n": moved}
        )
    if parts:
        return _("Van A naar B: {moves}.").format(moves=listed(parts))
    if found.is_empty:
        return _("Deze twee plannen zijn gelijk.")
    return _("Dezelfde maatregelen in dezelfde jaren.")


def _move(
    found: Comparison,
    id_: str,
    has: Reading,
    lacks: Reading,
    where: str,
    say: Callable[[Difference], str],
) -> Move:
    """Tell about a measure that is in one plan only: what was asked differently, what it missed elsewhere."""
    because = [say(one) for one in found.deciding(id_)]
    if id_ in lacks.reasons:
        reason, more = told(lacks, id_)
        because += [_("In {plan}: {reason}").format(plan=where, reason=reason), *more[:1]]
    elif id_ not in lacks.measures:
        because += [_("Deze maatregel stond in {plan} niet op de lijst.").format(plan=where)]
    return Move(has.title(id_), str(has.start(id_)), tuple(dict.fromkeys(because)) or (_nothing_itself(),))


def _shift(
    found: Comparison, pair: Pair, left: Reading, right: Reading, say: Callable[[Difference], str]
) -> Move:
    """Tell about a measure that begins in another year: what was asked, who pays, and what it joins."""
    years = _("van {left} naar {right}").format(left=pair.left, right=pair.right)
    because = [say(one) for one in found.deciding(pair.id)]
    paid = [_payers(reading, pair.id) for reading in (left, right)]
    if paid[0] != paid[1] and all(paid):
        because.append(_("In A betaald uit {left}, in B uit {right}.").format(left=paid[0], right=paid[1]))
    joins = [_joins(reading, pair.id) for reading in (left, right)]
    if joins[0] != joins[1]:
        because += [
            _("In {plan} gaat dit samen met {works}.").format(plan=letter, works=works)
            for letter, works in zip("AB", joins, strict=True)
            if works
        ]
    return Move(right.title(pair.id), years, tuple(dict.fromkeys(because)) or (_nothing_itself(),))


def _nothing_itself() -> str:
    return _("Hier is niets anders over gevraagd. Het volgt uit wat elders verschoof.")


def _payers(reading: Reading, measure: str) -> str:
    return listed(sorted(reading.flow(flow) for flow, paid in reading.paid if paid == measure))


def _joins(reading: Reading, measure: str) -> str:
    """Return the works that are done at the same moment as this one."""
    others = {one for works in reading.joined if measure in works.measures for one in works.measures}
    return listed(sorted(reading.short(one) for one in others - {measure}))


def _sentences(found: Comparison, say: Callable[[Difference], str], *, counts: bool) -> tuple[str, ...]:
    return tuple(dict.fromkeys(say(one) for one in found.differences if one.counts is counts))


def _nothing_asked(found: Comparison, left: Reading, right: Reading) -> str:
    """Return why plans of the same input may still differ; nothing where something was asked differently."""
    if any(one.counts for one in found.differences):
        return ""
    if found.is_empty:
        return _("Aan beide plannen is precies hetzelfde gevraagd.")
    if "stopped" in (left.plan["status"], right.plan["status"]):
        return _("Aan beide plannen is hetzelfde gevraagd. Ze verschillen omdat het rekenen is gestopt.")
    return _("Aan beide plannen is hetzelfde gevraagd. Ze zijn ongeveer even goed; beide passen.")


def _beside(
    pairs: tuple[Pair, ...],
    name: Callable[[str], str],
    write: Callable[[float | None], str],
    write_change: Callable[[float], str],
    *,
    whole: float = 0,
) -> tuple[Beside, ...]:
    """Return lines, those that differ most first; bars are drawn on one scale."""
    most = whole or max((max(pair.left or 0, pair.right or 0) for pair in pairs), default=0) or 1
    ordered = sorted(pairs, key=lambda pair: (-abs(pair.change), name(pair.id), pair.id))
    return tuple(
        Beside(
            name=name(pair.id),
            left=write(pair.left),
            right=write(pair.right),
            change=write_change(pair.change) if pair.differs else _("gelijk"),
            left_width=width((pair.left or 0) / most),
            right_width=width((pair.right or 0) / most),
            differs=pair.differs,
        )
        for pair in ordered
    )


def _title(first: Reading, other: Reading) -> Callable[[str], str]:
    return lambda id_: (first if id_ in first.challenges else other).challenge(id_)


def _share(value: float | None) -> str:
    return _("niet in dit plan") if value is None else percent(value)


def _more_share(change: float) -> str:
    points = round(abs(change) * 100)
    return _signed(change, _("{points} procentpunt").format(points=max(1, points)))


def _euros(value: float | None) -> str:
    return euros(int(value or 0))


def _more_euros(change: float) -> str:
    return _signed(change, euros(int(abs(change))))


def _hours(value: float | None) -> str:
    return number(int(value or 0))


def _more_hours(change: float) -> str:
    return _signed(change, number(int(abs(change))))


def _signed(change: float, amount: str) -> str:
    return f"{'+' if change > 0 else '−'}\u00a0{amount}"
