"""Make `.venv` ready: `python requirements/prepare.py run`; in a second when nothing changed.

Uses only what comes with Python, for it runs before anything is installed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
OLDEST_NODE = 20


def main(kinds: list[str]) -> int:
    """Install what each kind of work needs and build what is built; two that start together take turns."""
    os.chdir(ROOT)
    turn = os.open("requirements", os.O_RDONLY)
    fcntl.flock(turn, fcntl.LOCK_EX)
    if "run" in kinds and not has_node():
        kinds = [*kinds, "frontend"]
    for kind in kinds:
        stamp, wanted = VENV / f"stamp-{kind}", fingerprint(kind)
        if not stamp.exists() or stamp.read_text() != wanted:
            install(kind)
            stamp.write_text(wanted)
    for words in (["frontend/build.py"], ["-m", "gebiedstafel.ui.messages", "compile"]):
        if ended := subprocess.run([PYTHON, *words], check=False).returncode:
            return ended
    return 0


def has_node() -> bool:
    """Whether a Node that can build the front-end is on the path, with its npm."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return False
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = told.strip().lstrip("v").split(".")[0]
    return major.isdecimal() and int(major) >= OLDEST_NODE


def fingerprint(kind: str) -> str:
    """Return a mark that changes when what must be installed changes."""
    whole = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for path in (Path("requirements") / f"{kind}.txt", Path("pyproject.toml")):
        whole.update(path.read_bytes())
    return whole.hexdigest()


def install(kind: str) -> None:
    """Make the environment where it is missing, and install the pinned packages and the project itself."""
    if not PYTHON.exists() or runs(PYTHON) != sys.version_info[:2]:
        make_environment()
    print(f"Installing what is needed to {kind} (once)...", flush=True)
    pip("--require-hashes", "-r", f"requirements/{kind}.txt")
    pip("--no-deps", "--no-build-isolation", "-e", ".")


def runs(python: Path) -> tuple[int, int]:
    """Return the version of Python in the environment, 0.0 when it is not whole."""
    told = subprocess.run(
        [python, "-c", "import pip, sys; print(*sys.version_info[:2])"],
        capture_output=True,
        text=True,
        check=False,
    )
    words = told.stdout.split()
    return (int(words[0]), int(words[1])) if len(words) == 2 else (0, 0)


def make_environment() -> None:
    """Make `.venv` anew."""
    try:
        venv.create(VENV, with_pip=True, clear=True, symlinks=True)
    except subprocess.CalledProcessError:
        sys.exit(
            "This Python cannot make an environment of its own. On Debian and Ubuntu the package "
            f"python3-venv is missing: apt-get install python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        )


def pip(*words: str) -> None:
    """Run pip in the environment; its own lines tell more when it fails."""
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *words]
    if subprocess.run(command, check=False).returncode:
        sys.exit(
            "The packages could not be installed; the lines above say which. The first time this needs a "
            "network with a package registry. Try again when that is there."
        )


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        sys.exit("Gebiedstafel needs Python 3.11 or newer.")
    sys.exit(main(sys.argv[1:] or ["run"]))
