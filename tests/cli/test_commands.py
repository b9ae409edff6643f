"""The command line: what comes out, with which exit code, and never a traceback."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time

import jsonschema
import pytest
import yaml

from gebiedstafel import cli
from gebiedstafel.cli.command import CLEAR_LINE
from gebiedstafel.engines.connect import check, solve, verify
from gebiedstafel.engines.connect.generate import generate
from gebiedstafel.engines.connect.many import ManyProgress, NoPlans
from gebiedstafel.engines.connect.plan import Status
from gebiedstafel.exchange.demo import demo_text
from gebiedstafel.exchange.plan_file import plan_from_json
from gebiedstafel.exchange.problem_document import document_of
from gebiedstafel.exchange.table_file import read_table, write_table
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


def test_check_warns_of_money_that_must_be_asked_for_by_nobody_known(small, capsys):
    asked = SMALL.replace("certainty: vast,", "certainty: kansrijk, apply_by: '2027-04-01',")
    small.write_text(asked, encoding="utf-8")
    assert cli.main(["check", str(small)]) == cli.DONE
    assert "money_flows → F1: „Kademiddelen” moet uiterlijk 2027-04-01" in capsys.readouterr().out

    small.write_text(asked.replace("holder: gem,", "holder: gem, applicant: gem,"), encoding="utf-8")
    assert cli.main(["check", str(small)]) == cli.DONE
    assert "Kademiddelen” moet" not in capsys.readouterr().out


def test_a_choice_that_cannot_be_leaves_no_plan_and_is_named(small, capsys):
    small.write_text(SMALL + "choices: {in: [M1, M2]}\n", encoding="utf-8")

    assert cli.main(["plan", str(small)]) == cli.NO_PLAN

    said = capsys.readouterr().out
    assert "Sluis kan niet meedoen, wat u verder ook kiest." in said
    assert "botsen" not in said, "one choice does not clash with another"


def test_a_generated_table_is_a_table_and_the_seed_decides_it(capsys):
    def generated(seed):
        assert cli.main(["generate", "--measures", "12", "--seed", str(seed)]) == cli.DONE
        return capsys.readouterr().out

    first, again, other = generated(1), generated(1), generated(2)

    assert first == again != other
    problem = problem_of(read_table(first))
    assert len(problem.measures) == 12
    assert not [issue for issue in check(problem) if issue.severity == "error"]


BEYOND_BELIEF = {
    "one table": ("generate", "--measures", "9999999999"),
    "many tables": ("generate", "--tables", "999999", "--measures", "40"),
    "many small tables": ("generate", "--tables", "3000", "--measures", "1"),
    "one of many tables": ("generate", "--tables", "2", "--measures", "9000"),
    "scenarios": ("robust", "TABLE", "--scenarios", "100000000"),
    "processes": ("plan", "TABLE", "TABLE", "--processes", "100000000"),
}


@pytest.mark.parametrize("case", BEYOND_BELIEF)
@pytest.mark.parametrize(("language", "words"), [("nl", "hoogstens"), ("en", "at most")])
def test_a_size_beyond_belief_is_refused_in_words_before_memory_goes(
    case, language, words, small, tmp_path, capsys, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("gebiedstafel.engines.connect.generate.generate", never)
    monkeypatch.setattr("gebiedstafel.engines.connect.generate_many.generate_many", never)
    monkeypatch.setattr("gebiedstafel.engines.connect.solver.solve", never)
    arguments = [str(small) if word == "TABLE" else word for word in BEYOND_BELIEF[case]]

    assert cli.main([*arguments, "--language", language]) == cli.BAD_FILE

    told = capsys.readouterr()
    assert words in told.err
    assert told.err.count("\n") == 1
    assert not told.out


def never(*arguments, **named):
    raise AssertionError("it began with what it must refuse")


def test_the_largest_table_that_is_made_can_be_read_again():
    from gebiedstafel.cli.many import MOST_IN_ONE
    from gebiedstafel.exchange.plain_text import MAX_BYTES

    sample = 200
    size = len(write_table(document_of(generate(sample, 1))).encode())

    assert size * MOST_IN_ONE / sample < MAX_BYTES


@pytest.mark.parametrize(
    "option",
    [["--cluster", "tcp://x:1"], ["--resume", "f"], ["--rounds", "2"], ["--processes", "2"], ["--reasons"]],
)
def test_an_option_that_says_nothing_about_one_table_is_refused_and_not_passed_over(small, capsys, option):
    assert cli.main(["plan", str(small), *option]) == cli.WRONG_USE

    told = capsys.readouterr()
    assert told.err.startswith(f"Alleen voor meer tafels samen: {option[0]}.")
    assert not told.out


def test_nodes_are_refused_for_more_tables(small, tmp_path, capsys):
    other = tmp_path / "tweede.yaml"
    other.write_text(SMALL.replace("id: kade", "id: wal"), encoding="utf-8")

    assert cli.main(["plan", str(small), str(other), "--nodes", "3", "--language", "en"]) == cli.WRONG_USE

    assert capsys.readouterr().err.startswith("--nodes works for one table only.")


@pytest.fixture
def no_time(monkeypatch):
    """Each look at the clock an hour later than the one before."""
    hours = iter(range(0, 3600 * 10_000, 3600))
    monkeypatch.setattr("gebiedstafel.cli.command.time.monotonic", lambda: next(hours))


def late_to_a_plan(folder, name):
    """A table with two fixed choices, of which a quick plan gives the first the money for the other."""
    document = yaml.safe_load(SMALL)
    (flow,), (_, dear) = document["money_flows"], document["measures"]
    rest = {**flow, "id": "F2", "budget": {2027: 600000}}
    document["money_flows"] = [{**flow, "cost_types": ["personeel", "proces"]}, rest]
    dear["costs"] = {"personeel": [500000]}
    table = folder / f"{name}.yaml"
    table.write_text(yaml.safe_dump(document | {"choices": {"in": ["M1", "M2"]}}), encoding="utf-8")
    return table


def test_a_time_too_short_for_any_plan_says_so_and_what_was_tried(tmp_path, no_time, capsys):
    table = late_to_a_plan(tmp_path, "lastig")

    assert cli.main(["plan", str(table), "--seconds", "2", "--gap", "0"]) == cli.NO_PLAN
    said = capsys.readouterr().out
    assert cli.main(["plan", str(table), "--seconds", "2", "--gap", "0", "--json"]) == cli.NO_PLAN
    (reason,) = json.loads(capsys.readouterr().out)["reasons"]

    assert "Na 2 seconden was er nog geen plan." in said
    assert "met 2 vaste keuzes." in said
    assert (reason["code"], reason["facts"]["seconds"]) == ("search_out_of_time", 2)


def test_a_second_for_a_thousand_measures_gives_a_plan_that_keeps_every_rule(tmp_path, capsys):
    table = tmp_path / "groot.yaml"
    table.write_text(write_table(document_of(generate(1000, 0))), encoding="utf-8")
    begun = time.process_time()

    assert cli.main(["plan", str(table), "--seconds", "1", "--json"]) == cli.DONE
    taken = time.process_time() - begun
    told = json.loads(capsys.readouterr().out)

    assert taken < 20  # the linear relaxation alone takes more than forty seconds
    assert told["status"] == "stopped"
    assert len(told["measures"]) > 50
    assert verify(problem_of(read_table(table.read_bytes())), plan_from_json(told)) == []


def test_a_time_too_short_for_plans_of_more_tables_says_so_and_what_was_tried(monkeypatch, small, capsys):
    def none_yet(many, tell, **more):
        assert tell(ManyProgress(0, 0, 2, None, 9.0, 1.0))
        return NoPlans(Status.STOPPED, {})

    seconds = iter((0, 0, 2))
    monkeypatch.setattr("gebiedstafel.cli.command.time.monotonic", lambda: next(seconds))
    monkeypatch.setattr("gebiedstafel.engines.connect.many.solve_many", none_yet)
    other = small.with_name("wal.yaml")
    other.write_text(SMALL.replace("id: kade", "id: wal"), encoding="utf-8")

    code = cli.main(["plan", str(small), str(other), "--seconds", "2", "--language", "en"])

    said = capsys.readouterr().out
    assert code == cli.NO_PLAN
    assert "After 2 seconds there was no plan yet." in said
    assert "each of the 2 tables" in said


def test_time_that_is_over_gives_the_best_plan_so_far_and_enough_time_changes_nothing(small, capsys, no_time):
    assert cli.main(["plan", str(small), "--seconds", "1", "--json"]) == cli.DONE
    short = json.loads(capsys.readouterr().out)
    assert cli.main(["plan", str(small), "--seconds", "999999999", "--json"]) == cli.DONE
    long = json.loads(capsys.readouterr().out)

    assert [one["id"] for one in short["measures"]] in (["M1"], [])
    assert [one["id"] for one in long["measures"]] == ["M1"]
    assert long["status"] != "stopped"


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


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_or_being_told_to_end_during_a_search_prints_the_best_plan_so_far(ending, tmp_path):
    table = tmp_path / "groot.yaml"
    table.write_text(run("generate", "--measures", "60", "--seed", "3").stdout, encoding="utf-8")
    master, terminal = pty.openpty()
    command = [sys.executable, "-m", "gebiedstafel.cli", "plan", str(table), "--gap", "0"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=terminal, text=True, encoding="utf-8")
    shown = ""
    while "%" not in shown:  # the search has found a first plan
        shown += os.read(master, 1000).decode()

    running.send_signal(ending)
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


def test_a_picture_comes_out_as_json_after_the_published_form(root, shared_data, capsys):
    figures = shared_data / "areas" / "kwb2015_nl_wijk.csv"
    form = json.loads((root / "src/gebiedstafel/exchange/picture.schema.json").read_text(encoding="utf-8"))

    assert cli.main(["picture", str(figures), "--area", "GM0344", "--json"]) == cli.DONE

    picture = json.loads(capsys.readouterr().out)
    jsonschema.validate(picture, form)
    assert picture["area"] == "GM0344"
    assert picture["children"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(picture | {"origin": 7}, form)


def test_a_picture_compares_as_one_chooses_and_keeps_its_form(root, shared_data, capsys):
    figures = shared_data / "areas" / "kwb2015_nl_wijk.csv"
    form = json.loads((root / "src/gebiedstafel/exchange/picture.schema.json").read_text(encoding="utf-8"))
    told = {}

    for among in ("stedelijk", "land", "gemeente"):
        command = ["picture", str(figures), "--area", "WK034401", "--compared-with", among, "--json"]
        assert cli.main(command) == cli.DONE
        told[among] = json.loads(capsys.readouterr().out)
        jsonschema.validate(told[among], form)

    assert {one["compared_with"]["among"] for one in told.values()} == set(told)
    counts = [told[among]["compared_with"]["areas"] for among in ("land", "stedelijk", "gemeente")]
    assert counts == sorted(counts, reverse=True)


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


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("Wat dit kost, is nog niet bekend.", "Vul in wat dit kost.")),
        ("en", ("What this costs is not known", "Fill in what this costs.")),
    ],
)
def test_why_not_asks_for_an_unknown_cost_instead_of_letting_the_measure_go(
    tmp_path, capsys, language, words
):
    table = changed(tmp_path, measure="M1", costs=None)

    cli.main(["why-not", str(table), "--measure", "M1", "--language", language])

    said = capsys.readouterr().out
    assert all(word in said for word in words)


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
