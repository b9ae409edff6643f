"""A full hall and a burst of ballots, against the real server process: no vote lost, each person once."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil

from .installation import ROOT, environment, manage
from .plain_http import Answer, Browser
from .proof import Proof, scaled

PEOPLE, STATEMENTS, EACH = 300, 30, 10
BALLOTS, LINES, TWICE = 10_000, 200, 500
STUFFERS, STUFFED = 50, 1000
HALL_P95, BURST_SECONDS, BURST_P99 = 0.300, 30.0, 2.0
#: Above this load before it begins, other work has the cores and times say nothing about us.
QUIET = 0.7
ADDRESS = "proefzaal"
MADE = f"""
import json, sys
from datetime import timedelta
from django.utils.timezone import now
from gebiedstafel.dialogue.counting import Arrival, count
from gebiedstafel.dialogue.rounds import Entrance, Round, RoundStatement, Route
from gebiedstafel.dialogue.tokens import new_token
from gebiedstafel.tables.models import AreaTable
at = now()
table = AreaTable.objects.create(
    id="zaal", name="Zaal", area="W", years=[2027], as_of=at.date(), loaded_at=at)
round = Round.objects.create(table=table, address="{ADDRESS}", question="Wat delen wij?", made_at=at,
    opens_at=at - timedelta(days=1), closes_at=at + timedelta(days=1))
RoundStatement.objects.bulk_create(RoundStatement(round=round, number=n, text=f"Stelling {{n}} van de avond.",
    is_seed=True, state="shown", added_at=at) for n in range(1, {STATEMENTS} + 1))
door = Entrance.objects.create(round=round, route=Route.LINK)
ends = at + timedelta(hours=4)
Entrance.objects.create(round=round, key="zaaldeur", route=Route.HALL, until=ends, places=1000)
tokens = [new_token() for _ in range(PEOPLE)]
for start in range(0, len(tokens), 500):
    part = tokens[start:start + 500]
    count([Arrival(round.address, door.pk, token, new_token(), "nl", at) for token in part])
print(json.dumps(tokens))
"""
COUNTED = """
import json
from django.db.models import Count
from gebiedstafel.dialogue.ballots import EarlierVote, Participant, Vote
from gebiedstafel.dialogue.rounds import Round
rows = Vote.objects.order_by()
burst = rows.filter(participant__route="link").values("statement__number").annotate(times=Count("pk"))
print(json.dumps({
    "votes": rows.count(),
    "changed": EarlierVote.objects.count(),
    "log": Round.objects.get().ballots,
    "halls": Participant.objects.filter(route="hall").count(),
    "hall_votes": rows.filter(participant__route="hall").count(),
    "on": {one["statement__number"]: one["times"] for one in burst},
}))
"""


def prove(scale: float) -> Iterator[Proof]:
    """Fill the hall, send the burst, stuff the box; then count what the database holds."""
    ballots, people = scaled(BALLOTS, scale), scaled(PEOPLE, scale)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for words in (["migrate", "-v", "0"], ["collectstatic", "--noinput", "-v", "0"]):
            manage(home, *words)
        made = manage(home, "shell", "-v", "0", "-c", MADE.replace("PEOPLE", str(ballots + STUFFERS)))
        if made.returncode:
            yield Proof("a round to vote in", 0, "rounds", [made.stderr[-400:]])
            return
        tokens = json.loads(made.stdout)
        busy = os.getloadavg()[0] > QUIET
        port, server = start_server(home)
        try:
            hall = asyncio.run(full_hall(port, people))
            before = cpu_of(server)
            burst = asyncio.run(burst_of(port, tokens[:ballots]))
            spent = cpu_of(server) - before
            stuffed = asyncio.run(stuffing(port, tokens[ballots:], scaled(STUFFED, scale)))
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
        counted = json.loads(manage(home, "shell", "-v", "0", "-c", COUNTED).stdout)
    yield hall_proof(hall, people, counted, busy=busy)
    yield burst_proof(burst, ballots, counted, spent, busy=busy)
    yield stuffing_proof(stuffed, counted)


def start_server(home: Path) -> tuple[int, subprocess.Popen[bytes]]:
    """Start web and worker as an installation does, and wait until they answer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(words, env=environment(home), cwd=ROOT, **quiet)
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/gezond", timeout=2):
                return port, server
        except OSError:
            time.sleep(0.1)
    server.kill()
    raise RuntimeError("the server never answered")


