"""The page where parties say what they may decide, and the one on what a request may reveal."""

import pytest
from django.test import Client
from django.urls import reverse

from gebiedstafel.accounts.models import OwnerClass
from gebiedstafel.tables.models import Mandate, Party, Seat
from gebiedstafel.tables.who_may import example_seat
from gebiedstafel.ui.rights import Whose, rights
from tests.tables.own_tables import own_table, person, seat

pytestmark = pytest.mark.django_db
FILLED = {"decides": "Klein onderhoud", "limit": "10.000", "subjects": ["OPE"], "until": ""}


@pytest.fixture
def table(settings):
    settings.DEMO = False
    return own_table()


def browser(who):
    client = Client()
    client.force_login(who)
    return client


def page(client, table, name="mandates", *more):
    return client.get(reverse(f"tables:{name}", args=[table.pk, *more])).content.decode()


def test_what_a_party_writes_is_seen_by_all_at_the_table_and_not_by_a_visitor(table):
    anne, guest = person("anne"), person("gast")
    seat(table, anne)
    seat(table, guest, "visitor", None)

    answer = browser(anne).post(reverse("tables:new_mandate", args=[table.pk]), FILLED)

    assert answer.status_code == 302
    seen = page(browser(table.seats.get(role="chair").person), table)
    assert "Klein onderhoud" in seen
    assert "10.000" in seen
    assert browser(guest).get(reverse("tables:mandates", args=[table.pk])).status_code == 403


def test_every_fault_is_told_at_once_and_what_was_typed_comes_back(table):
    anne = person("anne")
    seat(table, anne)
    wrong = {"decides": "", "limit": "tien mille", "until": "0001-01-01", "subjects": ["XXX"]}

    answer = browser(anne).post(reverse("tables:new_mandate", args=[table.pk]), wrong)

    told = answer.content.decode()
    assert answer.status_code == 400
    assert "We missen wat uw partij mag beslissen" in told
    assert "al voorbij" in told
    assert told.count("gt-form__error") >= 4
    assert "tien mille" in told
    assert not Mandate.objects.exists()


def test_two_who_change_one_line_see_each_other(table):
    anne = person("anne")
    seat(table, anne)
    client = browser(anne)
    client.post(reverse("tables:new_mandate", args=[table.pk]), FILLED)
    line = Mandate.objects.get()
    client.post(reverse("tables:mandate", args=[table.pk, line.pk]), FILLED | {"limit": "20.000"})

    late = client.post(reverse("tables:mandate", args=[table.pk, line.pk]), FILLED | {"limit": "30.000"})

    assert late.status_code == 400
    assert "Iemand was u voor" in late.content.decode()
    assert "30.000" in late.content.decode()
    assert Mandate.objects.get(ended_at=None).limit_cents == 2_000_000
    assert "Wat er eerder stond" in page(client, table)


def test_a_line_of_another_table_is_not_there(table):
    anne = person("anne")
    seat(table, anne)
    other = own_table("elders", chair=person("ander"))
    foreign = Mandate.objects.create(
        party=other.parties.get(key="buren"), line=1, decides="x", made_at=table.loaded_at
    )

    answer = browser(anne).get(reverse("tables:mandate", args=[table.pk, foreign.pk]))

    assert answer.status_code == 404


def test_an_empty_chair_is_named_only_with_what_asks_for_it(table):
    told = page(browser(table.seats.get(role="chair").person), table)

    assert "Waterschap Bosrijk" in told
    assert "Waterpot" in told
    assert "telt pas mee als zij aan tafel zit" in told


def test_the_page_says_that_the_core_is_too_small_and_what_would_help(table):
    table.parties.filter(key__in=["stad", "buren"]).update(seat=Party.Place.CORE)

    told = page(browser(table.seats.get(role="chair").person), table)

    assert "De kern telt 2 partijen. Dat is klein" in told
    assert "Kies zes tot twaalf partijen" in told


def test_the_page_on_open_government_has_an_answer_for_every_kind(table):
    told = page(browser(table.seats.get(role="chair").person), table, "open_government")

    assert told.count('<th scope="row"') >= 9
    assert "geen juridisch advies" in told


@pytest.mark.parametrize("kind", [*OwnerClass.values, "bewoners", "overheid", "onbekend", None])
def test_what_a_seat_may_depends_on_its_role_and_never_on_the_kind_of_its_party(kind):
    asked = 0
    for one in rights().values():
        for role in Seat.Role:
            for whose in one.on:
                usual, other = example_seat(role), example_seat(role)
                if other.party is not None:
                    other.party.kind = other.party.owner_class = kind
                    other.party.organisation.owner_class = kind
                assert one.refusal(usual, whose) == one.refusal(other, whose), (one.does, role, whose)
                asked += 1

    assert asked > 4 * 25
    assert Whose.OTHER in {whose for one in rights().values() for whose in one.on}
