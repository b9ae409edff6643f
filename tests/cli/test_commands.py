"""The command line: what comes out, with which exit code, and never a traceback."""

import json
import os
import pty
import re
import signal
import subprocess
import sys

import pytest
import yaml

from gebiedstafel import cli
from gebiedstafel.cli.command import CLEAR_LINE
from gebiedstafel.engines.connect import check, solve, verify
from gebiedstafel.exchange.demo import demo_text
from gebiedstafel.exchange.plan_file import plan_from_json
from gebiedstafel.exchange.table_file import read_table
from gebiedstafel.exchange.table_problem import problem_of

SMALL = """
format: gebiedstafel/table
version: 1
table: {id: kade, name: De Kade, area: W1, as_of: 2026-11-21, years: [2027, 2028]}
areas: [{id: W1, name: De Kade, level: wijk}]
parties: [{id: gem, name: Gemeente, owner_class: gemeente, hours: [{per_year: {2027: 100}}]}]
challenges: [{id: O1, title: Een droge kade}]
money_flows:
  - {id: F1, name: Kademiddelen, holder: gem, owner_class: gemeente, area: W1, certainty: vast,
     budget: {2027: 500000}, cost_types: [proces]}
measures:
  - {id: M1, title: Pomp, themes: [OPE-WATE], area: W1, leads: [gem], start: {earliest: 2027, latest: 2027},
     costs: {proces: [300000]}, hours: [{party: gem, per_year: [40]}], effects: {O1: veel}}
  - {id: M2, title: Sluis, themes: [OPE-WATE], area: W1, leads: [gem], start: {earliest: 2027, latest: 2027},
     costs: {proces: [900000]}, hours: [], effects: {O1: wat}}
"""


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "kade.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def run(*arguments, **more):
    command = [sys.executable, "-m", "gebiedstafel.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, **more)


def test_demo_prints_the_demo_table_as_a_file(capsys):
    assert cli.main(["demo"]) == cli.DONE

    assert capsys.readouterr().out == demo_text()


def test_plan_says_in_plain_dutch_what_fits(small, capsys):
    assert cli.main(["plan", str(small)]) == cli.DONE

    out = capsys.readouterr().out
    assert out.startswith("De Kade: 1 van de 2 maatregelen passen bij elkaar.")
    assert "Kademiddelen €\u00a03.000" in out
    assert "Gemeente 40" in out
    assert "Sluis (M2)" in out


def test_plan_speaks_english_when_asked(small, capsys):
    assert cli.main(["plan", str(small), "--language", "en"]) == cli.DONE

    out = capsys.readouterr().out
    assert out.startswith("De Kade: 1 of the 2 measures fit together.")
    assert "€3,000" in out


def test_plan_as_json_keeps_the_agreed_names(small, capsys):
    assert cli.main(["plan", str(small), "--json"]) == cli.DONE

    plan = json.loads(capsys.readouterr().out)
    assert {
        "status", "objective", "weights", "bound", "gap", "coverage", "measures", "unused", "not_chosen",
        "to_check", "points", "statements", "terms",
    } <= plan.keys()  # fmt: skip
    (measure,) = plan["measures"]
    assert measure["payments"] == [{"flow": "F1", "cost_type": "proces", "year": 2027, "cents": 300000}]
    assert measure["hours"] == [{"party": "gem", "skill": "", "year": 2027, "hours": 40}]
    assert plan["coverage"] == {"O1": pytest.approx(0.7)}
    assert [left["id"] for left in plan["not_chosen"]] == ["M2"]


def test_a_plan_of_the_demo_goes_out_as_json_and_comes_back_without_loss(tmp_path, capsys):
    table = tmp_path / "demo.yaml"
    table.write_text(demo_text(), encoding="utf-8")

    assert cli.main(["plan", str(table), "--json"]) == cli.DONE
    out = capsys.readouterr().out

    problem = problem_of(read_table(demo_text()))
    plan = plan_from_json(json.loads(out))
    assert plan == solve(problem, gap=0.005)
    assert verify(problem, plan) == []


def test_verify_accepts_a_plan_and_lists_what_a_changed_plan_breaks(small, tmp_path, capsys):
    cli.main(["plan", str(small), "--json"])
    plan = json.loads(capsys.readouterr().out)
    good, bad = tmp_path / "goed.json", tmp_path / "fout.json"
    good.write_text(json.dumps(plan), encoding="utf-8")
    plan["measures"][0]["payments"][0]["cents"] += 1
    bad.write_text(json.dumps(plan), encoding="utf-8")

    assert cli.main(["verify", str(small), str(good)]) == cli.DONE
    assert "elke regel" in capsys.readouterr().out
    assert cli.main(["verify", str(small), str(bad)]) == cli.ANSWER_IS_NO
    assert capsys.readouterr().out.strip()


def test_check_names_what_a_table_does_not_know_yet(small, capsys):
    small.write_text(SMALL.replace("costs: {proces: [900000]}, ", ""), encoding="utf-8")

    assert cli.main(["check", str(small)]) == cli.DONE

    assert "measures → M2: de kosten zijn niet bekend" in capsys.readouterr().out


def test_choices_that_clash_leave_no_plan(small, capsys):
    small.write_text(SMALL + "choices: {in: [M1, M2]}\n", encoding="utf-8")

    assert cli.main(["plan", str(small)]) == cli.NO_PLAN

    assert "botsen" in capsys.readouterr().out


def test_a_generated_table_is_a_table_and_the_seed_decides_it(capsys):
    def generated(seed):
        assert cli.main(["generate", "--measures", "12", "--seed", str(seed)]) == cli.DONE
        return capsys.readouterr().out

    first, again, other = generated(1), generated(1), generated(2)

    assert first == again != other
    problem = problem_of(read_table(first))
    assert len(problem.measures) == 12
    assert not [issue for issue in check(problem) if issue.severity == "error"]


UNREADABLE = {
    "missing": (lambda path: None, "dit bestand is er niet"),
    "directory": (lambda path: path.mkdir(), "dit is een map"),
    "empty": (lambda path: path.write_bytes(b""), "leeg"),
    "picture": (lambda path: path.write_bytes(b"\x89PNG\x00\x00\x01"), "geen tekst"),
    "prose": (lambda path: path.write_text("Beste buren"), "gebiedstafel demo"),
    "too large": (lambda path: os.truncate(path, 200_000_000) if path.touch() is None else 0, "200 MB"),
}


@pytest.mark.parametrize("command", ["plan", "check", "verify"])
@pytest.mark.parametrize("case", UNREADABLE)
def test_input_that_cannot_be_read_is_one_clear_sentence(case, command, tmp_path, capsys):
    make, word = UNREADABLE[case]
    path = tmp_path / "tafel"
    make(path)

    code = cli.main([command, str(path), *(["plan.json"] if command == "verify" else [])])

    told = capsys.readouterr()
    assert code == cli.BAD_FILE
    assert word in told.err
    assert told.err.count("\n") == 1
    assert not told.out


@pytest.mark.parametrize("text", ["", "geen json", "[]", '{"status": "optimal"}', "[" * 100_000])
def test_a_plan_file_that_is_none_is_one_clear_sentence(text, small, tmp_path, capsys):
    path = tmp_path / "plan.json"
    path.write_text(text)

    assert cli.main(["verify", str(small), str(path)]) == cli.BAD_FILE

    assert capsys.readouterr().err.count("\n") == 1


def test_all_faults_of_a_table_come_at_once_and_in_english_too(small, capsys):
    small.write_text(SMALL.replace("[300000]", "[-3]").replace("veel", "enorm"), encoding="utf-8")

    assert cli.main(["plan", str(small), "--language", "en"]) == cli.BAD_FILE

    told = capsys.readouterr()
    assert "measures → M1 → costs → proces → 1: -3 is too low" in told.err
    assert "measures → M1 → effects → O1" in told.err
    assert "Traceback" not in told.err


def test_a_table_may_come_from_standard_input():
    answer = run("plan", "-", input=SMALL)

    assert answer.returncode == cli.DONE
    assert answer.stdout.startswith("De Kade")
    assert answer.stderr == ""


def test_a_reader_that_goes_away_is_no_traceback():
    command = f'"{sys.executable}" -m gebiedstafel.cli demo; echo "code $?" >&2'

    answer = subprocess.run(
        ["bash", "-c", f"( {command} ) | head -n 1"], capture_output=True, text=True, timeout=60
    )

    assert answer.stderr.strip() in (f"code {cli.PIPE_CLOSED}", f"code {cli.DONE}")
    assert answer.stdout.startswith("# De Zeven Gaarden")


def test_progress_shows_on_a_terminal_only(small):
    master, terminal = pty.openpty()
    command = [sys.executable, "-m", "gebiedstafel.cli", "plan", str(small)]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=terminal, timeout=60, check=True)
    os.close(terminal)
    shown = os.read(master, 10_000).decode()
    os.close(master)

    assert CLEAR_LINE in shown
    assert run("plan", small).stderr == ""


