"""Who sits where: several tables and parties per person, moving, leaving, and the last chair."""

import pytest
from django.test import Client
from django.urls import reverse

from gebiedstafel.accounts.models import Person
from gebiedstafel.connections.solving import make_plan
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.actions import move_seat, withdraw_seat
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.models import Deed, Pseudonym
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.small_table import small_table
from tests.tables.own_tables import NOON, own_table, person, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(settings):
    settings.DEMO = False
    return own_table()


@pytest.fixture
def chair(table):
    return table.seats.get(role="chair")


def browser(who):
    client = Client()
    client.force_login(who)
    return client


def page(client, name, *of):
    return client.get(reverse(name, args=of)).content.decode()


def test_one_person_sits_at_several_tables_for_several_organisations(table):
    anne = person("anne")
    other = own_table("elders", chair=person("elders"))
    seat(table, anne, party="buren")
    seat(other, anne, party="huis")
    client = browser(anne)

    own = page(client, "tables:me")

    assert "U zit aan 2 tafels" in own
    assert "Buren van Beukenhof, Wonen in Bosrijk" in own
    for there, voice in ((table, "Buren van Beukenhof"), (other, "Wonen in Bosrijk")):
        shown = page(client, "start:home", there.pk)
        assert voice in shown
        assert "gt-switch" in shown


def test_the_switch_names_only_ones_own_tables(table):
    anne = person("anne")
    seat(table, anne)
    own_table("geheim", chair=person("elders"))

    shown = page(browser(anne), "start:home", table.pk)

    assert "geheim" not in shown
    assert "ga naar een andere tafel" not in shown


def test_the_only_chair_cannot_leave_without_handing_over(table, chair):
    member = seat(table, person("lid"))

    with pytest.raises(Refused, match="enige voorzitter"):
        withdraw_seat(chair, by=chair, at=NOON)
    with pytest.raises(Refused, match="enige voorzitter"):
        move_seat(chair, role=Seat.Role.VISITOR, party=None, by=chair, at=NOON)
    move_seat(member, role=Seat.Role.CHAIR, party=member.party, by=chair, at=NOON)
    withdraw_seat(chair, by=chair, at=NOON)

    assert [one.person.username for one in table.seats.filter(role="chair", person__isnull=False)] == ["lid"]


def test_a_chair_whose_account_is_closed_does_not_count(table, chair):
    second = seat(table, person("tweede"), "chair", "stad")
    Person.objects.filter(pk=second.person_id).update(is_active=False)

    with pytest.raises(Refused, match="enige voorzitter"):
        withdraw_seat(chair, by=chair, at=NOON)


def test_a_seat_that_is_withdrawn_opens_nothing_and_keeps_what_it_did(table, chair):
    member = person("lid")
    sat = seat(table, member)
    plan = make_plan(table, by=sat, clock=lambda: NOON)

    answer = browser(chair.person).post(reverse("tables:withdraw_seat", args=[table.pk, sat.pk]), follow=True)

    plan.refresh_from_db()
    assert "zit niet meer aan tafel" in answer.content.decode()
    assert browser(member).get(reverse("start:home", args=[table.pk])).status_code == 404
    assert str(plan.created_by) == "Buren van Beukenhof"
    assert Deed.objects.filter(action="withdraw_seat").count() == 1


def test_who_left_may_be_given_a_seat_again(table, chair):
    member = person("lid")
    withdraw_seat(seat(table, member), by=chair, at=NOON)

    again = seat(table, member, "finance", None)

    assert browser(member).get(reverse("start:home", args=[table.pk])).status_code == 200
    assert again.role == "finance"


def test_a_member_leaves_by_a_button_and_ends_nobody_else(table, chair):
    member = seat(table, person("lid"))
    other = seat(table, person("ander"), party="huis")

    with pytest.raises(NotAllowed):
        withdraw_seat(other, by=member, at=NOON)
    answer = browser(member.person).post(reverse("tables:withdraw_seat", args=[table.pk, member.pk]))

    assert answer.status_code == 302
    member.refresh_from_db()
    assert member.person is None


def test_a_member_is_moved_to_another_party(table, chair):
    member = seat(table, person("lid"))
    address = reverse("tables:seat", args=[table.pk, member.pk])

    browser(chair.person).post(address, {"role": "finance", "party": "huis"})

    member.refresh_from_db()
    assert (member.role, member.party.key, str(member)) == (
        "finance",
        "huis",
        "Wonen in Bosrijk (financieel adviseur)",
    )


def test_a_seat_of_another_table_is_out_of_reach(table, chair):
    far = own_table("elders", chair=person("elders")).seats.get()
    client = browser(chair.person)

    assert client.get(reverse("tables:seat", args=[table.pk, far.pk])).status_code == 404
    assert client.post(reverse("tables:withdraw_seat", args=[table.pk, far.pk])).status_code == 404


def test_a_visitor_sees_parties_and_no_people(table, chair):
    seat(table, person("geheimzinnig"))
    visitor = seat(table, person("kijker"), "visitor", None)

    shown = page(browser(visitor.person), "tables:seats", table.pk)

    assert "Buren van Beukenhof" in shown
    assert "Geheimzinnig" not in shown
    assert "Kijker" in shown


def test_only_the_chair_sees_addresses(table, chair):
    member = seat(table, person("lid"))
    table.invitations.create(email="wacht@voorbeeld.nl", role="visitor", made_at=NOON)

    assert "wacht@voorbeeld.nl" in page(browser(chair.person), "tables:seats", table.pk)
    assert "@voorbeeld.nl" not in page(browser(member.person), "tables:seats", table.pk)


def test_in_the_demo_seats_are_chosen_not_given(client):
    demo = load_demo_table(small_table(id="voorbeeld"), at=NOON)

    shown = page(client, "tables:seats", demo.pk)
    answer = client.post(
        reverse("tables:seats", args=[demo.pk]), {"email": "a@b.nl", "role": "visitor", "party": ""}
    )

    assert "kiest iedereen zelf een stoel" in shown
    assert answer.status_code == 409


def test_someone_changes_their_name_and_language(client):
    anne = person("anne")
    client.force_login(anne)

    answer = client.post(reverse("tables:me"), {"name": " Anne\n de Wit ", "language": "en"}, follow=True)

    anne.refresh_from_db()
    assert (anne.called, anne.language) == ("Anne de Wit", "en")
    assert "Saved" in answer.content.decode()


def test_closing_an_account_erases_who_it_was_and_keeps_the_trail_whole(table, chair):
    member = person("lid")
    sat = seat(table, member)
    client = browser(member)

    warned = page(client, "tables:close_account")
    client.post(reverse("tables:close_account"))

    member.refresh_from_db()
    sat.refresh_from_db()
    assert "wissen we wie u was" in warned
    assert (member.email, member.first_name, member.is_active, sat.person) == ("", "", False, None)
    assert not Pseudonym.objects.filter(actor=f"person/{member.pk}").exists()
    assert client.get(reverse("tables:me")).status_code == 302


def test_the_only_chair_cannot_close_the_account_either(table, chair):
    answer = browser(chair.person).post(reverse("tables:close_account"))

    assert answer.status_code == 409
    chair.refresh_from_db()
    assert chair.person.is_active


def test_a_page_with_sixty_seats_takes_few_queries(table, chair, django_assert_max_num_queries):
    for number in range(60):
        seat(table, person(f"p{number}"))
    client = browser(chair.person)
    page(client, "tables:seats", table.pk)

    with django_assert_max_num_queries(12):
        assert page(client, "tables:seats", table.pk).count("Wijzig") == 61
