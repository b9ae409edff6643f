"""A party that leaves: the chair sees what hangs on it, nothing is lost, and nobody of it stays inside."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from gebiedstafel.accounts.models import OutgoingLetter
from gebiedstafel.accounts.tokens import token_of_seed
from gebiedstafel.agreements.board import board_lines
from gebiedstafel.agreements.models import Agreement, Change
from gebiedstafel.followup.actions import open_feed
from gebiedstafel.followup.digests import send_digests
from gebiedstafel.followup.links import make_report_link, open_report_link
from gebiedstafel.followup.sending import remind_tables
from gebiedstafel.tables.models import Party
from tests.followup.kept_agreements import agreement, at, bo_of, chair_of, table_of_neighbours
from tests.tables.own_tables import person, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(settings):
    settings.DEMO = False
    return table_of_neighbours()


@pytest.fixture
def chair(client, table):
    client.force_login(chair_of(table).person)
    return client


def asked(table, party="buren"):
    return reverse("start:party_leaves", args=[table.pk, party])


def test_the_chair_sees_what_hangs_on_a_party_and_looking_changes_nothing(table, chair):
    agreement(table, "A1", lead="buren")
    agreement(table, "A2", lead="stad", others=["buren"])
    agreement(table, "A3", lead="stad")
    waiting = agreement(table, "A4", lead="stad", others=["buren"])
    waiting.parts.filter(party__key="buren").update(confirmed_at=None)
    agreement(table, "A5", lead="buren", status="gereed")

    html = chair.get(asked(table)).content.decode()

    assert "Aan 3 afspraken die lopen, doet zij mee." in html
    assert "Bij één daarvan is zij de trekker." in html
    for key, part in (("A1", "trekt deze"), ("A2", "bevestigde haar deel"), ("A4", "moest haar deel nog")):
        assert part in html[html.index(f">{key}: ") :][:400]
    assert "A3" not in html
    assert "A5" not in html
    assert "Eén persoon raakt de stoel kwijt" in html
    assert Party.objects.get(table=table, key="buren").sits
    assert bo_of(table).person is not None


def test_nothing_of_what_it_promised_is_lost_and_who_reads_on_sees_that_it_left(table, chair):
    made = agreement(table, "A1", lead="buren", others=["stad"], publicity="public")
    visitor = seat(table, person("kijker"), role="visitor", party=None)
    before = (list(made.parts.values()), list(Change.objects.filter(agreement=made).values()))

    chair.post(asked(table))

    after = Agreement.objects.get(pk=made.pk)
    assert (list(after.parts.values()), list(Change.objects.filter(agreement=made).values())) == before
    assert after.lead.key == "buren"
    page = chair.get(reverse("agreements:agreement", args=[table.pk, "A1"])).content.decode()
    assert "Spreek af wie dit overneemt." in page
    own = Client()
    own.force_login(visitor.person)
    public = own.get(reverse("agreements:agreement", args=[table.pk, "A1"])).content.decode()
    assert "De straat wordt veilig (A1)." in public
    assert "Spreek af wie dit overneemt." not in public


def test_nobody_of_a_party_that_left_reads_hears_or_tells_anything_more(table, chair):
    made = agreement(table, "A1", lead="buren", words="Alleen voor de tafel", due=date(2027, 1, 25))
    bo = bo_of(table)
    feed, link = open_feed("tafel", by=bo, at=at()), make_report_link(made, bo, at=at())
    person = bo.person

    chair.post(asked(table))

    own = Client()
    own.force_login(person)
    for name in ("agreements:board", "followup:overview", "tables:mandates"):
        assert own.get(reverse(name, args=[table.pk])).status_code == 404
    assert Client().get(reverse("reporting:calendar", args=[feed.token])).status_code == 410
    assert open_report_link(token_of_seed(link.seed), at=at()) is None
    remind_tables(at())
    send_digests(at())
    letters = [one.to for one in OutgoingLetter.objects.all()]
    assert person.email not in letters
    assert chair_of(table).person.email in letters


def test_only_the_chair_is_asked(table, client):
    client.force_login(bo_of(table).person)

    assert client.get(asked(table)).status_code == 403


def test_the_board_waits_no_longer_for_the_yes_of_a_party_that_left(table, chair):
    waiting = agreement(table, "A1", lead="stad", others=["buren"])
    waiting.parts.filter(party__key="buren").update(confirmed_at=None)
    names = {pk: (key, key) for pk, key in table.parties.values_list("pk", "key")}
    asks = [one.key for one in board_lines(chair_of(table), names, at().date()) if one.unconfirmed]
    assert asks == ["A1"]

    chair.post(asked(table))

    assert not any(one.unconfirmed for one in board_lines(chair_of(table), names, at().date()))
    assert waiting.parts.get(party__key="buren").confirmed_at is None
