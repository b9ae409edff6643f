"""The command plan for many tables that share money, and generate for a city or a country of them."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..exchange.faults import BadFile, Fault
from .command import ANSWER_IS_NO, DONE, NO_PLAN, STOPPED, Progressing, Telling, at_most, count, say

if TYPE_CHECKING:
    from ..engines.connect.many import Effort, ManyProgress, ManyTables, Stand

MOST_MEASURES = 100_000
MOST_IN_ONE = 5_000
"""Measures of one made table: a larger file is above what is read of a table."""
MOST_PROCESSES = 256
MANY_GAP = 0.02
MUNICIPALITIES = 342


def add_many_options(plan: argparse.ArgumentParser) -> None:
    """Make the options known that only matter for more tables."""
    many = plan.add_argument_group("for more tables, or a folder of them, that share money")
    many.add_argument("--processes", type=count, help="local processes (default: one for each processor)")
    many.add_argument("--cluster", metavar="ADDRESS", help="a dask.distributed cluster, as tcp://HOST:8786")
    many.add_argument("--resume", metavar="FILE", help="keep each round here, and go on from it if it exists")
    many.add_argument("--rounds", type=count, help="at most so many rounds")
    many.add_argument("--reasons", action="store_true", help="also why measures are left out (takes longer)")


def only_for_more(options: argparse.Namespace) -> list[str]:
    """The options given that say nothing about one table, as one types them."""
    names = ("processes", "cluster", "resume", "rounds", "reasons")
    return [f"--{name}" for name in names if getattr(options, name)]


def plan_many(options: argparse.Namespace, files: list[str]) -> int:
    """Plan all tables of these files together."""
    from ..engines.connect.many import Effort, ManyPlans, NoPlans, solve_many
    from ..engines.connect.plan import Status
    from ..exchange.many_file import many_to_json
    from ..exchange.many_plan_words import many_in_words
    from ..exchange.many_tables import read_tables
    from ..exchange.plan_sentences import plan_sentences

    at_most("--processes", options.processes or 1, MOST_PROCESSES)
    progress = ManyProgressing(sys.stderr, options.language, options.seconds)
    try:
        read = read_tables(files, read=progress.read)
    except NotAllRead as stopped:
        return _not_all_read(options, stopped)
    finally:
        progress.tell("")
    effort = Effort(gap=MANY_GAP if options.gap is None else options.gap)
    if options.rounds:
        effort = Effort(gap=effort.gap, rounds=options.rounds)
    stand, keep = _kept(options.resume, read.many, effort)
    with _executor(options) as executor, progress:
        plans: ManyPlans | NoPlans = solve_many(
            read.many,
            effort=effort,
            executor=executor,
            tell=progress.round,
            stand=stand,
            keep=keep,
            reasons=options.reasons,
        )
    if options.json:
        found = many_to_json(plans, lambda t: plan_sentences(read.documents[t], options.language))
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        seconds = options.seconds if progress.out_of_time else None
        print("\n".join(many_in_words(plans, read.documents, options.language, seconds=seconds)))
    if progress.interrupted and plans.status is Status.STOPPED:
        return STOPPED
    return NO_PLAN if isinstance(plans, NoPlans) else DONE


def _not_all_read(options: argparse.Namespace, stopped: NotAllRead) -> int:
    """The time was over while the tables were read: say how far that was."""
    from ..engines.connect.many import NoPlans
    from ..engines.connect.plan import Status
    from ..engines.connect.words import counted
    from ..exchange.many_file import many_to_json

    if options.json:
        none = many_to_json(NoPlans(Status.STOPPED, {}), lambda table: str)
        print(json.dumps(none, ensure_ascii=False, indent=1))
        return NO_PLAN
    seconds = counted("seconds", options.seconds, options.language)
    print(
        say(
            f"Na {seconds} waren {stopped.number} van de {stopped.of} tafels gelezen en was er nog niet "
            "gerekend. Geef meer tijd.",
            f"After {seconds} {stopped.number} of the {stopped.of} tables were read and nothing was worked "
            "out yet. Give more time.",
            options.language,
        )
    )
    return NO_PLAN


def verify_plans(options: argparse.Namespace, files: list[str]) -> int:
    """Check the plans of all tables of these files: each by itself, and the money they share to the cent."""
    from ..engines.connect import sentence
    from ..engines.connect.many import NoPlans, verify_many
    from ..exchange.many_file import many_from_json
    from ..exchange.many_tables import read_tables
    from ..exchange.named_files import naming, read_named_json
    from ..exchange.table_problem import names_of

    read = read_tables(files)
    with naming(options.plan):
        plans = many_from_json(read_named_json(options.plan))
    if isinstance(plans, NoPlans):
        print(say("In dit bestand staan geen plannen.", "This file holds no plans.", options.language))
        return ANSWER_IS_NO
    broken = verify_many(read.many, plans)
    names = {t: names_of(document) for t, document in read.documents.items()}
    for each in broken:
        table = each.path.split("/", 1)[0]
        told = sentence(each, names.get(table, {}), options.language)
        print(f"{table}: {told}" if table in names else told)
    if broken:
        return ANSWER_IS_NO
    count = len(plans.tables)
    print(
        say(
            f"De plannen van {count} tafels houden zich aan elke regel, ook samen.",
            f"The plans of {count} tables keep every rule, also together.",
            options.language,
        )
    )
    return DONE


def _executor(options: argparse.Namespace) -> Any:
    from .processes import Cluster, Processes, cores

    if options.cluster:
        return Cluster(options.cluster)
    return Processes(options.processes or cores())


def _kept(
    name: str | None, many: ManyTables, effort: Effort
) -> tuple[Stand | None, Callable[[Stand], None] | None]:
    """The search that was put away, and what puts each round away: whole, or not at all."""
    from ..exchange.many_file import mark_of, stand_from_json, stand_to_json
    from ..exchange.named_files import cannot_open

    if name is None:
        return None, None
    path, mark = Path(name), mark_of(many, effort.table_gap)
    try:
        stand = stand_from_json(path.read_text(encoding="utf-8"), mark, name) if path.exists() else None
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile((cannot_open(name, error),)) from None

    def keep(now: Stand) -> None:
        beside = path.with_name(f"{path.name}.part")
        try:
            beside.write_text(stand_to_json(now, mark), encoding="utf-8")
            os.replace(beside, path)
        except OSError as error:
            raise BadFile((cannot_open(name, error),)) from None

    return stand, keep


class NotAllRead(Exception):
    """The time was over when so many of the tables were read."""

    def __init__(self, number: int, of: int) -> None:
        super().__init__(f"{number} of {of}")
        self.number, self.of = number, of


class ManyProgressing(Progressing):
    """Shows the round, the tables that have answered and the gap; Ctrl-C keeps the best plans so far."""

    def read(self, number: int, of: int) -> None:
        """Show how many tables are read. Raises `NotAllRead` once the time is over."""
        self.tell(say(f"{of} tafels lezen: {number} …", f"Reading {of} tables: {number} …", self.language))
        if number < of and self.asked():
            raise NotAllRead(number, of)

    def round(self, progress: ManyProgress) -> bool:
        """Show the progress and say whether to stop."""
        if self.terminal:
            from ..exchange.plan_words import percent

            gap = percent(progress.gap, self.language, 1) if progress.objective is not None else "?"
            text = say(
                "Ronde {round}: {answered} van {tables} tafels. Nog {gap} te bewijzen …",
                "Round {round}: {answered} of {tables} tables. {gap} left to prove …",
                self.language,
            )
            self.tell(
                text.format(
                    round=progress.rounds + 1, answered=progress.answered, tables=progress.tables, gap=gap
                )
            )
        return self.asked()


def generate_tables(options: argparse.Namespace) -> int:
    """Write so many tables that share money as files in a folder."""
    from ..engines.connect.generate_many import generate_many
    from ..engines.connect.many.check_many import MOST_TABLES
    from ..exchange.problem_document import document_of
    from ..exchange.table_file import write_table

    options.tables = options.tables or MUNICIPALITIES
    at_most("--measures", options.measures, MOST_IN_ONE)
    if options.tables * options.measures > MOST_MEASURES:
        raise BadFile((_too_many(options.tables, options.measures),))
    at_most("--tables", options.tables, MOST_TABLES)
    folder = Path(options.into or f"tafels-{options.tables}-{options.measures}-{options.seed}")
    if folder.exists():
        raise BadFile((_there(str(folder)),))
    count, language = options.tables, options.language
    with Telling(sys.stderr, language) as telling:
        made = generate_many(
            count,
            options.measures,
            options.seed,
            country=options.country,
            tell=lambda n: telling.tell(
                say(f"{count} tafels maken: {n} …", f"Making {count} tables: {n} …", language)
            ),
        )
        try:
            folder.mkdir(parents=True)
            for n, table in enumerate(made, 1):
                text = write_table(document_of(table))
                (folder / f"{table.id}.yaml").write_text(text, encoding="utf-8")
                telling.tell(
                    say(f"{count} tafels schrijven: {n} …", f"Writing {count} tables: {n} …", language)
                )
        except OSError as error:
            from ..exchange.named_files import cannot_open

            raise BadFile((cannot_open(str(folder), error),)) from None
    print(
        say(
            f"{count} tafels staan in {folder}. Plan ze samen: gebiedstafel plan {folder}",
            f"{count} tables stand in {folder}. Plan them together: gebiedstafel plan {folder}",
            language,
        )
    )
    return DONE


def _too_many(tables: int, measures: int) -> Fault:
    return Fault(
        "",
        f"{tables} tafels van {measures} maatregelen is te veel: samen hoogstens {MOST_MEASURES}.",
        f"{tables} tables of {measures} measures is too many: together at most {MOST_MEASURES}.",
    )


def _there(folder: str) -> Fault:
    return Fault(
        folder,
        f"{folder}: dit bestaat al. Geef een andere map met --into.",
        f"{folder}: this exists already. Give another folder with --into.",
    )
