"""An installation of its own for a harness: a folder, a database in it, and commands on it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.sql import SQL, Identifier

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


@contextmanager
def database_beside(address: str) -> Iterator[str]:
    """Make an empty PostgreSQL database beside the one named, for one harness alone; it goes afterwards."""
    parts = urlsplit(address)
    name = f"{parts.path.strip('/')}_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as line:
        line.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            line.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))
