"""One command starts web and worker; they live and end together."""

import signal
import socket
import subprocess
import sys
import time
import urllib.request

import psutil
import pytest

from prove.installation import environment


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def home(root, tmp_path_factory):
    """A new installation, made ready once."""
    place = tmp_path_factory.mktemp("home")
    prepared = begin(root, place, "prepare")
    assert prepared.wait(timeout=120) == 0, told_by(place)
    return place


def begin(root, home, *words: str) -> subprocess.Popen[bytes]:
    with (home / "told").open("wb") as told:
        command = [sys.executable, "manage.py", *words]
        return subprocess.Popen(
            command, cwd=root, env=environment(home), stdout=told, stderr=subprocess.STDOUT
        )


def told_by(home) -> str:
    return (home / "told").read_text()


@pytest.fixture
def served(root, home, port):
    process = begin(root, home, "serve", "--port", str(port))
    deadline = time.monotonic() + 60
    while "(Ctrl-C stops it)" not in told_by(home):
        assert process.poll() is None, told_by(home)
        assert time.monotonic() < deadline, told_by(home)
        time.sleep(0.1)
    pair = both(process)
    yield process
    for one in [process, *pair.values()]:
        if one.is_running() if isinstance(one, psutil.Process) else one.poll() is None:
            one.kill()
    process.wait(timeout=10)


def both(process) -> dict[str, psutil.Process]:
    named = {}
    for child in psutil.Process(process.pid).children():
        named["web" if "gunicorn" in " ".join(child.cmdline()) else "worker"] = child
    return named


def ended(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_the_site_answers_and_one_signal_ends_both(served, home, port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/gezond", timeout=10) as answer:
        assert answer.read() == b"gezond\n"
    pair = both(served)
    assert set(pair) == {"web", "worker"}

    served.send_signal(signal.SIGINT)

    assert served.wait(timeout=20) == 0, told_by(home)
    assert all(ended(process) for process in pair.values())


@pytest.mark.parametrize(("which", "name"), [("web", "web server"), ("worker", "worker")])
def test_when_one_dies_the_other_ends_too_and_that_is_said(served, home, which, name):
    pair = both(served)

    pair[which].kill()

    assert served.wait(timeout=20) == 1
    assert f"The {name} ended by itself" in told_by(home)
    assert all(ended(process) for process in pair.values())


def test_a_port_that_is_taken_is_told_with_a_remedy(root, home, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()

        assert begin(root, home, "serve", "--port", str(port)).wait(timeout=60) == 1

    told = told_by(home)
    assert f"already uses port {port}" in told
    assert "make run PORT=" in told
    assert "Traceback" not in told


def test_the_web_process_is_light(root, served, port):
    if not (root / "src/gebiedstafel/ui/static/ui/built/app.css").exists():
        pytest.skip("not built: make frontend")
    for _ in range(20):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/inloggen/", timeout=10).read()
        time.sleep(0.01)

    web = both(served)["web"]
    whole = sum(p.memory_info().rss for p in [web, *web.children(recursive=True)])

    assert 10 < whole / 1024**2 < 300