def heed_ctrl_c():
    """Hear Ctrl-C also where these tests run in the background: there all that they start ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_ends_without_a_traceback(tmp_path):
    table = tmp_path / "pipe"
    os.mkfifo(table)
    command = [sys.executable, "-m", "gebiedstafel.cli", "plan", str(table)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    running = subprocess.Popen(command, preexec_fn=heed_ctrl_c, **pipes)

    with table.open("w"):  # opens once the command waits for its table
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=60)

    assert running.returncode == cli.STOPPED
    assert told == "Gestopt.\n"


def test_ctrl_c_during_a_search_prints_the_best_plan_so_far(tmp_path):
    table = tmp_path / "groot.yaml"
    table.write_text(run("generate", "--measures", "60", "--seed", "3").stdout, encoding="utf-8")
    master, terminal = pty.openpty()
    command = [sys.executable, "-m", "gebiedstafel.cli", "plan", str(table), "--gap", "0"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=terminal, text=True, encoding="utf-8")
    shown = ""
    while "%" not in shown:  # the search has found a first plan
        shown += os.read(master, 1000).decode()

    running.send_signal(signal.SIGINT)
    out, _ = running.communicate(timeout=60)
    os.close(terminal)
    os.close(master)

    assert running.returncode == cli.STOPPED
    assert "Het rekenen is gestopt" in out


def test_wrong_use_has_its_own_code():
    answer = run("plan")

    assert answer.returncode == cli.WRONG_USE
    assert "TABLE.yaml" in answer.stderr


def test_every_exit_code_and_command_is_documented(root):
    page = (root / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")

    documented = {
        int(code): meaning for code, meaning in re.findall(r"^\| (\d+) \| (.+?) \|$", page, re.MULTILINE)
    }

    assert documented == cli.EXIT_CODES
    for command in ("demo", "check", "plan", "verify", "generate", "picture"):
        assert f"gebiedstafel {command}" in page


def test_commands_and_exchange_work_without_django():
    program = """
