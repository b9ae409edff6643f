"""Whatever someone with the database changes in the trail is found."""

import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from .installation import ROOT, environment, manage
from .proof import Proof, scaled

MUTATIONS = 1000
LENGTH = 40
WRITTEN = f"""
from datetime import UTC, datetime
from gebiedstafel.trail.deeds import record_deed
for number in range({LENGTH}):
    at = datetime(2027, 1, 1, 12, number, tzinfo=UTC)
    record_deed("table/a", action=f"act {{number % 3}}", subject="x", actor=f"person/{{number % 4}}", at=at)
"""
CHECKER = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "gebiedstafel.site.settings"
import django; django.setup()
from django.db import connection
from gebiedstafel.trail.check import check_trail
for line in sys.stdin:
    faults = len(check_trail())
    connection.close()
    print(faults, flush=True)
"""
FIELDS = ["action", "subject", "result", "origin", "actor", "at", "seal"]


def prove(scale: float) -> Iterator[Proof]:
    """Change one byte, or remove, swap or cut off rows; put all back; a thousand times."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for words in (["migrate", "trail", "-v", "0"], ["shell", "-v", "0", "-c", WRITTEN]):
            made = manage(home, *words)
            if made.returncode:
                yield Proof("a trail to tamper with", 0, "trails", [made.stderr[-300:]])
                return
        yield tampered(home, scaled(MUTATIONS, scale))


def tampered(home: Path, times: int) -> Proof:
    """Return what the check made of so many changes."""
    database, kept = home / "gebiedstafel.sqlite3", home / "kept.sqlite3"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(database, kept)
    checker = subprocess.Popen(
        [sys.executable, "-c", CHECKER],
        cwd=ROOT,
        env=environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    chance, faults = random.Random(20261121), []
    if faults_found(checker):
        faults.append("the untouched trail is called faulty")
    for _ in range(times):
        what = change(database, chance)
        if not faults_found(checker):
            faults.append(f"not seen: {what}")
        put_back(kept, database)
    if faults_found(checker):
        faults.append("the trail that was put back is called faulty")
    checker.communicate()
    return Proof("every change to the trail is seen", times, "changes", faults)


def put_back(kept: Path, database: Path) -> None:
    """Lay the untouched database back; nobody has it open."""
    for beside in ("-wal", "-shm"):
        database.with_name(database.name + beside).unlink(missing_ok=True)
    shutil.copy(kept, database)


def faults_found(checker: subprocess.Popen[str]) -> int:
    """Return how many faults the check finds now."""
    assert checker.stdin
    assert checker.stdout
    checker.stdin.write("check\n")
    checker.stdin.flush()
    return int(checker.stdout.readline())


def change(database: Path, chance: random.Random) -> str:
    """Change the trail as someone with the database could, and cover the tracks in it."""
    with closing(sqlite3.connect(database)) as connection, connection:
        kind = chance.choice(["edit", "edit", "edit", "remove", "swap", "cut"])
        number = chance.randint(1, LENGTH)
        if kind == "edit":
            field = chance.choice(FIELDS)
            (old,) = connection.execute(
                f"SELECT {field} FROM trail_deed WHERE number = ?",
                (number,),
            ).fetchone()
            place = chance.randrange(len(old))
            new = (
                old[:place]
                + chance.choice([c for c in "0123456789abcdef" if c != old[place]])
                + old[place + 1 :]
            )
            if field == "at":
                new = old.replace("2027", str(chance.randint(1990, 2026)))
            connection.execute(f"UPDATE trail_deed SET {field} = ? WHERE number = ?", (new, number))
            return f"{field} of deed {number}: {old} became {new}"
        if kind == "swap":
            other = number % LENGTH + 1
            for old_number, new_number in ((number, 999), (other, number), (999, other)):
                connection.execute(
                    "UPDATE trail_deed SET number = ? WHERE number = ?", (new_number, old_number)
                )
            return f"deeds {number} and {other} swapped"
        last = LENGTH if kind == "cut" else number
        connection.execute("DELETE FROM trail_deed WHERE number BETWEEN ? AND ?", (number, last))
        for (left,) in connection.execute(
            "SELECT number FROM trail_deed WHERE number > ? ORDER BY number", (last,)
        ).fetchall():
            connection.execute("UPDATE trail_deed SET number = ? WHERE number = ?", (left - 1, left))
        connection.execute(
            "UPDATE trail_chain SET count = (SELECT count(*) FROM trail_deed), head = coalesce("
            "(SELECT seal FROM trail_deed ORDER BY number DESC LIMIT 1), '')"
        )
        return f"deeds {number} to {last} removed"
