"""The chair invites an address to a seat; who reads it takes the seat, once."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from gebiedstafel.accounts.models import OutgoingLetter, Person
from gebiedstafel.accounts.outbox import carry_letters
from gebiedstafel.accounts.tokens import token_of_seed
from gebiedstafel.tables.invitations import accept, open_invitation
from gebiedstafel.tables.models import Invitation, Seat
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import Refused
from tests.tables.own_tables import own_table, person, seat

pytestmark = pytest.mark.django_db
EMAIL = "bo@voorbeeld.nl"
CHOSEN = {"name": "Bo", "new_password1": "acht peren in een mand", "new_password2": "acht peren in een mand"}


@pytest.fixture
def table(settings):
    settings.DEMO = False
    return own_table()


@pytest.fixture
def chair(client, table):
    client.force_login(Person.objects.get(username="chair"))
    return client


@pytest.fixture
def invite(chair, table, mailbox):
    """Invite from the page and let the worker carry the letter."""

    def ask(email=EMAIL, role="member", party="buren", where="seats", **of):
        page = chair.post(
            reverse(f"tables:{where}", args=[table.pk, *of.values()]),
            {"email": email, "role": role, "party": party},
            follow=True,
        )
        carry_letters(now())
        return page

    return ask


def waiting():
    return Invitation.objects.filter(used_at=None, withdrawn_at=None)


def test_someone_new_takes_the_seat_from_the_link_in_the_mail(table, invite, mailbox):
    page = invite()
    bo = Client()

    shown = bo.get(mailbox.link)
    answer = bo.post(mailbox.link, CHOSEN)

    assert "onderweg" in page.content.decode()
    assert "Buren van Beukenhof" in shown.content.decode()
    assert answer["Location"] == reverse("start:home", args=[table.pk])
    taken = table.seats.get(person__username=EMAIL)
    assert (taken.role, taken.party.key, taken.person.called) == ("member", "buren", "Bo")
    assert bo.get(answer["Location"]).status_code == 200


def test_a_mail_scanner_changes_nothing(table, invite, mailbox):
    invite()

    for _ in range(3):
        assert Client().get(mailbox.link).status_code == 200
        assert Client().head(mailbox.link).status_code == 200

    assert waiting().count() == 1
    assert not Person.objects.filter(username=EMAIL).exists()


def test_the_link_works_once(table, invite, mailbox):
    invite()
    Client().post(mailbox.link, CHOSEN)

    again = Client()

    assert again.get(mailbox.link).status_code == 410
    assert again.post(mailbox.link, {**CHOSEN, "name": "Ander"}).status_code == 410
    assert table.seats.count() == 2


def test_only_the_hash_of_the_link_is_kept_and_no_address_after_the_answer(table, invite, mailbox):
    invite()
    secret = mailbox.link.rstrip("/").rsplit("/", 1)[-1]
    kept = [str(value) for row in Invitation.objects.values_list() for value in row]

    Client().post(mailbox.link, CHOSEN)

    assert not any(secret in value for value in kept)
    letter = OutgoingLetter.objects.get()
    assert (letter.to, letter.text, letter.subject) == ("", "", "")
    answered = Invitation.objects.get()
    assert (answered.email, answered.digest) == ("", None)


def test_the_trail_never_holds_a_link_that_still_works(table, invite, mailbox):
    invite()
    secret = mailbox.link.rstrip("/").rsplit("/", 1)[-1]
    other = person("ander")
    seat(table, other)
    client = Client()
    client.force_login(other)

    refused = client.post(mailbox.link)

    assert refused.status_code == 409
    assert waiting().count() == 1
    deeds = [str(value) for row in Deed.objects.values_list("subject", "result", "action") for value in row]
    assert any("…" in text for text in deeds)
    assert not any(secret in text for text in deeds)


def test_someone_with_an_account_accepts_with_it(table, invite, mailbox):
    bo = person("bo")
    invite()
    client = Client()

    asked_to_sign_in = client.get(mailbox.link).content.decode()
    no_account_twice = client.post(mailbox.link, CHOSEN)
    client.force_login(bo)
    answer = client.post(mailbox.link)

    assert "Log daarmee in" in asked_to_sign_in
    assert f"/inloggen/?next={quote(mailbox.link, safe='')}" in asked_to_sign_in
    assert no_account_twice.status_code == 200
    assert answer.status_code == 302
    assert table.seats.get(person=bo).party.key == "buren"
    assert Person.objects.count() == 2


def test_sending_again_makes_the_link_before_worthless(table, invite, mailbox):
    invite()
    first = mailbox.link

    invite(where="invite_again", invitation=waiting().get().pk)

    assert len(mailbox.letters) == 2
    assert Client().get(first).status_code == 410
    assert Client().get(mailbox.link).status_code == 200


def test_no_secret_of_an_invitation_that_waits_lies_in_the_outbox_and_a_withdrawn_one_goes_no_more(
    table, chair, mailbox
):
    chair.post(reverse("tables:seats", args=[table.pk]), {"email": EMAIL, "role": "member", "party": "buren"})
    letter = OutgoingLetter.objects.get()
    assert token_of_seed(letter.seeds[0]) not in letter.text + str(letter.headers)

    chair.post(reverse("tables:withdraw_invitation", args=[table.pk, waiting().get().pk]))

    assert carry_letters(now()) == 0
    assert mailbox.letters == []


def test_an_invitation_that_was_withdrawn_opens_nothing(table, invite, mailbox):
    invite()

    invite(where="withdraw_invitation", invitation=waiting().get().pk)

    assert Client().get(mailbox.link).status_code == 410
    assert Client().post(mailbox.link, CHOSEN).status_code == 410
    assert Invitation.objects.get().email == ""


def test_an_invitation_ends_after_two_weeks(table, invite, mailbox):
    invite()
    token = mailbox.link.rstrip("/").rsplit("/", 1)[-1]
    sent = waiting().get().sent_at

    assert open_invitation(token, at=sent + timedelta(days=13, hours=23)) is not None
    assert open_invitation(token, at=sent + timedelta(days=14)) is None


def test_a_letter_that_the_server_refuses_is_told_and_can_be_sent_again(table, invite, mailbox):
    mailbox.refuses = True
    page = invite()
    told = invite(where="seats", email="ander@voorbeeld.nl").content.decode()

    mailbox.refuses = False
    invite(where="invite_again", invitation=waiting().get(email=EMAIL).pk)

    assert page.status_code == 200
    assert "De mail kon niet weg" in told
    assert mailbox.letters[-1]["X-Went-To"] == EMAIL
    assert waiting().get(email=EMAIL).failed_at is None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("bo@voorbeeld.nl\nBcc: dief@elders.nl", "op één regel"),
        ("<b>bo</b>@voorbeeld.nl", "zonder naam en haakjes"),
        ("", "We missen het e-mailadres"),
    ],
)
def test_an_address_that_is_none_gets_a_sentence_and_no_mail(table, invite, mailbox, typed, told):
    page = invite(email=typed)

    assert page.status_code == 400
    assert told in page.content.decode()
    assert (Invitation.objects.count(), mailbox.letters) == (0, [])


def test_every_fault_of_the_form_is_told_at_once(table, invite):
    page = invite(email="", party="", role="member").content.decode()

    assert "We missen het e-mailadres" in page
    assert "Kies de partij" in page


def test_the_same_address_is_not_invited_twice_at_once(table, invite, mailbox):
    invite()

    again = invite(email="BO@voorbeeld.nl")

    assert again.status_code == 409
    assert "al uitgenodigd" in again.content.decode()
    assert len(mailbox.letters) == 1
    with pytest.raises(IntegrityError, match=r"once_at_a_time|UNIQUE"), transaction.atomic():
        Invitation.objects.create(table=table, email=EMAIL, role="visitor", made_at=now())


def test_who_sits_at_the_table_is_not_invited_again(table, invite):
    page = invite(email="chair@voorbeeld.nl")

    assert page.status_code == 409
    assert "zit al aan deze tafel" in page.content.decode()


def test_a_party_of_another_table_is_not_taken(table, invite):
    other = own_table("elders", chair=person("elders"))
    other.parties.filter(key="buren").update(key="daar")

    page = invite(party="daar")

    assert page.status_code == 400
    assert "niet van deze tafel" in page.content.decode()


def test_only_the_chair_invites(table, mailbox):
    member = person("lid")
    seat(table, member)
    client = Client()
    client.force_login(member)

    page = client.get(reverse("tables:seats", args=[table.pk])).content.decode()
    answer = client.post(
        reverse("tables:seats", args=[table.pk]), {"email": EMAIL, "role": "visitor", "party": ""}
    )

    assert answer.status_code == 403
    assert "Alleen de voorzitter nodigt mensen uit" in page
    assert not re.search(r'name="email"', page)


def test_an_invitation_of_another_table_is_out_of_reach(table, invite, chair):
    other = own_table("elders", chair=person("elders"))
    far = Invitation.objects.create(table=other, email=EMAIL, role="visitor", made_at=now())

    for deed in ("invite_again", "withdraw_invitation"):
        assert chair.post(reverse(f"tables:{deed}", args=[table.pk, far.pk])).status_code == 404


def test_a_link_is_refused_when_the_seat_was_taken_in_between(table, invite, mailbox):
    invite()
    found = open_invitation(mailbox.link.rstrip("/").rsplit("/", 1)[-1], at=now())
    Client().post(mailbox.link, CHOSEN)

    with pytest.raises(Refused, match="al gebruikt"):
        accept(found, person("ander"), at=now())

    assert table.seats.count() == 2


def test_the_installation_invites_the_first_chair(table, mailbox):
    call_command("invite", table.pk, "Cas@voorbeeld.nl", "chair", "--party", "stad")
    carry_letters(now())

    Client().post(mailbox.link, {**CHOSEN, "name": "Cas"})

    assert table.seats.get(person__username="cas@voorbeeld.nl").role == Seat.Role.CHAIR


@pytest.mark.parametrize(
    "words",
    [
        ["nergens", EMAIL, "chair"],
        ["beukenhof", "x", "chair"],
        ["beukenhof", EMAIL, "member"],
        ["beukenhof", EMAIL, "member", "--party", "x"],
    ],
)
def test_the_command_says_what_is_wrong(table, words):
    with pytest.raises(CommandError, match=r"."):
        call_command("invite", *words)
