"""gebiedstafel plan for many tables that share money: from processes, from a cluster, and taken up again."""

from __future__ import annotations

import json
import os
import signal
import time
from importlib.resources import files
from multiprocessing import active_children

import jsonschema
import pytest

from gebiedstafel import cli
from gebiedstafel.cli import many
from gebiedstafel.cli.processes import Cluster, Processes, ProcessesLost, WorkersLost
from gebiedstafel.engines.connect.generate_many import generate_many
from gebiedstafel.engines.connect.many import Effort, ManyPlans, ManyTables, solve_many
from gebiedstafel.engines.connect.many.executor import InTurn
from gebiedstafel.engines.connect.plan import Status
from gebiedstafel.exchange.faults import BadFile
from gebiedstafel.exchange.many_file import stand_from_json, stand_to_json

EFFORT = Effort(gap=0.0, rounds=4, few=0)


@pytest.fixture
def folder(tmp_path):
    """A folder with four small tables of a city."""
    place = tmp_path / "stad"
    made = ["generate", "--tables", "4", "--measures", "4", "--into", str(place)]
    assert cli.main(made) == cli.DONE
    return place


def city() -> ManyTables:
    return ManyTables(generate_many(6, 4, 0))


@pytest.fixture(scope="module")
def alone() -> ManyPlans:
    plans = solve_many(city(), effort=EFFORT)
    assert isinstance(plans, ManyPlans)
    return plans


def test_a_folder_of_tables_is_planned_together(folder, capsys):
    capsys.readouterr()

    assert cli.main(["plan", str(folder), "--json", "--processes", "1"]) == cli.DONE

    found = json.loads(capsys.readouterr().out)
    assert sorted(found["tables"]) == ["tafel1", "tafel2", "tafel3", "tafel4"]
    for use in found["shared"]:
        spent = sum(sum(years.values()) for years in use["spent"].values())
        assert spent <= sum(use["budget"].values())
    assert found["objective"] <= found["bound"]


def test_plans_are_told_in_words_with_who_spends_the_shared_money(folder, capsys):
    files = sorted(str(path) for path in folder.iterdir())
    capsys.readouterr()

    assert cli.main(["plan", *files, "--processes", "1"]) == cli.DONE
    dutch = capsys.readouterr().out
    assert cli.main(["plan", *files, "--processes", "1", "--language", "en"]) == cli.DONE
    english = capsys.readouterr().out

    assert dutch.startswith("4 tafels samen: ")
    assert "Het geld dat tafels delen" in dutch
    assert english.startswith("4 tables together: ")
    assert "gedeeld-f1" in english


@pytest.mark.parametrize("number", [1, 2])
def test_processes_give_the_same_plans_as_one_after_another(number, alone):
    with Processes(number) as pool:
        assert solve_many(city(), effort=EFFORT, executor=pool) == alone


def test_a_cluster_of_two_workers_gives_the_same_plans(alone):
    distributed = pytest.importorskip("distributed")
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    )
    try:
        with Cluster(cluster.scheduler_address) as there:
            plans = solve_many(city(), effort=EFFORT, executor=there)
    finally:
        cluster.close()

    assert plans == alone


@pytest.fixture
def two_workers():
    """A cluster of two processes that gives a task up at the first worker that is lost on it twice."""
    distributed = pytest.importorskip("distributed")
    dask = pytest.importorskip("dask")
    with dask.config.set({"distributed.scheduler.allowed-failures": 1}):
        cluster = distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        )
        yield cluster
        cluster.close()


def test_a_worker_of_a_cluster_killed_in_mid_run_loses_nothing(alone, two_workers):
    killed = []

    def tell(progress) -> bool:
        if progress.rounds == 2 and not killed:
            killed.append(two_workers.workers[0].pid)
            os.kill(killed[0], signal.SIGKILL)
        return False

    with Cluster(two_workers.scheduler_address) as there:
        plans = solve_many(city(), effort=EFFORT, executor=there, tell=tell)

    assert killed
    assert plans == alone


def test_a_cluster_that_loses_worker_after_worker_is_told_and_not_waited_for(two_workers):
    with Cluster(two_workers.scheduler_address) as there, pytest.raises(WorkersLost) as lost:
        list(there.each(end_at_once, [1]))

    assert "Het cluster is gestopt met rekenen" in lost.value.faults[0].sentence("nl")


