"""Two people on one row: the second write is refused with both texts, in every race, on every database."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .installation import ROOT, environment
from .proof import Proof, scaled

RACES = 1000
#: An empty PostgreSQL database for this harness alone; without it only SQLite is raced on.
POSTGRES = "PROVE_DATABASE_URL"
RACERS = """
import json, os, sys, threading
os.environ["DJANGO_SETTINGS_MODULE"] = "gebiedstafel.site.settings"
import django; django.setup()
from datetime import UTC, datetime
from django.core.management import call_command
from django.db import connection
from gebiedstafel.accounts.models import Person
from gebiedstafel.means.entry_changes import Change, StaleRow, change_entries
from gebiedstafel.means.entry_rows import row_versions
from gebiedstafel.means.models import ChangeSet
from gebiedstafel.means.table_import import load_table
from gebiedstafel.tables.models import AreaTable, Party, Seat
from tests.small_table import small_table

call_command("migrate", verbosity=0)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
table = load_table(small_table(), by=Person.objects.create(username="racer"), at=NOON)
chair = table.seats.get()
chair.party = Party.objects.get(table=table, key="stad")
chair.save()
faults, refused, waiting = [], 0, threading.Barrier(2)

def writes(name, seen, said):
    seat = Seat.objects.select_related("party", "table").get(pk=chair.pk)
    waiting.wait()
    try:
        change_entries(seat.table, [Change("money_flows", "F1", {"name": name}, seen)], by=seat, at=NOON)
        said[name] = "saved"
    except StaleRow as stale:
        said[name] = [(clash.field, clash.theirs, clash.yours) for clash in stale.clashes]
    except Exception as wrong:
        said[name] = repr(wrong)
    finally:
        connection.close()

for race in range(int(sys.argv[1])):
    seen = row_versions(table, "money_flows")["F1"][0]
    names, said = (f"een {race}", f"ander {race}"), {}
    racers = [threading.Thread(target=writes, args=(name, seen, said)) for name in names]
    for racer in racers: racer.start()
    for racer in racers: racer.join()
    won = [name for name in names if said.get(name) == "saved"]
    lost = [name for name in names if name not in won]
    stands = table.flow_offers.select_related("flow").get(key="F1").flow.name
    if len(won) != 1 or stands != won[0] or said[lost[0]] != [("name", won[0], lost[0])]:
        faults.append(f"race {race}: {said}, and there stands {stands}")
    else:
        refused += 1
kept = ChangeSet.objects.filter(table=table).count()
if kept != int(sys.argv[1]): faults.append(f"{kept} changes are kept of {sys.argv[1]} races")
print(json.dumps({"refused": refused, "faults": faults, "engine": connection.vendor}))
"""


def prove(scale: float) -> Iterator[Proof]:
    """Race on a file of SQLite, and on PostgreSQL where an empty database is named."""
    races = scaled(RACES, scale)
    yield raced("", races)
    if os.environ.get(POSTGRES):
        yield raced(os.environ[POSTGRES], races)


def raced(address: str, races: int) -> Proof:
    """Let two threads, each with a connection of its own, write the same row again and again."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", RACERS, str(races)],
            cwd=ROOT,
            env={**environment(Path(folder)), "DATABASE_URL": address},
            capture_output=True,
            text=True,
            check=False,
            timeout=7200,
        )
    if done.returncode:
        return Proof("two people race for one row", 0, "races", [done.stderr[-300:]])
    found = json.loads(done.stdout.splitlines()[-1])
    return Proof(
        "of two writes of one row one stands, and the other is refused with both texts",
        found["refused"],
        f"of {races} races on {found['engine']}",
        found["faults"],
    )
