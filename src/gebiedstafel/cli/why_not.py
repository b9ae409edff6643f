"""The command why-not: what forbids each measure that is not in a plan, or what it would take."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from ..exchange.faults import BadFile, Fault
from .command import DONE, STOPPED, Progressing, add, add_table, share, table
from .given_plan import add_plan, no_plan, plan_of


def add_commands(commands: Any) -> None:
    """Make this command known."""
    why = add(
        commands, "why-not", _why_not, "what keeps each measure out of a plan, and what would be enough"
    )
    add_table(why)
    add_plan(why)
    why.add_argument("--measure", action="append", metavar="ID", help="only this measure; may be repeated")
    why.add_argument("--price", action="store_true", help="also find the best plan that has it")
    why.add_argument("--gap", type=share, default=0.005, help="of plans that are sought (0.005 is 0.5%%)")


def _why_not(options: argparse.Namespace) -> int:
    from ..engines.connect.plan import Infeasible
    from ..engines.connect.price import price
    from ..engines.connect.why_not import WhyNots
    from ..exchange.plan_sentences import plan_sentences
    from ..exchange.table_problem import names_of, problem_of
    from ..exchange.why_not_file import price_to_json, why_in_words, why_to_json

    given = table(options)
    problem, names, say = problem_of(given), names_of(given), plan_sentences(given, options.language)
    with Progressing(sys.stderr, options.language) as progress:
        plan = plan_of(options, problem, progress, gap=options.gap)
        if isinstance(plan, Infeasible):
            return no_plan(options, given, plan, "why-not")
        answers = WhyNots(problem, plan)
        told = []
        for measure in _asked(options.measure, [m.id for m in problem.measures], plan):
            if progress.interrupted:
                break
            one = why_to_json(problem, answers.of(measure), say)
            if options.price and one["possible"]:
                found = price(problem, plan, measure, gap=options.gap, stop=progress.stop)
                one["price"] = price_to_json(found)
            told.append(one)
    if options.json:
        document = {"format": "gebiedstafel/why-not", "version": 1, "measures": told}
        print(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        for one in told:
            print("\n".join(why_in_words(one, names, options.language)))
    return STOPPED if progress.interrupted else DONE


def _asked(named: list[str] | None, known: list[str], plan: Any) -> list[str]:
    """Return the measures asked about; those not in the plan where none is named."""
    chosen = {m.id for m in plan.measures}
    faults = []
    for measure in named or ():
        if measure not in known:
            faults.append(
                Fault(
                    "",
                    f"De maatregel „{measure}” staat niet op deze tafel.",
                    f"The measure “{measure}” is not on this table.",
                )
            )
        elif measure in chosen:
            faults.append(Fault("", f"{measure} staat al in het plan.", f"{measure} is in the plan already."))
    if faults:
        raise BadFile(tuple(faults))
    return named or sorted(set(known) - chosen)
