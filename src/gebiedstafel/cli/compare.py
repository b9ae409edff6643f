"""The command compare: the same table connected, in silos and as a spreadsheet would."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from .command import DONE, NO_PLAN, STOPPED, Progressing, add, add_table, share, table


def add_commands(commands: Any) -> None:
    """Make this command known."""
    compare = add(commands, "compare", _compare, "what connecting brings over silos and over a spreadsheet")
    add_table(compare)
    compare.add_argument("--json", action="store_true", help="print the three plans as JSON")
    compare.add_argument("--gap", type=share, default=0.005, help="stop at this proven gap (0.005 is 0.5%%)")


def _compare(options: argparse.Namespace) -> int:
    from ..engines.connect import Infeasible, compare
    from ..exchange.compare_file import compared_in_words, compared_to_json
    from ..exchange.plan_sentences import plan_sentences
    from ..exchange.plan_words import plan_in_words
    from ..exchange.table_problem import names_of, problem_of

    given = table(options)
    say = plan_sentences(given, options.language)
    with Progressing(sys.stderr, options.language) as progress:
        found = compare(problem_of(given), gap=options.gap, stop=progress.stop)
    if options.json:
        print(json.dumps(compared_to_json(found, say), ensure_ascii=False, indent=1))
    elif isinstance(found, Infeasible):
        print("\n".join(plan_in_words(found, given, names_of(given), say, options.language)))
    else:
        print("\n".join(compared_in_words(found, options.language)))
    if progress.interrupted:
        return STOPPED
    return NO_PLAN if isinstance(found, Infeasible) else DONE