async def full_hall(port: int, people: int) -> list[tuple[str, Answer]]:
    """Let everyone come in within a quarter of a minute and judge ten statements, each after reading it."""
    answers: list[tuple[str, Answer]] = []

    async def person(number: int) -> None:
        chance, browser = random.Random(number), Browser(port)
        await asyncio.sleep(chance.uniform(0, 15))
        begin = await browser.post(f"/gesprek/{ADDRESS}/begin/", {"ingang": "zaaldeur"}, accept="text/html")
        answers.append(("begin", begin))
        page = await browser.get(f"/gesprek/{ADDRESS}/stem/")
        answers.append(("page", page))
        ahead: list[int] = []
        for turn in range(EACH):
            if not ahead:
                more = await browser.get(f"/gesprek/{ADDRESS}/straks/")
                answers.append(("more", more))
                ahead = [one["number"] for one in json.loads(more.body)["next"]]
            await asyncio.sleep(chance.uniform(2, 5))
            data = {"stelling": ahead.pop(0), "keuze": chance.choice([1, 0, -1]), "gezien": 0}
            answers.append(("vote", await browser.post(f"/gesprek/{ADDRESS}/stem/", data)))
            assert turn < EACH
        browser.close()

    await asyncio.gather(*(person(number) for number in range(people)))
    return answers


async def burst_of(port: int, tokens: list[str]) -> list[Answer]:
    """Send one ballot of each person as fast as they go, over so many lines; some are sent twice."""
    sent = [*tokens, *random.Random(1).sample(tokens, min(TWICE, len(tokens)))]
    waiting, answers = iter(sent), []

    async def line() -> None:
        browser = Browser(port)
        for token in waiting:
            browser.cookies[f"gesprek_{ADDRESS}"] = token
            data = {"stelling": 1, "keuze": 1, "gezien": 0}
            answers.append(await browser.post(f"/gesprek/{ADDRESS}/stem/", data))
        browser.close()

    begun = time.perf_counter()
    await asyncio.gather(*(line() for _ in range(LINES)))
    answers.append(Answer(0, {}, b"", time.perf_counter() - begun))
    return answers


async def stuffing(port: int, tokens: list[str], times: int) -> list[Answer]:
    """Let fifty people send the same statement's ballot so often, and strangers with forged tokens too."""
    chance, answers = random.Random(2), []
    sent = [chance.choice(tokens) if n % 4 else f"{n:022d}" for n in range(times)]
    waiting = iter([*tokens, *sent])

    async def line() -> None:
        browser = Browser(port)
        for token in waiting:
            browser.cookies[f"gesprek_{ADDRESS}"] = token
            data = {"stelling": 2, "keuze": 1, "gezien": 0}
            answers.append(await browser.post(f"/gesprek/{ADDRESS}/stem/", data))
        browser.close()

    await asyncio.gather(*(line() for _ in range(50)))
    return answers


def at_share(seconds: list[float], share: float) -> float:
    """Return the time within which this share of answers came."""
    return sorted(seconds)[min(len(seconds) - 1, int(share * len(seconds)))]


def times_of(name: str, answers: list[Answer]) -> str:
    """Return the middle, the slow end and the slowest of so many answers."""
    taken = [one.seconds for one in answers]
    told = [f"{label} {1000 * at_share(taken, share):.0f} ms" for label, share in TOLD]
    return f"{len(answers)} × {name}: {', '.join(told)}"


TOLD = (("half", 0.5), ("p95", 0.95), ("p99", 0.99), ("slowest", 1.0))


def judged(seconds: float, most: float, what: str, *, busy: bool) -> tuple[list[str], list[str]]:
    """Return a fault when this took too long, or a remark when other work had the cores."""
    if seconds <= most:
        return [], []
    told = f"{what}: {seconds:.3f} s instead of at most {most:g} s"
    return ([], [f"not judged, the machine was busy before: {told}"]) if busy else ([told], [])


