"""The plan that a question is about: one that was given and belongs to its table, or a new one."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from ..exchange.faults import BadPlan, Fault
from ..exchange.named_files import naming, read_named_json
from .command import NO_PLAN, Progressing

if TYPE_CHECKING:
    from ..engines.connect import Infeasible, Plan, Problem


def add_plan(command: argparse.ArgumentParser, *, without: str = "make it") -> None:
    """Ask for a plan to start from, or say what happens without; and whether to print JSON."""
    command.add_argument(
        "plan",
        nargs="?",
        metavar="PLAN.json",
        help=f"a plan of this table, from: gebiedstafel plan --json (default: {without})",
    )
    command.add_argument("--json", action="store_true", help="print as JSON")


def plan_of(
    options: argparse.Namespace, problem: Problem, progress: Progressing, *, gap: float = 0.005
) -> Plan | Infeasible:
    """The plan that was given, which must keep every rule of the table, or a new one within this gap.

    Raises `BadPlan` for a plan of another table, or of this one before it changed.
    """
    from ..engines.connect import Infeasible, solve, verify
    from ..exchange.plan_file import plan_from_json

    if not options.plan:
        return solve(problem, gap=gap, stop=progress.stop)
    with naming(options.plan):
        plan = plan_from_json(read_named_json(options.plan))
    if not isinstance(plan, Infeasible) and verify(problem, plan):
        raise BadPlan((_of_another_table(options.plan),))
    return plan


def no_plan(options: argparse.Namespace, given: dict[str, Any], why: Infeasible, form: str) -> int:
    """Say which choices clash, or what was tried: in words, or with --json as this published form has it."""
    from ..exchange.plan_file import plan_to_json
    from ..exchange.plan_sentences import plan_sentences
    from ..exchange.plan_words import plan_in_words
    from ..exchange.table_problem import names_of

    say = plan_sentences(given, options.language)
    if options.json:
        document = {"format": f"gebiedstafel/{form}", "version": 1} | plan_to_json(why, say)
        print(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        print("\n".join(plan_in_words(why, given, names_of(given), say, options.language)))
    return NO_PLAN


def _of_another_table(name: str) -> Fault:
    return Fault(
        name,
        f"{name}: dit plan hoort niet bij deze tafel, of de tafel is veranderd. Maak het opnieuw met "
        "gebiedstafel plan, of kijk met gebiedstafel verify wat er anders is.",
        f"{name}: this plan is not one of this table, or the table has changed. Make it again with "
        "gebiedstafel plan, or look with gebiedstafel verify at what differs.",
    )
