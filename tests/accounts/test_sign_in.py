"""Outside the demo people sign in with an account of this installation."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from gebiedstafel.accounts.models import Organisation, OwnerClass, Person

pytestmark = pytest.mark.django_db
PASSWORD = "zeven appels op een plank"


@pytest.fixture
def person() -> Person:
    return Person.objects.create_user("anne", password=PASSWORD)


def sign_in(client, password: str, **more: str):
    return client.post(reverse("accounts:sign_in"), {"username": "anne", "password": password, **more})


def test_someone_with_the_right_password_comes_in(client, person):
    answer = sign_in(client, PASSWORD)

    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_wrong_password_and_an_unknown_name_get_the_same_sentence(client, person):
    wrong = sign_in(client, "niet dit").content.decode()
    unknown = sign_in(client, "niet dit", username="niemand").content.decode()

    for page in (wrong, unknown):
        assert "horen niet bij elkaar" in page


def test_after_five_wrong_passwords_there_is_a_pause_with_a_sentence(client, person):
    for _ in range(5):
        answer = sign_in(client, "niet dit")

    assert answer.status_code == 429
    assert "Wacht een kwartier" in answer.content.decode()
    assert sign_in(client, PASSWORD).status_code == 429


def test_signing_in_never_leads_to_another_site(client, person):
    answer = sign_in(client, PASSWORD, next="https://elders.example/")

    assert answer["Location"] == "/"


def test_signing_out_takes_a_button_not_a_link(client, person):
    client.force_login(person)

    assert client.get(reverse("accounts:sign_out")).status_code == 405
    assert client.post(reverse("accounts:sign_out")).status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_new_password_must_be_a_good_one(client, person):
    client.force_login(person)
    address = reverse("accounts:change_password")

    refused = client.post(
        address, {"old_password": PASSWORD, "new_password1": "kort", "new_password2": "kort"}
    )
    person.refresh_from_db()
    assert "12" in refused.content.decode()
    assert person.check_password(PASSWORD)

    better = "acht peren in een mand"
    taken = client.post(
        address, {"old_password": PASSWORD, "new_password1": better, "new_password2": better}, follow=True
    )
    person.refresh_from_db()
    assert "Uw wachtwoord is gewijzigd" in taken.content.decode()
    assert person.check_password(better)


def test_only_who_is_in_changes_a_password(client):
    answer = client.get(reverse("accounts:change_password"))

    assert answer["Location"].startswith(reverse("accounts:sign_in"))


def test_someone_who_was_sent_to_sign_in_goes_on_where_they_were(client, person):
    address = f"{reverse('accounts:sign_in')}?next={reverse('accounts:change_password')}"

    answer = client.post(address, {"username": "anne", "password": PASSWORD})

    assert answer["Location"] == reverse("accounts:change_password")


def test_the_command_adds_a_person_who_can_sign_in(client, capsys):
    call_command("add_person", "bo", "--make-password")
    password = capsys.readouterr().out.split("The password is ")[1].split(" ")[0]

    assert sign_in(client, password, username="bo").status_code == 302


def test_the_command_refuses_a_name_that_is_taken(person):
    with pytest.raises(CommandError, match="gebruikersnaam"):
        call_command("add_person", "anne", "--make-password")

    assert Person.objects.count() == 1


def test_two_organisations_never_share_a_name_and_are_of_a_known_kind():
    Organisation.objects.create(name="Woonstad", owner_class=OwnerClass.CORPORATIE)

    for twin in ({"name": "Woonstad", "owner_class": "zorg"}, {"name": "Ander", "owner_class": "onbekend"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Organisation.objects.create(**twin)
    assert Organisation.objects.count() == 1


def test_the_kinds_of_owner_are_those_of_the_exchange_file(root):
    schema = json.loads((root / "src/gebiedstafel/exchange/table.schema.json").read_text())

    assert OwnerClass.values == schema["$defs"]["owner_class"]["enum"]
