"""The mail of a round: one link each, no headers of strangers, and one reminder by itself."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils.timezone import localdate, now

from gebiedstafel.accounts.models import OutgoingLetter
from gebiedstafel.accounts.tokens import token_of_seed
from gebiedstafel.asking.actions import close_request, extend_request, remind, send_again
from gebiedstafel.asking.forms import RequestForm
from gebiedstafel.asking.letters import letter
from gebiedstafel.asking.models import AskedParty, Request
from gebiedstafel.asking.tasks import remind_before_the_end
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.asking.rounds import (
    NOON,
    a_round,
    a_table,
    answered,
    as_person,
    asked_of,
    links_in_mail,
    seat_of,
    sent_round,
    work,
)

pytestmark = pytest.mark.django_db
NEWLINES = [
    "a@voorbeeld.nl\nBcc: b@voorbeeld.nl",
    "a@voorbeeld.nl\r\n",
    "a@voorbeeld.nl%0aBcc:b@x.nl",
    "a b@x.nl",
]


@pytest.fixture(autouse=True)
def _no_demo(settings):
    settings.DEMO = False


@pytest.fixture
def table():
    return a_table()


@pytest.fixture
def chair(table):
    return seat_of(table, "voorzitter")


def form(table, **other):
    data = {"subjects": ["uren"], "answer_by": (localdate() + timedelta(days=9)).isoformat()}
    party = table.parties.get(key="buren")
    data |= {f"ask-{party.pk}": "on", f"mail-{party.pk}": other.pop("email", "a@voorbeeld.nl")}
    return RequestForm(data | other, table=table, today=localdate())


@pytest.mark.parametrize("email", NEWLINES)
def test_an_address_is_one_address_on_one_line(table, email):
    filled = form(table, email=email)

    fine = filled.is_valid()

    if fine:
        assert list(filled.asked.values()) == ["a@voorbeeld.nl"]
    else:
        assert "e-mailadres" in str(filled.errors)
    assert fine == (email == "a@voorbeeld.nl\r\n")


def test_all_faults_of_a_new_round_are_told_at_once(table):
    filled = RequestForm({"answer_by": "2020-01-01", "word": "x" * 2001}, table=table, today=localdate())

    assert not filled.is_valid()
    assert set(filled.errors) == {"subjects", "answer_by", "word", "__all__"}


def test_no_name_or_word_makes_a_header_or_markup(table):
    table.name = "Beukenhof\r\nBcc: iedereen@voorbeeld.nl"
    table.save()
    request = a_round(table, "buren", word="<b>Graag</b>\nBcc: x")
    asked = asked_of(request, "buren")

    written = letter(asked, "geheim")
    preview = as_person("voorzitter").get(f"/tafel/{table.pk}/uitvraag/{request.pk}/").content.decode()

    assert "\n" not in written.subject
    assert "\r" not in written.subject
    assert "<b>Graag</b>" in written.text
    assert "<b>Graag</b>" not in preview
    assert "&lt;b&gt;Graag&lt;/b&gt;" in preview


def test_every_party_gets_a_link_of_its_own(table):
    sent_round(table, "buren", "huis", mailed=True)
    work()

    links = links_in_mail()
    assert set(links) == {"buren@voorbeeld.nl", "huis@voorbeeld.nl"}
    assert len(set(links.values())) == 2
    for sent in mail.outbox:
        assert len(re.findall("/uitvraag/", sent.body)) == 1
    assert AskedParty.objects.filter(mailed_at=None).count() == 0


def test_the_mail_goes_over_a_real_server(table, mailbox, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    sent_round(table, "buren", word="Bel gerust – Anne", mailed=True)
    work()

    (sent,) = mailbox.letters
    assert sent["X-Went-To"] == sent["To"] == "buren@voorbeeld.nl"
    assert "Bel gerust – Anne" in mailbox.text
    assert Client().get(mailbox.link).status_code == 200


def test_a_mail_server_that_says_no_is_told_on_the_board(table, mailbox, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    mailbox.refuses = True
    request = sent_round(table, "buren", mailed=True)
    work()

    board = as_person("voorzitter").get(f"/tafel/{table.pk}/uitvraag/{request.pk}/").content.decode()
    assert "De mail aan buren@voorbeeld.nl kwam niet weg" in board
    assert asked_of(request, "buren").mailed_at is None


def test_who_has_not_answered_is_reminded_once_by_itself(table):
    request = sent_round(table, "buren", "huis")
    answered(request, "huis")
    Request.objects.update(answer_by=localdate() + timedelta(days=2))

    for _again in range(2):
        remind_before_the_end.call(request.pk)
        work()

    assert list(links_in_mail()) == ["buren@voorbeeld.nl"]
    assert len(mail.outbox) == 1
    assert "nog geen antwoord" in mail.outbox[0].body


def test_a_reminder_waits_when_there_is_more_time(table, chair):
    request = sent_round(table, "buren", answer_by=localdate() + timedelta(days=2))
    extend_request(request, localdate() + timedelta(days=30), by=chair, at=now())

    remind_before_the_end.call(request.pk)
    work()

    assert mail.outbox == []
    assert Request.objects.get().reminded_at is None


def test_a_round_that_is_over_reminds_nobody(table, chair):
    request = sent_round(table, "buren")
    Request.objects.update(closed_at=NOON)

    remind_before_the_end.call(request.pk)
    work()

    assert mail.outbox == []


def test_the_chair_reminds_with_one_button(table, chair):
    request = sent_round(table, "buren", "huis")
    answered(request, "huis")
    assert remind(request, by=chair, at=NOON) == 1
    work()

    assert list(links_in_mail()) == ["buren@voorbeeld.nl"]
    answered(request, "buren")
    with pytest.raises(Refused):
        remind(request, by=chair, at=NOON)
    with pytest.raises(NotAllowed):
        remind(request, by=seat_of(table, "huis"), at=NOON)


def test_mail_goes_again_to_another_address(table, chair):
    asked = asked_of(sent_round(table, "buren"), "buren")
    send_again(asked, "nieuw@voorbeeld.nl", by=chair, at=NOON)
    work()

    assert list(links_in_mail()) == ["nieuw@voorbeeld.nl"]


def test_no_secret_lies_in_the_outbox_and_a_closed_round_mails_nobody(table, chair):
    request = sent_round(table, "buren", mailed=True)
    waiting = OutgoingLetter.objects.get()
    assert token_of_seed(waiting.seeds[0]) not in waiting.text + str(waiting.headers)

    close_request(request, by=chair, at=NOON)
    work()

    assert mail.outbox == []
