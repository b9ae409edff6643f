"""The command missing: which party changes a plan most, and what might convince it."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from .command import DONE, STOPPED, Progressing, add, add_table, say, table
from .given_plan import add_plan, no_plan, plan_of


def add_commands(commands: Any) -> None:
    """Make this command known."""
    missing = add(commands, "missing", _missing, "who is missing: what each party changes, and would gain")
    add_table(missing)
    add_plan(missing)


def _missing(options: argparse.Namespace) -> int:
    from ..engines.connect.missing import Missing, PartyEffect, missing
    from ..engines.connect.missing_words import convincing
    from ..engines.connect.plan import Infeasible
    from ..exchange.archetypes import newcomer_names, newcomers_for
    from ..exchange.missing_file import known_of, missing_in_words, missing_to_json
    from ..exchange.table_problem import names_of, problem_of
    from ..exchange.themes import theme_names

    given = table(options)
    problem, names = problem_of(given), names_of(given)
    called = theme_names(options.language) | names | newcomer_names(options.language)

    def words(effect: PartyEffect) -> str:
        return convincing(effect, called, options.language, known=known_of(given, effect, options.language))

    def told(now: Missing) -> None:
        firm = sum(one.firm for one in now.found)
        progress.tell(
            say(
                f"{now.looked_at} van de {now.parties} bekeken, {firm} doorgerekend …",
                f"{now.looked_at} of {now.parties} looked at, {firm} planned again …",
                options.language,
            )
        )

    with Progressing(sys.stderr, options.language) as progress:
        plan = plan_of(options, problem, progress)
        if isinstance(plan, Infeasible):
            return no_plan(options, given, plan, "missing")
        newcomers = newcomers_for(problem, names)
        found = missing(problem, plan, newcomers=newcomers, stop=progress.asked, told=told)
    if options.json:
        print(json.dumps(missing_to_json(found, words), ensure_ascii=False, indent=1))
    else:
        print("\n".join(missing_in_words(found, words, options.language)))
    return STOPPED if found.stopped else DONE
