"""What stands in git can be built elsewhere and read by others."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

LONGEST = 400
LONGEST_TEST = 600  # an oracle is long because it is obvious
ABSENT = {"utils", "helpers", "common", "core", "services", "managers"}
PLACES_OF_ONE_MACHINE = re.compile(r"(?<![A-Za-z0-9_.])/(?:work|farm|root|home/\w+)/")
REGISTRY = re.compile(
    r"https?://[^\s\"']*(?:/simple/|/artifactory/|/nexus/|pypi\.|npmjs\.|yarnpkg\.|files\.pythonhosted\.)"
)


@pytest.fixture(scope="module")
def tracked(root) -> list[Path]:
    if not (root / ".git").exists():
        pytest.skip("this is not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True
    ).stdout
    paths = [root / name for name in listed.split("\0") if name]
    return [path for path in paths if path.is_file()]


@pytest.fixture(scope="module")
def texts(tracked) -> dict[Path, str]:
    readable = {}
    for path in tracked:
        try:
            readable[path] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return readable


def test_no_path_of_one_machine_stands_in_a_file(texts, root):
    found = [
        f"{path.relative_to(root)}: {line.strip()[:100]}"
        for path, text in texts.items()
        for line in text.splitlines()
        if path != Path(__file__) and PLACES_OF_ONE_MACHINE.search(line)
    ]
    assert found == []


def test_no_host_of_a_package_registry_stands_in_a_file(texts, root):
    found = [
        f"{path.relative_to(root)}: {line.strip()[:100]}"
        for path, text in texts.items()
        for line in text.splitlines()
        if path != Path(__file__) and REGISTRY.search(line)
    ]
    assert found == []


def test_every_pinned_package_carries_its_hashes(root):
    files = sorted((root / "requirements").glob("*.txt"))
    assert len(files) == 3

    for file in files:
        blocks = re.split(r"\n(?=\S)", file.read_text().replace("\\\n", ""))
        pins = [block for block in blocks if "==" in block]
        assert pins, file
        assert [pin for pin in pins if "--hash=sha256:" not in pin] == []


def test_the_front_end_lock_tells_no_host_and_pins_all(root):
    import json

    packages = json.loads((root / "frontend/package-lock.json").read_text())["packages"]
    third_party = {name: facts for name, facts in packages.items() if name}

    assert third_party
    assert [name for name, facts in third_party.items() if "resolved" in facts] == []
    assert [name for name, facts in third_party.items() if not facts.get("integrity")] == []


def test_what_runs_asks_only_for_what_is_pinned(root):
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["web"]]
    names = {re.split(r"[\[<>=;~ ]", line)[0].lower() for line in wanted}
    pinned = {
        line.split("==")[0].split("[")[0].lower()
        for line in (root / "requirements/run.txt").read_text().splitlines()
        if "==" in line
    }

    assert sorted(names - pinned) == []


def test_no_file_holds_two_sides_of_a_merge(texts):
    marks = ("<" * 7 + " ", ">" * 7 + " ")
    torn = [str(path) for path, text in texts.items() if any(("\n" + text).count("\n" + m) for m in marks)]

    assert len(texts) > 500
    assert torn == []


def test_no_python_file_is_long(texts, root):
    lengths = {
        path.relative_to(root): len(text.splitlines())
        for path, text in texts.items()
        if path.suffix == ".py" and "migrations" not in path.parts
    }
    long = {
        str(path): length
        for path, length in lengths.items()
        if length > (LONGEST_TEST if path.parts[0] == "tests" else LONGEST)
    }

    assert len(lengths) > 100
    assert long == {}


def test_no_file_is_called_after_nothing(tracked, root):
    named = [str(path.relative_to(root)) for path in tracked if path.suffix == ".py" and path.stem in ABSENT]
    folders = [
        str(path.relative_to(root)) for path in tracked if ABSENT & set(path.relative_to(root).parts[:-1])
    ]

    assert named + folders == []


def test_nothing_that_is_made_or_secret_is_tracked(tracked, root):
    names = [str(path.relative_to(root)) for path in tracked]

    assert [
        name
        for name in names
        if re.search(r"\.mo$|\.sqlite3$|secret_key|trail_key|node_modules|/built/", name)
    ] == []
