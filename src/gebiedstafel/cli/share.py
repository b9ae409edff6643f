"""The command share: who pays and who gains by a plan, and what would be fair."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from ..exchange.faults import BadFile, BadPlan, Fault
from ..exchange.named_files import read_named_json
from .command import DONE, NO_PLAN, Progressing, add, add_table, table, tell

_NO_PLAN = Fault(
    "",
    "Er is geen plan om te delen. Laat eerst een plan maken.",
    "There is no plan to share. Have a plan made first.",
)
_OTHER_PLAN = Fault(
    "",
    "Dit plan past niet bij deze tafel. Kijk met gebiedstafel verify wat er anders is.",
    "This plan does not fit this table. Look with gebiedstafel verify at what differs.",
)


def add_commands(commands: Any) -> None:
    """Make this command known."""
    share = add(commands, "share", _share, "find who pays and who gains by a plan, and what would be fair")
    add_table(share)
    share.add_argument("plan", metavar="PLAN.json", nargs="?", help="a plan; without it one is worked out")
    methods = ("proportional", "shapley", "nucleolus")
    share.add_argument("--method", choices=methods, default=methods[0], help="default: proportional")
    share.add_argument("--estimated", action="store_true", help="count benefits that nobody confirmed too")
    share.add_argument("--seed", type=int, default=0, help="for orders drawn beyond 20 parties (default: 0)")
    share.add_argument("--json", action="store_true", help="print the proposal as JSON")


def _share(options: argparse.Namespace) -> int:
    from ..engines.connect import solve, verify
    from ..engines.connect.plan import Infeasible
    from ..engines.fairshare import InvalidGame, Method
    from ..exchange.plan_file import plan_from_json
    from ..exchange.plan_sharing import CONFIRMED, ESTIMATED, share_plan
    from ..exchange.share_file import sharing_in_words, sharing_to_json
    from ..exchange.table_problem import names_of, problem_of

    given = table(options)
    problem = problem_of(given)
    if options.plan:
        plan = plan_from_json(read_named_json(options.plan))
    else:
        with Progressing(sys.stderr, options.language) as progress:
            plan = solve(problem, stop=progress.stop)
    if isinstance(plan, Infeasible):
        tell((_NO_PLAN,), options.language)
        return NO_PLAN
    if options.plan and verify(problem, plan):
        raise BadPlan((_OTHER_PLAN,))
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
