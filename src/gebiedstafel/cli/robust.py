"""The command robust: which measures stay in when effects, costs and grants turn out otherwise."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from ..exchange.faults import BadFile, Fault
from ..exchange.named_files import read_named_json
from .command import DONE, NO_PLAN, STOPPED, Progressing, add, add_table, count, say, table

if TYPE_CHECKING:
    from ..engines.connect import Infeasible, Plan, Problem
    from ..engines.connect.robust import Robust

OTHER_TABLE = Fault(
    "plan",
    "Dit plan hoort niet bij deze tafel, of de tafel is veranderd. Maak het opnieuw met gebiedstafel plan.",
    "This plan is not one of this table, or the table has changed. Make it again with gebiedstafel plan.",
)


def add_commands(commands: Any) -> None:
    """Make this command known."""
    robust = add(commands, "robust", _robust, "which measures stay in when things turn out otherwise")
    add_table(robust)
    robust.add_argument(
        "plan", nargs="?", metavar="PLAN.json", help="a plan of this table (default: make it)"
    )
    robust.add_argument("--json", action="store_true", help="print as JSON")
    robust.add_argument("--scenarios", type=count, default=20, help="how many times to work it out again")
    robust.add_argument("--seed", type=int, default=1, help="the same seed gives the same scenarios")


def _robust(options: argparse.Namespace) -> int:
    from ..engines.connect import Infeasible, robust
    from ..exchange.robust_file import robust_in_words, robust_to_json
    from ..exchange.table_problem import names_of, problem_of

    given = table(options)
    problem = problem_of(given)
    with Progressing(sys.stderr, options.language) as progress:
        plan = _plan(options, problem, progress)
        if isinstance(plan, Infeasible):
            print(
                say("Er is geen plan om naar te vragen.", "There is no plan to ask about.", options.language)
            )
            return NO_PLAN
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


def _plan(options: argparse.Namespace, problem: Problem, progress: Progressing) -> Plan | Infeasible:
    """The plan that was given, which must keep every rule of the table, or a new one."""
    from ..engines.connect import Infeasible, solve, verify
    from ..exchange.plan_file import plan_from_json

    if not options.plan:
        return solve(problem, stop=progress.stop)
    plan = plan_from_json(read_named_json(options.plan))
    if not isinstance(plan, Infeasible) and verify(problem, plan):
        raise BadFile((OTHER_TABLE,))
    return plan


def _tell(progress: Progressing, so_far: Robust, language: str) -> None:
    progress.tell(
        say(
            f"{so_far.scenarios} van de {so_far.asked} keer gerekend …",
            f"{so_far.scenarios} of {so_far.asked} worked out …",
            language,
        )
    )
