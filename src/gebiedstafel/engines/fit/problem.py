"""What is weighed: ways of working, each with a band and a weight for every question, and the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

#: Every question is answered with a whole number of steps: 0 to 4.
LOWEST, HIGHEST = 0, 4

Answers = Mapping[str, int]


class InvalidFit(ValueError):
    """A question that cannot be answered; the sentence says what, why, and what would help."""


@dataclass(frozen=True, slots=True)
class Band:
    """The answers that fit without a penalty, from `low` to `high`, and how much the question weighs."""

    low: int
    high: int
    weight: int

    def steps_from(self, answer: int) -> int:
        """Return how many steps an answer lies outside this band."""
        return max(self.low - answer, answer - self.high, 0)


@dataclass(frozen=True, slots=True)
class Method:
    """A way of working: a band for every question, the lowest answer it demands, and what comes first."""

    id: str
    bands: Mapping[str, Band]
    requires: Mapping[str, int]
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MethodTable:
    """Questions and ways of working, in the order in which they are shown.

    `fixed` names questions about facts that nobody changes, such as the size of a municipality.
    """

    criteria: tuple[str, ...]
    methods: tuple[Method, ...]
    fixed: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        faults = list(_faults(self))
        if faults:
            raise InvalidFit("; ".join(faults))

    def method(self, name: str) -> Method:
        """Return the way of working with this id."""
        found = next((one for one in self.methods if one.id == name), None)
        if found is None:
            raise InvalidFit(f"no way of working is called {name!r}: {[one.id for one in self.methods]}")
        return found

    def check(self, answers: Answers) -> None:
        """Refuse answers to questions that are not asked, or outside the steps."""
        strange = sorted(set(answers) - set(self.criteria))
        outside = sorted(name for name, answer in answers.items() if not LOWEST <= answer <= HIGHEST)
        if strange:
            raise InvalidFit(f"answers to questions that are not in the table: {strange}")
        if outside:
            raise InvalidFit(f"an answer is a step from {LOWEST} to {HIGHEST}: {outside}")


def _faults(table: MethodTable) -> Iterator[str]:
    names = [one.id for one in table.methods]
    if not names:
        yield "a table needs at least one way of working"
    for word, listed in (("question", list(table.criteria)), ("way of working", names)):
        twice = sorted(name for name, count in Counter(listed).items() if count > 1)
        if twice:
            yield f"a {word} stands in the table once: {twice}"
    for one in table.methods:
        yield from _method_faults(one, table)


def _method_faults(one: Method, table: MethodTable) -> Iterator[str]:
    missing = sorted(set(table.criteria) - set(one.bands))
    strange = sorted((set(one.bands) | set(one.requires)) - set(table.criteria))
    askew = sorted(name for name, band in one.bands.items() if not _is_straight(band))
    if missing:
        yield f"{one.id} has no band for {missing}; a question that does not count has weight 0"
    if strange:
        yield f"{one.id} speaks of questions that are not in the table: {strange}"
    if askew:
        yield f"{one.id} needs {LOWEST} ≤ low ≤ high ≤ {HIGHEST} and a weight of 0 or more for {askew}"


def _is_straight(band: Band) -> bool:
    return LOWEST <= band.low <= band.high <= HIGHEST and band.weight >= 0
