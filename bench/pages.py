"""What the site keeps in memory, what a plan takes, and how long a second start is.

`python bench/pages.py` serves the demo from a folder of its own and walks all its pages; then plans the
demo and a generated table of 40 measures and 27 flows, each in a process of its own.
"""

import os
import re
import resource
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST_WEB_MB, MOST_PLAN_MB, MOST_START_SECONDS = 300, 500, 10
ROUNDS = 5
PAGES = (
    *(f"/tafel/de-zeven-gaarden/{name}" for name in ("", "gebied/", "opgaven/", "middelen/", "verbinden/")),
    *("/gebieden/", "/gebieden/laden/", "/inloggen/", "/onderdelen/", "/toegankelijkheid/", "/privacy/"),
)


def main() -> int:
    """Measure all, and say by the exit code whether every promise is kept."""
    with tempfile.TemporaryDirectory() as folder:
        surroundings = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "GEBIEDSTAFEL_HOME": folder,
            "GEBIEDSTAFEL_DEMO": "1",
            "PYTHONPATH": str(ROOT / "src"),
        }
        prepare(surroundings)
        kept = [served(surroundings), *planned(Path(folder), surroundings)]
    return 0 if all(kept) else 1


def prepare(surroundings: dict[str, str]) -> float:
    """Do what comes before serving, and return the seconds by the clock."""
    begun = time.monotonic()
    subprocess.run(
        [sys.executable, "manage.py", "prepare"], cwd=ROOT, env=surroundings, check=True, capture_output=True
    )
    return time.monotonic() - begun


def served(surroundings: dict[str, str]) -> bool:
    """Start a second time, walk every page, and print the seconds and the memory."""
    begun = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    prepare(surroundings)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=subprocess.DEVNULL) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/gezond")
            seconds = time.monotonic() - begun
            for address in PAGES * ROUNDS:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=60) as answer:
                    answer.read()
            sizes = {pid: megabytes(pid) for pid in family(server.pid)}
        finally:
            server.terminate()
    web = max(sizes.values())
    print(f"second start: {seconds:.1f} s; to prepare {cpu:.1f} CPU s (at most {MOST_START_SECONDS})")
    print(f"web process after {len(PAGES) * ROUNDS} pages: {web:.0f} MB (at most {MOST_WEB_MB})")
    print(f"all {len(sizes)} processes together: {sum(sizes.values()):.0f} MB")
    return 0 < web <= MOST_WEB_MB and cpu <= MOST_START_SECONDS


def wait_for(address: str) -> None:
    """Wait until the server answers; give up after a minute."""
    for _ in range(600):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{address} does not answer")


def family(pid: int) -> list[int]:
    """Return a process and all that came from it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in family(int(child)))]


def megabytes(pid: int) -> float:
    """Return what a process holds in memory now."""
    told = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(told[1]) / 1024 if told else 0


def planned(folder: Path, surroundings: dict[str, str]) -> list[bool]:
    """Print the peak of memory of planning the demo and a generated table."""
    tables = {
        "the demo": ["demo"],
        "40 measures and 27 flows": ["generate", "--measures", "40", "--seed", "1"],
    }
    return [plan(folder, surroundings, name, words) for name, words in tables.items()]


def plan(folder: Path, surroundings: dict[str, str], name: str, words: list[str]) -> bool:
    """Print what planning one table takes, in a process of its own."""
    command = [sys.executable, "-m", "gebiedstafel.cli"]
    file = folder / "table.yaml"
    file.write_bytes(
        subprocess.run([*command, *words], env=surroundings, check=True, capture_output=True).stdout
    )
    process = subprocess.Popen(
        [*command, "plan", str(file), "--json", "--nodes", "50"],
        env=surroundings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    peak = used.ru_maxrss / 1024
    print(f"plan of {name}: {peak:.0f} MB at its peak, {used.ru_utime:.1f} CPU s (at most {MOST_PLAN_MB} MB)")
    return process.returncode == 0 and peak <= MOST_PLAN_MB


if __name__ == "__main__":
    sys.exit(main())
