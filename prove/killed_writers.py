"""A deed that was acknowledged is never lost, however the writer is killed."""

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


def prove(scale: float) -> Iterator[Proof]:
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


def killed_after(home: Path, kill: int, seconds: float) -> list[str]:
    """Start a writer, kill it some time after its first acknowledgement, and return what it acknowledged."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, f"w{kill}"], cwd=ROOT, env=environment(home), stdout=subprocess.PIPE
    )
    assert writer.stdout
    first = os.read(writer.stdout.fileno(), 65536)
    time.sleep(seconds)
    writer.send_signal(signal.SIGKILL)
    rest = writer.stdout.read()
    writer.wait()
    writer.stdout.close()
    return [line for line in (first + rest).decode().split("\n")[:-1] if line]
