"""Measure the board of five hundred agreements, on the server that an installation starts.

At most 10 queries and 20 ms of CPU of the server a look; p95 under 300 ms with sixteen people at once, for an
ordinary seat and for the chair, who administers the table; told as well: while somebody writes each second.
"""

import asyncio
import json
import signal
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE.parent)]

COUNT, PEOPLE, ASKS, LOOKS = 500, 16, 6, 100
MOST_QUERIES, MOST_MS, MOST_P95 = 10, 20, 300
MADE = "from bench.agreements import made; made()"


def main() -> int:
    """Make an installation with a full table, start it, and measure its board for two seats."""
    from prove.hall import start_server
    from prove.installation import manage

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for words in (["migrate", "-v", "0"], ["collectstatic", "--noinput", "-v", "0"]):
            manage(home, *words)
        done = manage(home, "shell", "-v", "0", "-c", MADE)
        if done.returncode:
            sys.exit(done.stderr[-600:])
        told = json.loads(done.stdout.splitlines()[-1])
        port, server = start_server(home)
        try:
            kept = [asyncio.run(measured(server, port, role, told)) for role in ("member", "chair")]
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
    return 0 if all(kept) else 1


async def measured(server, port: int, role: str, told: dict) -> bool:
    """Print what the board costs this seat, and how long sixteen of them wait at once."""
    from prove.hall import cpu_of
    from prove.plain_http import Browser

    page, visit, queries = told["page"], told["visits"][role], max(told["queries"][role])

    def browser() -> Browser:
        return Browser(port, {"csrftoken": "x" * 32, "sessionid": visit})

    one = browser()
    for _ in range(10):
        assert (await one.get(page)).status == 200
    before = cpu_of(server)
    for _ in range(LOOKS):
        await one.get(page)
    spent = (cpu_of(server) - before) / LOOKS * 1000
    still = p95([wait for person in await asyncio.gather(*crowd(browser, page)) for wait in person])
    telling = asyncio.create_task(tell(browser(), told))
    busy = p95([wait for person in await asyncio.gather(*crowd(browser, page)) for wait in person])
    telling.cancel()
    print(
        f"{role}: {COUNT} agreements, {told['queries'][role]} queries (after a deed, and then), "
        f"{spent:.1f} ms of CPU of the server a look; {PEOPLE} people at once: p95 {still:.0f} ms, "
        f"and {busy:.0f} ms while somebody writes each second"
    )
    return queries <= MOST_QUERIES and spent <= MOST_MS and still <= MOST_P95


def crowd(browser, page: str):
    """Return people who each look a few times, a breath apart."""

    async def person(number: int) -> list[float]:
        own, waits = browser(), []
        await asyncio.sleep(number / PEOPLE)
        for _ in range(ASKS):
            answer = await own.get(page)
            assert answer.status == 200
            waits.append(answer.seconds * 1000)
            await asyncio.sleep(1)
        own.close()
        return waits

    return [person(number) for number in range(PEOPLE)]


def p95(waits: list[float]) -> float:
    """Return what nineteen of twenty looks stayed under."""
    assert len(waits) == PEOPLE * ASKS
    return sorted(waits)[int(len(waits) * 0.95)]


async def tell(chair, told: dict) -> None:
    """Tell each second how an agreement goes: each is a deed, after which the board is drawn anew."""
    while True:
        words = {"doe": "vertel", "stand": "op_schema", "woorden": "Het gaat goed."}
        answer = await chair.post(told["deed"], words, accept="text/html")
        assert answer.status == 302, answer.status
        await asyncio.sleep(1)


def made() -> None:
    """Make the table and print its addresses, the visits of two people, and the queries of their board."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils.timezone import localdate, now

    from gebiedstafel.agreements.actions import report_progress
    from gebiedstafel.means.table_import import load_table
    from tests.small_table import small_table
    from tests.tables.own_tables import person, seat

    table = load_table(small_table(id="veel"), by=person("chair"), at=now())
    seats = {"chair": table.seats.get(), "member": seat(table, person("bo"))}
    fill(table, localdate())
    page = f"/tafel/{table.pk}/afspraken/"
    told = {"page": page, "deed": f"{page}A001/doe/", "visits": {}, "queries": {}}
    for role, own in seats.items():
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(own.person)
        assert client.get(page).status_code == 200
        counts = []
        report_progress(table.agreements.get(key="A001"), "op_schema", "Goed.", by=seats["chair"], at=now())
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            counts.append(len(queries))
        told["visits"][role], told["queries"][role] = client.cookies["sessionid"].value, counts
    print(json.dumps(told))


def fill(table, today) -> None:
    """Make five hundred agreements of every status over two years, most parts confirmed."""
    from django.utils.timezone import now

    from gebiedstafel.agreements.models import Agreement, Part, Status

    parties, statuses = list(table.parties.all()), [one for one in Status if one != Status.DROPPED]
    rows = Agreement.objects.bulk_create(
        Agreement(
            table=table,
            key=f"A{n:03}",
            words=f"Partij {n % len(parties)} maakt werk nummer {n} zichtbaar in de straat.",
            lead=parties[n % len(parties)],
            due=today + timedelta(days=n * 2 - 200 if n * 2 > 200 else n),
            made_on=today - timedelta(days=300),
            status=statuses[n % len(statuses)],
            blockage="geld" if statuses[n % len(statuses)] == Status.BLOCKED else "",
            challenge="O1" if n % 3 else "O2",
        )
        for n in range(COUNT)
    )
    Part.objects.bulk_create(
        Part(
            agreement=one, party=parties[(n + k) % len(parties)], confirmed_at=now() if (n + k) % 7 else None
        )
        for n, one in enumerate(rows)
        for k in range(3)
    )


if __name__ == "__main__":
    sys.exit(main())
