"""Commands on when and where money can be had: deadlines, schemes."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ..exchange.faults import BadFile, Fault
from ..exchange.named_files import naming, read_named
from .command import DONE, Progressing, add, add_table, table, tell
from .given_plan import add_plan, plan_of

COST_TYPES = ("investering", "exploitatie", "personeel", "proces")
OWNER_CLASSES = (
    "gemeente", "rijk", "eu", "provincie", "waterschap", "corporatie", "zorg", "onderwijs", "veiligheid",
    "nuts", "markt", "bewoners", "fonds",
)  # fmt: skip
NEEDS_A_TABLE = Fault(
    "",
    "Een opgave of een gebied staat in een tafel. Noem ook de tafel: gebiedstafel schemes TABLE.yaml",
    "A challenge or an area stands in a table. Name the table too: gebiedstafel schemes TABLE.yaml",
)
NO_THEME = Fault(
    "",
    "Deze opgave heeft nog geen thema. Daarom staan hier regelingen voor elk thema.",
    "This challenge has no theme yet. So schemes for every theme are here.",
)
DAY_HELP = "count from this day (default: today; for a fictional table the day of its story)"


def add_commands(commands: Any) -> None:
    """Make these commands known."""
    deadlines = add(commands, "deadlines", _deadlines, "what must be done about money by when and by whom")
    add_table(deadlines)
    add_plan(deadlines, without="only the days, not what of a plan rests on them")
    deadlines.add_argument("--party", metavar="ID", help="only the days on which this party must act")
    deadlines.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help=DAY_HELP)
    schemes = add(commands, "schemes", _schemes, "what money there is for a challenge or a place")
    schemes.add_argument("table", nargs="?", metavar="TABLE.yaml", help="whose challenge and area to name")
    schemes.add_argument("--challenge", metavar="ID", help="schemes for the themes of this challenge")
    schemes.add_argument("--area", metavar="ID", help="set apart what may not hold in this area of the table")
    schemes.add_argument("--cost-type", choices=COST_TYPES, default="", help="what the money must pay")
    schemes.add_argument("--applicant", choices=OWNER_CLASSES, default="", help="who applies")
    schemes.add_argument("--words", default="", help="words that each stand in a scheme")
    schemes.add_argument("--closed", action="store_true", help="also what is closed")
    schemes.add_argument("--own", metavar="SCHEMES.yaml", help="schemes of a municipality too")
    schemes.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help=DAY_HELP)
    schemes.add_argument("--json", action="store_true", help="print as JSON")


def _day(word: str) -> date:
    """Read a day."""
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise argparse.ArgumentTypeError("a day, such as 2027-04-01") from None


def _today(options: argparse.Namespace, given: Mapping[str, Any]) -> date:
    """The day asked for, else the one of the story of a fictional table, else today."""
    about = given.get("table", {})
    if options.on is None and about.get("fictional"):
        return date.fromisoformat(about["as_of"])
    return options.on or date.today()


def _deadlines(options: argparse.Namespace) -> int:
    from ..engines.connect import Infeasible
    from ..exchange.deadlines import deadlines
    from ..exchange.deadlines_file import deadlines_in_words, deadlines_to_json
    from ..exchange.plan_file import plan_to_json
    from ..exchange.table_problem import names_of, problem_of

    given = table(options)
    today, names = _today(options, given), names_of(given)
    chosen: list[dict[str, Any]] = []
    if options.plan:
        with Progressing(sys.stderr, options.language) as progress:
            plan = plan_of(options, problem_of(given), progress)
        chosen = [] if isinstance(plan, Infeasible) else plan_to_json(plan)["measures"]
    _named("--party", options.party, given.get("parties", ()))
    found = [
        one for one in deadlines(given, today, chosen) if options.party is None or options.party in one.who
    ]
    if options.json:
        print(
            json.dumps(deadlines_to_json(found, today, names, options.language), ensure_ascii=False, indent=1)
        )
    else:
        print("\n".join(deadlines_in_words(found, today, names, options.language)))
    return DONE


def _schemes(options: argparse.Namespace) -> int:
    from ..exchange.found_schemes_file import found_in_words, found_to_json
    from ..exchange.scheme_search import Wish, schemes_for, with_outer
    from ..exchange.schemes import Scheme, read_schemes, shipped_schemes

    if not options.table and (options.challenge or options.area):
        raise BadFile((NEEDS_A_TABLE,))
    given = table(options) if options.table else {}
    challenge = _named("--challenge", options.challenge, given.get("challenges", ()))
    area = _named("--area", options.area, given.get("areas", ()))
    schemes = {one.id: one for one in shipped_schemes()}
    if options.own:
        with naming(options.own):
            rows = read_schemes(read_named(options.own))["schemes"]
        schemes |= {row["id"]: Scheme(row, is_own=True) for row in rows}
    wish = Wish(
        themes=frozenset(challenge.get("themes", ())),
        cost_type=options.cost_type,
        applicant=options.applicant,
        area=with_outer(area.get("id", ""), {row["id"]: row.get("parent") for row in given.get("areas", ())}),
        words=options.words,
        with_closed=options.closed,
    )
    today = _today(options, given)
    found = schemes_for(schemes.values(), wish, today)
    if options.json:
        print(json.dumps(found_to_json(found, today), ensure_ascii=False, indent=1))
    else:
        if challenge and not wish.themes:
            tell((NO_THEME,), options.language)
        print("\n".join(found_in_words(found, area.get("name", ""), options.language)))
    return DONE


def _named(option: str, key: str | None, rows: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The row with the id asked for; nothing where none is. Raises `BadFile` where the table has none."""
    if key is None:
        return {}
    for row in rows:
        if row["id"] == key:
            return row
    raise BadFile(
        (
            Fault(
                option,
                f"{option} {key}: dat staat niet in deze tafel. Kies een id uit de tafel.",
                f"{option} {key}: that is not in this table. Choose an id of the table.",
            ),
        )
    )