def test_a_worker_killed_in_mid_run_loses_nothing(alone):
    killed = []

    with Processes(2) as pool:

        def tell(progress) -> bool:
            if progress.rounds == 2 and not killed:
                killed.append(next(iter(pool.pool._processes)))
                os.kill(killed[0], signal.SIGKILL)
            return False

        plans = solve_many(city(), effort=EFFORT, executor=pool, tell=tell)

    assert killed
    assert plans == alone


def end_at_once(task: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return task


def test_processes_that_end_again_and_again_are_told_and_not_waited_for():
    with Processes(1) as pool, pytest.raises(ProcessesLost) as lost:
        list(pool.each(end_at_once, [1]))

    assert "--processes 1" in lost.value.faults[0].sentence("nl")


class Enough(Exception):
    pass


def sleep_long(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def test_work_that_nobody_waits_for_any_more_ends_in_the_middle():
    before = set(active_children())
    begun = time.monotonic()
    answered = []

    def waiting() -> None:
        if answered:
            raise Enough

    with Processes(2) as pool:
        answers = pool.each(sleep_long, [0, 300, 300], waiting)
        answered.append(next(answers))
        with pytest.raises(Enough):
            next(answers)
        assert answered == [(0, 0)]
        assert set(active_children()) == before, "a process still works on what nobody asks"
        assert dict(pool.each(sleep_long, [0])) == {0: 0}, "the next question finds new processes"

    assert time.monotonic() - begun < 150


def test_whoever_waits_for_a_cluster_is_asked_too(two_workers):
    def waiting() -> None:
        raise Enough

    with Cluster(two_workers.scheduler_address) as there, pytest.raises(Enough):
        list(there.each(sleep_long, [20], waiting))


def test_a_time_limit_ends_a_round_in_which_no_table_has_answered():
    told = []

    class NobodyAnswers(InTurn):
        def each(self, work, tasks, waiting=None):
            if waiting is not None:
                waiting()
            yield from super().each(work, tasks, waiting)

    def tell(progress) -> bool:
        told.append(progress.answered)
        return True

    plans = solve_many(city(), effort=EFFORT, executor=NobodyAnswers(), tell=tell)

    assert told == [0]
    assert plans.status is Status.STOPPED
    assert plans.rounds == 0


def test_a_search_on_disk_is_read_back_as_it_was():
    stands = []
    solve_many(city(), effort=EFFORT, keep=stands.append, reasons=False)

    for stand in stands:
        assert stand_from_json(stand_to_json(stand, "m"), "m", "f") == stand


def test_resuming_from_a_file_ends_as_an_uninterrupted_search(folder, tmp_path, capsys):
    kept = tmp_path / "zoektocht.json"
    start = ["plan", str(folder), "--json", "--processes", "1", "--gap", "0"]
    assert cli.main([*start, "--resume", str(kept), "--rounds", "2"]) == cli.DONE
    capsys.readouterr()
    assert cli.main([*start, "--resume", str(kept), "--rounds", "4"]) == cli.DONE
    resumed = json.loads(capsys.readouterr().out)

    assert cli.main([*start, "--rounds", "4"]) == cli.DONE

    assert json.loads(capsys.readouterr().out) == resumed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{}", "geen bewaarde zoektocht"),
        ("niets", "geen bewaarde zoektocht"),
        ('{"format": "gebiedstafel/search", "mark": "x"}', "andere tafels"),
    ],
)
def test_a_file_that_holds_no_such_search_is_refused_and_left_alone(folder, tmp_path, capsys, text, words):
    kept = tmp_path / "iets.json"
    kept.write_text(text, encoding="utf-8")

    assert cli.main(["plan", str(folder), "--resume", str(kept)]) == cli.BAD_FILE

    assert words in capsys.readouterr().err
    assert kept.read_text(encoding="utf-8") == text


def test_two_files_of_one_table_and_shared_money_that_differs_are_told_at_once(folder, capsys):
    one, two, *_ = sorted(folder.iterdir())
    text = one.read_text(encoding="utf-8")
    (folder / "nog-een.yaml").write_text(text, encoding="utf-8")
    changed = two.read_text(encoding="utf-8").replace("burden: 1", "burden: 2")
    two.write_text(changed, encoding="utf-8")
    capsys.readouterr()

    assert cli.main(["plan", str(folder)]) == cli.BAD_FILE

    told = capsys.readouterr().err
    assert "2 bestanden heten tafel tafel1" in told
    assert "maar niet gelijk: de last van verantwoorden" in told


