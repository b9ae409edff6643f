"""A worker that is killed while it searches leaves no run open and loses nothing that was kept."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from .installation import ROOT, environment, manage
from .proof import Proof, scaled

KILLS = 20
#: A table on which the search lasts far longer than any kill lets it live, with one plan kept before.
PREPARED = """
from datetime import UTC, datetime
from gebiedstafel.connections.solving import freeze, keep_plan
from gebiedstafel.connections.variant_actions import make_variant
from gebiedstafel.engines.connect import solve
from gebiedstafel.engines.connect.generate import generate
from gebiedstafel.exchange.problem_document import document_of
from gebiedstafel.exchange.table_problem import problem_of
from gebiedstafel.means.table_import import load_demo_table
now = datetime.now(UTC)
table = load_demo_table(document_of(generate(60, 3)), at=now)
chair = table.seats.get(role="chair")
frozen = freeze(table)
keep_plan(table, frozen, solve(problem_of(frozen.document), gap=0.5, nodes=1), by=chair, at=now)
make_variant(table, "Anders", by=chair, at=now)
"""
ASKED = """
from datetime import UTC, datetime
from gebiedstafel.connections.actions import ask_plan
from gebiedstafel.tables.models import AreaTable
table = AreaTable.objects.get()
ask_plan(table, by=table.seats.get(role="chair"), at=datetime.now(UTC), variant=table.variants.get())
"""
STATE = """
from gebiedstafel.connections.models import Plan, Variant
from gebiedstafel.trail.models import Run
run = Run.objects.first()
print(run.state, Plan.objects.count(), Variant.objects.count(), bool(run.message), sep="|")
"""
CLOSED = """
from django.utils.timezone import now
from gebiedstafel.trail.runs import close_stale_runs
close_stale_runs(at=now())
"""


def prove(scale: float) -> Iterator[Proof]:
    """Kill the worker at random moments of its search; the next one closes the run and all else stands."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        made = manage(home, "migrate", "-v", "0"), run(home, PREPARED)
        faults = [one.stderr[-300:] for one in made if one.returncode]
        chance = random.Random(20261126)
        kills = 0 if faults else scaled(KILLS, scale)
        for kill in range(kills):
            faults += killed(home, kill, chance.uniform(0.0, 2.0))
        checked = manage(home, "check_trail")
    faults += [checked.stderr[-300:]] if checked.returncode else []
    yield Proof(
        "a killed worker leaves no run open, and every plan and variant stays",
        kills,
        "kills while a plan was searched",
        faults,
    )


def run(home: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run a few lines on this installation."""
    return manage(home, "shell", "-v", "0", "-c", code)


def killed(home: Path, kill: int, seconds: float) -> Iterator[str]:
    """Ask for a plan, kill its worker in the middle, and yield what is not as it should be after that."""
    run(home, ASKED)
    command = [sys.executable, str(ROOT / "manage.py"), "work"]
    worker = subprocess.Popen(
        command, cwd=ROOT, env=environment(home), start_new_session=True, stderr=subprocess.DEVNULL
    )
    begun = waited_until(home, "running")
    time.sleep(seconds)
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    if not begun:
        yield f"kill {kill}: the worker never began"
    before = run(home, STATE).stdout.strip()
    run(home, CLOSED)
    after = run(home, STATE).stdout.strip()
    if before.partition("|")[0] != "running":
        yield f"kill {kill}: it was over before it was killed: {before}"
    if after != "failed|1|1|True":
        yield f"kill {kill}: after it stands {after}"


def waited_until(home: Path, state: str, at_most: float = 60) -> bool:
    """Wait until the newest run is in this state."""
    end = time.monotonic() + at_most
    while time.monotonic() < end:
        if run(home, STATE).stdout.startswith(state):
            return True
    return False
