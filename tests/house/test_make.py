"""What `make` does on machines that lack something, and what it does not do twice."""

import importlib.util
import shutil
import subprocess

import pytest


@pytest.fixture
def prepare(root):
    spec = importlib.util.spec_from_file_location("prepare", root / "requirements/prepare.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not shutil.which("make"), reason="make is not on this machine")
def test_without_python_there_is_a_sentence(root, tmp_path):
    for tool in ("make", "sh", "sed"):
        (tmp_path / tool).symlink_to(shutil.which(tool))

    told = subprocess.run(
        ["make", "run"], cwd=root, env={"PATH": str(tmp_path)}, capture_output=True, text=True, timeout=30
    )

    assert told.returncode != 0
    assert "no Python 3.11 or newer" in told.stderr


def test_what_must_be_installed_is_marked_by_what_it_asks(prepare, tmp_path, monkeypatch):
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/run.txt").write_text("one==1\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    monkeypatch.chdir(tmp_path)

    before = prepare.fingerprint("run")
    assert prepare.fingerprint("run") == before

    (tmp_path / "requirements/run.txt").write_text("one==2\n")
    assert prepare.fingerprint("run") != before


def test_node_from_the_wheel_is_asked_for_only_without_a_good_node(prepare, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not prepare.has_node()

    for name, said in (("node", "v18.1.0"), ("npm", "9")):
        (tmp_path / name).write_text(f"#!/bin/sh\necho {said}\n")
        (tmp_path / name).chmod(0o755)
    assert not prepare.has_node()

    (tmp_path / "node").write_text("#!/bin/sh\necho v22.3.0\n")
    assert prepare.has_node()


def test_an_environment_that_is_not_whole_is_seen(prepare, tmp_path):
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)

    assert prepare.runs(broken) == (0, 0)