import sys
class Closed:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "django":
            raise ImportError("django is not here: " + name)
sys.meta_path.insert(0, Closed())
import importlib, pkgutil
import gebiedstafel.exchange, gebiedstafel.cli
for module in pkgutil.walk_packages(gebiedstafel.exchange.__path__, "gebiedstafel.exchange."):
    importlib.import_module(module.name)
raise SystemExit(gebiedstafel.cli.main(["demo"]))
"""
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", timeout=60
    )

    assert answer.stderr == ""
    assert answer.returncode == 0
    assert answer.stdout == demo_text()


def test_a_picture_comes_out_as_json(shared_data, capsys):
    figures = shared_data / "areas" / "kwb2015_nl_wijk.csv"

    assert cli.main(["picture", str(figures), "--area", "WK034401", "--json"]) == cli.DONE

    picture = json.loads(capsys.readouterr().out)
    assert picture["area"] == "WK034401"
    assert {"name", "level", "compared_with", "figures", "children"} <= picture.keys()


def test_a_picture_of_nothing_is_one_clear_sentence(tmp_path, capsys):
    assert cli.main(["picture", str(tmp_path / "niets.csv"), "--area", "WK034401"]) == cli.BAD_FILE

    told = capsys.readouterr()
    assert "niets.csv" in told.err
    assert told.err.count("\n") == 1


def test_a_condition_of_a_measure_is_told_beside_it(tmp_path, capsys):
    table = changed(tmp_path, measure="M1", conditions=[{"text": "De kade is vrij", "checked_by": "gem"}])

    assert cli.main(["plan", str(table)]) == cli.DONE
    words = capsys.readouterr().out
    assert cli.main(["plan", str(table), "--json"]) == cli.DONE
    checks = json.loads(capsys.readouterr().out)["to_check"]

    assert "De kade is vrij" in words[words.index("Nog te toetsen") :]
    found = [
        (row["flow"], row["measures"]) for row in checks if row["facts"].get("text") == "De kade is vrij"
    ]
    assert found == [("", ["M1"])]


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "Wat dit kost, is nog niet bekend."), ("en", "What this costs is not known")],
)
def test_a_measure_of_unknown_cost_is_not_told_as_a_choice_of_the_table(tmp_path, capsys, language, words):
    table = changed(tmp_path, measure="M1", costs=None)

    cli.main(["plan", str(table), "--language", language])

    assert words in capsys.readouterr().out


def changed(tmp_path, *, measure, **parts):
    """Write the small table with other parts of one measure; None takes a part away."""
    table = yaml.safe_load(SMALL)
    row = next(row for row in table["measures"] if row["id"] == measure)
    row.update(parts)
    table["measures"] = [{k: v for k, v in r.items() if v is not None} for r in table["measures"]]
    path = tmp_path / "anders.yaml"
    path.write_text(yaml.safe_dump(table, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def test_a_table_goes_to_a_workbook_and_back_without_loss(small, tmp_path):
    book = tmp_path / "kade.xlsx"
    with book.open("wb") as file:
        subprocess.run(
            [sys.executable, "-m", "gebiedstafel.cli", "workbook", small],
            stdout=file,
            check=True,
            timeout=120,
        )

    back = run("workbook", book)

    assert back.returncode == 0
    assert read_table(back.stdout) == read_table(SMALL)


def test_a_file_that_only_looks_like_a_workbook_is_refused(tmp_path):
    book = tmp_path / "oud.xlsx"
    book.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1"))

    refused = run("workbook", book)

    assert refused.returncode == 3
    assert "oud Excel-bestand (.xls)" in refused.stderr
