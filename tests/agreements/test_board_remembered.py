"""The board is remembered until the next deed: after every deed it reads as one that was drawn anew."""

import random
import re
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from gebiedstafel.agreements.actions import (
    change_agreement,
    confirm_part,
    decline_part,
    drop_agreement,
    make_agreement,
    report_progress,
    take_back,
    take_first_step,
)
from gebiedstafel.agreements.models import Agreement, Publicity
from gebiedstafel.agreements.raising import raise_agreement, withdraw_raised
from gebiedstafel.agreements.said import said_of
from gebiedstafel.street.publishing import publish
from gebiedstafel.tables.actions import withdraw_seat
from gebiedstafel.ui.refusals import Refused

from .promises import DAY, LAMPS, NOON, promised, table_with_people

pytestmark = pytest.mark.django_db

SECRETS = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
CANARY = "kanarie alleen voor de tafel"


@pytest.fixture
def people(settings):
    settings.DEMO = False
    return table_with_people()


def read(client, seat, **query):
    client.force_login(seat.person)
    answer = client.get(reverse("agreements:board", args=[seat.table_id]), query)
    return SECRETS.sub("", answer.content.decode())


def renamed(table, party):
    table.parties.filter(key=party).update(name=f"Nieuwe naam van {party}")
    table.count_change()


def any_deed(chance, table, seats):
    """Do one of all deeds that touch what the board shows, on one of the agreements; some are refused."""
    one = chance.choice(list(Agreement.objects.filter(table=table)) or [promised(table, seats["chair"])])
    party = chance.choice(["stad", "buren"])
    by, part = seats[party], one.parts.filter(party__key=party).first()
    chair = seats["chair"]
    number = chance.randrange(1000)
    deeds = [
        lambda: make_agreement(table, replace(LAMPS, words=f"Werk {number} is af."), by=by, at=NOON),
        lambda: change_agreement(one, replace(said_of(one), words=f"Zin {number} is af."), by=chair, at=NOON),
        lambda: change_agreement(one, replace(said_of(one), due=date(2027, 5, 9)), by=chair, at=NOON),
        lambda: part and confirm_part(part, by=by, at=NOON),
        lambda: part and decline_part(part, f"Reden {number}.", by=by, at=NOON),
        lambda: report_progress(one, "geblokkeerd", f"Vast {number}.", by=chair, at=NOON, blockage="geld"),
        lambda: report_progress(one, "gereed", f"Klaar {number}.", by=chair, at=NOON),
        lambda: take_first_step(one, DAY, by=chair, at=NOON),
        lambda: drop_agreement(one, f"Niet meer {number}.", by=chair, at=NOON),
        lambda: take_back(one, by=chair, at=NOON),
        lambda: raise_agreement(one, "gemeente", "de wethouder", f"Waarom {number}.", by=chair, at=NOON),
        lambda: [withdraw_raised(up, by=chair, at=NOON) for up in one.raised.filter(withdrawn_at=None)],
        lambda: publish(table, one.key, public=one.publicity != Publicity.PUBLIC, by=chair, at=NOON),
        lambda: renamed(table, party),
    ]
    with suppress(Refused):
        chance.choice(deeds)()


@pytest.mark.parametrize("seed", range(3))
def test_after_any_deed_the_remembered_board_reads_as_one_drawn_anew(client, people, seed):
    table, seats = people
    chance = random.Random(seed)
    asked = [{}, {"toon": "1", "stand": "vast"}, {"toon": "1"}, {"groep": "wacht"}]

    for _ in range(25):
        any_deed(chance, table, seats)
        who, query = chance.choice(["buren", "chair", "visitor", "finance"]), chance.choice(asked)
        remembered = read(client, seats[who], **query)
        cache.clear()

        assert remembered == read(client, seats[who], **query)


def test_a_look_reads_no_agreements_until_the_next_deed(client, people, django_assert_max_num_queries):
    table, seats = people
    for number in range(39):
        promised(table, seats["chair"], replace(LAMPS, words=f"Werk {number} is af."))
    client.force_login(seats["buren"].person)
    board = reverse("agreements:board", args=[table.pk])

    # The first look of a day also asks which words of the menu are in use.
    client.get(board)
    promised(table, seats["chair"], replace(LAMPS, words="Werk 40 is af."))

    with django_assert_max_num_queries(10):
        client.get(board)
    with django_assert_max_num_queries(7) as looked:
        html = client.get(board).content.decode()

    assert not [one for one in looked.captured_queries if "agreements_" in one["sql"]]
    assert html.count("Trekker: ") == 12
    assert "Toon nog 28 afspraken" in html


def test_what_the_table_read_is_not_remembered_for_who_may_not_read_it(client, people):
    table, seats = people
    promised(table, seats["chair"], replace(LAMPS, words=f"Hier staat een {CANARY}."))
    assert CANARY in read(client, seats["buren"])

    assert CANARY not in read(client, seats["visitor"])

    withdraw_seat(seats["buren"], by=seats["chair"], at=NOON)
    client.force_login(seats["buren"].person)
    assert client.get(reverse("agreements:board", args=[table.pk])).status_code == 404


def test_a_new_day_and_another_language_are_another_board(client, people, monkeypatch):
    table, seats = people
    promised(table, seats["chair"])
    before = read(client, seats["buren"])

    monkeypatch.setattr("gebiedstafel.agreements.views.localdate", lambda: date(2027, 3, 2))
    after = read(client, seats["buren"])
    client.cookies["django_language"] = "en"

    assert "Te laat of achter" not in before
    assert "Te laat of achter" in after
    assert "Te laat of achter" not in read(client, seats["buren"])
