"""The engines on files, without a website: demo, check, plan, verify, generate, workbook, picture, groups."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TextIO

from . import __version__
from .exchange.faults import BadFile, Fault
from .exchange.named_files import cannot_open, read_named, read_named_json

if TYPE_CHECKING:
    from .engines.connect.plan import Progress

DONE, ANSWER_IS_NO, WRONG_USE, BAD_FILE, NO_PLAN, STOPPED, PIPE_CLOSED = 0, 1, 2, 3, 4, 130, 141

EXIT_CODES: Mapping[int, str] = {
    DONE: "Done. For verify: the plan keeps every rule.",
    ANSWER_IS_NO: "verify: the plan breaks a rule; each one is listed.",
    WRONG_USE: "The command was not understood; standard error says what it takes.",
    BAD_FILE: "A file cannot be read or has faults; each one is listed on standard error.",
    NO_PLAN: "plan: no plan exists with the forced choices; those that clash are named.",
    STOPPED: "Stopped with Ctrl-C. plan prints the best plan so far, if there is one.",
    PIPE_CLOSED: "The reader of the output went away, as with head.",
}
CLEAR_LINE = "\r\x1b[K"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code. A fault of the input is a sentence, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except BadFile as refused:
        _tell(refused.faults, options.language)
        return BAD_FILE
    except BrokenPipeError:
        # Python flushes standard output once more at exit; give it somewhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except KeyboardInterrupt:
        _tell((_STOPPED,), options.language)
        return STOPPED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gebiedstafel",
        description="From a neighbourhood's means to a funded plan that explains itself.",
        epilog="Exit codes and examples: docs/reference/command-line.md",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add(commands, "demo", _demo, "print the demo table as YAML")
    check = _add(commands, "check", _check, "tell every fault of a table, and what it does not know yet")
    check.add_argument("table", metavar="TABLE.yaml", help="the table, - for standard input")
    plan = _add(commands, "plan", _plan, "find which measures, people and money fit together")
    plan.add_argument("table", metavar="TABLE.yaml", help="the table, - for standard input")
    plan.add_argument("--json", action="store_true", help="print the plan as JSON")
    plan.add_argument("--gap", type=_share, default=0.005, help="stop at this proven gap (0.005 is 0.5%%)")
    plan.add_argument("--nodes", type=_count, help="stop after this many nodes of the search")
    verify = _add(commands, "verify", _verify, "check a plan against every rule of its table")
    verify.add_argument("table", metavar="TABLE.yaml", help="the table, - for standard input")
    verify.add_argument("plan", metavar="PLAN.json", help="a plan from: gebiedstafel plan --json")
    generate = _add(commands, "generate", _generate, "make a realistic, hard table")
    generate.add_argument("--measures", type=_count, default=40)
    generate.add_argument("--seed", type=int, default=0)
    workbook = _add(commands, "workbook", _workbook, "a table as an Excel workbook, or a workbook as a table")
    workbook.add_argument("table", metavar="TABLE", help="a .yaml to write, or an .xlsx to read back")
    workbook.add_argument("--only", metavar="PARTY", help="only the rows of this party")
    picture = _add(commands, "picture", _picture, "the figures of one area beside comparable ones")
    picture.add_argument("figures", nargs="+", type=Path, metavar="FIGURES.csv")
    picture.add_argument("--boundaries", type=Path, metavar="AREAS.geojson")
    picture.add_argument("--area", required=True, metavar="CODE")
    picture.add_argument("--json", action="store_true", help="print as JSON (the only form for now)")
    groups = _add(commands, "groups", _groups, "find who votes alike, and what they share")
    groups.add_argument("votes", metavar="VOTES.csv", help="votes of an export, - for standard input")
    groups.add_argument("--comments", metavar="COMMENTS.csv", help="which statements were rejected or meta")
    groups.add_argument("--json", action="store_true", help="print the groups as JSON")
    groups.add_argument("--members", action="store_true", help="also who is in which group")
    groups.add_argument("--polis", action="store_true", help="by the recipe of Polis instead of ours")
    return parser


def _add(commands: Any, name: str, run: Callable[..., int], about: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=about, description=about)
    command.add_argument("--language", choices=("nl", "en"), default="nl", help="of sentences (default: nl)")
    command.set_defaults(run=run)
    return command


def _share(word: str) -> float:
    share = float(word)
    if not 0 <= share < 1:
        raise argparse.ArgumentTypeError("a gap lies from 0 to below 1, such as 0.005")
    return share


def _count(word: str) -> int:
    number = int(word)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _demo(options: argparse.Namespace) -> int:
    from .exchange.demo import demo_text

    sys.stdout.write(demo_text())
    return DONE


def _check(options: argparse.Namespace) -> int:
    from .exchange.semantic_faults import table_warnings
    from .exchange.unknowns import unknowns_of

    table = _table(options)
    print(_say("Deze tafel is in orde.", "This table is in order.", options.language))
    for fault in (*table_warnings(table), *unknowns_of(table)):
        print(fault.sentence(options.language))
    return DONE


def _plan(options: argparse.Namespace) -> int:
    from .engines.connect import solve
    from .engines.connect.plan import Infeasible, Status
    from .exchange.plan_file import plan_to_json
    from .exchange.plan_sentences import plan_sentences
    from .exchange.plan_words import plan_in_words
    from .exchange.table_problem import names_of, problem_of

    table = _table(options)
    names = names_of(table)
    say = plan_sentences(table, options.language)
    with Progressing(sys.stderr, options.language) as progress:
        plan = solve(problem_of(table), gap=options.gap, nodes=options.nodes, stop=progress.stop)
    if options.json:
        print(json.dumps(plan_to_json(plan, say), ensure_ascii=False, indent=1))
    else:
        for line in plan_in_words(plan, table, names, say, options.language):
            print(line)
    if isinstance(plan, Infeasible):
        return NO_PLAN
    return STOPPED if plan.status is Status.STOPPED and progress.interrupted else DONE


def _verify(options: argparse.Namespace) -> int:
    from .engines.connect import sentence, verify
    from .engines.connect.plan import Infeasible
    from .exchange.plan_file import plan_from_json
    from .exchange.table_problem import names_of, problem_of

    table = _table(options)
    plan = plan_from_json(read_named_json(options.plan))
    if isinstance(plan, Infeasible):
        print(_say("In dit bestand staat geen plan.", "This file holds no plan.", options.language))
        return ANSWER_IS_NO
    violations = verify(problem_of(table), plan)
    names = names_of(table)
    for violation in violations:
        print(sentence(violation, names, options.language))
    if violations:
        return ANSWER_IS_NO
    print(_say("Dit plan houdt zich aan elke regel.", "This plan keeps every rule.", options.language))
    return DONE


def _generate(options: argparse.Namespace) -> int:
    from .engines.connect.generate import generate
    from .exchange.problem_document import document_of
    from .exchange.table_file import write_table

    sys.stdout.write(write_table(document_of(generate(options.measures, options.seed))))
    return DONE


def _workbook(options: argparse.Namespace) -> int:
    from .exchange.table_file import read_table, write_table
    from .exchange.workbook import table_of_workbook, workbook_of

    data = read_named(options.table)
    if data.startswith(b"PK") or options.table.casefold().endswith((".xlsx", ".xls", ".xlsm", ".ods")):
        sys.stdout.write(write_table(table_of_workbook(data)))
        return DONE
    if sys.stdout.isatty():
        _tell((_TO_A_FILE,), options.language)
        return WRONG_USE
    sys.stdout.buffer.write(workbook_of(read_table(data), only=options.only))
    return DONE


def _picture(options: argparse.Namespace) -> int:
    from .exchange.picture import picture

    try:
        found = picture(options.figures, options.boundaries, options.area)
    except OSError as error:
        raise BadFile((cannot_open(str(error.filename or ""), error),)) from None
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return DONE


def _groups(options: argparse.Namespace) -> int:
    from .exchange import groups_file, groups_words
    from .exchange.polis import check_statements, read_comments
    from .exchange.polis_rows import MOST_BYTES

    votes = groups_file.votes_in(read_named(options.votes, MOST_BYTES), options.votes)
    comments = read_comments(read_named(options.comments), options.comments) if options.comments else ()
    if comments:
        check_statements(votes, comments, options.votes)
    if options.polis:
        polis = groups_file.polis_map_of(votes, comments)
        found = groups_file.polis_to_json(polis, members=options.members)
        words = groups_words.polis_in_words(polis, options.language)
    else:
        opinions = groups_file.map_of(votes, comments)
        found = groups_file.map_to_json(opinions, members=options.members)
        words = groups_words.map_in_words(opinions, options.language)
    print(json.dumps(found, ensure_ascii=False, indent=1) if options.json else "\n".join(words))
    return DONE


class Progressing:
    """Shows how far a search is, on a terminal only; Ctrl-C ends the search instead of the command."""

    def __init__(self, terminal: TextIO, language: str) -> None:
        self.terminal = terminal if terminal.isatty() else None
        self.language = language
        self.interrupted = False

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)
        if self.terminal:
            self.terminal.write(CLEAR_LINE)
            self.terminal.flush()

    def _interrupt(self, *_: object) -> None:
        if self.interrupted:
            raise KeyboardInterrupt
        self.interrupted = True

    def stop(self, progress: Progress) -> bool:
        """Show the progress and say whether to stop."""
        if self.terminal:
            from .exchange.plan_words import percent

            text = _say("Nog {gap} te bewijzen …", "{gap} left to prove …", self.language)
            gap = percent(progress.gap, self.language, 1) if progress.objective is not None else "?"
            self.terminal.write(CLEAR_LINE + text.format(gap=gap))
            self.terminal.flush()
        return self.interrupted


def _table(options: argparse.Namespace) -> dict[str, Any]:
    from .exchange.table_file import read_table

    return read_table(read_named(options.table))


def _tell(faults: Sequence[Fault], language: str) -> None:
    for fault in faults:
        print(fault.sentence(language), file=sys.stderr)


def _say(dutch: str, english: str, language: str) -> str:
    return english if language == "en" else dutch


_TO_A_FILE = Fault(
    "",
    "Een werkboek hoort in een bestand: gebiedstafel workbook TABLE.yaml > tafel.xlsx",
    "A workbook belongs in a file: gebiedstafel workbook TABLE.yaml > table.xlsx",
)
_STOPPED = Fault("", "Gestopt.", "Stopped.")


if __name__ == "__main__":
    raise SystemExit(main())
