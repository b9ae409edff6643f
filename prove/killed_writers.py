"""A deed that was acknowledged is never lost, on an agreement neither, however its writer is killed.

A nursery loads Django once and forks a writer for each kill: with nothing open that a fork would share. It
kills the writer some time after its first acknowledgement, at a moment that chance draws. The next writer
first says again what was on its way, as a browser does that had no answer: that changes nothing twice.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .installation import ROOT, database_beside, environment
from .proof import Proof, scaled
from .stale_writes import POSTGRES

#: On a file of SQLite, and on PostgreSQL where an empty database is named.
KILLS, KILLS_ON_POSTGRES = 1000, 200
SEED = 20261127

NURSERY = """
import json, os, random, signal, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "gebiedstafel.site.settings"
import django; django.setup()
from datetime import UTC, datetime
from django.core.management import call_command
from django.db import connections
from gebiedstafel.accounts.models import Person
from gebiedstafel.agreements.actions import make_agreement, report_progress
from gebiedstafel.agreements.models import Agreement, Change
from gebiedstafel.agreements.proven import proven
from gebiedstafel.means.table_import import load_table
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import Refused
from tests.agreements.promises import LAMPS
from tests.small_table import small_table

kills, seed, chain = int(sys.argv[1]), int(sys.argv[2]), "table/killed"
call_command("migrate", verbosity=0)
at = datetime(2026, 11, 21, 12, tzinfo=UTC)
table = load_table(small_table(), by=Person.objects.create(username="chair"), at=at)
make_agreement(table, LAMPS, by=table.seats.get(), at=at)
version = Agreement.objects.get().version
connections.close_all()

def write(told, number, seen):
    chair = Seat.objects.select_related("table").get(role="chair")
    again = True
    while True:
        name = f"woord {number}"
        os.write(told, f"? {number} {seen}\\n".encode())
        try:
            one, now = Agreement.objects.get(), datetime.now(UTC)
            report_progress(one, "op_schema", name, by=chair, at=now, seen=seen)
        except Refused:
            if not again:
                raise
            os.write(told, b"twice\\n")
        else:
            record_deed(chain, action="write", subject=name, actor="person/1", at=datetime.now(UTC))
            os.write(told, f"! {number}\\n".encode())
        again, number, seen = False, number + 1, seen + 1

chance, said, refused, late, died = random.Random(seed), [], 0, 0, 0
number, seen = 1, version
for kill in range(kills):
    read, told = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read)
            write(told, number, seen)
        finally:
            os._exit(1)
    os.close(told)
    heard = b""
    while b"!" not in heard:
        more = os.read(read, 65536)
        if not more:
            break
        heard += more
    time.sleep(chance.uniform(0.0, 0.12))
    os.kill(child, signal.SIGKILL)
    died += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != -signal.SIGKILL
    with os.fdopen(read, "rb") as rest:
        heard += rest.read()
    lines = [one.split() for one in heard.decode().splitlines()]
    here = [int(words[1]) for words in lines if words[0] == "!"]
    said += here
    refused += sum(words[0] == "twice" for words in lines)
    late += not here
    asked = [words for words in lines if words[0] == "?"]
    # The last it began on: said again when no answer came, else the one after it.
    last, saw = int(asked[-1][1]), int(asked[-1][2])
    number, seen = (last + 1, saw + 1) if here and here[-1] == last else (last, saw)

one = Agreement.objects.get()
found = proven(one)
words = list(Change.objects.filter(kind="progress").order_by("number").values_list("why", flat=True))
print(json.dumps({
    "said": said, "refused": refused, "late": late, "died": died, "words": words,
    "written": list(Deed.objects.filter(chain=chain).order_by("number").values_list("subject", flat=True)),
    "stands": one.status_why, "grown": one.version - version, "wrong": found.wrong, "whole": found.whole,
    "engine": connections["default"].vendor,
}))
try:
    call_command("check_trail", verbosity=0)
except SystemExit as ended:
    sys.exit(ended.code)
"""


def prove(scale: float) -> Iterator[Proof]:
    """Kill who tells how an agreement goes: its row, its history and the trail stay one."""
    yield killed("", scaled(KILLS, scale))
    if os.environ.get(POSTGRES):
        with database_beside(os.environ[POSTGRES]) as address:
            yield killed(address, scaled(KILLS_ON_POSTGRES, scale))


def killed(address: str, kills: int) -> Proof:
    """Let one writer after another be killed on this database, and look for what they said."""
    promise = (
        "no acknowledged word is lost or said twice, and an agreement, its history and the trail never differ"
    )
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", NURSERY, str(kills), str(SEED)],
            cwd=ROOT,
            env={**environment(Path(folder)), "DATABASE_URL": address},
            capture_output=True,
            text=True,
            check=False,
            timeout=7200,
        )
    told = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not told:
        return Proof(promise, 0, "acknowledged words", [done.stderr[-600:]])
    return judged(promise, json.loads(told[-1]), kills, [done.stderr[-300:]] if done.returncode else [])


def judged(promise: str, found: dict, kills: int, faults: list[str]) -> Proof:
    """Say what was lost, doubled or half done."""
    said, words, written = [f"woord {number}" for number in found["said"]], found["words"], found["written"]
    faults += [f"{name} was acknowledged and is gone" for name in sorted(set(said) - set(words))]
    faults += [f"the deed of {name} is gone" for name in sorted(set(said) - set(written))]
    for what, rows in (("words", words), ("deeds", written)):
        faults += (
            [f"{len(rows) - len(set(rows))} {what} stand there twice"] if len(rows) > len(set(rows)) else []
        )
    if (found["stands"], found["grown"]) != (words[-1] if words else "", len(words)):
        faults.append(f"half a deed: the agreement says {found['stands']}, and grew by {found['grown']}")
    faults += [*found["wrong"], *([] if found["whole"] else ["the trail is not whole"])]
    faults += [f"{found['late']} kills came before anything was acknowledged"] if found["late"] else []
    faults += [f"{found['died']} writers ended by themselves"] if found["died"] else []
    return Proof(
        promise,
        len(said),
        f"acknowledged words over {kills} kills on {found['engine']}",
        faults,
        [
            f"{len(words) - len(set(said))} were kept but not yet acknowledged; {found['refused']} of those "
            "were said again and refused"
        ],
    )
