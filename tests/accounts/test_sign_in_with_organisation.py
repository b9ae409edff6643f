"""People sign in with their own organisation; no answer of a provider takes over what it should not."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from gebiedstafel.accounts.models import Person, ProviderLogin, Try
from gebiedstafel.means.table_import import load_table
from gebiedstafel.tables.actions import move_seat
from gebiedstafel.tables.models import Invitation, Seat, SeatByGroup
from gebiedstafel.trail.models import Deed
from tests.openid_provider import BROKEN_SERVERS, LYING_TOKENS
from tests.organisations import come, go, trust
from tests.small_table import small_table

pytestmark = pytest.mark.django_db
EMAIL = "anne@gemeente.example"
PASSWORD = "zeven appels op een plank"


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def table(gemeente):
    return load_table(small_table(), by=Person.objects.create_user("chair"), at=now())


def test_someone_of_a_trusted_domain_comes_in_with_an_account_of_their_own(client, gemeente):
    answer = come(client, gemeente, where="/mijn-account/")

    person = Person.objects.get()
    assert answer["Location"] == "/mijn-account/"
    assert is_in(client)
    assert (person.email, person.first_name, person.has_usable_password()) == (EMAIL, "Anne Voorbeeld", False)
    assert come(Client(), gemeente).status_code == 302
    assert Person.objects.count() == ProviderLogin.objects.count() == 1


def test_a_new_session_key_begins_with_the_visit(client, gemeente):
    answer = go(client)
    before = client.session.session_key
    client.get(gemeente.allow(answer).partition("testserver")[2])

    assert is_in(client)
    assert client.session.session_key != before


@pytest.mark.parametrize("lie", LYING_TOKENS)
def test_a_lie_lets_nobody_in_and_is_written_down(client, gemeente, lie):
    gemeente.quirk = lie

    answer = come(client, gemeente)

    assert answer.status_code == 403
    assert "Het antwoord klopte niet" in answer.content.decode()
    assert not is_in(client)
    assert not Person.objects.exists()
    assert Deed.objects.get().result.startswith("not trusted")


@pytest.mark.parametrize("broken", [*BROKEN_SERVERS, "says no"])
def test_a_broken_provider_is_a_page_with_a_way_on(client, gemeente, broken, monkeypatch):
    monkeypatch.setattr("gebiedstafel.exchange.openid.fetching.SECONDS", 1)
    gemeente.quirk = broken
    if broken in ("slow", "drips"):
        from gebiedstafel.exchange.openid import conversation, fetching

        monkeypatch.setattr(conversation, "fetch", lambda url, **more: fetching.fetch(url, seconds=1, **more))

    answer = come(client, gemeente)

    assert answer.status_code == 502
    assert "Probeer het opnieuw" in answer.content.decode()
    assert not is_in(client)


def test_a_state_that_was_not_asked_here_or_is_used_again_lets_nobody_in(client, gemeente):
    there = gemeente.allow(go(client)).partition("testserver")[2]
    victim = Client()

    assert victim.get(there).status_code == 400
    assert client.get(there).status_code == 302
    assert client.get(there).status_code == 400
    gemeente.quirk = "wrong state"
    assert come(Client(), gemeente).status_code == 400


def test_a_code_of_another_browser_is_not_taken(client, gemeente):
    attacker = gemeente.allow(go(Client()))
    mine = gemeente.allow(go(client))
    mixed = mine.replace(mine.split("code=")[1].split("&")[0], attacker.split("code=")[1].split("&")[0])

    assert client.get(mixed.partition("testserver")[2]).status_code == 502
    assert not is_in(client)


def test_where_someone_was_going_is_never_another_site(client, gemeente):
    for where in ("https://elders.example/", "//elders.example", "/\\elders.example", "javascript:alert(1)"):
        assert come(Client(), gemeente, where=where)["Location"] == "/"


def test_a_local_account_is_never_taken_over_in_silence(client, gemeente):
    person = Person.objects.create_user("anne", email=EMAIL, password=PASSWORD)

    page = come(client, gemeente, follow=True).content.decode()

    assert "nooit vanzelf over" in page
    assert "Log in met mijn wachtwoord" in page
    assert "Stop met inloggen" in page
    assert not is_in(client)
    assert not ProviderLogin.objects.exists()

    client.post(reverse("accounts:sign_in"), {"username": "anne", "password": PASSWORD})
    joined = client.post(reverse("accounts:join"), {"join": "1"}, follow=True).content.decode()
    assert "Voortaan logt u ook in met Gemeente Bosrijk" in joined
    assert ProviderLogin.objects.get().person == person
    assert come(Client(), gemeente).status_code == 302


def test_who_stops_at_that_page_changes_nothing(client, gemeente):
    Person.objects.create_user("anne", email=EMAIL, password=PASSWORD)
    come(client, gemeente)

    answer = client.post(reverse("accounts:join"), {"leave": "1"})

    assert answer["Location"] == reverse("accounts:sign_in")
    assert client.get(reverse("accounts:join"))["Location"] == reverse("accounts:sign_in")
    assert not ProviderLogin.objects.exists()


@pytest.mark.parametrize("verified", [False, "true", None])
def test_an_address_that_is_not_proven_makes_no_account(client, gemeente, verified):
    gemeente.person["email_verified"] = verified

    page = come(client, gemeente, follow=True).content.decode()

    assert "Voor u is hier nog geen account" in page
    assert not Person.objects.exists()


def test_an_unproven_address_does_not_tell_whether_it_has_an_account(client, gemeente):
    gemeente.person["email_verified"] = False
    unknown = come(Client(), gemeente, follow=True)
    Person.objects.create_user("anne", email=EMAIL, password=PASSWORD)
    known = come(Client(), gemeente, follow=True)

    def told(page):
        return page.content.decode().split("<main")[1].split("csrfmiddlewaretoken")[0]

    assert told(unknown) == told(known)


def test_without_a_trusted_domain_only_who_is_invited_comes_in(
    client, openid, settings, monkeypatch, tmp_path, table
):
    trust(openid, settings, monkeypatch, tmp_path, domain="elders.example")

    come(client, openid)
    assert not is_in(client)

    Invitation.objects.create(
        table=table, email=EMAIL, role="visitor", made_at=now(), expires_at=now().replace(year=2099)
    )
    come(client, openid)
    assert is_in(client)


def test_a_closed_account_stays_closed(client, gemeente):
    come(client, gemeente)
    Person.objects.update(is_active=False)

    answer = come(Client(), gemeente)

    assert answer.status_code == 403
    assert "gesloten" in answer.content.decode()


def test_who_is_signed_in_joins_their_organisation_after_saying_so(client, gemeente):
    person = Person.objects.create_user("bo", password=PASSWORD)
    client.force_login(person)

    page = come(client, gemeente, follow=True).content.decode()
    assert "Wilt u voortaan ook inloggen" in page
    assert not ProviderLogin.objects.exists()
    client.post(reverse("accounts:join"), {"join": "1"})

    assert ProviderLogin.objects.get().person == person


def test_one_identity_is_one_person_here(client, gemeente):
    come(Client(), gemeente)
    other = Person.objects.create_user("bo", password=PASSWORD)
    client.force_login(other)

    come(client, gemeente)

    assert client.session["_auth_user_id"] == str(ProviderLogin.objects.get().person_id)
    assert ProviderLogin.objects.count() == 1


def test_groups_give_move_and_withdraw_a_seat_and_the_trail_tells_it(gemeente, table):
    come(Client(), gemeente)
    seat = Seat.objects.get(table=table, person__email=EMAIL)
    assert (seat.role, seat.party.key) == ("member", "stad")

    gemeente.person["groups"] = ["meelezers"]
    come(Client(), gemeente)
    seat.refresh_from_db()
    assert (seat.role, seat.party) == ("visitor", None)

    gemeente.person["groups"] = []
    come(Client(), gemeente)
    seat.refresh_from_db()
    assert seat.person is None
    assert not SeatByGroup.objects.exists()
    told = list(
        Deed.objects.filter(chain__name=table.chain).order_by("number").values_list("action", flat=True)
    )
    assert told[-3:] == ["give_seat_by_group", "move_seat_by_group", "withdraw_seat_by_group"]


def test_a_seat_given_by_hand_is_never_touched(gemeente, table):
    gemeente.person["groups"] = []
    come(Client(), gemeente)
    person = Person.objects.get(email=EMAIL)
    mine = Seat.objects.create(table=table, person=person, role="chair")

    for groups in (["wijkteam"], ["meelezers"], []):
        gemeente.person["groups"] = groups
        come(Client(), gemeente)

    mine.refresh_from_db()
    assert (mine.person, mine.role) == (person, "chair")


def test_a_seat_that_the_chair_moved_by_hand_stays_where_it_is(gemeente, table):
    come(Client(), gemeente)
    seat = Seat.objects.get(table=table, person__email=EMAIL)
    chair = Seat.objects.get(table=table, person__username="chair")
    move_seat(seat, role=Seat.Role.FINANCE, party=seat.party, by=chair, at=now())

    come(Client(), gemeente)
    gemeente.person["groups"] = []
    come(Client(), gemeente)

    seat.refresh_from_db()
    assert (seat.person.email, seat.role) == (EMAIL, "finance")


def test_a_group_keeps_the_site_and_loses_that_right(gemeente):
    gemeente.person["groups"] = ["beheer"]
    come(Client(), gemeente)
    assert Person.objects.get().is_staff

    gemeente.person["groups"] = []
    come(Client(), gemeente)
    assert not Person.objects.get().is_staff

    Person.objects.update(is_staff=True)
    come(Client(), gemeente)
    assert Person.objects.get().is_staff


def test_signing_out_shows_the_way_out_there_too(client, gemeente):
    come(client, gemeente)

    page = client.post(reverse("accounts:sign_out"), follow=True).content.decode()

    assert not is_in(client)
    assert "Log ook uit bij Gemeente Bosrijk" in page
    assert f"{gemeente.origin}/logout?id_token_hint=" in page


def test_the_buttons_stand_on_the_page_and_a_broken_file_leaves_passwords(
    client, gemeente, settings, tmp_path
):
    assert "Inloggen met Gemeente Bosrijk" in client.get(reverse("accounts:sign_in")).content.decode()

    settings.SIGN_IN_FILE = str(tmp_path / "weg.yaml")
    page = client.get(reverse("accounts:sign_in"))
    assert page.status_code == 200
    assert "Inloggen met" not in page.content.decode().split("<main")[1]
    assert client.get(reverse("accounts:with_provider", args=["gemeente"])).status_code == 404


@pytest.mark.parametrize(
    "query", ["", "state=%00", "state=x&code=" + "a" * 9000, "state[]=1", "state=x&state=y", "error=%3Cb%3E"]
)
def test_a_strange_answer_is_a_page_and_no_traceback(client, gemeente, query):
    answer = client.get(reverse("accounts:came_back", args=["gemeente"]) + "?" + query)

    assert answer.status_code == 400
    assert "<b>" not in answer.content.decode().split("<main")[1]


def test_guessing_answers_is_slowed(client, gemeente):
    address = reverse("accounts:came_back", args=["gemeente"])

    codes = [client.get(address, {"state": str(n), "code": "x"}).status_code for n in range(52)]

    assert codes[0] == 400
    assert codes[-1] == 429
    assert not Try.objects.exclude(network__regex=r"^[0-9a-f]{64}$").exists()