def hall_proof(answers: list[tuple[str, Answer]], people: int, counted: dict, *, busy: bool) -> Proof:
    """Say whether everyone in the hall was heard, and how fast."""
    by_kind = {kind: [one for name, one in answers if name == kind] for kind, _ in answers}
    votes = by_kind.get("vote", [])
    wrong = [one for kind, one in answers if one.status not in ((302,) if kind == "begin" else (200,))]
    stood = sum(bool(json.loads(one.body)["stands"]) for one in votes if one.status == 200)
    slow, remarks = judged(at_share([one.seconds for one in votes], 0.95), HALL_P95, "p95", busy=busy)
    faults = [f"{len(wrong)} answers were refused, the first with {wrong[0].status}"] if wrong else []
    if not stood == counted["hall_votes"] == people * EACH:
        faults.append(f"{people * EACH} sent, {stood} acknowledged, {counted['hall_votes']} counted")
    if counted["halls"] != people:
        faults.append(f"{counted['halls']} people came in instead of {people}")
    figures = [times_of(kind, found) for kind, found in by_kind.items()]
    promise = f"{people} people in a hall vote at once: no vote lost, 95 of 100 answered within 300 ms"
    return Proof(promise, len(votes), "votes", faults + slow, figures + remarks)


def cpu_of(server: subprocess.Popen[bytes]) -> float:
    """Return how many CPU seconds the server and its processes have worked."""
    whole = psutil.Process(server.pid)
    times = [one.cpu_times() for one in (whole, *whole.children(recursive=True))]
    return sum(one.user + one.system for one in times)


def burst_proof(answers: list[Answer], people: int, counted: dict, spent: float, *, busy: bool) -> Proof:
    """Say whether every ballot of the burst counts once, and how fast."""
    *answers, whole = answers
    wrong = [one for one in answers if one.status != 200 or not json.loads(one.body)["stands"]]
    faults = [f"{len(wrong)} ballots did not stand"] if wrong else []
    if counted["on"].get("1") != people:
        faults.append(f"{counted['on'].get('1')} rows instead of one for each of {people}")
    if counted["changed"]:
        faults.append(f"{counted['changed']} votes were counted twice")
    slow, remarks = judged(whole.seconds, BURST_SECONDS, "the whole burst", busy=busy)
    tail, more = judged(at_share([one.seconds for one in answers], 0.99), BURST_P99, "p99", busy=busy)
    rate = f"{whole.seconds:.1f} s, {len(answers) / whole.seconds:.0f} a second over {LINES} lines"
    costs = f"the server worked {spent:.1f} CPU s for it: {1000 * spent / len(answers):.2f} ms a ballot"
    # Seconds of a shared core are worth less when its neighbours are busy, by as much as half.
    if spent > 2 * BURST_SECONDS * len(answers) / BALLOTS:
        faults.append(f"one core cannot do this in time: {costs}")
    figures = [times_of("ballot", answers), rate, costs, *remarks, *more]
    promise = f"{people} ballots in a burst within 30 s, 99 of 100 within 2 s, each person once"
    return Proof(promise, len(answers), "ballots", faults + slow + tail, figures)


def stuffing_proof(answers: list[Answer], counted: dict) -> Proof:
    """Say whether fifty people are fifty votes, however often they send."""
    statuses = {status: sum(one.status == status for one in answers) for status in (200, 403)}
    faults = []
    if counted["on"].get("2") != STUFFERS:
        faults.append(f"{counted['on'].get('2')} votes of {STUFFERS} people")
    if not statuses[403] or sum(statuses.values()) != len(answers):
        faults.append(f"forged tokens were not all refused: {statuses}")
    if counted["log"] != counted["votes"] + counted["changed"]:
        faults.append(f"the log has {counted['log']} places for {counted['votes']} votes")
    figures = [f"{statuses[200]} answered as counted already, {statuses[403]} forged tokens refused"]
    return Proof(
        "whoever votes often is one vote, and a forged token none", len(answers), "ballots", faults, figures
    )
