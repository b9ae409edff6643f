"""Who forgot their password gets a link by mail: once, for two hours, and only to their own address."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from gebiedstafel.accounts.actions import choose_password, make_password_link, password_link
from gebiedstafel.accounts.models import OutgoingLetter, PasswordLink, Person
from gebiedstafel.accounts.outbox import carry_letters
from gebiedstafel.accounts.tasks import _post, send_password_link
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import Refused

pytestmark = pytest.mark.django_db
MARK = r'name="csrfmiddlewaretoken" value="\w+"'
OLD, NEW = "zeven appels op een plank", "acht peren in een mand"


@pytest.fixture
def anne() -> Person:
    return Person.objects.create_user("anne", email="anne@voorbeeld.nl", password=OLD)


def ask(client, email):
    page = client.post(reverse("accounts:forgotten"), {"email": email}, follow=True)
    carry_letters(now())
    return page


def choose(client, link, password=NEW):
    return client.post(link, {"new_password1": password, "new_password2": password})


def test_the_link_in_the_mail_gives_a_new_password_once(client, anne, mailbox):
    ask(client, "Anne@voorbeeld.nl")
    link = mailbox.link

    assert client.get(link).status_code == 200
    assert choose(client, link).status_code == 302
    anne.refresh_from_db()
    assert anne.check_password(NEW)
    assert (client.get(link).status_code, choose(client, link, OLD).status_code) == (410, 410)
    anne.refresh_from_db()
    assert anne.check_password(NEW)


def test_a_mail_scanner_that_opens_the_link_spends_nothing(client, anne, mailbox):
    ask(client, anne.email)

    for _ in range(3):
        client.get(mailbox.link)
        client.head(mailbox.link)

    assert PasswordLink.objects.get().used_at is None
    assert choose(client, mailbox.link).status_code == 302


def test_only_the_hash_of_the_link_is_kept(client, anne, mailbox):
    ask(client, anne.email)
    secret = mailbox.link.rstrip("/").rsplit("/", 1)[-1]

    kept = [str(value) for row in PasswordLink.objects.values_list() for value in row]

    assert len(secret) > 40
    assert not any(secret in value for value in kept)
    assert len(PasswordLink.objects.get().digest) == 64


@pytest.mark.django_db(transaction=True)  # a worker ends its own connection after a task
def test_a_worker_that_dies_in_the_middle_goes_on_and_posts_every_link_once(anne, mailbox, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    Person.objects.create_user("bo", email="anne@voorbeeld.nl", password=OLD)
    send_password_link.enqueue("anne@voorbeeld.nl", "http://hier", "x")
    # Killed after the first of two accounts: its letter is posted, the task never ended.
    _post(anne, "anne@voorbeeld.nl", "http://hier", f"password/{anne.pk}/x")
    DBTaskResult.objects.update(status="RUNNING", started_at=now())

    call_command("work", "--until-empty")

    carry_letters(now())
    assert OutgoingLetter.objects.count() == PasswordLink.objects.count() == len(mailbox.letters) == 2


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, anne, mailbox):
    known = ask(client, anne.email).content.decode()
    unknown = ask(client, "niemand@voorbeeld.nl").content.decode()

    assert re.sub(MARK, "", known) == re.sub(MARK, "", unknown)
    assert len(mailbox.letters) == 1


def test_nobody_is_flooded_with_links(client, anne, mailbox):
    for _ in range(5):
        ask(client, anne.email)

    assert len(mailbox.letters) == 3


def test_a_link_ends_after_two_hours(anne):
    asked = now()
    token = make_password_link(anne, at=asked)

    assert password_link(token, at=asked + timedelta(minutes=119)) is not None
    assert password_link(token, at=asked + timedelta(hours=2)) is None


def test_one_link_that_was_used_spends_the_others(anne):
    first, second = (make_password_link(anne, at=now()) for _ in range(2))
    link = password_link(first, at=now())

    choose_password(link, NEW, at=now())

    assert password_link(second, at=now()) is None
    with pytest.raises(Refused, match="al gebruikt"):
        choose_password(link, OLD, at=now())
    assert Deed.objects.filter(action="choose_password").count() == 1


def test_a_weak_password_is_refused_and_the_link_stays(client, anne, mailbox):
    ask(client, anne.email)

    refused = choose(client, mailbox.link, "kort")

    assert refused.status_code == 400
    assert choose(client, mailbox.link).status_code == 302


def test_a_new_password_ends_the_pause(client, anne, mailbox):
    def sign_in(password):
        return client.post(reverse("accounts:sign_in"), {"username": "anne", "password": password})

    for _ in range(5):
        sign_in("niet dit")
    assert sign_in(OLD).status_code == 429
    ask(client, anne.email)

    choose(client, mailbox.link)

    assert sign_in(NEW).status_code == 302


def test_someone_signs_in_with_their_address_too(client, anne):
    def sign_in(name):
        return client.post(reverse("accounts:sign_in"), {"username": name, "password": OLD}).status_code

    assert sign_in("ANNE@voorbeeld.nl") == 302
    Person.objects.create_user("bo", email="anne@voorbeeld.nl", password=OLD)
    client.logout()
    assert sign_in("anne@voorbeeld.nl") == 200, "an address of two accounts is no name"


@pytest.mark.parametrize("typed", ["", "a@b.nl\nBcc: c@d.nl", "<b>", "\x00"])
def test_what_is_no_address_gets_a_sentence(client, typed, mailbox):
    answer = ask(client, typed)

    assert answer.status_code == 400
    assert "gt-form__error" in answer.content.decode()
    assert mailbox.letters == []


def test_the_pages_follow_the_language_someone_chose(client, anne):
    anne.language = "en"
    anne.save()

    client.post(reverse("accounts:sign_in"), {"username": "anne", "password": OLD})

    assert client.cookies["django_language"].value == "en"


def test_mail_goes_where_the_settings_say(settings):
    from environ import Env

    there = Env.email_url_config("smtp+tls://naam:geheim@post.voorbeeld.nl:587")

    assert there["EMAIL_HOST"] == "post.voorbeeld.nl"
    assert there["EMAIL_USE_TLS"]
    call_command("check")
