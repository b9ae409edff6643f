"""The command share: who pays and who gains by a plan, and what would be fair."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from ..exchange.faults import BadFile, Fault
from .command import DONE, Progressing, add, add_table, table
from .given_plan import add_plan, no_plan, plan_of


def add_commands(commands: Any) -> None:
    """Make this command known."""
    share = add(commands, "share", _share, "find who pays and who gains by a plan, and what would be fair")
    add_table(share)
    add_plan(share)
    methods = ("proportional", "shapley", "nucleolus")
    share.add_argument("--method", choices=methods, default=methods[0], help="default: proportional")
    share.add_argument("--estimated", action="store_true", help="count benefits that nobody confirmed too")
    share.add_argument("--seed", type=int, default=0, help="for orders drawn beyond 20 parties (default: 0)")


def _share(options: argparse.Namespace) -> int:
    from ..engines.connect.plan import Infeasible
    from ..engines.fairshare import InvalidGame, Method
    from ..exchange.plan_sharing import CONFIRMED, ESTIMATED, share_plan
    from ..exchange.share_file import sharing_in_words, sharing_to_json
    from ..exchange.table_problem import names_of, problem_of

    given = table(options)
    problem = problem_of(given)
    with Progressing(sys.stderr, options.language) as progress:
        plan = plan_of(options, problem, progress)
    if isinstance(plan, Infeasible):
        return no_plan(options, given, plan, "share")
    counted = (CONFIRMED, ESTIMATED) if options.estimated else (CONFIRMED,)
    try:
        found = share_plan(
            given, problem, plan, method=Method(options.method), counted=counted, seed=options.seed
        )
    except InvalidGame as invalid:
        raise BadFile(tuple(Fault("", fault, fault) for fault in invalid.faults)) from None
    if options.json:
        print(json.dumps(sharing_to_json(found), ensure_ascii=False, indent=1))
    else:
        print("\n".join(sharing_in_words(found, names_of(given), options.language)))
    return DONE
