"""The command areas fetch: from a name to a folder of files, and what it says when a service fails."""

import json
import signal
import subprocess
import sys
import time

import pytest

from gebiedstafel import cli

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def quick(monkeypatch):
    """No pauses and one second of patience: the services stand on this computer."""
    from gebiedstafel.exchange.open_data import asking

    brief = asking.Manners(tries=2, pause=0, first_wait=0, silence=1, whole=1)
    monkeypatch.setattr(asking, "Manners", lambda: brief)


@pytest.fixture
def tables(services, tmp_path):
    path = tmp_path / "tables.yaml"
    path.write_text(services.catalogue(), encoding="utf-8")
    return path


def fetch(tables, *more):
    return cli.main(
        ["areas", "fetch", "Kadestad", "--tables", str(tables), "--to", str(tables.parent / "k"), *more]
    )


def test_one_command_brings_the_figures_of_a_municipality(tables, capsys):
    assert fetch(tables) == cli.DONE

    said = capsys.readouterr().out
    assert said.startswith("Kadestad (GM0990): ")
    assert "CBS, Kerncijfers wijken en buurten 2023, 85618NED, CC BY 4.0" in said
    assert "Gemiddeld gasverbruik" in said
    assert "Deze cijfers heeft nog geen bron: " in said
    assert (tables.parent / "k" / "grenzen" / "buurten-2024.geojson").is_file()


def test_what_it_fetched_comes_as_json_too(tables, capsys):
    assert fetch(tables, "--json") == cli.DONE

    told = json.loads(capsys.readouterr().out)
    assert told == json.loads((tables.parent / "k" / "sources.json").read_text(encoding="utf-8"))
    assert told["format"] == "gebiedstafel/sources"


def test_what_it_fetched_makes_a_picture(tables, capsys):
    fetch(tables)
    capsys.readouterr()
    files = [str(path) for path in (tables.parent / "k" / "cijfers").glob("*.csv")]

    assert cli.main(["picture", *files, "--area", "GM0990", "--json"]) == cli.DONE

    assert json.loads(capsys.readouterr().out)["name"] == "Kadestad"


def test_a_service_that_fails_is_a_sentence_and_a_second_call_goes_on(tables, services, capsys):
    services.trouble("/derden/47018NED/TypedDataSet", "500", times=99)

    assert fetch(tables) == cli.NOT_FETCHED

    refused = capsys.readouterr()
    assert refused.err == (
        "127.0.0.1 heeft een storing (500). Probeer het later opnieuw. "
        "Wat er al is, halen we niet nog eens op.\n"
    )
    assert refused.out == ""
    services.troubles.clear()
    services.asked.clear()
    assert fetch(tables) == cli.DONE
    assert not services.asked_for("/v4/")


def test_an_unknown_name_is_told_in_the_language_asked(tables, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    code = cli.main(["areas", "fetch", "Kadestat", "--tables", str(tables), "--language", "en"])

    assert code == cli.NOT_FETCHED
    assert "Do you mean Kadestad" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "services: 1", "{", "services: {cbs4: x}"])
def test_a_list_of_tables_that_is_none_is_told(tmp_path, capsys, text):
    path = tmp_path / "tables.yaml"
    path.write_text(text)

    assert cli.main(["areas", "fetch", "GM0439", "--tables", str(path)]) == cli.BAD_FILE

    assert "tables.yaml: dit is geen lijst van tabellen" in capsys.readouterr().err


def test_our_own_list_of_tables_points_at_https_and_outward_only():
    from gebiedstafel.exchange.open_data.catalogue import own_catalogue

    ours = own_catalogue()
    assert all(address.startswith("https://") for address in ours.services.values())
    assert not ours.inward
    assert [one.id for one in ours.sources] == [
        "kwb",
        "energie",
        "ses",
        "gezondheid",
        "misdrijven",
        "grenzen",
    ]
    assert ours.sources[0].years[2024] == "85984NED"
    assert len(ours.sources[0].years) == 9


def test_ctrl_c_stops_and_leaves_no_half_folder(tables, services):
    services.trouble("/v4/85900NED", "429", times=99, retry_after="30")
    command = [sys.executable, "-m", "gebiedstafel.cli", "areas", "fetch", "GM0990"]
    running = subprocess.Popen(
        [*command, "--tables", str(tables), "--to", str(tables.parent / "k")],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    until = time.monotonic() + 30
    while not services.asked_for("/v4/85900NED") and time.monotonic() < until:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=30)

    assert running.returncode == cli.STOPPED
    assert told.startswith("Gestopt.")
    assert not (tables.parent / "k" / "sources.json").exists()
