"""A worker that is killed in mid-task sends each letter once in effect and does each deed once.

Letters go to a real mail server on this computer, which counts them by message id. Whoever gets the same
message id twice got one letter, so what counts is: each letter came, none came under two ids, and every
copy is the same to the byte, links included.
"""

import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from email import message_from_bytes
from hashlib import sha256
from pathlib import Path

from aiosmtpd.controller import Controller

from .installation import ROOT, environment, manage
from .proof import Proof, scaled

KILLS = 500
#: The secret in a letter for who forgot a password; half of all letters is one.
FORGOTTEN = rb"/wachtwoord/nieuw/([0-9a-f]{64})/"
#: A killed process leaves what it wrote with the system, so a disk would add nothing here but time.
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
#: Keeps Django loaded and lets children work, each until it is killed; tells what a kill cut off.
MOTHER = """
import json, os, random, signal, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "gebiedstafel.site.settings"
import django; django.setup()
from datetime import datetime, timedelta, UTC
from django.core.mail.utils import DNS_NAME
from django.db import connections, transaction
from django.urls import reverse
from gebiedstafel.accounts.letters import Letter, write_letter
from gebiedstafel.accounts.models import OutgoingLetter, PasswordLink, Person
from gebiedstafel.accounts.outbox import mark, post
from gebiedstafel.accounts.tasks import send_password_link
from gebiedstafel.trail.clock import find_ticks, strike, wind_up
from gebiedstafel.trail.deeds import record_deed
find_ticks()
DNS_NAME.get_fqdn()
# What a child would load anew each time: it is killed sooner than that takes.
reverse("accounts:choose_password", args=["x"])
write_letter("accounts/letters/password.txt", to="", language="nl")
kills, seed = int(sys.argv[1]), int(sys.argv[2])

def forgotten(number):
    name = f"p{number}@voorbeeld.nl"
    Person.objects.get_or_create(username=name, defaults={"email": name})
    send_password_link.func(name, "http://hier", str(number))

def deed(number):
    if number % 2:
        return forgotten(number)
    key, now = f"letter/{number}", datetime.now(UTC)
    with transaction.atomic():
        if OutgoingLetter.objects.filter(key=key).exists():
            return
        letter = Letter(f"p{number}@voorbeeld.nl", f"Brief {number}", "Uw link: /v/" + mark(f"zaad-{number}"))
        post(letter, key=key, at=now, seeds=[f"zaad-{number}"])
        record_deed("table/killed", action="remind", subject=key, actor="worker", origin="worker", at=now)

def work(first, told):
    wind_up(datetime.now(UTC))
    os.write(told, b".")
    for number in range(first, 10**9):
        deed(number)
        strike(datetime.now(UTC))
        os.write(told, b".")

def state():
    held = OutgoingLetter.objects.waiting().exclude(held_until=None).count()
    waiting, made = OutgoingLetter.objects.waiting().count(), OutgoingLetter.objects.count()
    connections.close_all()
    return held, waiting, made

chance, cut_off, waited = random.Random(seed), 0, 0
for kill in range(kills):
    first = max(0, state()[2] - 2)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(first, write)
        finally:
            os._exit(1)
    os.close(write)
    os.read(read, 1)
    time.sleep(chance.uniform(0.0, 0.35))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(read)
    held, waiting, _made = state()
    cut_off += held > 0
    waited += waiting > 0
wind_up(datetime.now(UTC))
for _again in range(100):
    strike(datetime.now(UTC) + timedelta(seconds=1))
    if not OutgoingLetter.objects.waiting().exists():
        break
from gebiedstafel.trail.models import Deed
letters = list(OutgoingLetter.objects.order_by("pk").values_list("key", "message_id", "tries", "text"))
ended = OutgoingLetter.objects.filter(sent_at__isnull=False).count()
deeds = list(Deed.objects.filter(chain="table/killed").values_list("subject", flat=True))
links = list(PasswordLink.objects.values_list("digest", flat=True))
told = {"letters": letters, "links": links, "sent": ended, "deeds": deeds}
print(json.dumps({**told, "cut_off": cut_off, "waited": waited}))
"""


class Counting:
    """A mail server that counts; it takes its time, so that kills meet it in the middle."""

    def __init__(self) -> None:
        self.came: dict[str, list[bytes]] = defaultdict(list)

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        time.sleep(random.uniform(0, 0.01))
        message = message_from_bytes(envelope.content)
        self.came[message["Message-ID"]].append(envelope.content)
        time.sleep(random.uniform(0, 0.01))
        return "250 Taken"


def prove(scale: float) -> Iterator[Proof]:
    """Kill workers at random moments of deeds and letters; then let the last one finish, and count."""
    kills = scaled(KILLS, scale)
    box = Counting()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
            found, fault = killed(Path(folder), kills, server.port)
            checked = manage(Path(folder), "check_trail")
    finally:
        server.stop()
    if found is None:
        yield Proof("a worker that is killed", 0, "kills", [fault])
        return
    faults = [*wrong_with(found, box.came), *([checked.stderr[-300:]] if checked.returncode else [])]
    if found["cut_off"] < kills / 20:
        faults.append(f"only {found['cut_off']} of {kills} kills met a letter on its way: that proves little")
    copies = sum(len(one) - 1 for one in box.came.values())
    yield Proof(
        "a killed worker sends every letter once in effect and does every deed once",
        len(found["letters"]),
        f"letters and deeds over {kills} kills",
        faults,
        [
            f"{found['cut_off']} kills met a letter on its way, {found['waited']} left one waiting",
            f"{copies} letters came once more, the same to the byte and under the same message id",
        ],
    )


def killed(home: Path, kills: int, port: int) -> tuple[dict | None, str]:
    """Return what stood in the database after all kills, or why it came to nothing."""
    made = manage(home, "migrate", "-v", "0")
    if made.returncode:
        return None, made.stderr[-300:]
    surroundings = {**environment(home), "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    command = [sys.executable, "-c", MOTHER, str(kills), "20261127"]
    mother = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    if mother.returncode:
        return None, mother.stderr[-600:]
    return json.loads(mother.stdout.splitlines()[-1]), ""


def wrong_with(found: dict, came: dict[str, list[bytes]]) -> Iterator[str]:
    """Yield every letter that was lost, made twice or changed, and every deed not done exactly once."""
    known = {message_id: key for key, message_id, _tries, _text in found["letters"]}
    for message_id, key in known.items():
        if message_id not in came:
            yield f"{key} never came"
    for message_id, copies in came.items():
        if message_id not in known:
            yield f"{message_id} came, and nobody wrote it"
        if len({content.strip() for content in copies}) != 1:
            yield f"{known.get(message_id)} came in {len(copies)} copies that differ"
    if found["sent"] != len(known):
        yield f"{len(known) - found['sent']} letters are not written down as sent"
    written = sorted(key for key in known.values() if key.startswith("letter/"))
    if sorted(found["deeds"]) != written:
        yield f"{len(found['deeds'])} deeds stand there for {len(written)} letters"
    sent = {sha256(link).hexdigest() for copies in came.values() for link in re.findall(FORGOTTEN, copies[0])}
    if sent != set(found["links"]) or len(found["links"]) != len(known) - len(written):
        yield f"{len(found['links'])} links for a password lie there, {len(sent)} came in a letter"
    if any(text for _key, _id, _tries, text in found["letters"]):
        yield "a letter that went still holds its text"


def free_port() -> int:
    """Return a port nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


assert os.name == "posix", "killing is done with signals"