def test_a_fault_in_one_of_the_files_names_the_file(folder, capsys):
    (folder / "stuk.yaml").write_text("format: iets\n", encoding="utf-8")
    capsys.readouterr()

    assert cli.main(["plan", str(folder)]) == cli.BAD_FILE

    assert "stuk.yaml" in capsys.readouterr().err


def test_a_folder_without_tables_a_full_folder_and_absurd_numbers_are_refused(tmp_path, capsys):
    empty = tmp_path / "leeg"
    empty.mkdir()

    assert cli.main(["plan", str(empty)]) == cli.BAD_FILE
    assert cli.main(["generate", "--tables", "2", "--measures", "2", "--into", str(empty)]) == cli.BAD_FILE
    assert cli.main(["generate", "--tables", "1000000", "--measures", "40"]) == cli.BAD_FILE

    told = capsys.readouterr().err
    assert "een map zonder tafels" in told
    assert "bestaat al" in told
    assert "te veel" in told


def test_a_cluster_that_is_not_there_is_a_sentence():
    pytest.importorskip("distributed")

    with pytest.raises(BadFile) as refused:
        Cluster("tcp://127.0.0.1:9")

    assert "hier antwoordt geen cluster" in refused.value.faults[0].sentence("nl")


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_or_being_told_to_end_ends_the_search_and_prints_the_best_plans(
    ending, tmp_path, capsys, monkeypatch
):
    place = tmp_path / "grote-stad"
    assert cli.main(["generate", "--tables", "6", "--measures", "14", "--into", str(place)]) == cli.DONE
    told = many.ManyProgressing.round

    def interrupt(self, progress) -> bool:
        if progress.rounds == 2 and not self.interrupted:
            signal.raise_signal(ending)
        return told(self, progress)

    monkeypatch.setattr(many.ManyProgressing, "round", interrupt)
    capsys.readouterr()

    ended = cli.main(["plan", str(place), "--gap", "0", "--json", "--processes", "2"])

    found = json.loads(capsys.readouterr().out)
    assert ended == cli.STOPPED
    assert found["status"] == "stopped"
    assert found["rounds"] == 2
    assert len(found["tables"]) == 6


def test_reading_counts_within_the_time_and_is_told_how_far_it_came(folder, capsys, monkeypatch):
    clock = iter((0, 0, 1, 2))
    monkeypatch.setattr("gebiedstafel.cli.command.time.monotonic", lambda: next(clock))
    capsys.readouterr()

    assert cli.main(["plan", str(folder), "--seconds", "2", "--processes", "1"]) == cli.NO_PLAN

    told = "Na 2 seconden waren 3 van de 4 tafels gelezen en was er nog niet gerekend. Geef meer tijd.\n"
    assert capsys.readouterr().out == told


def test_reading_that_takes_all_the_time_gives_an_answer_in_the_published_form(folder, capsys, monkeypatch):
    clock = iter((0, 9))
    monkeypatch.setattr("gebiedstafel.cli.command.time.monotonic", lambda: next(clock))
    schema = files("gebiedstafel.exchange").joinpath("plans.schema.json").read_text(encoding="utf-8")
    capsys.readouterr()

    assert cli.main(["plan", str(folder), "--seconds", "2", "--json"]) == cli.NO_PLAN

    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, json.loads(schema))
    assert (found["status"], found["tables"]) == ("stopped", {})


def test_a_terminal_shows_how_many_tables_are_made_written_and_read(folder, tmp_path, monkeypatch, capsys):
    lines: list[str] = []
    monkeypatch.setattr("gebiedstafel.cli.command.Telling.tell", lambda self, text: lines.append(text))

    cli.main(["generate", "--tables", "2", "--measures", "3", "--into", str(tmp_path / "twee")])
    cli.main(["plan", str(folder), "--rounds", "1", "--processes", "1"])

    assert lines[:4] == [f"2 tafels {what}: {n} …" for what in ("maken", "schrijven") for n in (1, 2)]
    assert {"4 tafels lezen: 1 …", "4 tafels lezen: 4 …"} <= set(lines)
    assert lines[-1] == ""
