"""A deed that was acknowledged is never lost, on an agreement neither, however its writer is killed."""

import json
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

KILLS = 100
WRITER = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "gebiedstafel.site.settings"
import django; django.setup()
from datetime import UTC, datetime
from gebiedstafel.trail.deeds import record_deed
number = 0
while True:
    number += 1
    name = f"{sys.argv[1]}-{number}"
    record_deed("table/killed", action="write", subject=name, actor="person/1", at=datetime.now(UTC))
    os.write(1, (name + chr(10)).encode())
"""
LISTED = """
from gebiedstafel.trail.models import Deed
for subject in Deed.objects.order_by("number").values_list("subject", flat=True): print(subject)
"""


TABLE = """
from datetime import UTC, datetime
from gebiedstafel.accounts.models import Person
from gebiedstafel.agreements.actions import make_agreement
from gebiedstafel.means.table_import import load_table
from tests.agreements.promises import LAMPS
from tests.small_table import small_table
at = datetime(2026, 11, 21, 12, tzinfo=UTC)
table = load_table(small_table(), by=Person.objects.create(username="chair"), at=at)
make_agreement(table, LAMPS, by=table.seats.get(), at=at)
"""
TELLER = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "gebiedstafel.site.settings"
import django; django.setup()
from datetime import UTC, datetime
from gebiedstafel.agreements.actions import report_progress
from gebiedstafel.agreements.models import Agreement
from gebiedstafel.tables.models import Seat
number, chair = 0, Seat.objects.select_related("table").get(role="chair")
while True:
    number += 1
    name = f"{sys.argv[1]}-{number}"
    report_progress(Agreement.objects.get(), "op_schema", name, by=chair, at=datetime.now(UTC))
    os.write(1, (name + chr(10)).encode())
"""
TOLD = """
import json
from gebiedstafel.agreements.models import Agreement, Change
from gebiedstafel.agreements.proven import proven
one = Agreement.objects.get()
found = proven(one)
print(json.dumps({
    "told": list(Change.objects.filter(kind="progress").order_by("number").values_list("why", flat=True)),
    "stands": one.status_why, "version": one.version, "wrong": found.wrong, "whole": found.whole,
}))
"""


def prove(scale: float) -> Iterator[Proof]:
    """Kill writers of the trail, and people who tell how an agreement goes, and look for what they said."""
    yield from killed_in_trail(scale)
    yield from killed_in_agreement(scale)


def killed_in_agreement(scale: float) -> Iterator[Proof]:
    """Kill who tells how an agreement goes; its row, its history and the trail stay one."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for words in (["migrate", "-v", "0"], ["shell", "-v", "0", "-c", TABLE]):
            made = manage(home, *words)
            if made.returncode:
                yield Proof("an agreement to tell about", 0, "agreements", [made.stderr[-300:]])
                return
        chance, kills = random.Random(20261127), scaled(KILLS, scale)
        said = [
            name for kill in range(kills) for name in killed_after(home, kill, chance.uniform(0, 0.4), TELLER)
        ]
        found = json.loads(manage(home, "shell", "-v", "0", "-c", TOLD).stdout.splitlines()[-1])
    there = found["told"]
    faults = [f"{name} was acknowledged and is gone" for name in sorted(set(said) - set(there))]
    faults += [f"{len(there) - len(set(there))} stand there twice"] if len(there) > len(set(there)) else []
    if (found["stands"], found["version"]) != (there[-1] if there else "", 1 + len(there)):
        faults.append(f"half a deed: the agreement says {found['stands']}, version {found['version']}")
    faults += [*found["wrong"], *([] if found["whole"] else ["the trail is not whole"])]
    faults += ["a kill came before anything was acknowledged"] if len(said) < kills else []
    yield Proof(
        "no acknowledged word on an agreement is lost, and its row, history and trail never differ",
        len(said),
        f"acknowledged deeds over {kills} kills",
        faults,
        [f"{len(there) - len(set(said))} were durable but not yet acknowledged"],
    )


def killed_in_trail(scale: float) -> Iterator[Proof]:
    """Kill writers at random moments, each after an acknowledgement, and look for what they said."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        made = manage(home, "migrate", "trail", "-v", "0")
        if made.returncode:
            yield Proof("a trail to write in", 0, "databases", [made.stderr[-300:]])
            return
        chance = random.Random(20261121)
        kills = scaled(KILLS, scale)
        said = [name for kill in range(kills) for name in killed_after(home, kill, chance.uniform(0.0, 0.4))]
        there = manage(home, "shell", "-v", "0", "-c", LISTED).stdout.split()
        checked = manage(home, "check_trail")
    lost = sorted(set(said) - set(there))
    twice = len(there) - len(set(there))
    faults = [f"{name} was acknowledged and is gone" for name in lost]
    faults += [f"{twice} deeds stand there twice"] if twice else []
    faults += [checked.stderr[-300:]] if checked.returncode else []
    faults += ["a kill came before anything was acknowledged"] if len(said) < kills else []
    yield Proof(
        "no acknowledged deed is lost when its writer is killed, and the trail stays whole",
        len(said),
        f"acknowledged deeds over {kills} kills",
        faults,
        [f"{len(there) - len(set(said))} deeds were durable but not yet acknowledged"],
    )


def killed_after(home: Path, kill: int, seconds: float, script: str = WRITER) -> list[str]:
    """Start a writer, kill it some time after its first acknowledgement, and return what it acknowledged."""
    writer = subprocess.Popen(
        [sys.executable, "-c", script, f"w{kill}"], cwd=ROOT, env=environment(home), stdout=subprocess.PIPE
    )
    assert writer.stdout
    first = os.read(writer.stdout.fileno(), 65536)
    time.sleep(seconds)
    writer.send_signal(signal.SIGKILL)
    rest = writer.stdout.read()
    writer.wait()
    writer.stdout.close()
    return [line for line in (first + rest).decode().split("\n")[:-1] if line]
