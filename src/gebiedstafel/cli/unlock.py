"""The command unlock: what would help a plan most, with what comes in and what drops out."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from ..exchange.faults import BadFile, Fault
from ..exchange.named_files import read_named_json
from .command import DONE, NO_PLAN, STOPPED, Progressing, add, add_table, count, say, table

WRONG_PLAN = Fault(
    "plan",
    "Dit plan hoort niet bij deze tafel, of de tafel is veranderd. Maak het opnieuw met gebiedstafel plan.",
    "This plan is not one of this table, or the table has changed. Make it again with gebiedstafel plan.",
)


def add_commands(commands: Any) -> None:
    """Make this command known."""
    unlock = add(commands, "unlock", _unlock, "what would unlock most: levers, and what they bring")
    add_table(unlock)
    add_plan(unlock)
    unlock.add_argument("--most", type=count, default=10, help="how many levers (default: 10)")


def add_plan(command: argparse.ArgumentParser) -> None:
    """Ask for a plan to start from, and whether to print JSON."""
    command.add_argument(
        "plan",
        nargs="?",
        metavar="PLAN.json",
        help="a plan from: gebiedstafel plan --json (default: make it)",
    )
    command.add_argument("--json", action="store_true", help="print as JSON")


def plan_of(options: argparse.Namespace, problem: Any, progress: Progressing) -> Any:
    """The plan that was given, or a new one; what has no plan comes back as it is."""
    from ..engines.connect import solve
    from ..exchange.plan_file import plan_from_json

    if options.plan:
        return plan_from_json(read_named_json(options.plan))
    return solve(problem, stop=progress.stop)


def no_plan(options: argparse.Namespace) -> int:
    """Say that there is nothing to ask about."""
    print(say("Er is geen plan om naar te vragen.", "There is no plan to ask about.", options.language))
    return NO_PLAN


def _unlock(options: argparse.Namespace) -> int:
    from ..engines.connect.lever_words import lever_sentence
    from ..engines.connect.plan import Infeasible
    from ..engines.connect.unlock import Unlocked, WrongPlan, unlock
    from ..exchange.table_problem import names_of, problem_of
    from ..exchange.unlock_file import unlocked_in_words, unlocked_to_json

    given = table(options)
    problem, names = problem_of(given), names_of(given)

    def told(now: Unlocked) -> None:
        firm = sum(one.firm for one in now.found)
        progress.tell(
            say(
                f"{now.screened} van de {now.levers} bekeken, {firm} doorgerekend …",
                f"{now.screened} of {now.levers} looked at, {firm} planned again …",
                options.language,
            )
        )

    with Progressing(sys.stderr, options.language) as progress:
        plan = plan_of(options, problem, progress)
        if isinstance(plan, Infeasible):
            return no_plan(options)
        try:
            found = unlock(problem, plan, most=options.most, stop=progress.asked, told=told)
        except WrongPlan:
            raise BadFile((WRONG_PLAN,)) from None
    words = lambda lever: lever_sentence(lever, names, options.language)  # noqa: E731
    if options.json:
        print(json.dumps(unlocked_to_json(found, words), ensure_ascii=False, indent=1))
    else:
        print("\n".join(unlocked_in_words(found, names, words, options.language)))
    return STOPPED if found.stopped else DONE
