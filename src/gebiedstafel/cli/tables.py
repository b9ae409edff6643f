"""Commands on a table's file: demo, check, plan, verify, generate, workbook."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from ..exchange.faults import Fault
from ..exchange.named_files import naming, read_named, read_named_json
from .command import (
    ANSWER_IS_NO,
    DONE,
    NO_PLAN,
    STOPPED,
    WRONG_USE,
    Progressing,
    add,
    add_table,
    at_most,
    count,
    say,
    share,
    table,
    tell,
)
from .many import MOST_IN_ONE, add_many_options, generate_tables, only_for_more, plan_many, verify_plans

if TYPE_CHECKING:
    from ..engines.connect import Infeasible, Plan

ONE_GAP = 0.005
TO_A_FILE = Fault(
    "",
    "Een werkboek hoort in een bestand: gebiedstafel workbook TABLE.yaml > tafel.xlsx",
    "A workbook belongs in a file: gebiedstafel workbook TABLE.yaml > table.xlsx",
)


def add_commands(commands: Any) -> None:
    """Make these commands known."""
    add(commands, "demo", _demo, "print the demo table as YAML")
    check = add(commands, "check", _check, "tell every fault of a table, and what it does not know yet")
    add_table(check)
    plan = add(commands, "plan", _plan, "find which measures, people and money fit together")
    plan.add_argument("table", metavar="TABLE.yaml", nargs="+", help="one or more, or a folder of them")
    plan.add_argument("--json", action="store_true", help="print the plan as JSON")
    plan.add_argument("--gap", type=share, help="stop at this proven gap (default 0.005; more tables: 0.02)")
    plan.add_argument("--nodes", type=count, help="one table: stop after this many nodes of the search")
    plan.add_argument("--seconds", type=count, help="stop after so many seconds, with the best so far")
    add_many_options(plan)
    verify = add(commands, "verify", _verify, "check a plan against every rule of its table")
    verify.add_argument("table", metavar="TABLE.yaml", nargs="+", help="one or more, or a folder of them")
    verify.add_argument("plan", metavar="PLAN.json", help="a plan from: gebiedstafel plan --json")
    generate = add(commands, "generate", _generate, "make a realistic, hard table")
    generate.add_argument("--measures", type=count, default=40)
    generate.add_argument("--seed", type=int, default=0)
    generate.add_argument("--tables", type=count, help="so many tables of one city, that share money")
    generate.add_argument("--country", action="store_true", help="municipalities that share national money")
    generate.add_argument("--into", metavar="FOLDER", help="the new folder for more tables")
    workbook = add(commands, "workbook", _workbook, "a table as an Excel workbook, or a workbook as a table")
    workbook.add_argument("table", metavar="TABLE", help="a .yaml to write, or an .xlsx to read back")
    workbook.add_argument("--only", metavar="PARTY", help="only the rows of this party")


def _demo(options: argparse.Namespace) -> int:
    from ..exchange.demo import demo_text

    sys.stdout.write(demo_text())
    return DONE


def _check(options: argparse.Namespace) -> int:
    from ..exchange.applicants import missing_applicants
    from ..exchange.semantic_faults import table_warnings
    from ..exchange.unknowns import unknowns_of

    given = table(options)
    print(say("Deze tafel is in orde.", "This table is in order.", options.language))
    for fault in (*table_warnings(given), *missing_applicants(given), *unknowns_of(given)):
        print(fault.sentence(options.language))
    return DONE


def _plan(options: argparse.Namespace) -> int:
    from ..engines.connect import solve
    from ..engines.connect.plan import Infeasible, Status
    from ..exchange.many_tables import table_files
    from ..exchange.plan_file import plan_to_json
    from ..exchange.plan_sentences import plan_sentences
    from ..exchange.plan_words import plan_in_words
    from ..exchange.table_file import read_table
    from ..exchange.table_problem import names_of, problem_of

    files = table_files(options.table)
    if unheeded := (["--nodes"] * bool(options.nodes) if len(files) > 1 else only_for_more(options)):
        tell((_unheeded(unheeded, many=len(files) > 1),), options.language)
        return WRONG_USE
    if len(files) > 1:
        return plan_many(options, files)
    progress = Progressing(sys.stderr, options.language, options.seconds)
    given = read_table(read_named(files[0]))
    with progress:
        gap = ONE_GAP if options.gap is None else options.gap
        plan = solve(problem_of(given), gap=gap, nodes=options.nodes, stop=progress.stop)
    names = names_of(given)
    say = plan_sentences(given, options.language)
    if progress.out_of_time:
        plan = _out_of_time(plan, options.seconds)
    if options.json:
        print(json.dumps(plan_to_json(plan, say), ensure_ascii=False, indent=1))
    else:
        for line in plan_in_words(plan, given, names, say, options.language):
            print(line)
    if isinstance(plan, Infeasible):
        return NO_PLAN
    return STOPPED if plan.status is Status.STOPPED and progress.interrupted else DONE


def _out_of_time(plan: Plan | Infeasible, seconds: int) -> Plan | Infeasible:
    """What was found; without any plan the reason tells the time there was beside what was tried."""
    from ..engines.connect.conflict import out_of_time
    from ..engines.connect.plan import Infeasible, Status

    if isinstance(plan, Infeasible) and plan.status is Status.STOPPED:
        return out_of_time(plan, seconds)
    return plan


def _unheeded(names: list[str], *, many: bool) -> Fault:
    """Options that would do nothing here: better told than passed over."""
    listed = ", ".join(names)
    if many:
        return Fault(
            listed,
            f"Alleen voor één tafel: {listed}. Bij meer tafels stopt u eerder met --rounds of --seconds.",
            f"{listed} works for one table only. Cut more tables short with --rounds or --seconds.",
        )
    return Fault(
        listed,
        f"Alleen voor meer tafels samen: {listed}. Laat dit weg, of geef meer tafels of een map.",
        f"{listed} works for more tables together only. Leave it out, or give more tables or a folder.",
    )


def _verify(options: argparse.Namespace) -> int:
    from ..engines.connect import sentence, verify
    from ..engines.connect.plan import Infeasible
    from ..exchange.many_tables import table_files
    from ..exchange.plan_file import plan_from_json
    from ..exchange.table_file import read_table
    from ..exchange.table_problem import names_of, problem_of

    files = table_files(options.table)
    if len(files) > 1:
        return verify_plans(options, files)
    with naming(files[0]):
        given = read_table(read_named(files[0]))
    with naming(options.plan):
        plan = plan_from_json(read_named_json(options.plan))
    if isinstance(plan, Infeasible):
        print(say("In dit bestand staat geen plan.", "This file holds no plan.", options.language))
        return ANSWER_IS_NO
    violations = verify(problem_of(given), plan)
    names = names_of(given)
    for violation in violations:
        print(sentence(violation, names, options.language))
    if violations:
        return ANSWER_IS_NO
    print(say("Dit plan houdt zich aan elke regel.", "This plan keeps every rule.", options.language))
    return DONE


def _generate(options: argparse.Namespace) -> int:
    if options.tables or options.country:
        return generate_tables(options)
    at_most("--measures", options.measures, MOST_IN_ONE)
    from ..engines.connect.generate import generate
    from ..exchange.problem_document import document_of
    from ..exchange.table_file import write_table

    sys.stdout.write(write_table(document_of(generate(options.measures, options.seed))))
    return DONE


def _workbook(options: argparse.Namespace) -> int:
    from ..exchange.table_file import read_table, write_table
    from ..exchange.workbook import table_of_workbook, workbook_of

    data = read_named(options.table)
    if data.startswith(b"PK") or options.table.casefold().endswith((".xlsx", ".xls", ".xlsm", ".ods")):
        sys.stdout.write(write_table(table_of_workbook(data)))
        return DONE
    if sys.stdout.isatty():
        tell((TO_A_FILE,), options.language)
        return WRONG_USE
    sys.stdout.buffer.write(workbook_of(read_table(data), only=options.only))
    return DONE
