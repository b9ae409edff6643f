"""At the meeting the screen, the sheet and the phones say the same, and no more than may be told."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from gebiedstafel.dialogue.rounds import Entrance
from gebiedstafel.means.table_import import load_demo_table
from tests.dialogue.small_round import NOON, a_round, vote
from tests.small_table import small_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return a_round(load_demo_table(small_table(), at=NOON))


def hall(client, round, **headers):
    cache.clear()
    return client.get(
        reverse("gesprek:hall", args=[round.table_id, round.address]), headers=headers
    ).content.decode()


def outcome(client, round):
    cache.clear()
    page = client.get(reverse("gesprek:outcome", args=[round.address])).content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_the_hall_shows_where_to_vote_and_nothing_before_ten_people_voted(client, round):
    door = Entrance.objects.create(round=round, route="qr")
    vote(round, 9)

    page = hall(client, round)

    assert reverse("voter:entrance", args=[round.address, door.key]) in page
    assert "<svg" in page
    assert re.search(r">9</b>\s*mensen stemden", page)
    assert "Vanaf 10 mensen" in page
    assert "gt-gb" not in page


def test_the_hall_and_a_phone_change_at_the_same_vote(client, round):
    vote(round, 12)
    assert "De groepen delen" in hall(client, round) or "Samen delen zij" in hall(client, round)
    before = hall(client, round), outcome(client, round)

    vote(round, 4)
    assert (hall(client, round), outcome(client, round)) == before

    vote(round, 1)

    assert ">17</b>" in hall(client, round)
    assert "17 van de 6.100 bewoners stemden." in outcome(client, round)


def test_only_the_part_that_changes_is_asked_again_and_only_while_the_round_is_open(client, round):
    part = hall(client, round, **{"HX-Request": "true"})
    assert "<html" not in part
    assert 'hx-trigger="every 4s"' in part

    round.closes_at = NOON
    round.save()

    assert "hx-trigger" not in hall(client, round)


def test_a_phone_needs_no_account_and_a_draft_is_not_there(client, round):
    assert client.get(reverse("gesprek:outcome", args=[round.address])).status_code == 200

    round.opens_at = None
    round.save()

    assert client.get(reverse("gesprek:outcome", args=[round.address])).status_code == 404


def test_the_sheet_fits_what_we_share_and_where_to_read_more(client, round):
    vote(round, 20)
    vote(round, 15, camp=1)

    page = client.get(reverse("gesprek:sheet", args=[round.table_id, round.address])).content.decode()

    assert "Stelling 12" in page
    assert reverse("gesprek:outcome", args=[round.address]) in page
