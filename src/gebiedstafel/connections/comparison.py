"""Two plans side by side as values: what moved between them, and what they were asked differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from .hours import asked_hours
from .input_differences import Difference, Row, input_differences
from .reading import Reading

#: A share that moved less than this moved by rounding only.
LEAST = 0.0005


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing in both plans: what it is in the left and in the right one, None where it is not."""

    id: str
    left: float | None
    right: float | None

    @property
    def differs(self) -> bool:
        """Whether the two plans really differ here."""
        if self.left is None or self.right is None:
            return self.left != self.right
        return abs(self.left - self.right) >= LEAST

    @property
    def change(self) -> float:
        """How much more the right plan has; what a plan does not know counts as nothing."""
        return (self.right or 0) - (self.left or 0)

    def mirrored(self) -> Pair:
        """Return the same thing seen from the other side."""
        return Pair(self.id, self.right, self.left)


@dataclass(frozen=True)
class Comparison:
    """What moved from the left plan to the right one, and the differences in what they were asked."""

    only_left: tuple[str, ...]
    only_right: tuple[str, ...]
    starts: tuple[Pair, ...]
    money: tuple[Pair, ...]
    coverage: tuple[Pair, ...]
    hours: tuple[Pair, ...]
    differences: tuple[Difference, ...]
    touching: Mapping[str, frozenset[tuple[str, str]]]

    @cached_property
    def shifted(self) -> tuple[Pair, ...]:
        """Measures in both plans that begin in another year."""
        return tuple(pair for pair in self.starts if pair.differs)

    @property
    def is_empty(self) -> bool:
        """Whether nothing moved and nothing was asked differently."""
        moved = (*self.starts, *self.money, *self.coverage, *self.hours)
        return not (
            self.only_left or self.only_right or self.differences or any(pair.differs for pair in moved)
        )

    def mirrored(self) -> Comparison:
        """Return the comparison of the same two plans with left and right changed over."""
        return Comparison(
            only_left=self.only_right,
            only_right=self.only_left,
            starts=_mirrored(self.starts),
            money=_mirrored(self.money),
            coverage=_mirrored(self.coverage),
            hours=_mirrored(self.hours),
            differences=tuple(one.mirrored() for one in self.differences),
            touching=self.touching,
        )

    def deciding(self, measure: str) -> tuple[Difference, ...]:
        """Return the differences about a measure itself, its money, its people and what it is for."""
        about = self.touching.get(measure, frozenset())
        return tuple(one for one in self.differences if one.counts and (one.part, one.id) in about)


def compare(left: Reading, right: Reading, asked: tuple[Row, Row] | None = None) -> Comparison:
    """Compare two plans of one table; ids tell what is the same.

    `asked` is what the reader may see of both inputs, where that is not all of them.
    """
    both = sorted({*left.chosen} & {*right.chosen})
    only_left = tuple(sorted({*left.chosen} - {*right.chosen}))
    only_right = tuple(sorted({*right.chosen} - {*left.chosen}))
    return Comparison(
        only_left=only_left,
        only_right=only_right,
        starts=tuple(Pair(id_, left.start(id_), right.start(id_)) for id_ in both),
        money=_pairs(left.paid_by_flow, right.paid_by_flow, otherwise=0),
        coverage=_pairs(left.plan.get("coverage", {}), right.plan.get("coverage", {})),
        hours=_pairs(_hours_per_party(left), _hours_per_party(right), otherwise=0),
        differences=input_differences(*(asked or (left.table, right.table))),
        touching={
            id_: _touching(left, id_) | _touching(right, id_) for id_ in sorted({*left.chosen, *right.chosen})
        },
    )


def _mirrored(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(pair.mirrored() for pair in pairs)


def _pairs(
    left: Mapping[str, float], right: Mapping[str, float], otherwise: float | None = None
) -> tuple[Pair, ...]:
    return tuple(
        Pair(id_, left.get(id_, otherwise), right.get(id_, otherwise)) for id_ in sorted({*left, *right})
    )


def _hours_per_party(reading: Reading) -> dict[str, int]:
    hours: dict[str, int] = defaultdict(int)
    for (party, _year), count in asked_hours(reading).items():
        hours[party] += count
    return dict(hours)


def _touching(reading: Reading, measure: str) -> frozenset[tuple[str, str]]:
    """Return the rows a measure hangs on in this plan, or would hang on where it is left out."""
    row, planned = reading.measures.get(measure, {}), reading.chosen.get(measure, {})
    flows = {flow for flow, paid in reading.paid if paid == measure}
    parties = {share["party"] for share in planned.get("hours", ())} | {planned.get("lead", "")}
    holders = {reading.flows.get(flow, {}).get("needs_at_table", "") for flow in flows}
    bundles = {id_ for id_, bundle in reading.bundles.items() if measure in bundle.get("measures", ())}
    before = {need["measure"] for need in row.get("requires", ())}
    return frozenset(
        [("choices", id_) for id_ in {measure, *before}]
        + [("measures", id_) for id_ in {measure, *before}]
        + [("money_flows", id_) for id_ in flows]
        + [("parties", id_) for id_ in parties | holders if id_]
        + [("bundles", id_) for id_ in bundles]
        + [("challenges", id_) for id_ in row.get("effects", {})]
    )
