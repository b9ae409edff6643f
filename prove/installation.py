"""An installation of its own for a harness: a folder, a database in it, and commands on it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASIDE = {
    "DATABASE_URL",
    "DEBUG",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
    "GEBIEDSTAFEL_DEMO",
    "GEBIEDSTAFEL_TRAIL_KEY",
    "SECRET_KEY",
}


def environment(home: Path) -> dict[str, str]:
    """Return the environment in which commands work on this installation alone."""
    kept = {name: value for name, value in os.environ.items() if name not in ASIDE}
    return {**kept, "GEBIEDSTAFEL_HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}


def manage(home: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a `manage.py` command on this installation, with other settings if asked, and wait for it."""
    command = [sys.executable, str(ROOT / "manage.py"), *words]
    surroundings = {**environment(home), **settings}
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False, timeout=300)
