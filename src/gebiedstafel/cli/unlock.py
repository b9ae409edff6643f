"""The command unlock: what would help a plan most, with what comes in and what drops out."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from .command import DONE, STOPPED, Progressing, add, add_table, count, say, table
from .given_plan import add_plan, no_plan, plan_of


def add_commands(commands: Any) -> None:
    """Make this command known."""
    unlock = add(commands, "unlock", _unlock, "what would unlock most: levers, and what they bring")
    add_table(unlock)
    add_plan(unlock)
    unlock.add_argument("--most", type=count, default=10, help="how many levers (default: 10)")


def _unlock(options: argparse.Namespace) -> int:
    from ..engines.connect.lever_words import lever_sentence
    from ..engines.connect.plan import Infeasible
    from ..engines.connect.unlock import Unlocked, unlock
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
            return no_plan(options, given, plan, "unlock")
        found = unlock(problem, plan, most=options.most, stop=progress.asked, told=told)
    words = lambda lever: lever_sentence(lever, names, options.language)  # noqa: E731
    if options.json:
        print(json.dumps(unlocked_to_json(found, words), ensure_ascii=False, indent=1))
    else:
        print("\n".join(unlocked_in_words(found, names, words, options.language)))
    return STOPPED if found.stopped else DONE
