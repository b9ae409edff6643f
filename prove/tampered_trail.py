"""Whatever someone with the database changes in the trail, or in the history of an agreement, is found."""

import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
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
HISTORY = 12
AGREED = f"""
from datetime import UTC, datetime
from gebiedstafel.accounts.models import Person
from gebiedstafel.agreements.actions import make_agreement, report_progress
from gebiedstafel.means.table_import import load_table
from tests.agreements.promises import LAMPS
from tests.small_table import small_table
at = datetime(2026, 11, 21, 12, tzinfo=UTC)
table = load_table(small_table(), by=Person.objects.create(username="chair"), at=at)
chair = table.seats.get()
made = make_agreement(table, LAMPS, by=chair, at=at)
for number in range(1, {HISTORY}):
    report_progress(made, "op_schema", f"Stap {{number}} is gezet.", by=chair, at=at)
"""
COMPARER = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "gebiedstafel.site.settings"
import django; django.setup()
from django.db import connection
from gebiedstafel.agreements.models import Agreement
from gebiedstafel.agreements.proven import proven
for line in sys.stdin:
    found = proven(Agreement.objects.get())
    faults = len(found.wrong) + (not found.whole)
    connection.close()
    print(faults, flush=True)
"""
TOLD_FIELDS = ["kind", "field", "before", "after", "why", "who", "origin", "at"]
FIELDS = ["action", "subject", "result", "origin", "actor", "at", "seal"]


def prove(scale: float) -> Iterator[Proof]:
    """Change one byte, or remove, swap or cut off rows; put all back; a thousand times of each."""
    yield from over("trail", WRITTEN, ["trail"], lambda home: tampered(home, scaled(MUTATIONS, scale)))
    yield from over("history", AGREED, [], lambda home: rewritten(home, scaled(MUTATIONS, scale)))


def over(what: str, script: str, apps: list[str], check: Callable[[Path], Proof]) -> Iterator[Proof]:
    """Make an installation with something to tamper with, and yield what the check makes of it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for words in (["migrate", *apps, "-v", "0"], ["shell", "-v", "0", "-c", script]):
            made = manage(home, *words)
            if made.returncode:
                yield Proof(f"a {what} to tamper with", 0, what, [made.stderr[-300:]])
                return
        yield check(home)


def tampered(home: Path, times: int) -> Proof:
    """Return what the check of the trail made of so many changes."""
    faults = unseen(home, times, CHECKER, change)
    return Proof("every change to the trail is seen", times, "changes", faults)


def rewritten(home: Path, times: int) -> Proof:
    """Return what the page of an agreement made of so many changes to its history."""
    faults = unseen(home, times, COMPARER, rewrite)
    return Proof("every change to the history of an agreement is seen", times, "changes", faults)


def unseen(home: Path, times: int, script: str, tamper: Callable[[Path, random.Random], str]) -> list[str]:
    """Return what was changed without being seen, so many times; the untouched must be called whole."""
    database, kept = home / "gebiedstafel.sqlite3", home / "kept.sqlite3"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(database, kept)
    checker = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    chance, faults = random.Random(20261121), []
    if faults_found(checker):
        faults.append("what is untouched is called faulty")
    for _ in range(times):
        what = tamper(database, chance)
        if not faults_found(checker):
            faults.append(f"not seen: {what}")
        put_back(kept, database)
    if faults_found(checker):
        faults.append("what was put back is called faulty")
    checker.communicate()
    return faults


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


def rewrite(database: Path, chance: random.Random) -> str:
    """Change the history of an agreement as someone with the database could."""
    with closing(sqlite3.connect(database)) as connection, connection:
        kind, number = (
            chance.choice(["edit", "edit", "edit", "remove", "swap", "add"]),
            chance.randint(1, HISTORY),
        )
        row = ("WHERE number = ?", (number,))
        if kind == "remove":
            connection.execute(f"DELETE FROM agreements_change {row[0]}", row[1])
            return f"row {number} removed"
        if kind == "swap":
            other = number % HISTORY + 1
            for old, new in ((number, 999), (other, number), (999, other)):
                connection.execute("UPDATE agreements_change SET number = ? WHERE number = ?", (new, old))
            return f"rows {number} and {other} swapped"
        if kind == "add":
            connection.execute(
                "INSERT INTO agreements_change"
                " (agreement_id, number, kind, field, before, after, why, who, origin, at)"
                " SELECT agreement_id, ?, kind, field, before, after, why, who, origin, at"
                f" FROM agreements_change {row[0]}",
                (HISTORY + 1, number),
            )
            return f"row {number} written again"
        field = chance.choice(TOLD_FIELDS)
        (old,) = connection.execute(f"SELECT {field} FROM agreements_change {row[0]}", row[1]).fetchone()
        if field == "kind":
            new = "made" if old != "made" else "back"
        elif field == "at":
            new = old.replace("2026", str(chance.randint(1990, 2025)))
        else:
            place = chance.randint(0, len(old))
            new = old[:place] + chance.choice("abcdef0123456789") + old[place:]
        connection.execute(f"UPDATE agreements_change SET {field} = ? {row[0]}", (new, number))
        return f"{field} of row {number}: {old} became {new}"
