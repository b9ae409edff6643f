"""Someone sees where they are signed in and ends it; a visit ends by itself, and a closed account is out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from gebiedstafel.accounts.models import Person, Visit
from gebiedstafel.accounts.visits import device_of

pytestmark = pytest.mark.django_db
PASSWORD = "zeven appels op een plank"
ME = "/mijn-account/"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


@pytest.fixture
def anne():
    return Person.objects.create_user("anne", password=PASSWORD)


def sign_in(agent=""):
    client = Client(headers={"user-agent": agent})
    client.post(reverse("accounts:sign_in"), {"username": "anne", "password": PASSWORD})
    return client


def is_in(client):
    return client.get(ME).status_code == 200


def test_each_place_is_shown_and_one_or_all_others_are_ended(anne):
    here, phone, library = sign_in(), sign_in(PHONE), sign_in()
    page = here.get(reverse("accounts:visits")).content.decode()
    assert "op 2 andere plekken" in page
    assert "Chrome, Android" in page

    here.post(reverse("accounts:visits"), {"visit": Visit.objects.get(device="Chrome, Android").pk})
    assert [is_in(one) for one in (here, phone, library)] == [True, False, True]
    here.post(reverse("accounts:visits"))
    assert [is_in(one) for one in (here, library)] == [True, False]
    assert "alleen hier" in here.get(reverse("accounts:visits")).content.decode()


def test_nobody_ends_the_visit_of_another(anne):
    mine = sign_in()
    other = Client()
    other.force_login(Person.objects.create_user("bo"))

    for visit in (Visit.objects.get(person=anne).pk, "9" * 40, "-1", "x", "\x00"):
        other.post(reverse("accounts:visits"), {"visit": visit})

    assert is_in(mine)


def test_signing_out_ends_the_visit_and_signing_in_takes_a_new_key(anne):
    client = Client()
    client.get(reverse("accounts:sign_in"))
    client.post("/taal/", {"language": "en"})
    before = client.session.session_key
    client.post(reverse("accounts:sign_in"), {"username": "anne", "password": PASSWORD})
    assert client.session.session_key != before

    client.post(reverse("accounts:sign_out"))
    assert not Visit.objects.exists()
    assert not is_in(client)


@pytest.mark.parametrize(
    ("began", "seen", "stays"), [(11, 0, True), (13, 0, False), (5, 5, False), (3, 3, True)]
)
def test_a_visit_ends_after_its_hours_and_after_lying_still(anne, began, seen, stays):
    client = sign_in()
    session, at = client.session, now()
    session["visit_began"] = int((at - timedelta(hours=began)).timestamp())
    session["visit_seen"] = int((at - timedelta(hours=seen)).timestamp())
    session.save()

    assert is_in(client) is stays
    assert Visit.objects.exists() is stays


def test_a_changed_password_ends_the_other_places_and_keeps_this_one_in_the_list(anne):
    here, there = sign_in(), sign_in()
    new = "acht peren in een mand"

    here.post(
        reverse("accounts:change_password"),
        {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
    )

    assert is_in(here)
    assert not is_in(there)
    page = here.get(reverse("accounts:visits")).content.decode()
    assert page.count(">hier<") == 1


def test_a_closed_account_is_out_at_once_and_does_not_come_in(anne):
    client = sign_in()
    Person.objects.update(is_active=False)

    assert not is_in(client)
    assert not is_in(sign_in())


@pytest.mark.parametrize(
    ("agent", "named"),
    [
        (PHONE, "Chrome, Android"),
        ("", ""),
        ("\x00<b>", ""),
        ("Mozilla (iPhone) Safari/605", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/1 Safari/1 Edg/1", "Edge, Windows"),
    ],
)
def test_a_device_is_named_in_two_words(agent, named):
    assert device_of(agent) == named
