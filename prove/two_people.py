"""Two people on one agreement: a state machine looks for a write that silently overwrites another's."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .installation import ROOT, environment
from .proof import Proof, scaled

STEPS = 10_000
PEOPLE = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "gebiedstafel.site.settings"
import django; django.setup()
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from django.core.management import call_command
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from gebiedstafel.accounts.models import Person
from gebiedstafel.agreements.actions import (
    change_agreement, confirm_part, decline_part, drop_agreement, make_agreement, report_progress, take_back,
)
from gebiedstafel.agreements.models import Agreement, Change
from gebiedstafel.agreements.said import PartSaid, Said, said_of
from gebiedstafel.means.table_import import load_table
from gebiedstafel.tables.actions import give_seat
from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import Refused
from tests.small_table import small_table

call_command("migrate", verbosity=0)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
table = load_table(small_table(), by=Person.objects.create(username="chair"), at=NOON)
SEATS = {
    key: give_seat(Person.objects.create(username=key), table, role=Seat.Role.MEMBER,
                   party=table.parties.get(key=key), by="installation", at=NOON)
    for key in ("stad", "buren")
}
WHO = st.sampled_from(sorted(SEATS))
did = Counter()
FIRST = Said("De gemeente maakt de lamp.", lead="stad", due=date(2027, 3, 1),
             parts=(PartSaid("stad", "Maakt de lamp."), PartSaid("buren", "Melden.", True)))

class TwoPeople(RuleBasedStateMachine):
    @initialize()
    def begin(self):
        self.agreement = make_agreement(table, FIRST, by=SEATS["stad"], at=NOON)
        self.stands = (FIRST.words, "nieuw")
        self.newest = self.agreement.version
        self.seen = {key: (self.newest, FIRST.words) for key in SEATS}
        self.yes = {key: None for key in SEATS}
        self.rows = 1
        self.number = 0

    def look_again(self):
        return Agreement.objects.get(pk=self.agreement.pk)

    @rule(who=WHO)
    def look(self, who):
        did["steps"] += 1
        now = self.look_again()
        self.seen[who] = (now.version, now.words)

    def writes(self, who, deed, stands, words):
        did["steps"] += 1
        version, _words = self.seen[who]
        fresh = version == self.newest
        try:
            deed(version)
        except Refused as refused:
            now = self.look_again()
            assert (now.words, now.status) == self.stands, "a refused write changed something"
            if not fresh and words:
                assert "U wilde" in str(refused) and words in str(refused), str(refused)
            did["refused, stale" if not fresh else "refused, not possible"] += 1
            return
        assert fresh, f"{who} overwrote what was never seen: {self.stands} by {stands}"
        self.stands = stands
        self.newest = self.look_again().version
        did["written"] += 1

    @rule(who=WHO)
    def change(self, who):
        self.number += 1
        words = f"Zin {self.number} van {who}."
        if self.stands[1] == "vervallen": return
        def deed(seen):
            said = replace(said_of(Agreement.objects.get(pk=self.agreement.pk)), words=words)
            change_agreement(self.agreement, said, by=SEATS[who], at=NOON, seen=seen)
            self.yes = {key: None for key in SEATS}
        self.writes(who, deed, (words, self.stands[1]), words)

    @rule(who=WHO, status=st.sampled_from(["op_schema", "loopt_achter", "betwist", "gereed", "geblokkeerd"]))
    def tell(self, who, status):
        self.number += 1
        words = f"Stand {self.number}."
        if self.stands[1] == "vervallen": return
        def deed(seen):
            report_progress(self.agreement, status, words, by=SEATS[who], at=NOON, blockage="geld", seen=seen)
        self.writes(who, deed, (self.stands[0], status), words)

    @rule(who=WHO, yes=st.booleans())
    def answer(self, who, yes):
        part = self.agreement.parts.get(party__key=who)
        def deed(seen):
            if yes: confirm_part(part, by=SEATS[who], at=NOON, seen=seen)
            else: decline_part(part, "Dit lukt niet.", by=SEATS[who], at=NOON, seen=seen)
            self.yes[who] = yes
        self.writes(who, deed, self.stands, "")

    @rule(who=WHO)
    def answer_for_the_other(self, who):
        did["steps"] += 1
        other = "buren" if who == "stad" else "stad"
        try:
            confirm_part(self.agreement.parts.get(party__key=other), by=SEATS[who], at=NOON)
        except Refused:
            did["refused, for another"] += 1
        else:
            raise AssertionError("somebody confirmed for another")

    @rule()
    def drop(self):
        def deed(seen):
            drop_agreement(self.agreement, "Gaat niet door.", by=SEATS["stad"], at=NOON, seen=seen)
        self.before = self.stands[1] if self.stands[1] != "vervallen" else self.before
        self.writes("stad", deed, (self.stands[0], "vervallen"), "")

    @rule()
    def bring_back(self):
        did["steps"] += 1
        if self.stands[1] != "vervallen": return
        take_back(self.agreement, by=SEATS["stad"], at=NOON)
        self.stands = (self.stands[0], self.before)
        self.newest = self.look_again().version
        did["written"] += 1

    @invariant()
    def nothing_is_lost(self):
        if not hasattr(self, "agreement"): return
        now = self.look_again()
        assert (now.words, now.status) == self.stands, f"{now.words}/{now.status} stands, not {self.stands}"
        for key, said in self.yes.items():
            part = now.parts.get(party__key=key)
            told = True if part.confirmed_at else False if part.declined_at else None
            assert told == said, f"{key} said {said}, and there stands {told}"
        count = Change.objects.filter(agreement=now).count()
        assert count >= self.rows, "the history became shorter"
        self.rows = count

faults, wanted, tries = [], int(sys.argv[1]), 0
while did["steps"] < wanted and tries < wanted and not faults:
    tries += 1
    try:
        run_state_machine_as_test(TwoPeople, settings=settings(
            max_examples=max(1, min(20, wanted // 50)), stateful_step_count=50, deadline=None, database=None,
            suppress_health_check=list(HealthCheck)))
    except Exception as wrong:
        faults.append(f"{type(wrong).__name__}: {wrong}"[:400])
print(json.dumps({"did": did, "faults": faults}))
"""


def prove(scale: float) -> Iterator[Proof]:
    """Let two people look, change, tell, confirm, decline, drop and bring back, in an order of chance."""
    steps = scaled(STEPS, scale)
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", PEOPLE, str(steps)],
            cwd=ROOT,
            env=environment(Path(folder)),
            capture_output=True,
            text=True,
            check=False,
            timeout=7200,
        )
    promise = "two people on one agreement never overwrite each other unseen, and nobody confirms for another"
    if done.returncode:
        yield Proof(promise, 0, "steps", [done.stderr[-300:]])
        return
    found = json.loads(done.stdout.splitlines()[-1])
    did = found["did"]
    faults = list(found["faults"])
    faults += [f"{kind} never happened" for kind in ("written", "refused, stale") if not did.get(kind)]
    if did.get("steps", 0) < steps:
        faults.append(f"{did.get('steps', 0)} of {steps} steps")
    figures = [f"{kind}: {count}" for kind, count in sorted(did.items()) if kind != "steps"]
    yield Proof(promise, did.get("steps", 0), "steps", faults, figures)
