"""An attacker puts together everything that is told of signals, and finds no small count.

Told are: every batch in the order of its week, quarterly tables, working areas that cross wijken, and for an
insider the own records. The tables of a quarter are those that the site freezes, with the gate it asks.
Counted are 1 to 4: cells with all totals, left-overs, and what came in one stretch.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import mean

from gebiedstafel.engines.disclosure.attacker import Finding, Target, attack, is_small
from gebiedstafel.engines.disclosure.generate import (
    REPORTERS,
    Municipality,
    municipality,
    small_municipality,
    table_of,
)
from gebiedstafel.engines.disclosure.history import History, year_of
from gebiedstafel.engines.disclosure.problem import LEVELS
from gebiedstafel.engines.disclosure.quarter_table import quarter_table
from gebiedstafel.engines.disclosure.rounding import NotGiven, frozen
from gebiedstafel.engines.disclosure.tables import hidden_below_five, told_table
from gebiedstafel.engines.disclosure.told_live import cell_targets, told_live

from .proof import Proof, scaled

LARGE, SMALL, ROUNDED = 20, 200, 5
LEAST_AT_BUURT = 40
LEAST_EXACT_WHEN_HIDDEN = 30
HIDDEN_ASKED = 120


@dataclass
class Found:
    """What was found out over many municipalities."""

    municipalities: int = 0
    asked: int = 0
    exact: int = 0
    proven_small: int = 0
    narrow: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, where: str, found: Finding, *, insider: bool) -> None:
        self.municipalities += 1
        self.asked += found.asked
        self.exact += len(found.exact)
        self.proven_small += len(found.proven_small)
        self.narrow += len(found.narrow)
        wrong = found.exact if insider else {*found.exact, *found.proven_small, *found.narrow}
        self.faults += [f"{where}: {name}" for name in sorted(wrong)]

    def told(self) -> str:
        return (
            f"{self.municipalities} times a year: {self.exact} exact, {self.proven_small} proven 1 to 4, "
            f"{self.narrow} narrower than 4, of {self.asked} small counts"
        )


def prove(scale: float) -> Iterator[Proof]:
    """Attack municipalities large and small; a tenth of them at a scale of a tenth."""
    large = {seed: municipality(seed) for seed in range(scaled(LARGE, scale))}
    small = {seed: small_municipality(seed) for seed in range(scaled(SMALL, scale))}
    years = {seed: year_of(place, place.rules(5)) for seed, place in large.items()}
    yield _from_outside(large, small, years)
    yield _insiders(large, small, years)
    yield _quarter_tables(small)
    yield _shares(large, years)
    yield _hiding_is_broken(large)
    yield _rounded({seed: large[seed] for seed in range(scaled(ROUNDED, scale))})


def _attack(place: Municipality, history: History, insider: str = "") -> Finding:
    told = told_live(history, areas=place.areas, insider=insider)
    return attack(told.facts, [*cell_targets(told, history), *told.targets])


def _from_outside(
    large: dict[int, Municipality], small: dict[int, Municipality], years: dict[int, History]
) -> Proof:
    of_large, of_ten, of_small = Found(), Found(), Found()
    for seed, place in large.items():
        of_large.add(f"municipality {seed}", _attack(place, years[seed]), insider=False)
        found = _attack(place, year_of(place, place.rules(10)))
        of_ten.add(f"municipality {seed} at k = 10", found, insider=False)
    for seed, place in small.items():
        for days in (1, 7):
            found = _attack(place, year_of(place, place.rules(5), days=days))
            of_small.add(f"small {seed}, every {days} days", found, insider=False)
    every = (of_large, of_ten, of_small)
    return Proof(
        "who has everything that is told finds no small count, proves none, and brings none within 4",
        sum(one.asked for one in every),
        "small counts",
        [fault for one in every for fault in one.faults],
        [
            f"about {round(mean(place.cells for place in large.values()))} cells, k = 5: {of_large.told()}",
            f"the same, k = 10: {of_ten.told()}",
            f"small ones, k = 5: {of_small.told()}",
        ],
    )


def _insiders(
    large: dict[int, Municipality], small: dict[int, Municipality], years: dict[int, History]
) -> Proof:
    found = Found()
    for seed, place in large.items():
        insider = REPORTERS[seed % len(REPORTERS)]
        found.add(f"municipality {seed}, {insider}", _attack(place, years[seed], insider), insider=True)
    for seed, place in small.items():
        history = year_of(place, place.rules(5))
        for insider in REPORTERS:
            found.add(f"small {seed}, {insider}", _attack(place, history, insider), insider=True)
    return Proof(
        "who knows the own records too knows no small count of the others exactly",
        found.asked,
        "small counts of others",
        found.faults,
        [found.told()],
    )


def _quarter_tables(small: dict[int, Municipality]) -> Proof:
    """Make the table of each quarter as the site does; told in numbers instead, it must be found out."""
    faults, tables, broken = [], 0, 0
    for seed, place in small.items():
        history = year_of(place, place.rules(5))
        for quarter in place.quarters:
            of_quarter = history.of_quarter(quarter)
            table = quarter_table(of_quarter)
            if isinstance(table, NotGiven):
                faults.append(f"small {seed}, {quarter} gets no table: {list(table.found_out[:3])}")
            tables += 1
            broken += bool(_told_in_numbers(of_quarter).exact)
    if broken < tables / 2:
        faults.append(f"only {broken} of {tables} tables told in numbers are found out")
    promise = (
        "the table of every quarter passes the gate that the site asks, and one told in numbers does not"
    )
    return Proof(promise, tables, "tables", faults, [f"{broken} of {tables} found out when told in numbers"])


def _told_in_numbers(history: History) -> Finding:
    """Attack a quarter of which every count is told as it is."""
    told = told_live(history)
    for leaf, form in told.arrived.items():
        told.facts.holds(form, told.truth[leaf], told.truth[leaf])
    return attack(told.facts, cell_targets(told, history))


def _shares(large: dict[int, Municipality], years: dict[int, History]) -> Proof:
    plain = {seed: municipality(seed, plain=True) for seed in large}
    five = [year_of(place, place.rules(5)) for place in plain.values()]
    ten = [year_of(place, place.rules(10)) for place in plain.values()]
    mixed_ten = [year_of(place, place.rules(10)) for place in large.values()]
    share = mean(history.share_at("buurt") for history in five)
    faults = [] if share >= LEAST_AT_BUURT else [f"{share:.1f} % at buurt level, at least {LEAST_AT_BUURT}"]
    return Proof(
        f"at least {LEAST_AT_BUURT} % of signals are shown at buurt level at k = 5",
        sum(len(place.arrivals) for place in plain.values()),
        "signals",
        faults,
        [
            f"loose observations of one: k = 5 {_told(five)}",
            f"loose observations of one: k = 10 {_told(ten)}",
            f"with police, counts of more and patterns: k = 5 {_told(list(years.values()))}",
            f"with police, counts of more and patterns: k = 10 {_told(mixed_ten)}",
        ],
    )


def _told(histories: list[History]) -> str:
    words = []
    for level in LEVELS:
        shares = [history.share_at(level) for history in histories]
        words.append(f"{level} {mean(shares):.1f} % ({min(shares):.0f} to {max(shares):.0f})")
    return ", ".join(words)


def _hiding_is_broken(large: dict[int, Municipality]) -> Proof:
    faults, exact = [], []
    for seed, place in large.items():
        table = table_of(place)
        facts, form = told_table(table, hidden_below_five(table))
        small = [Target(str(cell), form[cell], n) for cell, n in table.totals.items() if is_small(n)]
        found = attack(facts, small[:: max(1, len(small) // HIDDEN_ASKED)])
        exact.append(found.share(found.exact))
        if exact[-1] <= LEAST_EXACT_WHEN_HIDDEN:
            faults.append(f"municipality {seed}: only {exact[-1]:.1f} % of what was hidden is found")
    figures = [f"found exactly: {mean(exact):.1f} % ({min(exact):.0f} to {max(exact):.0f})"]
    promise = 'the same attacker breaks hiding small counts as "<5"'
    return Proof(promise, len(large), "municipalities", faults, figures)


def _rounded(large: dict[int, Municipality]) -> Proof:
    faults, distances = [], []
    for seed, place in large.items():
        rounded = frozen(table_of(place))
        if isinstance(rounded, NotGiven):
            faults.append(f"municipality {seed} gets no table: {list(rounded.found_out[:3])}")
        else:
            distances.append(rounded.mean_distance)
    figures = [f"{mean(distances):.2f} from the truth on average"] if distances else []
    promise = "tables rounded together, with working areas, give no small count away"
    return Proof(promise, len(large), "municipalities", faults, figures)
