"""The command robust: which measures stay in when effects, costs and grants turn out otherwise."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from ..exchange.faults import Fault
from .command import DONE, STOPPED, Progressing, add, add_table, at_most, count, say, table, tell
from .given_plan import add_plan, no_plan, plan_of

if TYPE_CHECKING:
    from ..engines.connect.robust import Robust

MOST_SCENARIOS = 1_000
"""So many tell a share to within three in a hundred; more takes hours and tells nothing new."""


def add_commands(commands: Any) -> None:
    """Make this command known."""
    robust = add(commands, "robust", _robust, "which measures stay in when things turn out otherwise")
    add_table(robust)
    add_plan(robust)
    robust.add_argument("--scenarios", type=count, default=20, help="how many times to work it out again")
    robust.add_argument("--seed", type=int, default=1, help="the same seed gives the same scenarios")


def _robust(options: argparse.Namespace) -> int:
    from ..engines.connect import Infeasible, robust
    from ..exchange.robust_file import robust_in_words, robust_to_json
    from ..exchange.table_problem import names_of, problem_of

    at_most("--scenarios", options.scenarios, MOST_SCENARIOS)
    _warn(options)
    given = table(options)
    problem = problem_of(given)
    with Progressing(sys.stderr, options.language) as progress:
        plan = plan_of(options, problem, progress)
        if isinstance(plan, Infeasible):
            return no_plan(options, given, plan, "robust")
        found = robust(
            problem,
            plan,
            seed=options.seed,
            count=options.scenarios,
            told=lambda so_far: _tell(progress, so_far, options.language),
            stop=progress.asked,
        )
    if options.json:
        print(json.dumps(robust_to_json(found, seed=options.seed), ensure_ascii=False, indent=1))
    else:
        print("\n".join(robust_in_words(found, names_of(given), options.language)))
    return STOPPED if found.stopped else DONE


def _warn(options: argparse.Namespace) -> None:
    from ..engines.connect.robust import ENOUGH

    if options.scenarios < ENOUGH:
        few = Fault(
            "--scenarios",
            f"--scenarios {options.scenarios}: te weinig om te zeggen wat er bijna altijd in blijft. "
            f"Vraag er minstens {ENOUGH}.",
            f"--scenarios {options.scenarios}: too few to say what nearly always stays in. "
            f"Ask for at least {ENOUGH}.",
        )
        tell((few,), options.language)


def _tell(progress: Progressing, so_far: Robust, language: str) -> None:
    progress.tell(
        say(
            f"{so_far.scenarios} van de {so_far.asked} keer gerekend …",
            f"{so_far.scenarios} of {so_far.asked} worked out …",
            language,
        )
    )
