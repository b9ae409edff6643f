"""Each import contract fails when it is broken, so a passing check means something."""

import os
import shutil
import subprocess
import sys
import tomllib

import pytest

# Per contract: the file that breaks it, and the line that does.
BREACHES = {
    "layers": ("exchange/broken_on_purpose.py", "import gebiedstafel.tables.models"),
    "pure": ("engines/connect/broken_on_purpose.py", "import django.db"),
    "ballots": ("start/broken_on_purpose.py", "from gebiedstafel.dialogue.ballots import Vote"),
    "signals": ("start/broken_on_purpose.py", "from gebiedstafel.signals.models import Signal"),
    "views": ("tables/actions.py", "import gebiedstafel.tables.views"),
}
MORE = [
    ("layers", "engines/connect/broken_on_purpose.py", "import gebiedstafel.exchange"),
    ("layers", "trail/broken_on_purpose.py", "import gebiedstafel.accounts.models"),
    ("layers", "a_new_layer.py", "import gebiedstafel.trail.models"),
    ("pure", "exchange/broken_on_purpose.py", "from django.utils import timezone"),
]


def contracts(root) -> dict[str, str]:
    settings = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]
    return {contract["id"]: contract["name"] for contract in settings["contracts"]}


def lint(place) -> subprocess.CompletedProcess[str]:
    run = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run(
        [sys.executable, "-c", run],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(place / "src")},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def copy(root, tmp_path):
    """The package alone, free to be broken."""
    unneeded = shutil.ignore_patterns(
        "__pycache__", "static", "templates", "locale", "*.mo", "*.json", "*.yaml"
    )
    shutil.copytree(root / "src/gebiedstafel", tmp_path / "src/gebiedstafel", ignore=unneeded)
    shutil.copy(root / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold(copy):
    told = lint(copy)

    assert told.returncode == 0, told.stdout + told.stderr
    assert "0 broken" in told.stdout


@pytest.mark.parametrize(
    ("contract", "file", "line"),
    [(contract, *breach) for contract, breach in BREACHES.items()] + MORE,
)
def test_a_broken_contract_is_seen(root, copy, contract, file, line):
    path = copy / "src/gebiedstafel" / file
    path.write_text((path.read_text() if path.exists() else "") + f"\n{line}\n")

    told = lint(copy)

    assert told.returncode == 1
    name = contracts(root)[contract]
    assert (
        f"{name} BROKEN" in " ".join(told.stdout.split())
        or "not exhaustive" in told.stdout.lower()
        or (file == "a_new_layer.py" and "a_new_layer" in told.stdout)
    ), told.stdout


def test_no_contract_goes_untested(root):
    assert set(BREACHES) == set(contracts(root))
