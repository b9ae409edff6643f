"""Which forced choices cannot go together, and which rules keep them apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from math import comb

import numpy as np

from .forcing import Forcing, Stopped
from .highs import run
from .irreducible import irreducible
from .model import Arrays, Model, Name
from .plan import Infeasible, Progress, Reason, Status
from .possible import Possible
from .problem import Choices, Problem
from .rules_told import rules_told
from .stopping import Stopping

#: Pairs of choices are tried one by one up to here; beyond, a set of which none can be missed is found.
MOST_TRIED = 60
#: Clashes without a choice in common that are told at once.
MOST_TOLD = 5
FORCED = ("forced_in", "forced_out", "forced_start")


def find_conflict(able: Possible, model: Model, stop: Stopping | None = None) -> Infeasible:
    """A smallest set of forced choices that clashes, and the rules that forbid it where they do not alone.

    One choice that cannot be by itself comes first, then two; of larger sets one that none can be missed.
    `more` are sets among the other choices that clash too: letting go of one set at a time, a table would
    find them one after another. Once `stop` says so the set is told as small as it is by then, without rules.
    """
    ends = stop or Stopping(None)
    arrays = replace(model.arrays(), cost=np.zeros(len(model.cost)))
    forced = [r for r, name in enumerate(model.row_names) if name[0] in FORCED]
    forced.sort(key=lambda r: (model.row_names[r][0] != "forced_in", model.row_names[r][1]))
    every = list(forced)

    def clash(rows: Sequence[int]) -> bool:
        if ends.now() or _possible(arrays, [row for row in every if row not in rows], ends):
            return False
        return not ends.heard  # a question that was broken off says nothing

    found: list[Infeasible] = []
    while not found or (forced and len(found) < MOST_TOLD and clash(forced)):
        needed = _few(forced, clash) or irreducible(forced, clash)
        found.append(_told(able, [model.row_names[r] for r in sorted(needed)], ends))
        forced = [row for row in forced if row not in needed]
    first, *more = found
    return replace(first, more=tuple(more))


def _told(able: Possible, names: Sequence[Name], ends: Stopping) -> Infeasible:
    """These forced choices as a clash, with the rules that keep them apart while there is time."""
    start = able.problem.choices.start
    reasons = [
        Reason(
            name[0],
            {"measure": name[1]} | ({"year": start[name[1]]} if name[0] == "forced_start" else {}),
        )
        for name in names
    ]
    try:
        rules = _rules(able.problem, names, ends)
    except Stopped:
        rules = ()
    return Infeasible(tuple(sorted({name[1] for name in names})), (*reasons, *rules))


def too_short(problem: Problem, nodes: int) -> Infeasible:
    """No plan yet when the search ended, with what was tried; a longer search may find one."""
    forced = problem.choices.forced_in | problem.choices.forced_out | set(problem.choices.start)
    return Infeasible(
        (), (Reason("search_too_short", {"nodes": nodes, "forced": len(forced)}),), Status.STOPPED
    )


def out_of_time(none_yet: Infeasible, seconds: int) -> Infeasible:
    """The same where a limit of so many seconds ended the search: its reasons tell that time too."""
    return replace(
        none_yet,
        reasons=tuple(
            Reason("search_out_of_time", {**one.facts, "seconds": seconds}) for one in none_yet.reasons
        ),
    )


def _few(forced: Sequence[int], clash: Callable[[Sequence[int]], bool]) -> tuple[int, ...]:
    """One choice that clashes with the rules, or two with one another; nothing where it takes more."""
    for size in (1, 2):
        if comb(len(forced), size) <= MOST_TRIED:
            for rows in combinations(forced, size):
                if clash(rows):
                    return rows
    return ()


def _rules(problem: Problem, names: Sequence[Name], ends: Stopping) -> tuple[Reason, ...]:
    """The ordinary rules that together forbid these choices. Raises `Stopped` when the time is over."""
    kept = {kind: {name[1] for name in names if name[0] == kind} for kind in FORCED}
    choices = Choices(
        frozenset(kept["forced_in"]),
        frozenset(kept["forced_out"]),
        {m: year for m, year in problem.choices.start.items() if m in kept["forced_start"]},
    )
    rules = Forcing(replace(problem, choices=choices), kept["forced_in"], stop=ends.now).conflict()
    return rules_told(problem, [rule for rule in rules if rule.code not in FORCED])


def _possible(arrays: Arrays, dropped: list[int], ends: Stopping) -> bool:
    lower, upper = arrays.row_lower.copy(), arrays.row_upper.copy()
    lower[dropped], upper[dropped] = -np.inf, np.inf
    freed = replace(arrays, row_lower=lower, row_upper=upper)

    def stop(_: Progress) -> bool:
        return ends.now()

    return any(run(freed, presolve=presolve, stop=stop).values is not None for presolve in (True, False))
