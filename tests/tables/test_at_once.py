"""What two people do at the same moment: one seat from one link, and a table that keeps its chair.

Two processes on one installation of their own: what SQLite and PostgreSQL do differently must not matter.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from gebiedstafel.accounts.models import OutgoingLetter
from gebiedstafel.accounts.tokens import token_of_seed
from gebiedstafel.tables.actions import withdraw_seat
from gebiedstafel.tables.invitations import invite
from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import Refused
from prove.installation import environment, manage
from tests.tables.own_tables import NOON, own_table, person, seat

LINKS = 12
CHOSEN = {"new_password1": "acht peren in een mand", "new_password2": "acht peren in een mand"}
POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")

INVITE = f"""
from tests.tables.test_at_once import links
print("\\n".join(links({LINKS})))
"""
ACCEPT = """
from pathlib import Path
from time import sleep
from django.conf import settings
from tests.tables.test_at_once import accept
settings.ALLOWED_HOSTS = ["testserver"]
Path(f"{here}/ready-{name}").touch()
while not Path("{here}/go").exists():
    sleep(0.01)
print(*[accept(link, "{name}") for link in {links}])
"""


def links(count):
    """Return the links of so many invitations to one new table."""
    table = own_table()
    chair = table.seats.get()
    party = table.parties.get(key="buren")
    made = [
        invite(
            f"bo{number}@voorbeeld.nl", table, role=Seat.Role.MEMBER, party=party, by=chair, at=now(), site=""
        )
        for number in range(count)
    ]
    letters = [OutgoingLetter.objects.get(key__startswith=f"invitation/{one.pk}/") for one in made]
    tokens = [token_of_seed(letter.seeds[0]) for letter in letters]
    return [reverse("tables:invitation", args=[token]) for token in tokens]


def accept(link, name):
    """Take the seat of this link and return what the site answered."""
    return Client().post(link, {**CHOSEN, "name": name}).status_code


def together(*deeds):
    """Do these at the same moment and return what each gave."""
    start = threading.Barrier(len(deeds))

    def hurry(deed):
        start.wait()
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [done.result() for done in [pool.submit(hurry, deed) for deed in deeds]]


def test_one_link_accepted_twice_at_once_gives_one_seat(root, tmp_path):
    assert manage(tmp_path, "migrate", "-v", "0").returncode == 0
    made = manage(tmp_path, "shell", "-v", "0", "-c", INVITE, EMAIL_URL="dummymail://")
    found = made.stdout.split()
    assert len(found) == LINKS, made.stderr

    def begin(name):
        words = (
            ACCEPT.replace("{here}", str(tmp_path)).replace("{name}", name).replace("{links}", repr(found))
        )
        command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", words]
        return subprocess.Popen(
            command,
            cwd=root,
            env={**environment(tmp_path), "DEBUG": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    both = [begin(name) for name in ("a", "b")]
    wait_for = [tmp_path / f"ready-{name}" for name in ("a", "b")]
    while not all(path.exists() for path in wait_for):
        assert all(one.poll() is None for one in both), both[0].communicate()
    (tmp_path / "go").touch()
    told = [one.communicate(timeout=120) for one in both]

    codes = list(zip(*[list(map(int, out.split())) for out, _ in told], strict=True))
    assert len(codes) == LINKS, told
    assert [pair for pair in codes if sorted(pair)[0] != 302 or sorted(pair)[1] not in (409, 410)] == []


@pytest.mark.skipif(not POSTGRES, reason="threads of one process share SQLite's connection in memory")
@pytest.mark.django_db(transaction=True)
def test_on_postgresql_too(settings):
    settings.DEMO = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    for link in links(LINKS):
        codes = together(lambda link=link: accept(link, "a"), lambda link=link: accept(link, "b"))

        assert codes.count(302) == 1, codes
    assert Seat.objects.filter(person__isnull=False).count() == LINKS + 1


@pytest.mark.skipif(not POSTGRES, reason="threads of one process share SQLite's connection in memory")
@pytest.mark.django_db(transaction=True)
def test_two_chairs_who_leave_at_once_do_not_leave_the_table_without_one():
    table = own_table()
    for number in range(5):
        first = Seat.objects.get(table=table, role="chair", person__isnull=False)
        second = seat(table, person(f"tweede{number}"), "chair", "stad")

        def leave(one):
            try:
                withdraw_seat(one, by=one, at=NOON)
            except Refused:
                return "stays"
            return "left"

        ended = together(lambda one=first: leave(one), lambda one=second: leave(one))

        assert sorted(ended) == ["left", "stays"]
        assert table.seats.filter(role="chair", person__isnull=False).count() == 1
