"""Links: whoever has one answers for that party only, and nothing happens by looking."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils.timezone import localdate

from gebiedstafel.asking.actions import close_request, extend_request, withdraw_links
from gebiedstafel.asking.models import Answer, AnswerLink, AskedParty, Request
from gebiedstafel.trail.models import Deed
from tests.asking.rounds import (
    NOON,
    a_table,
    as_person,
    asked_of,
    link_of,
    seat_of,
    sent_round,
)

pytestmark = pytest.mark.django_db
COSTS = {"seen|measures:M2:costs": "0", "measures:M2:costs:proces.0": "100"}


@pytest.fixture(autouse=True)
def _no_demo(settings):
    settings.DEMO = False


@pytest.fixture
def table():
    return a_table()


@pytest.fixture
def link(table):
    return link_of(asked_of(sent_round(table, "buren", "huis"), "buren"))


def told(answer) -> str:
    return answer.content.decode()


def test_looking_at_a_link_changes_nothing(table, link):
    def everything():
        return [list(model.objects.values()) for model in (Request, AskedParty, AnswerLink, Answer, Deed)]

    before = everything()

    for method in ("get", "head"):
        assert getattr(Client(), method)(link).status_code == 200

    assert everything() == before
    assert [Client().get(f"{link}{name}/").status_code for name in ("begin", "bewaar", "heropen")] == [
        405
    ] * 3


def test_the_secret_of_a_link_is_written_down_nowhere(link):
    token = link.split("/")[2]
    Client().post(f"{link}begin/")
    Client().post(f"{link}bewaar/", COSTS)

    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        written = []
        for name in tables:
            cursor.execute(f'SELECT * FROM "{name}"')
            written += [name for row in cursor.fetchall() if token in str(row)]

    assert len(tables) > 20
    assert written == []


def test_a_link_may_go_round_within_the_party_but_not_outside_it(link):
    assert as_person("buren").get(link).status_code == 200

    for name, party in (("huis", "Wonen in Bosrijk"), ("voorzitter", "Gemeente Bosrijk")):
        refused = as_person(name).get(link)
        assert refused.status_code == 403
        assert "Deze link is van Buren van Beukenhof" in told(refused)
        assert party in told(refused)
        assert as_person(name).post(f"{link}bewaar/", COSTS).status_code == 403

    assert not Answer.objects.exists()


@pytest.mark.parametrize("token", ["x", "A" * 32, "a" * 3000, "..", "%00", "ὕ"])
def test_a_guessed_link_is_told_so(table, token):
    answer = Client().get(f"/uitvraag/{token}/")

    assert answer.status_code == 404


def test_a_link_that_was_cut_off_says_what_helps(link):
    answer = Client().get(f"{link[:-5]}/")

    assert answer.status_code == 404
    assert "Kopieer de hele link" in told(answer)


def test_a_link_dies_with_its_day_and_lives_again_when_there_is_more_time(table, link):
    request = Request.objects.get()
    Request.objects.filter(pk=request.pk).update(answer_by=localdate() - timedelta(days=1))

    late = Client().post(f"{link}bewaar/", COSTS)
    extend_request(request, localdate() + timedelta(days=3), by=seat_of(table, "voorzitter"), at=NOON)

    assert late.status_code == 409
    assert "Vraag de voorzitter om verlenging" in told(late)
    assert Client().get(link).status_code == 200


def test_a_link_that_was_taken_back_or_closed_says_so(table, link):
    asked, chair = AskedParty.objects.get(party__key="buren"), seat_of(table, "voorzitter")

    withdraw_links(asked, by=chair, at=NOON)
    taken_back = Client().get(link)
    other = link_of(asked)
    close_request(asked.request, by=chair, at=NOON)
    closed = Client().get(other)

    assert "ingetrokken" in told(taken_back)
    assert "gesloten" in told(closed)
    assert {taken_back.status_code, closed.status_code} == {409}


def test_a_party_that_leaves_midway_keeps_what_it_sent(table, link):
    Client().post(f"{link}begin/")
    Client().post(f"{link}bewaar/", COSTS)
    table.parties.filter(key="buren").update(at_table=False)

    answer = Client().post(f"{link}bewaar/", {**COSTS, "measures:M2:costs:proces.0": "999"})

    assert answer.status_code == 409
    assert "zit niet meer aan deze tafel" in told(answer)
    assert Answer.objects.get().value == {"proces": [10_000]}
    board = as_person("voorzitter").get(f"/tafel/{table.pk}/uitvraag/{Request.objects.get().pk}/")
    assert "niet meer aan tafel" in told(board)


def test_what_was_handed_in_is_changed_only_after_opening_it_again(link):
    person = Client()
    person.post(f"{link}begin/")
    person.post(f"{link}bewaar/", COSTS | {"doe": "insturen"})
    first = AskedParty.objects.get(party__key="buren").answered_at

    replayed = person.post(f"{link}bewaar/", {**COSTS, "measures:M2:costs:proces.0": "200"})
    person.post(f"{link}bewaar/", {"doe": "insturen"})
    assert AskedParty.objects.get(party__key="buren").answered_at == first
    assert replayed.status_code == 409
    person.post(f"{link}heropen/")
    person.post(
        f"{link}bewaar/", {**COSTS, "seen|measures:M2:costs": "1", "measures:M2:costs:proces.0": "200"}
    )

    assert Answer.objects.get().value == {"proces": [20_000]}


def test_only_who_sits_for_the_party_gets_to_its_page_without_a_link(table):
    asked = asked_of(sent_round(table, "buren"), "buren")
    url = f"/tafel/{table.pk}/uitvraag/partij/{asked.pk}/invullen/"

    assert as_person("huis").post(url).status_code == 403
    page = as_person("buren").post(url, follow=True)

    assert "Begin" in told(page)
